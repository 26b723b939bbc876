"""A built list on disk: memory-mapped arrays and entries, replaced atomically, changed in small later segments."""

from catenary.formats.list_index.build import build_list_index, update_list_index
from catenary.formats.list_index.store import open_list, read_edition

__all__ = ["build_list_index", "open_list", "read_edition", "update_list_index"]
