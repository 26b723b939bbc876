"""Measures: resolutions, requirements and questions with anchored levels, in frozen editions; the method every State is asked by."""
