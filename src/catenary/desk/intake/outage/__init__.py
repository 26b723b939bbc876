"""Carriers that wait are answered while the database is away: what they sent waits on the disk, sealed, and is caught up with."""
