"""Files that people add to records: which are taken in, and what is known of their content."""
