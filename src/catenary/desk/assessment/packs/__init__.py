"""Offline packs: one person's part of one visit for a laptop, and what it brings back, merged field by field."""
