"""Files that belong to records: taken in by their bytes, kept under their hash, looked at by a scanner where there is one."""
