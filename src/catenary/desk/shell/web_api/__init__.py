"""What every room's part of the web API shares: callers, problems, pages, keys, counts."""
