"""Writes docs/mandate.md from the tables of the room mandate: `python tools/mandate_page.py`."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from catenary.core.mandate.flow_table import ARRANGEMENTS, Arrangement, Flow
from catenary.core.mandate.grants import CLASS_PURPOSES, DESK_ACTS, GRANTS, INCOMPATIBLE, SENSITIVE
from catenary.core.mandate.handling import REACH
from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.masking_table import MASKING
from catenary.core.mandate.model import MaskedCategory, Months, Role, Span
from catenary.core.mandate.retention_table import DEFAULT_RETENTION
from catenary.core.mandate.rights import CONTENTS, GROUNDS

PAGE = Path(__file__).parents[1] / "docs" / "mandate.md"

_OPENING = """\
# The mandate: who may, why, how long, how far

*Written by `tools/mandate_page.py` from the tables in `src/catenary/core/mandate`; change the tables or the tool, not this page.*

The room `mandate` decides. It has no database, no clock and no page: rows and pages ask it, and obey. What a table does not grant is
refused, and every refusal is a coded finding that says why.

## Opening a record

In this order; the first that fails is the answer.

1. **The record reaches the organisation.** It is the organisation's own, or its audience names the organisation and its handling code allows
   the act. An empty audience is nobody else, whatever the code. Personal data counts as restricted at least.
2. **An administrator never comes near personal data**, whatever other roles the same person has.
3. **A role grants the act** on this class of data.
4. **Personal data needs a second factor.**
5. **Personal data needs a task**: a purpose, and the law that allows it. The role and the class of data must allow the purpose, and the legal
   basis too. Data about nobody needs no task; a wrong one is refused all the same.

A masked record opens masked. An *unmasking* shows one record to one person for a time. An *emergency access* (break-glass) stands in for
steps 3 and 5 only, for one class of the own organisation.

## Who watches from outside

A body that supervises others sees their access records, the names and roles of their officers, and statistics, from afar. It does not work with their
records: no list shows them to it, and none is edited, taken out, shared or unmasked by it.

It may read a record that stands behind an access it reviews: one that an entry of the ledger, made by somebody of the supervised organisation, is about
or showed. Whoever supervises is to have access to all personal data that are processed and to all information it needs (Directive (EU) 2016/680
art. 46(1)(a), (f), (g), (i), 47(1)°); without the record nobody can judge whether a look at it was lawful. The decision, `may_review`, is bound to what the task needs
(art. 4(1)(c)°): the role of oversight, a second factor, the purpose `oversight` on a law that allows it, the entry under review, reading only; a masked
record stays masked, since whether a look was lawful shows without the name. Oversight asks for no unmasking of its own. Audience and
handling code of the owner do not count: they say who works with a record, not who watches over that work. What another State's organisation holds opens
to the body that supervises that organisation. Courts in their judicial work are not to be supervised in this way (art. 45(2)°): who sets up who oversees whom sees
to that. Each such look is an entry of its own, with the entry under review in it.
"""

_RETENTION = """\
## How long data is kept

The clock begins at receipt unless the table says otherwise. Months are calendar months and end on the day of the same number, or the last
of the month (Regulation (EEC, Euratom) No 1182/71 art. 3(2)(c)).

* Of several dates the **earliest** counts. A clock that never begins, as when nobody records the border check, keeps nothing longer than
  the limit, which is counted from receipt.
* An **objective link** counts only if it was recorded before the record was to be erased.
* A **legal hold** stops erasure and never masking: what proceedings need is kept and restricted (Directive (EU) 2016/680 art. 16(3)(b)).
  What is kept beyond its time is masked at that time. When the hold ends, what was overdue is due at once.
* A **State's own law** may shorten every time. It may lengthen the erasure up to the limit of the class, and nothing else.
* **Receipts** say how many records of a class were masked or erased, when and by which rule, with a commitment to their ids, and no data.
"""

_MASKING = """\
## Masking

The six categories of Directive (EU) 2016/681 art. 12(2), field by field. What the table does not know is masked. Fields that hold further
values are not listed; the values' own fields are. A count of seats, bags or tickets that stays may still hint at how many travelled
together: the Directive masks the number itself, (a), and so do we.
"""

_FLOWS = """\
## Acts of two persons

Nobody decides their own matter, or one about themselves. A matter falls or ends by its own clock. Waking more people gives none of them the
right to confirm. Who confirms sits in the same organisation or in one that the matter names, so that a unit with one person at
night can be helped from afar. What is in force at once is so only once: asked again after it was refused, fell or was withdrawn, it has
no effect until somebody confirms. The times are working defaults.
"""

_RIGHTS = """\
## Rights of persons

An answer is due one calendar month after the request, and at most two more for a reason told within the first (Regulation (EU) 2016/679
art. 12(3), taken as working default: Directive (EU) 2016/680 art. 12(3) sets no number). The clock stands while the person proves who they are.
An answer is checked before it goes: it must tell what the table says, and whatever it refuses needs a ground of the kind.

