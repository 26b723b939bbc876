"""Figures on foreign terrorist fighters: what every visit asks the State for."""
