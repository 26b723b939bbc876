"""How long short assessments take as PDF/A and PDF/UA: one for each of 193 States, in six languages."""

import gc
from datetime import date
from random import Random
from typing import Final

from rich.console import Console
from rich.table import Table as Shown

from catenary.benchmarks.surroundings import Stopwatch, resident_megabytes, surroundings
from catenary.core.assessment.findings import FindingKind
from catenary.core.assessment.report import Part, compose
from catenary.core.assessment.report_model import (
    Block,
    Dot,
    Fact,
    FindingTold,
    Imprint,
    Paragraph,
    Profile,
    ProfileHeadings,
    Report,
    ReportKind,
    SectionKind,
    Strip,
    StripRow,
    Text,
)

AREAS: Final = 15
CONCERNS: Final = 5
_SENTENCES: Final = {
    "en": (
        "The register is kept by hand.",
        "Officers look it up when they have time.",
        "Nobody counts answers.",
    ),
    "fr": (
        "Le registre est tenu à la main.",
        "Les agents le consultent parfois.",
        "Nul ne compte les réponses.",
    ),
    "es": (
        "El registro se lleva a mano.",
        "Los agentes lo consultan a veces.",
        "Nadie cuenta las respuestas.",
    ),
    "ru": ("Реестр ведётся вручную.", "Служащие иногда с ним сверяются.", "Ответы никто не считает."),
    "ar": ("يُمسك السجل يدوياً.", "يرجع إليه الموظفون أحياناً.", "لا أحد يحصي الإجابات."),
    "zh-hans": ("登记册由人工保管。", "官员有时查阅。", "没有人统计答复。"),
}


def run(states: int = 193, seed: int = 5) -> None:
    """Set one short assessment of an invented State after another; print what it took beside the target."""
    from catenary.formats.reports import pdf  # noqa: PLC0415  typst is an extra

    languages = [*_SENTENCES]
    reports = [
        _report(number, languages[number % len(languages)], Random(seed + number)) for number in range(states)
    ]
    gc.collect()
    before, watch = resident_megabytes(), Stopwatch()
    sizes = [len(pdf.write(each).content) for each in reports]
    spent = watch.spent()
    table = Shown(title=f"{states} short assessments, {surroundings()}")
    for heading in ("what", "measured", "target for 193"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    table.add_row("all of them, by the clock, one core", f"{spent.clock:.1f} s", "< 180 s")
    table.add_row("processor time", f"{spent.processor:.1f} s", "")
    table.add_row("each", f"{1000 * spent.clock / max(states, 1):.0f} ms", "")
    table.add_row("mean size", f"{sum(sizes) / max(states, 1) / 1000:.0f} kB", "")
    table.add_row("memory more than before", f"{resident_megabytes() - before:.0f} MB", "")
    Console().print(table)


def _report(number: int, language: str, random: Random) -> Report:
    """An invented short assessment of about five pages, unlike any other."""
    imprint = Imprint(date(2031, 5, 1), "E1", f"{random.getrandbits(256):064x}", f"{number}")
    facts = (Fact("2031", Text(_said(random, language, 1))),)
    title = f"{_said(random, language, 1)} {number}"
    frame = Report(ReportKind.SHORT, language, title, Text(f"Marisia {number}"), facts, (), imprint)
    parts = [
        Part(SectionKind.NARRATIVE, "1", [Paragraph(Text(_said(random, language, 30))) for _ in range(6)]),
        Part(SectionKind.PROFILE, "2", [_profile(random, language), _strip(random, language)]),
        Part(SectionKind.CONCERNS, "3", [_concern(random, language, place) for place in range(CONCERNS)]),
        Part(SectionKind.METHOD, "4", [Paragraph(Text(_said(random, language, 20)))]),
    ]
    return compose(frame, parts)


def _said(random: Random, language: str, sentences: int) -> str:
    said = (random.choice(_SENTENCES[language]) for _ in range(sentences))
    return " ".join(f"{each} {random.randrange(10_000)}" for each in said)


def _profile(random: Random, language: str) -> Block:
    levels = [1 + 4 * random.random() for _ in range(AREAS)]
    dots = tuple(
        Dot(_said(random, language, 1), level, max(1, level - 0.4), min(5, level + 0.4)) for level in levels
    )
    return Profile("1", _said(random, language, 1), ProfileHeadings("1", "2", "3"), dots)


def _strip(random: Random, language: str) -> Block:
    rows = (tuple(random.choice([None, 1, 2, 3, 4, 5]) for _ in range(9)) for _ in range(AREAS))
    told = tuple(StripRow(_said(random, language, 1), row) for row in rows)
    return Strip("2", _said(random, language, 1), told)


def _concern(random: Random, language: str, place: int) -> Block:
    title, text = Text(_said(random, language, 1)), Text(_said(random, language, 25))
    return FindingTold(f"G{place + 1}", FindingKind.GAP, "G", title, text, (title,))
