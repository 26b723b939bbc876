"""Joins documents and addresses to the traveller they belong to, wherever in the booking they stand.

A text may name its traveller by reference number, by standing under a name (group 2), by the name it holds, or not at
all. Names decide over places: carriers put an infant's passport under the adult who carries the child.
"""

from functools import partial
from itertools import islice

from catenary.basis.country import country_of_code
from catenary.basis.findings import Finding
from catenary.basis.persons import PersonName
from catenary.core.intake.booking import ContactKind
from catenary.core.intake.booking_problems import BOOKING
from catenary.core.intake.model import TravelDocument
from catenary.formats.pnrgov.draft import Draft, TravellerDraft
from catenary.formats.pnrgov.identity_text import Identity

_ADDRESSES = {"R": ContactKind.RESIDENCE, "D": ContactKind.DESTINATION}
_MOST_NAMESAKES = 20
_FACTS = ("born", "sex", "nationality", "birth_place")


def join_identities(draft: Draft) -> None:
    """Give every identity of the booking to its traveller; what belongs to nobody stays as a service request."""
    for identity in draft.identities:
        note = partial(_note, draft, identity)
        for code, value in identity.errors:
            note(code, tag="SSR", value=value[:40])
        owner = _owner(draft, identity)
        if owner is None:
            note("document_unattached", service=identity.service)
            _keep_apart(draft, identity)
            continue
        _take_facts(owner, identity, note)
        _take_document(owner, identity)
        _take_address(draft, owner, identity)


def _note(draft: Draft, identity: Identity, code: str, **params: str) -> None:
    draft.findings.append(BOOKING.finding(code, identity.at.place, **params))


def _owner(draft: Draft, identity: Identity) -> TravellerDraft | None:
    holder = _holder(draft, identity)
    if holder and holder.infant == identity.infant and (not identity.surname or _same_name(holder, identity)):
        return holder
    named = [known for known in _bearing(draft, identity.surname) if _same_name(known, identity)]
    if identity.infant:
        return _infant(draft, identity, named)
    if len(named) == 1:
        return named[0]
    if holder:
        if identity.surname and not named:
            _note(draft, identity, "document_name_differs", traveller=holder.id)
        return holder
    return _only_adult(draft) if not identity.surname else None


def _only_adult(draft: Draft) -> TravellerDraft | None:
    adults = list(islice((known for known in draft.travellers if not known.infant), 2))
    return adults[0] if len(adults) == 1 else None


def _bearing(draft: Draft, surname: str) -> list[TravellerDraft]:
    """The travellers of that surname; no more than a family or team, so that a hostile message cannot take long."""
    if not surname:
        return []
    if draft.by_surname is None:
        draft.by_surname = {}
        for known in draft.travellers:
            draft.by_surname.setdefault(_letters(known.surname), []).append(known)
    return draft.by_surname.get(_letters(surname), [])[:_MOST_NAMESAKES]


def _holder(draft: Draft, identity: Identity) -> TravellerDraft | None:
    """The traveller referred to by number, else the one under whom the text stands."""
    referred = draft.traveller_of(identity.reference)
    if referred or identity.container is None:
        return referred
    return draft.travellers[int(identity.container.rpartition("-")[2]) - 1]


def _infant(draft: Draft, identity: Identity, named: list[TravellerDraft]) -> TravellerDraft | None:
    """The infant of that name, else the only infant, else a new one named by the document alone."""
    infants = (
        [] if identity.surname else list(islice((known for known in draft.travellers if known.infant), 2))
    )
    chosen = [known for known in named if known.infant] or infants or named
    if len(chosen) == 1:
        chosen[0].infant = True
        return chosen[0]
    if not identity.surname:
        return None
    added = draft.add_traveller(identity.surname, identity.given_names, None)
    draft.by_surname = None
    added.infant = True
    _note(draft, identity, "traveller_infant_from_service", traveller=added.id)
    return added


def _same_name(known: TravellerDraft, identity: Identity) -> bool:
    if known.surname == identity.surname and identity.given_names.startswith(known.given_names):
        return True
    surnames = _letters(known.surname), _letters(identity.surname)
    given = sorted((_letters(known.given_names), _letters(identity.given_names)), key=len)
    return surnames[0] == surnames[1] and given[1].startswith(given[0])


def _letters(name: str) -> str:
    return (name if name.isalpha() else "".join(filter(str.isalpha, name))).upper()


def _take_facts(owner: TravellerDraft, identity: Identity, note: partial[None]) -> None:
    """What the document says of the person; a contradiction keeps the first and is told."""
    for fact in _FACTS:
        stated, known = getattr(identity, fact), getattr(owner, fact)
        if stated is not None and known is None:
            setattr(owner, fact, stated)
        elif stated is not None and stated != known and not _same_country(str(stated), str(known)):
            note("identity_contradicts", traveller=owner.id, field=fact)
    if identity.surname and identity.service != "INFT":
        name = PersonName.of_parts(identity.surname, identity.given_names or None)
        if (name.surname, name.given_names) != (owner.surname, owner.given_names):
            owner.other_names[name] = None


def _take_document(owner: TravellerDraft, identity: Identity) -> None:
    """Add the document; the same one under another spelling of its issuer (`KR`, `KOR`) is not added twice."""
    if not (identity.type or identity.number):
        return
    issuer = country_of_code(identity.issuer or "") or identity.issuer
    key = (identity.type, identity.number, identity.expires, issuer)
    if key not in owner.documents:
        owner.documents[key] = _document(identity)


def _document(identity: Identity) -> TravelDocument:
    return TravelDocument(
        identity.type,
        identity.number,
        identity.issuer,
        identity.expires,
        identity.issued,
        identity.issue_place,
        identity.valid_for,
        findings=_history_finding(identity),
    )


def _history_finding(identity: Identity) -> tuple[Finding, ...]:
    if identity.action is None:
        return ()
    return (BOOKING.finding("document_from_history", identity.at.place, action=identity.action),)


def _same_country(one: str, other: str) -> bool:
    return one == other or (len(one) < 4 and country_of_code(one) == country_of_code(other) is not None)


def _take_address(draft: Draft, owner: TravellerDraft, identity: Identity) -> None:
    if not any(identity.address.values()):
        return
    address = dict(identity.address)
    kind = _ADDRESSES.get((address["purpose"] or "").upper(), ContactKind.OTHER)
    if kind is ContactKind.RESIDENCE and owner.residence is None:
        owner.residence = address["country"]
    key = (owner.id, *address.values())
    if key not in draft.addresses:
        draft.addresses.add(key)
        draft.contacts.append({"kind": kind, **address, "traveller": owner.id})


def _keep_apart(draft: Draft, identity: Identity) -> None:
    """Nobody's document is still the booking's: its text stays as a service request."""
    elements = identity.at.elements
    text = ":".join(elements[1][8:]) if identity.at.tag == "SSR" else None
    if text and identity.service != "INFT":
        draft.services.append({"code": identity.service, "text": text})
