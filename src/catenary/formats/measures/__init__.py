"""Editions of the method as files: the shipped first edition (TOML), JSON with its hash, and a table that people edit (CSV)."""

from catenary.formats.measures.json_form import edition_digest, read_edition_json, write_edition_json
from catenary.formats.measures.shipped import first_edition
from catenary.formats.measures.table_reading import ReadTable, read_edition_csv
from catenary.formats.measures.table_writing import write_edition_csv
from catenary.formats.measures.translation_table import (
    ReadTranslations,
    read_translations_csv,
    write_translations_csv,
)

__all__ = [
    "ReadTable",
    "ReadTranslations",
    "edition_digest",
    "first_edition",
    "read_edition_csv",
    "read_edition_json",
    "read_translations_csv",
    "write_edition_csv",
    "write_edition_json",
    "write_translations_csv",
]
