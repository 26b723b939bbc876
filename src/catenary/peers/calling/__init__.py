"""Calls to machines of others: to public addresses and those that the operator named, following nothing, within a time."""
