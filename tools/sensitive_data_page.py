"""Writes docs/sensitive-data.md from the table that the readers use: `python tools/sensitive_data_page.py`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from catenary.core.intake.sensitive_table import NEUTRAL_MEALS, PHRASES, SERVICE_CODES, Category

PAGE = Path(__file__).parents[1] / "docs" / "sensitive-data.md"

_OPENING = """\
# Sensitive data: removed at the door

*Written by `tools/sensitive_data_page.py` from `src/catenary/core/intake/sensitive_table.py`; do not edit by hand.*

Directive (EU) 2016/681 art. 13(4) and ICAO Annex 9 s.9.30 forbid the use of passenger name records that tell a person's race
or ethnic origin, political opinions, religion or philosophical belief, trade union membership, health, or sexual life or
orientation, and demand that such data be deleted at once. Catenary deletes it while it reads: the value is never stored,
shown, searched or screened.

* **What remains** is one count per category for the whole message (`"removed"` in `catenary read --json`). No place and no mark
  on the person remains, since "something about religion was here" is itself sensitive.
* **A service request** (SSR) goes with its code, text and traveller when its code stands in the first table.
* **A free text** (remark, OSI, history line, the text of any other SSR) goes as a whole when it holds one of the words of the
  second table or one of the codes. Words must stand next to each other; accents and case make no difference; `|` parts
  alternatives and `*` is any ending. Words that are also names count only in a company that makes the meaning sure: `BLIND PAX` goes,
  a Mr Blind stays.
* **A meal** that is in no table and not neutral is removed and counted as `unclear`: carriers invent meals, and a meal tells
  nothing that the law lets a State use.
* **A State may extend the table, never shrink it**: `SensitivePolicy.extended_by(codes=..., phrases=...)`; a smaller table is refused
  when it is made.
* **What is kept, and why**: names and their titles (element 4 of Annex I, also when a title is a religious one); nationality and document
  issuer (they are not ethnic origin); language requests (SSR `LANG`), unaccompanied minors (`UMNR`, named by Annex I element 12), meet and
  assist (`MAAS`) unless its text tells more; baby and child meals and others that tell nothing.
* **Limits**: a list of words cannot find every way of telling. It was measured not to take ordinary names (none of 800,000
  name tokens in seven scripts, none of the names on the sanctions lists used in development); how much sensitive text
  it misses is not measured, because no labelled corpus is public.
"""

_NAMES = {
    Category.RELIGION: "religion or philosophical belief",
    Category.HEALTH: "health",
    Category.DISABILITY: "disability (part of health in the law; counted apart)",
    Category.ETHNICITY: "race or ethnic origin",
    Category.POLITICS: "political opinions",
    Category.UNION: "trade union membership",
    Category.SEXUAL_LIFE: "sexual life or sexual orientation",
    Category.UNCLEAR: "belief or health, the code does not say which",
}


def page() -> str:
    """The whole page."""
    return "\n".join([_OPENING, *_categories(), *_codes(), *_phrases()])


def _categories() -> Iterator[str]:
    rows = ((f"`{category}`", _NAMES[category]) for category in Category)
    yield from _table("Categories", ("counted as", "what the law calls it"), rows)


def _codes() -> Iterator[str]:
    rows = (
        (
            f"`{row.code}`",
            f"`{row.category}`",
            row.meaning,
            "after `SSR` only" if row.also_a_name else "anywhere",
        )
        for row in SERVICE_CODES
    )
    yield from _table("Service codes", ("code", "category", "meaning", "in free text"), rows)
    yield f"Neutral meals, which are kept: {', '.join(f'`{code}`' for code in sorted(NEUTRAL_MEALS))}.\n"


def _phrases() -> Iterator[str]:
    rows = ((f"`{row.category}`", "`" + row.words.replace("|", "\\|") + "`") for row in PHRASES)
    yield from _table("Words of free text", ("category", "words"), rows)


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
