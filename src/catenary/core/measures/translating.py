"""Translations of an edition's texts: whether each fits its original, and which are wanting or machine-made drafts still."""

from collections.abc import Iterable, Iterator, Sequence

from catenary.basis.findings import NOWHERE, Finding, Param
from catenary.core.measures.model import Edition, ReviewStatus, Texts, Translation
from catenary.core.measures.problems import MEASURES


def translatable(edition: Edition) -> tuple[str, ...]:
    """Codes of everything in an edition that people read: areas, requirements, questions, cases."""
    parts = (edition.area_of, edition.requirement_of, edition.question_of, edition.vignette_of)
    return tuple(code for part in parts for code in part)


def carried_translations(
    before: Edition, after: Edition, translations: Iterable[Translation]
) -> tuple[Translation, ...]:
    """Translations that hold for the next edition too: those whose original is the same to the letter."""
    there = set(translatable(before)) & set(translatable(after))
    return tuple(
        each
        for each in translations
        if each.code in there and before.texts_of(each.code) == after.texts_of(each.code)
    )


def translation_faults(
    edition: Edition, translations: Sequence[Translation], languages: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Everything wrong with translations of an edition, and what is wanting in the languages asked for.

    Errors do not fit; a warning is a text that is not translated, a notice one that nobody has read yet.
    """
    return (
        *(fault for each in translations for fault in _faults(edition, each)),
        *_twice(translations),
        *(fault for language in languages for fault in _missing(edition, translations, language)),
    )


def _faults(edition: Edition, each: Translation) -> Iterator[Finding]:
    told: dict[str, Param] = {"item": each.code, "language": each.language}
    if each.language == edition.language or not each.language:
        yield MEASURES.finding("translation_language", NOWHERE, **told)
    if each.status is ReviewStatus.MACHINE_DRAFT:
        yield MEASURES.finding("translation_draft", NOWHERE, **told)
    elif not each.by:
        yield MEASURES.finding("translation_reviewer_missing", NOWHERE, status=each.status.value, **told)
    try:
        original = edition.texts_of(each.code)
    except KeyError:
        yield MEASURES.finding("translation_of_unknown", NOWHERE, **told)
        return
    for name, count, wanted in _shapes(each.texts, original):
        if count != wanted:
            yield MEASURES.finding(
                "translation_parts", NOWHERE, field=name, count=count, wanted=wanted, **told
            )


def _shapes(texts: Texts, original: Texts) -> Iterator[tuple[str, int, int]]:
    """How many texts there are in each field, translated and original; an empty one is none."""
    for name in ("text", "help", "not_applicable"):
        yield name, bool(getattr(texts, name)), bool(getattr(original, name))
    for name in ("levels", "evidence"):
        yield name, sum(map(bool, getattr(texts, name))), len(getattr(original, name))


def _twice(translations: Iterable[Translation]) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for each in translations:
        if (each.code, each.language) in seen:
            yield MEASURES.finding("translation_twice", item=each.code, language=each.language)
        seen.add((each.code, each.language))


def _missing(edition: Edition, translations: Iterable[Translation], language: str) -> Iterator[Finding]:
    there = {each.code for each in translations if each.language == language}
    for code in translatable(edition):
        if code not in there:
            yield MEASURES.finding("translation_missing", item=code, language=language)
