"""Visits at the desk: planned, moved on step by step, prepared by a team, talked over, commented on, followed."""
