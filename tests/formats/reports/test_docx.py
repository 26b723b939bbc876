import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.assessment.reports import SAYING, any_report, short_report

from catenary.basis.findings import ProblemError
from catenary.formats.reports import docx_comments, docx_form


def opened(content):
    return docx.Document(BytesIO(content))


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def line_with(document, words):
    return next(each for each in document.paragraphs if words in each.text)


@given(any_report())
@settings(deadline=None, max_examples=15)
def test_whatever_people_wrote_a_document_comes_out_and_has_no_comments(report):
    assert docx_comments.read(docx_form.write(report)) == ()


@pytest.mark.parametrize("language", SAYING)
def test_every_word_of_a_report_is_in_its_document(language):
    document = opened(docx_form.write(short_report(language)))
    text = "\n".join(each.text for each in document.paragraphs)
    assert SAYING[language] in text
    assert "G1 · Gap · Births" in text
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"BOR-1", "two raters are needed"} <= cells


def test_the_handling_code_stands_at_the_head_of_every_page():
    (part,) = opened(docx_form.write(evolve(short_report(), handling="Restricted"))).sections
    assert [each.text for each in part.header.paragraphs] == ["Restricted"]
    assert not part.different_first_page_header_footer


def test_arabic_runs_from_right_to_left_and_english_does_not():
    turned = docx_form.write(short_report("ar"))
    assert line_with(opened(turned), "الدولة")._p.pPr.find(docx_form.qn("w:bidi")) is not None
    plain = opened(docx_form.write(short_report("en")))
    assert b"w:bidi" not in zipfile.ZipFile(BytesIO(saved(plain))).read("word/document.xml")


def test_comments_come_back_with_author_day_number_and_words():
    document = opened(docx_form.write(short_report()))
    first = line_with(document, "G2 ·")
    second = line_with(document, "1.1 ")
    document.add_comment(first.runs[0], text="Not so:\nsee the register", author="Ana Rey")
    document.add_comment(second.runs[0], text="Since May", author="Li Wei")
    found = docx_comments.read(saved(document))
    assert [(each.author, each.reference, each.text) for each in found] == [
        ("Li Wei", "1.1", "Since May"),
        ("Ana Rey", "4.2", "Not so:\nsee the register"),
    ]
    assert found[1].quoted == first.text
    assert all(each.at is not None and each.at.tzinfo is not None for each in found)
    assert all(each.at < datetime.now(UTC).replace(year=9000) for each in found)


def test_a_comment_keeps_its_number_where_people_moved_and_renumbered_the_text():
    document = opened(docx_form.write(short_report()))
    line = line_with(document, "G3 ·")
    line.runs[0].text = "9.9  renamed"
    document.element.body.insert(0, line._p)
    document.add_comment(line.runs[0], text="x", author="y")
    assert [each.reference for each in docx_comments.read(saved(document))] == ["4.3"]


def test_a_comment_on_a_later_paragraph_of_a_block_belongs_to_the_block():
    document = opened(docx_form.write(short_report()))
    heading = line_with(document, "G2 ·")
    body = document.paragraphs[[each._p for each in document.paragraphs].index(heading._p) + 1]
    document.add_comment(body.runs[0], text="x", author="y")
    assert [each.reference for each in docx_comments.read(saved(document))] == ["4.2"]


def test_a_comment_at_a_heading_of_a_section_stands_at_no_block():
    document = opened(docx_form.write(short_report()))
    document.add_comment(line_with(document, "First concerns").runs[0], text="x", author="y")
    assert [each.reference for each in docx_comments.read(saved(document))] == [""]


@given(st.binary(max_size=300))
@settings(max_examples=30)
def test_what_is_no_document_is_refused(content):
    with pytest.raises(ProblemError) as refused:
        docx_comments.read(content)
    assert refused.value.finding.code == "report.not_a_document"


def test_a_document_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    out = BytesIO(docx_form.write(short_report()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/bomb.xml", b"0" * (docx_comments.MOST_BYTES + 1))
    with pytest.raises(ProblemError) as refused:
        docx_comments.read(out.getvalue())
    assert refused.value.finding.code == "report.document_too_large"


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("author", None), ("id", None), ("id", "seven"), ("id", "9" * 5000), ("date", "May")],
)
def test_a_comment_that_a_program_wrote_wrongly_keeps_its_words(attribute, value):
    document = opened(docx_form.write(short_report()))
    comment = document.add_comment(line_with(document, "G2 ·").runs[0], text="Not so", author="Ana Rey")
    told = comment._comment_elm.attrib
    told.pop(docx_form.qn(f"w:{attribute}"))
    if value is not None:
        told[docx_form.qn(f"w:{attribute}")] = value
    (found,) = docx_comments.read(saved(document))
    assert found.text == "Not so"
    assert found.author == ("" if attribute == "author" else "Ana Rey")
    assert found.reference == ("" if attribute == "id" else "4.2")


@pytest.mark.parametrize("value", [None, "seven"])
def test_a_mark_in_the_text_that_names_no_comment_is_passed_over(value):
    document = opened(docx_form.write(short_report()))
    line = line_with(document, "G2 ·")
    document.add_comment(line.runs[0], text="Not so", author="Ana Rey")
    stray = line._p.makeelement(docx_form.qn("w:commentRangeStart"))
    if value is not None:
        stray.set(docx_form.qn("w:id"), value)
    line._p.insert(0, stray)
    (found,) = docx_comments.read(saved(document))
    assert (found.reference, found.quoted) == ("4.2", line.text)


def test_a_document_packed_in_another_way_is_none():
    out = BytesIO(docx_form.write(short_report()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("word/bomb.xml", b"0" * 1000)
    with pytest.raises(ProblemError, match=r"report\.not_a_document"):
        docx_comments.read(out.getvalue())


def test_an_outside_entity_is_not_read():
    out = BytesIO(docx_form.write(short_report()))
    told = {}
    with zipfile.ZipFile(out) as packed:
        told = {each: packed.read(each) for each in packed.namelist()}
    body = told["word/document.xml"].decode()
    head, _, rest = body.partition("?>")
    told["word/document.xml"] = (
        f'{head}?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>{rest}'.replace("Nothing", "&e;")
    ).encode()
    again = BytesIO()
    with zipfile.ZipFile(again, "w") as packed:
        for name, content in told.items():
            packed.writestr(name, content)
    assert docx_comments.read(again.getvalue()) == ()
