"""A log on paper, so to speak: files that prove what stands in it without the database it came from (docs/ledger.md)."""
