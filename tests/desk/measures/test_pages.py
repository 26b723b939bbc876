"""Pages of the method as people use them: read, search, write, upload, compare, comment, translate, take copies."""

import io
import json

import pytest
from attrs import evolve
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.core.measures.editions import small_edition, with_question
from tests.desk.measures.conftest import DIDIER, INES, LEONIE, PAVEL, ROSALBA
from tests.desk.measures.then import consulted, frozen_at_last

from catenary.core.measures.model import ReviewStatus
from catenary.desk.measures.editions import editions, method_of, translations_of
from catenary.desk.measures.models import EditionTranslation
from catenary.desk.measures.stored import kept_texts
from catenary.desk.measures.writing_pages import version_of
from catenary.formats.measures import (
    edition_digest,
    first_edition,
    read_edition_csv,
    read_edition_json,
    read_edition_xlsform,
    read_edition_xlsx,
    write_edition_csv,
    write_edition_json,
    write_edition_xlsform,
    write_edition_xlsx,
    write_translations_csv,
)
from catenary.formats.measures.table_columns import COLUMNS

SMALL = small_edition(complete=False)


def at(row, rest=""):
    return f"/measures/editions/{row.public_id}{rest}"


def page(client, address, answered=200, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == answered
    return answer.content.decode()


def in_language(client, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def stands(act_as, row, by=PAVEL):
    with act_as(by):
        return method_of(editions().get(pk=row.pk))


@pytest.fixture
def first(act_as):
    """The frozen first edition of the demo."""
    with act_as(PAVEL):
        return editions().get(code="2026-1")


def test_a_requirement_is_read_with_its_source_its_needs_and_its_questions(browser, first):
    client = browser(ROSALBA)
    assert first_edition().areas[0].name in page(client, at(first))
    code = next(each.code for each in first_edition().requirements if each.prerequisites)
    told = first_edition().requirement_of[code]
    shown = page(client, at(first, f"/requirements/{code}"))
    assert told.source.resolution in shown
    assert f"/requirements/{told.prerequisites[0].needs}" in shown
    for question in first_edition().questions_about(code):
        assert f'id="{question.code}"' in shown
    assert shown.count('<li value="5">') == len(first_edition().questions_about(code))
    assert "What waits for it" in page(client, at(first, f"/requirements/{told.prerequisites[0].needs}"))
    page(client, at(first, f"/areas/{told.area}"))
    page(client, at(first, "/requirements/NONE"), 404)
    page(client, at(first, "/areas/NONE"), 404)


@pytest.mark.parametrize(
    "asked",
    [
        {"words": "birth registration"},
        {"area": "HUM"},
        {"kind": "effect"},
        {"mark": "children"},
        {"partner": "ICAO"},
        {"paragraph": "2178"},
        {"confidence": "verified"},
        {"mark": "gender", "kind": "law", "area": "GEN"},
    ],
)
def test_questions_are_found_by_what_is_asked(browser, first, asked):
    client = browser(DIDIER)
    found = json.loads(page(client, at(first, "/questions"), format="json", **asked))["rows"]
    codes = {each["code"] for each in found}
    wanted = {each.code for each in first_edition().questions if _meets(each, asked)}
    assert codes == wanted
    assert wanted
    assert page(client, at(first, "/questions"), **asked).count('<th scope="row"') == min(50, len(wanted))


def _meets(question, asked):
    requirement = first_edition().requirement_of[question.requirement]
    sources = [requirement.source, *requirement.also]
    said = " ".join(
        [question.code, question.text, question.help, *question.levels, *question.evidence, requirement.text]
    )
    return (
        all(word in said.casefold() for word in asked.get("words", "").split())
        and asked.get("area", requirement.area) == requirement.area
        and asked.get("kind", question.kind) == question.kind
        and ("mark" not in asked or asked["mark"] in question.marks)
        and ("partner" not in asked or asked["partner"] in question.partners)
        and any(asked.get("paragraph", "") in f"{each.resolution} {each.paragraph}" for each in sources)
        and asked.get("confidence", requirement.confidence) == requirement.confidence
    )


READERS = {
    "csv": lambda data: read_edition_csv(data).edition,
    "xlsx": lambda data: read_edition_xlsx(data).edition,
    "json": read_edition_json,
    "xlsform": lambda data: read_edition_xlsform(data).table.edition,
}


@pytest.mark.parametrize("kind", READERS)
def test_copies_hold_the_edition_to_the_letter(browser, first, kind):
    answer = browser(ROSALBA).get(at(first, f"/files/{kind}"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert READERS[kind](answer.content) == first_edition()


def test_no_other_kind_of_copy_is_there(browser, first):
    page(browser(ROSALBA), at(first, "/files/pdf"), 404)


def form_of(question, **changes):
    told = {f"level_{number}": text for number, text in enumerate(question.levels, 1)}
    return {
        **told,
        "text": question.text,
        "kind": question.kind.value,
        "help": question.help,
        "evidence": "\n".join(question.evidence),
        "partners": "\n".join(question.partners),
        "version": version_of(question),
        **changes,
    }


def test_a_question_is_written_with_the_checks_beside_it(browser, act_as, drafted):
    row, client = drafted(), browser(INES)
    there = SMALL.question_of["BOR-1-L"]
    answer = client.post(
        at(row, "/questions/BOR-1-L"), form_of(there, level_2=there.levels[0], marks=["gender"])
    )
    assert answer.status_code == 303
    assert "Levels 1 and 2" in page(client, at(row, "/questions/BOR-1-L"))
    written = stands(act_as, row).question_of["BOR-1-L"]
    assert written == evolve(
        there, levels=[there.levels[0], *there.levels[:1], *there.levels[2:]], marks=["gender"]
    )
    page(client, at(row, "/questions/NONE"), 404)


def test_who_writes_a_question_that_another_wrote_meanwhile_sees_both(browser, act_as, drafted):
    row, there = drafted(), SMALL.question_of["BOR-1-L"]
    first, second = browser(INES), browser(PAVEL)
    assert first.post(at(row, "/questions/BOR-1-L"), form_of(there, help="Hers")).status_code == 303
    other = first.post(at(row, "/questions/BOR-2-L"), form_of(SMALL.question_of["BOR-2-L"], help="Another"))
    assert other.status_code == 303
    answer = second.post(at(row, "/questions/BOR-1-L"), form_of(there, help="His"))
    assert answer.status_code == 409
    assert "Hers" in answer.content.decode()
    assert "His" in answer.content.decode()
    assert stands(act_as, row).question_of["BOR-1-L"].help == "Hers"


def sent(data, act="take", name="x"):
    return {"file": SimpleUploadedFile(name, data), "act": act}


WRITERS = {
    "csv": write_edition_csv,
    "xlsx": write_edition_xlsx,
    "json": write_edition_json,
    "xlsform": write_edition_xlsform,
}
CHANGED = with_question(SMALL, "BOR-1-L", help="Written in a file")


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_is_looked_at_first_and_taken_then(browser, act_as, drafted, kind):
    row, client = drafted(), browser(PAVEL)
    looked = client.post(at(row, "/upload"), sent(WRITERS[kind](CHANGED), "look"))
    assert looked.status_code == 200
    assert "Written in a file" in looked.content.decode()
    assert stands(act_as, row) == SMALL
    assert client.post(at(row, "/upload"), sent(WRITERS[kind](CHANGED))).status_code == 303
    assert stands(act_as, row) == CHANGED


@pytest.mark.parametrize("act", ["look", "take"])
def test_a_faulty_file_changes_nothing_and_every_cell_is_named(browser, act_as, drafted, act):
    row = drafted()
    book = load_workbook(io.BytesIO(write_edition_xlsx(CHANGED)))
    book["Questions"].cell(3, COLUMNS.index("kind") + 1).value = "custom"
    book["Questions"].cell(5, COLUMNS.index("help") + 1).value = "=1+1"
    out = io.BytesIO()
    book.save(out)
    answer = browser(PAVEL).post(at(row, "/upload"), sent(out.getvalue(), act))
    assert answer.status_code == 422
    assert "Questions!R3" in answer.content.decode()
    assert "Questions!T5" in answer.content.decode()
    assert stands(act_as, row) == SMALL


@pytest.mark.parametrize("data", [b"{", b"{}", b"\x00\x01\x02", b"PK\x03\x04", b"x", "é".encode("latin-1")])
def test_what_is_no_edition_is_told_so(browser, drafted, data):
    answer = browser(PAVEL).post(at(drafted(), "/upload"), sent(data))
    assert answer.status_code == 422


def test_two_editions_are_compared_and_the_map_is_decided_pair_by_pair(browser, act_as, drafted, signed_in):
    before = frozen_at_last(signed_in(PAVEL), signed_in(LEONIE), drafted())
    client = browser(INES)
    answer = client.post(
        "/measures/editions/new", {"code": "E2", "title": "Second", "follows": before.public_id}
    )
    assert answer.status_code == 303
    with act_as(INES):
        row = editions().get(code="E2")
    there = SMALL.question_of["BOR-1-L"]
    client.post(at(row, "/questions/BOR-1-L"), form_of(there, text="Is there a border?"))
    shown = page(client, at(row, "/differences"))
    assert "Is there a border?" in shown
    assert there.text in shown
    assert "Nobody has decided yet" in page(client, at(row, "/carry-over"), verdict="undecided")
    deciding = at(row, "/carry-over/decide?before=BOR-1-L&after=BOR-1-L")
    assert "Is there a border?" in page(client, deciding)
    assert client.post(deciding, {"verdict": "reworded", "reason": ""}).status_code == 422
    assert client.post(deciding, {"verdict": "new", "reason": "It is"}).status_code == 422
    assert client.post(deciding, {"verdict": "reworded", "reason": "It asks the same"}).status_code == 303
    assert "Everything is decided." in page(client, at(row, "/carry-over"))
    page(client, at(before, "/carry-over"), 404)


def test_steps_are_taken_on_their_page_which_says_what_stands_against_them(browser, act_as, drafted):
    row = drafted(with_question(SMALL, "BOR-1-L", levels=["One"]))
    client = browser(PAVEL)
    assert "1 error" in page(client, at(row, "/step"), act="consult")
    day = {"comments_until": "2999-01-01"}
    assert client.post(at(row, "/step?act=consult"), day).status_code == 422
    assert client.post(at(row, "/upload"), sent(write_edition_json(SMALL))).status_code == 303
    assert client.post(at(row, "/step?act=consult"), day).status_code == 303
    assert client.post(at(row, "/step?act=draft_again"), {}).status_code == 422
    assert client.post(at(row, "/step?act=draft_again"), {"reason": "A level"}).status_code == 303
    page(client, at(row, "/step"), 404, act="nothing")


def test_a_state_comments_on_a_question_and_reads_the_answer(browser, drafted, signed_in):
    row = drafted()
    consulted(signed_in(PAVEL), row)
    state, body = browser(ROSALBA), browser(INES)
    assert at(row, "/comments/on/BOR-1-L") in page(state, at(row, "/requirements/BOR-1"))
    assert state.post(at(row, "/comments/on/BOR-1-L"), {"text": "Say days"}).status_code == 303
    page(state, at(row, "/comments/on/NONE"), 404)
    told = page(body, at(row, "/comments"))
    assert "Say days" in told
    (answering,) = {
        part.split('"')[0] for part in told.split('href="') if "/comments/" in part and "/on/" not in part
    }
    assert body.post(answering, {"text": "We shall"}).status_code == 303
    assert "We shall" in page(state, at(row, "/comments"))
    assert "We shall" not in page(browser(DIDIER), at(row, "/comments"))


def test_translations_come_in_by_table_and_are_shown_as_drafts_until_people_saw_them(
    browser, act_as, drafted
):
    row, client = drafted(), browser(INES)
    table = page(client, at(row, "/translations/fr/file")).encode()
    filled = table.replace(
        b"How does BOR-1-L stand?,fr,,", "How does BOR-1-L stand?,fr,Où en est-on ?,".encode()
    )
    assert filled != table
    told = {"language": "fr", "file": SimpleUploadedFile("x.csv", filled)}
    assert client.post(at(row, "/translations/upload"), told).status_code == 303
    french = in_language(browser(PAVEL), "fr")
    shown = page(french, at(row, "/requirements/BOR-1"))
    assert "Où en est-on ?" in shown
    with act_as(INES):
        (kept,) = translations_of(row)
        assert (kept.code, kept.texts.text, kept.status) == (
            "BOR-1-L",
            "Où en est-on ?",
            ReviewStatus.MACHINE_DRAFT,
        )
    listed = page(client, at(row, "/translations"), language="fr")
    assert "Où en est-on ?" in listed
    assert "26 texts are not translated into français" in listed
    assert "machine" in page(client, at(row, "/translations"), language="fr", status="machine_draft")
    review = at(row, "/translations/fr/BOR-1-L")
    assert "Où en est-on ?" in page(client, review)
    assert client.post(review, {"status": "reviewed"}).status_code == 303
    assert "Ines Adaro" in page(client, at(row, "/translations"), language="fr")


def test_a_faulty_table_of_translations_changes_nothing(browser, act_as, drafted):
    row = drafted()
    table = write_translations_csv(SMALL, "fr", ()).replace(b",fr,,,", b",fr,x,wrong,", 1)
    told = {"language": "fr", "file": SimpleUploadedFile("x.csv", table)}
    answer = browser(INES).post(at(row, "/translations/upload"), told)
    assert answer.status_code == 422
    assert "F2" in answer.content.decode()
    with act_as(INES):
        assert translations_of(row) == ()


def test_a_reader_reads_their_language_and_sees_how_far_people_saw_it(browser, act_as, drafted):
    row = drafted()
    with act_as(INES) as here:
        texts = evolve(SMALL.texts_of("BOR-1-L"), text="¿Cómo está?", help="")
        EditionTranslation.objects.create(
            edition=row, code="BOR-1-L", language="es", texts=kept_texts(texts), status="machine_draft",
            changed_by=here.person, changed_at=here.now,
        )  # fmt: skip
    assert "¿Cómo está?" not in page(browser(PAVEL), at(row, "/requirements/BOR-1"))
    shown = page(in_language(browser(PAVEL), "es"), at(row, "/requirements/BOR-1"))
    assert '<bdi class="told" lang="es">¿Cómo está?</bdi>' in shown
    assert '<bdi class="told" lang="en">Look at BOR-1-L.</bdi>' in shown
    assert '<bdi class="told" lang="en">How does BOR-1-P stand?</bdi>' in shown


def test_the_web_api_tells_editions_questions_and_words_by_their_hash(browser, first):
    client = browser(DIDIER)
    listed = json.loads(page(client, "/web-api/v1/editions"))["items"]
    assert {each["code"] for each in listed} >= {"2026-1", "2027-1"}
    address = f"/web-api/v1/editions/{first.public_id}"
    head = json.loads(page(client, address))
    assert (head["state"], head["digest"]) == ("frozen", edition_digest(first_edition()))
    asked = json.loads(page(client, f"{address}/questions", area="HUM", kind="law"))
    assert asked["digest"] == head["digest"]
    assert {each["area"] for each in asked["items"]} == {"HUM"}
    whole = client.get(f"{address}/method")
    assert whole.content == write_edition_json(first_edition())
    again = client.get(f"{address}/method", headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304
