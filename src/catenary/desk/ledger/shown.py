"""Entries and findings in the reader's words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding
from catenary.desk.ledger.queries import KeySpan, LedgerState, Opened
from catenary.desk.ledger.tables import name_of
from catenary.desk.ledger.words import told_act
from catenary.desk.mandate.oversight.words import roles_told
from catenary.desk.shell.parts import Answer, Told
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.words import citation, word


@frozen
class LedgerShown:
    """How the log stands, beside the table of its checkpoints."""

    state: LedgerState
    standing: str
    keys: tuple[KeySpan, ...]


def entry_answers(opened: Opened) -> list[Answer]:
    """The lines that tell one entry."""
    event, entry = opened.event, opened.entry
    return [
        Answer(_("When (UTC)"), event.at),
        Answer(_("What was done"), told_act(entry.room, entry.act)),
        Answer(_("By"), name_of(event, opened.officer[0].name if opened.officer else None), exact=True),
        *_roles(opened),
        Answer(_("Officer"), entry.actor, exact=True),
        Answer(_("Organisation"), event.organisation.name if event.organisation else None, exact=True),
        Answer(_("Purpose"), word("purpose", entry.purpose or "") or None),
        Answer(_("Legal basis"), citation(entry.basis) if entry.basis else None, exact=True),
        Answer(_("Record"), ", ".join(entry.records) or None, exact=True),
        Answer(_("Reason"), entry.reason, exact=True),
        *_params(entry.params),
        *_openings(opened),
        Answer(_("Place in the log"), opened.index),
        Answer(_("Hash of the entry"), bytes(event.leaf_hash).hex(), exact=True),
    ]


def finding_sentences(findings: Sequence[Mapping[str, Any]]) -> list[str]:
    """Stored findings as sentences."""
    return [sentence(Finding(each["code"], params=each["params"])) for each in findings]


def _roles(opened: Opened) -> Iterator[Answer]:
    if opened.officer:
        yield Answer(_("Roles"), roles_told(opened.officer))


def _params(params: Mapping[str, object]) -> Iterator[Answer]:
    for name, value in sorted(params.items()):
        yield Answer(_as_code(name), value, exact=True)


def _as_code(name: str) -> str:
    """What an entry calls a value is a code, the same in every language."""
    return format_html("<code>{}</code>", name)


def _openings(opened: Opened) -> Iterator[Answer]:
    kept = {each.name: each for each in opened.openings}
    for name, commitment in sorted(opened.entry.commitments.items()):
        if name not in kept:
            yield Answer(_as_code(name), _("Erased; the proof still holds"))
        elif commitment.count is None:
            yield Answer(_as_code(name), Told(kept[name].value))
        else:
            yield Answer(_as_code(name), ", ".join(opened.shown), exact=True)
