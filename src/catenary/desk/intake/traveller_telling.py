"""What a record under mandate tells of a traveller, in lines and cells; what is masked says so."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from catenary.core.mandate.masking import category_of
from catenary.desk.intake.models import Passage
from catenary.desk.mandate.models import RecordFields
from catenary.desk.mandate.records.elements import laid_out
from catenary.desk.mandate.records.queries import ask_url
from catenary.desk.shell.parts import Masked

KIND = "Traveller"


def fields_of(passage: Passage) -> Mapping[str, Any]:
    """What the record tells whoever asks; nothing where it was erased or the purpose does not open it."""
    content: RecordFields | None = getattr(passage.record, "content", None)
    return content.fields if content else {}


def cell(passage: Passage, name: str) -> object:
    """A field for a table: withheld where the record is masked."""
    category = category_of(KIND, name)
    if passage.record.masked and category is not None:
        return Masked(category.value, ask_url(passage.record.public_id))
    value = fields_of(passage).get(name)
    if name == "documents":
        return "; ".join(_document(each) for each in value or ()) or None
    return _day(value) if name == "born" else laid_out(name, value) or None


def _document(document: Mapping[str, Any]) -> str:
    return " ".join(str(part) for part in (document["type"], document["number"], document["issuer"]) if part)


def _day(text: str | None) -> date | str | None:
    """A whole date as one; a year alone, or with its month, as it came."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return text
