"""Briefings: what prepares one member of a team for one visit, on a page and as a file."""
