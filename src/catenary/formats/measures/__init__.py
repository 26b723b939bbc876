"""Editions of the method as files: the shipped first edition (TOML), JSON with its hash, tables that people edit (CSV, XLSX), forms (XLSForm)."""

from catenary.formats.measures.json_form import edition_digest, read_edition_json, write_edition_json
from catenary.formats.measures.shipped import first_edition
from catenary.formats.measures.table_reading import ReadTable, read_edition_csv
from catenary.formats.measures.table_workbook import read_edition_xlsx, write_edition_xlsx
from catenary.formats.measures.table_writing import write_edition_csv
from catenary.formats.measures.translation_table import (
    ReadTranslations,
    read_translations_csv,
    write_translations_csv,
)
from catenary.formats.measures.xlsform_reading import ReadForm, is_xlsform, read_edition_xlsform
from catenary.formats.measures.xlsform_writing import missing_texts, write_edition_xlsform

__all__ = [
    "ReadForm",
    "ReadTable",
    "ReadTranslations",
    "edition_digest",
    "first_edition",
    "is_xlsform",
    "missing_texts",
    "read_edition_csv",
    "read_edition_json",
    "read_edition_xlsform",
    "read_edition_xlsx",
    "read_translations_csv",
    "write_edition_csv",
    "write_edition_json",
    "write_edition_xlsform",
    "write_edition_xlsx",
    "write_translations_csv",
]
