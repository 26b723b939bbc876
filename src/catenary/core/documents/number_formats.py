"""How issuers number their ordinary passports, where that is published: regular expressions over the whole number.

Few on purpose: a format that is out of date accuses every holder of a new passport. Each row is in the public
descriptions of passport numbers of at least two vendors of document checking (read 2026); Canada's second form is
that of its passports since 2023.
"""

from collections.abc import Mapping

PASSPORT_NUMBERS: Mapping[str, str] = {
    "CAN": r"[A-Z]{2}\d{6}|[A-Z]\d{6}[A-Z]{2}",
    "DEU": r"[CFGHJKLMNPRTVWXYZ0-9]{9}",
    "FRA": r"\d{2}[A-Z]{2}\d{5}",
    "GBR": r"\d{9}",
    "IND": r"[A-Z]\d{7}",
    "USA": r"[A-Z0-9]\d{8}",
}
