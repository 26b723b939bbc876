"""Backups: the whole desk in one file that only the keys of the operator and of oversight open, and the way back."""