A **redress** records that a person is not a certain list entry. It needs the whole birth date and a document, and clears a candidate only
where a document and the birth date are the same and nothing contradicts. It is reviewed after two years and over after five.
"""


def page() -> str:
    """The whole page."""
    parts = (_purposes(), _grants(), _desk_acts(), _bases(), _reach(), _kept(), _masked(), _flows(), _asked())
    return "\n".join([_OPENING, *(line for part in parts for line in part)])


def _purposes() -> Iterator[str]:
    yield "## What each class of data may serve\n"
    yield from _table(
        ("class", "purposes"), ((f"`{about}`", _codes(CLASS_PURPOSES[about])) for about in CLASS_PURPOSES)
    )


def _grants() -> Iterator[str]:
    yield "## Who may do what to which data, and why\n"
    rows = ((f"`{row.role}`", _codes(row.classes), _codes(row.acts), _codes(row.purposes)) for row in GRANTS)
    yield from _table(("role", "classes", "acts", "purposes"), rows)


def _desk_acts() -> Iterator[str]:
    yield "## What each role may do in its organisation\n"
    yield from _table(("role", "acts"), ((f"`{role}`", _codes(acts)) for role, acts in DESK_ACTS.items()))
    yield f"Only two persons can give these roles: {_codes(SENSITIVE)}.\n"
    yield "One person never holds these together:\n"
    rows = ((f"`{role}`", _others(role)) for role in INCOMPATIBLE)
    yield from _table(("role", "with"), rows)


def _others(role: Role) -> str:
    others = INCOMPATIBLE[role]
    return "any other" if others == frozenset(Role) - {role} else _codes(others)


def _bases() -> Iterator[str]:
    yield "## Legal bases\n"
    yield (
        "Paragraphs with ° are known from secondary sources; the operator confirms or removes them. A State adds its own law, with a "
        "code that begins with `national-`.\n"
    )
    rows = (
        (
            f"`{basis.code}`",
            f"{basis.instrument} {basis.paragraph}{'' if basis.confirmed else '°'}",
            _codes(basis.purposes),
        )
        for basis in LEGAL_BASES.values()
    )
    yield from _table(("code", "law", "allows"), rows)


def _reach() -> Iterator[str]:
    yield "## Handling codes\n"
    yield "What an organisation of the audience may do to a record that is not its own; its owner may do all its roles allow.\n"
    yield from _table(("code", "acts"), ((f"`{code}`", _codes(acts)) for code, acts in REACH.items()))
    yield "An export takes the strictest code of its records, and goes to those to whom every one of them may be sent: often nobody.\n"


def _kept() -> Iterator[str]:
    yield _RETENTION
    rows = (
        (
            f"`{kept.data_class}`",
            f"`{kept.starts}`",
            _span(kept.masked_after),
            _span(kept.erased_after),
            _span(kept.erased_after_linked),
            _span(kept.limit),
            kept.source,
        )
        for kept in DEFAULT_RETENTION.values()
    )
    yield from _table(
        ("class", "from", "masked after", "erased after", "with a link", "limit", "source"), rows
    )


def _masked() -> Iterator[str]:
    yield _MASKING
    rows = ((_letter(category), _fields(category)) for category in MaskedCategory)
    yield from _table(("category", "fields"), rows)
    yield from _table(("stays", ""), [("", _fields(None))])


def _letter(category: MaskedCategory) -> str:
    return f"({'abcdef'[list(MaskedCategory).index(category)]}) `{category}`"


def _fields(rule: MaskedCategory | None) -> str:
    named = (
        f"`{kind}.{name}`" for kind, rules in MASKING.items() for name, its in rules.items() if its is rule
    )
    return ", ".join(named)


def _flows() -> Iterator[str]:
    yield _FLOWS
    for flow, arrangement in ARRANGEMENTS.items():
        yield from _flow(flow, arrangement)


def _flow(flow: Flow, arrangement: Arrangement) -> Iterator[str]:
    lasts = _span(arrangement.lasts) or "until something else ends it"
    yield f"### `{flow}`\n"
    yield f"* asked by {_codes(arrangement.askers)}; confirmed by {_codes(arrangement.seconds)}"
    yield f"* meanwhile: `{arrangement.interim}`{', in force at once' if arrangement.acts_at_once else ''}"
    yield f"* wakes {_codes(arrangement.escalates_to)} after {_span(arrangement.escalates_after)}; falls after {_span(arrangement.lapses_after)}"
    yield f"* lasts at most: {lasts}\n"
    rows = (
        (f"`{state}`", f"`{step}`", f"`{move.to}`", f"`{move.who}`")
        for (state, step), move in arrangement.steps.items()
    )
    yield from _table(("from", "step", "to", "by"), rows)


def _asked() -> Iterator[str]:
    yield _RIGHTS
    rows = ((f"`{kind}`", _codes(CONTENTS[kind]), _codes(GROUNDS[kind])) for kind in CONTENTS)
    yield from _table(("request", "a granting answer tells", "grounds for refusing"), rows)


def _span(span: Span | None) -> str:
    if span is None:
        return ""
    if isinstance(span, Months):
        return f"{span.count} months"
    hours = span / timedelta(hours=1)
    return f"{hours / 24:g} days" if hours > 72 else f"{hours:g} hours"


def _codes(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in sorted(values))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
