"""Thresholds of single lists: measured on retained travellers, proposed by one person, decided by another."""
