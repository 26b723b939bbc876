import re
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve
from hypothesis import given, settings
from tests.core.assessment.reports import SAYING, any_report, frame, short_parts, short_report

from catenary.basis.findings import ProblemError
from catenary.core.assessment.report import Part, compose
from catenary.core.assessment.report_model import Paragraph, SectionKind, Text
from catenary.formats.reports import pdf
from catenary.formats.reports.glyphs import REPLACEMENT, substituted
from catenary.formats.reports.json_form import to_data
from catenary.formats.reports.words import FrameWords


def streams(content):
    """Every compressed stream of a PDF, unpacked, and what stands outside of them."""
    found = [content]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(found)


def pages(content):
    return len(re.findall(rb"/Type ?/Page\b(?!s)", streams(content)))


@pytest.mark.parametrize("language", SAYING)
def test_a_short_report_is_an_archived_and_accessible_pdf_in_its_language(language):
    made = pdf.write(short_report(language))
    inside = streams(made.content)
    assert made.notes == ()
    assert b"<pdfaid:part>2</pdfaid:part>" in inside
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in inside
    assert b"<pdfuaid:part>1</pdfuaid:part>" in inside
    assert re.search(rb"/Lang ?\(" + language.partition("-")[0].encode(), inside)
    assert b"/StructTreeRoot" in inside
    assert b"/Alt" in inside


def test_a_short_report_has_about_five_pages():
    assert 4 <= pages(pdf.write(short_report()).content) <= 6


def test_the_same_report_gives_the_same_bytes():
    assert pdf.write(short_report()).content == pdf.write(short_report()).content


def test_what_people_wrote_is_never_read_as_markup():
    said = '#panic("x") *bold* $x$ @ref <label> #include "/etc/passwd" \\ ] }'
    parts = [*short_parts()[2:], Part(SectionKind.FACTS, said, [Paragraph(Text(said))])]
    report = compose(evolve(frame(title=said), state=Text(said)), parts)
    assert pdf.write(report, FrameWords(page=said)).content.startswith(b"%PDF")


def test_a_character_that_no_font_shows_is_replaced_and_told():
    said = Text("名 龘 and 😀 and 😀")
    report = compose(frame(), [*short_parts()[2:], Part(SectionKind.FACTS, "Facts", [Paragraph(said)])])
    made = pdf.write(report)
    assert [(each.code, each.params["count"], each.params["codepoint"]) for each in made.notes] == [
        ("report.character_replaced", 3, "U+9F98")
    ]
    told = substituted(to_data(report)).data["sections"][0]["blocks"][0]["text"]["text"]
    assert told == f"名 {REPLACEMENT} and {REPLACEMENT} and {REPLACEMENT}"


def test_a_glyph_missing_in_our_own_words_fails():
    with pytest.raises(ProblemError) as refused:
        pdf.write(short_report(), FrameWords(source="Source 😀: {source}"))
    assert refused.value.finding.code == "report.not_set"


@given(any_report())
@settings(deadline=None, max_examples=12)
def test_whatever_people_write_a_report_comes_out(report):
    assert pdf.write(report).content.startswith(b"%PDF")


def test_several_readers_at_once_all_get_their_report():
    reports = [short_report(title=f"Report {place}") for place in range(4)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(pdf.write, reports))
    assert len({each.content for each in made}) == 4
