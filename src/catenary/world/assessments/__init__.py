"""Assessments of the fictional world: its States and what is true of them, raters with planted severity, and what people write."""
