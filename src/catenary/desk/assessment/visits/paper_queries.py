"""Documents of a visit, and the State's comments on facts with the body's answers, as the reader may see them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catenary.core.assessment.visit_words import STILL, DocumentKind, Side, Stage
from catenary.core.mandate.model import Role
from catenary.desk.assessment.access import is_on_team, sides_of, stage_of
from catenary.desk.assessment.models import DocumentCounts, FactualComment, Visit, VisitDocument
from catenary.desk.assessment.rating.measured import figures_shown
from catenary.desk.assessment.visits.papers import DOCUMENT
from catenary.desk.assessment.visits.people_queries import visit_place
from catenary.desk.assessment.visits.sheet import Part, Sheet, Written, table_of
from catenary.desk.assessment.visits.words import DOCUMENTS, OUTCOMES, SIDES, language_names, tag, told
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.attachments.queries import attachments_of
from catenary.desk.shell.parts import Answer, Attachment, Place, Told
from catenary.desk.shell.tables import Column, Row, Shown, Table
from catenary.desk.shell.words import word


def documents_sheet(here: SignedIn, visit: Visit) -> Sheet:
    """Documents of one's own side, and those the other shares."""
    takes_part = bool(sides_of(here, visit)) or is_on_team(here, visit)
    add = Place(_("Add a document"), reverse("add_visit_document", args=[visit.public_id]))
    return Sheet(
        title=_("Documents of a visit"),
        heading=_("Documents"),
        back=visit_place(visit),
        caption=visit.visited.name,
        actions=(add,) if takes_part and stage_of(visit) not in STILL else (),
        parts=(Part(table=_documents_table(visit)),),
    )


def _documents_table(visit: Visit) -> Table:
    columns = (
        Column("title", _("Title"), Shown.NAME),
        Column("kind", _("Kind")),
        Column("dated", _("Its date"), Shown.DATE),
        Column("of", pgettext("document", "From")),
        Column("handling", _("Handling")),
        Column("shared", _("Read by both sides")),
        Column("added", _("Added"), Shown.TIME),
    )
    rows = (_document_row(each) for each in visit.documents.all())
    return table_of("documents", _("Documents"), columns, rows, _("No document is here."))


def _document_row(row: VisitDocument) -> Row:
    cells: dict[str, object] = {
        "title": row.title,
        "kind": told(DOCUMENTS, row.kind),
        "dated": row.dated_on,
        "of": told(SIDES, row.side),
        "handling": word("handling", row.handling),
        "shared": _("yes") if row.shared else _("no"),
        "added": row.added_at,
    }
    return Row(cells, reverse("visit_document", args=[row.public_id]))


def document_sheet(here: SignedIn, row: VisitDocument) -> Sheet:
    """One document."""
    own = row.organisation_id == here.organisation.pk
    counts: DocumentCounts | None = getattr(row, "counts", None)
    label = _("Share it no more") if row.shared else _("Share it with the other side")
    share = Place(label, reverse("share_visit_document", args=[row.public_id]))
    return Sheet(
        title=_("Document of a visit"),
        heading=row.title,
        back=Place(_("Documents"), reverse("visit_documents", args=[row.visit.public_id])),
        caption=row.visit.visited.name,
        actions=(*((share,) if own else ()), *_checking(here, row, counts)),
        parts=(Part(answers=tuple(_document_answers(row))), *_measured(counts)),
    )


def _checking(here: SignedIn, row: VisitDocument, counts: DocumentCounts | None) -> Iterator[Place]:
    """Where a counts file is checked, on statistics that were not."""
    takes_part = bool(sides_of(here, row.visit)) or is_on_team(here, row.visit)
    is_open = counts is None and row.kind == DocumentKind.STATISTICS and stage_of(row.visit) not in STILL
    if takes_part and is_open:
        url = reverse("check_document_counts", args=[row.public_id])
        yield Place(_("Check it as a unit's signed counts file"), url)


def _measured(counts: DocumentCounts | None) -> Iterator[Part]:
    if counts is not None:
        signed = (
            Answer(_("Unit and month"), counts.source, exact=True),
            Answer(_("Signed with the key"), counts.signer, exact=True),
            Answer(_("Checked"), counts.checked_at),
        )
        yield Part(_("Measured practice"), answers=(*signed, *figures_shown(counts)))


def document_files(row: VisitDocument) -> tuple[Attachment, ...]:
    """Its file, and files added since."""
    return attachments_of(DOCUMENT, row.public_id)


def _document_answers(row: VisitDocument) -> Iterator[Answer]:
    yield Answer(_("Kind"), told(DOCUMENTS, row.kind))
    yield Answer(_("Its date"), row.dated_on)
    yield Answer(pgettext("document", "From"), told(SIDES, row.side))
    yield Answer(_("Handling"), word("handling", row.handling))
    yield Answer(_("Language"), language_names([row.language]))
    yield Answer(_("Read by both sides"), _("yes") if row.shared else _("no"))


def comments_sheet(here: SignedIn, visit: Visit) -> Sheet:
    """The State's comments, point by point, with what the body did about each."""
    stage, sides = stage_of(visit), sides_of(here, visit)
    comments = Side.STATE in sides and Role.FOCAL_POINT in here.roles and stage is Stage.COMMENTING
    answers = (
        Side.BODY in sides and bool(here.roles & {Role.ASSESSOR, Role.REVIEWER}) and stage is Stage.ANSWERING
    )
    add = Place(_("Add a comment"), reverse("add_factual_comment", args=[visit.public_id]))
    texts = (_comment(each, drops=comments, answers=answers) for each in visit.comments.all())
    return Sheet(
        title=_("Comments on facts"),
        heading=_("Comments on facts"),
        back=visit_place(visit),
        caption=visit.visited.name,
        lead=_(
            "The State comments on the facts of the draft. The body answers each point; both are annexed to the report."
        ),
        actions=(add,) if comments else (),
        parts=(Part(texts=tuple(texts)),),
    )


def _comment(row: FactualComment, *, drops: bool, answers: bool) -> Written:
    heading = _("%(number)s. On %(about)s") % {"number": row.number, "about": row.about}
    links: list[Place] = []
    if drops and row.sent_at is None:
        links.append(Place(_("Take it back"), reverse("drop_factual_comment", args=[row.public_id])))
    if answers:
        links.append(Place(_("Answer it"), reverse("answer_factual_comment", args=[row.public_id])))
    return Written(heading, Told(row.text, row.language), _answered(row), tuple(links))


def _answered(row: FactualComment) -> str:
    if not row.outcome:
        return ""
    shown = {"outcome": tag(OUTCOMES, row.outcome).text, "answer": row.answer}
    return _("Answer (%(outcome)s): %(answer)s") % shown
