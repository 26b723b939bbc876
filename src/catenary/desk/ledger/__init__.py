"""Append-only proof of who did what, why."""
