"""Screening on the desk: lists in force, travellers checked against them, candidates, and what humans judge."""
