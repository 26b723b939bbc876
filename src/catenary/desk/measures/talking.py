"""What pages show of comments and translations."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from attrs import frozen
from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.core.measures.model import Edition as Method
from catenary.core.measures.model import ReviewStatus, Texts
from catenary.core.measures.translating import translatable
from catenary.desk.measures.editions import method_of
from catenary.desk.measures.forms import languages_besides
from catenary.desk.measures.models import Edition, EditionComment, EditionTranslation
from catenary.desk.measures.reading import tag_of
from catenary.desk.measures.stored import translation_from
from catenary.desk.measures.words import STATUSES, field_word, language_name, tag
from catenary.desk.shell.parts import Colour, Tag, Told
from catenary.desk.shell.tables import Column, Pager, Row, Shown, Table, asked_of

MISSING = "missing"


@frozen
class CommentShown:
    """A comment with what it is about and what was answered."""

    row: EditionComment
    about: Told
    text: Told
    answer: str


@frozen
class Side:
    """A text and its translation."""

    label: str
    original: Told
    translated: Told


class TranslationFilter(forms.Form):
    """Which translations are shown."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)

    def __init__(self, *args: Any, original: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(each.value, words) for each, (words, _colour) in STATUSES.items()]
        languages = [("", gettext_lazy("choose a language")), *languages_besides(original)]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        statuses = [("", gettext_lazy("any")), (MISSING, gettext_lazy("not translated")), *known]
        self.fields["status"].choices = statuses  # type: ignore[attr-defined]


def comments_shown(rows: Iterable[EditionComment], method: Method) -> list[CommentShown]:
    """Comments, each with the words it is about, as far as the edition still has them."""
    return [
        CommentShown(each, _about(method, each.about), Told(each.text, tag_of(each.language)), each.answer)
        for each in rows
    ]


def languages_table(row: Edition) -> Table:
    """How far an edition is translated into each language of the desk."""
    columns = (
        Column("language", _("Language"), Shown.NAME),
        *(Column(each.value, str(words), Shown.NUMBER) for each, (words, _colour) in STATUSES.items()),
        Column(MISSING, _("not translated"), Shown.NUMBER),
    )
    counted = Counter(EditionTranslation.objects.filter(edition=row).values_list("language", "status"))
    every = len(translatable(method_of(row)))
    rows = [_language_row(row, code, counted, every) for code, _name in languages_besides(row.language)]
    return Table(_("Languages"), columns, rows, len(rows), "", first=1, last=len(rows), id="languages")


def translations_table(row: Edition, language: str, form: TranslationFilter, query: QueryDict) -> Table:
    """What of an edition is translated into a language, item by item, in the edition's order."""
    kept = {each.code: each for each in EditionTranslation.objects.filter(edition=row, language=language)}
    method, wanted = method_of(row), form.cleaned_data["status"]
    rows = [
        _translation_row(row, method, code, kept.get(code))
        for code in translatable(method)
        if wanted in {"", kept[code].status if code in kept else MISSING}
    ]
    columns = (
        Column("code", _("Code"), Shown.CODE),
        Column("original", _("Original"), Shown.TOLD),
        Column("translated", _("Translation"), Shown.TOLD, blank=True),
        Column("status", _("Status"), Shown.TAG),
        Column("by", _("Seen by"), Shown.NAME, blank=True),
    )
    asked = asked_of(query, form.fields)
    empty = _("Nothing is like that.")
    table = Table(_("Translations"), columns, (), len(rows), empty, asked=asked, filters=form)
    return table.paged(Pager.of(rows, query.get("page")))


def side_by_side(row: Edition, kept: EditionTranslation) -> list[Side]:
    """Every text of an item with its translation."""
    original, told = method_of(row).texts_of(kept.code), translation_from(kept).texts
    own, other = tag_of(row.language), tag_of(kept.language)
    there = dict(_named(told))
    return [
        Side(label, Told(text, own), Told(there.get(label, ""), other))
        for label, text in _named(original)
        if text
    ]


def _language_row(row: Edition, code: str, counted: Counter[tuple[str, str]], every: int) -> Row:
    counts: dict[str, Any] = {each.value: counted[code, each.value] for each in ReviewStatus}
    missing = max(0, every - sum(counts.values()))
    address = f"{reverse('method_translations', args=[row.public_id])}?language={code}"
    return Row({"language": language_name(code), **counts, MISSING: missing}, address)


def _translation_row(row: Edition, method: Method, code: str, kept: EditionTranslation | None) -> Row:
    values: dict[str, Any] = {
        "code": code,
        "original": Told(method.texts_of(code).text, tag_of(row.language)),
    }
    if kept is None:
        return Row({**values, "translated": "–", "status": Tag(_("not translated"), Colour.GREY), "by": "–"})
    values |= {
        "translated": Told(str(kept.texts["text"]), tag_of(kept.language)),
        "status": tag(STATUSES, ReviewStatus(kept.status)),
        "by": kept.by or _("nobody"),
    }
    return Row(values, reverse("review_translation", args=[row.public_id, kept.language, code]))


def _about(method: Method, code: str) -> Told:
    try:
        return Told(method.texts_of(code).text, tag_of(method.language))
    except KeyError:
        return Told(_("no longer in the edition"))


def _named(texts: Texts) -> list[tuple[str, str]]:
    levels = [(field_word(f"level_{number}"), text) for number, text in enumerate(texts.levels, 1)]
    evidence = [(f"{field_word('evidence')} {number}", text) for number, text in enumerate(texts.evidence, 1)]
    return [
        (field_word("text"), texts.text),
        (field_word("help"), texts.help),
        *levels,
        (field_word("not_applicable"), texts.not_applicable),
        *evidence,
    ]
