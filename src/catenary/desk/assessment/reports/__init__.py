"""Findings, reports and what is released of them."""
