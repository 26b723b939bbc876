"""The register of past visits as a table that people keep: CSV with a line for each visit."""
