"""The offline pack of a visit: one signed, locked file to a laptop, and one back (docs/offline-pack.md)."""
