"""Visits: planned, consented to, prepared, made, written up, adopted, followed; and what both sides see of them."""
