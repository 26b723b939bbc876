"""Remembers and shows: rows, transactions, pages and the web API, one Django app for each room."""
