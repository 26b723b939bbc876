"""Files: what is taken in, where it lies, who opens it, and what a scanner's word does."""

import io
import zipfile
from contextlib import contextmanager
from hashlib import sha256

import pytest
from attrs import evolve
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from catenary.core.uploads.model import Scan, Verdict
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.attachments import jobs, store
from catenary.desk.shell.attachments.detecting import media_type
from catenary.desk.shell.attachments.scanning import scanner_of_this_desk
from catenary.desk.shell.models import Attachment, Notification, ScanState

OFFICER, FOREIGN = "tom.ashgrove@piu.utopia.example", "lucia.arvelo@piu.marvona.example"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "CATENARY", evolve(settings.CATENARY, data=tmp_path))
    return tmp_path


@pytest.fixture
def unit(db):
    return Organisation.objects.get(name="Utopia Passenger Information Unit")


def office(*names, mimetype=None, method=zipfile.ZIP_STORED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image/jpeg"),
        (
            office("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (office("word/document.xml", "word/vbaProject.bin"), ""),
        (office("a.txt"), ""),
        (
            office(mimetype="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        (office(mimetype="application/vnd.oasis.opendocument.text", method=zipfile.ZIP_BZIP2), ""),
        (office("word/document.xml", mimetype="a" * 201), ""),
        (b"PK\x03\x04 not an archive", ""),
        (b"\0\0", ""),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_bytes(content, kind):
    assert media_type(content) == kind


def attach(client, unit, name, content):
    file = SimpleUploadedFile(name, content)
    return client.post(f"/files/organisation/{unit.public_id}", {"file": file})


def test_a_file_comes_back_byte_for_byte_and_is_never_run_by_a_browser(browser, unit, data):
    client = browser(OFFICER)
    assert attach(client, unit, "Bericht ü.pdf", PDF).status_code == 303
    response = client.post(address(client, unit))
    assert response.content == PDF
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''Bericht%20%C3%BC.pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "no-store" in response.headers["Cache-Control"]


def latest(unit):
    with acting(Declaration(1, unit.pk)):
        return Attachment.objects.latest("pk")


def address(client, unit):
    return f"/files/{latest(unit).public_id}"


def test_bytes_lie_under_their_hash_and_are_read_by_the_desk_alone(browser, unit, data):
    attach(browser(OFFICER), unit, "a.pdf", PDF)
    (file,) = (each for each in (data / "files").rglob("*") if each.is_file())
    assert file.name == sha256(PDF).hexdigest()
    assert file.stat().st_mode & 0o777 == 0o600
    assert all(each.stat().st_mode & 0o777 == 0o700 for each in file.parents[:2] if each != data)


def mark(row, scan):
    """What the scanner said of the file."""
    with acting(Declaration(row.added_by_id, row.organisation_id)):
        Attachment.objects.filter(pk=row.pk).update(scan=scan, scanned_at=row.created_at)


@pytest.mark.parametrize("scan", [ScanState.NOT_SCANNED, ScanState.FAILED])
def test_a_file_that_no_scanner_found_clean_is_opened_only_by_who_says_so(browser, unit, scan):
    client = browser(OFFICER)
    attach(client, unit, "a.pdf", PDF)
    if scan != ScanState.NOT_SCANNED:
        mark(latest(unit), scan)
    page = client.get(address(client, unit))
    assert page.headers["Content-Type"].startswith("text/html")
    assert PDF not in page.content
    assert "all the same" in page.content.decode()
    assert client.post(address(client, unit)).content == PDF


def test_a_clean_file_is_opened_at_once(browser, unit):
    client = browser(OFFICER)
    attach(client, unit, "a.pdf", PDF)
    mark(latest(unit), ScanState.CLEAN)
    response = client.get(address(client, unit))
    assert response.content == PDF
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_what_pages_promise_of_scanning_follows_the_desk(browser, unit, monkeypatch):
    client, place = browser(OFFICER), f"/files/organisation/{unit.public_id}"
    without = client.get(place).content.decode()
    scanner = "catenary.desk.shell.templatetags.files.scanner_of_this_desk"
    monkeypatch.setattr(scanner, lambda: Played(Verdict.CLEAN))
    with_one = client.get(place).content.decode()
    assert "has no scanner" in without
    assert "a scanner looks" not in without
    assert "a scanner looks at it" in with_one
    assert "has no scanner" not in with_one


def test_none_is_said_in_the_settings_and_is_no_address(monkeypatch):
    monkeypatch.setattr(settings, "CATENARY", evolve(settings.CATENARY, scanner="none"))
    assert scanner_of_this_desk() is None


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", PNG, "png"),
        ("a.exe", b"MZ\x90\0\3\0\0\0", "no kind"),
        ("a.docx", office("word/document.xml", "word/vbaProject.bin"), "no kind"),
        ("a.html", b"<script>alert(1)</script>", "txt"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_with_a_word(browser, unit, name, content, word):
    response = attach(browser(OFFICER), unit, name, content)
    assert response.status_code == 422
    assert word in response.content.decode()


def test_a_file_that_is_too_large_is_refused(browser, unit, monkeypatch):
    monkeypatch.setattr("catenary.core.uploads.rules.LARGEST", 10)
    assert attach(browser(OFFICER), unit, "a.pdf", PDF).status_code == 422


def test_a_form_without_a_file_is_told_so(browser, unit):
    assert browser(OFFICER).post(f"/files/organisation/{unit.public_id}").status_code == 422


def test_bytes_that_changed_on_disk_are_not_handed_out(browser, unit, data):
    client = browser(OFFICER)
    attach(client, unit, "a.pdf", PDF)
    store.place(str(unit.public_id), sha256(PDF).hexdigest()).write_bytes(PDF + b"x")
    assert client.post(address(client, unit)).status_code == 404


def test_files_of_a_record_that_is_not_seen_are_not_there(browser, unit, held):
    record = held().public_id
    client = browser(OFFICER, "terrorism", "eu-2016-681-6")
    file = SimpleUploadedFile("a.pdf", PDF)
    assert client.post(f"/files/record/{record}", {"file": file}).status_code == 303
    elsewhere = browser(FOREIGN, "terrorism", "eu-2016-681-6")
    assert elsewhere.get(address(client, unit)).status_code == 404
    assert elsewhere.get(f"/files/record/{record}").status_code == 404
    without_purpose = browser(OFFICER).get(address(client, unit))
    assert without_purpose.status_code == 422
    assert "a.pdf" not in without_purpose.content.decode()


class Played:
    """A scanner that says what it is told to say."""

    def __init__(self, verdict):
        self.verdict = verdict

    def scan(self, content):
        assert content.read() == PDF
        return Scan(self.verdict, "played")


@pytest.fixture
def scanned(worker, monkeypatch):
    """`scanned(verdict)`: a file of the unit's after that scanner looked at it."""

    @contextmanager
    def look(verdict):
        scanner = Played(verdict) if verdict else None
        monkeypatch.setattr(jobs, "scanner_of_this_desk", lambda: scanner)
        with worker:
            with acting(Declaration(door=Door.SYSTEM)):
                row = _row()
            try:
                jobs.scan_file(row.pk)
            except jobs.ScannerAwayError:
                assert verdict is Verdict.FAILED
            with acting(Declaration(door=Door.SYSTEM)):
                yield Attachment.objects.get(pk=row.pk)

    return look


def _row():
    unit = Organisation.objects.get(name="Utopia Passenger Information Unit")
    kept = store.keep(str(unit.public_id), [PDF])
    person = unit.memberships.first().person
    return Attachment.objects.create(
        kind="organisation",
        record=unit.public_id,
        organisation=unit,
        added_by=person,
        name="a.pdf",
        size=kept.size,
        media_type="application/pdf",
        sha256=kept.sha256,
    )


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (None, ScanState.NOT_SCANNED),
        (Verdict.CLEAN, ScanState.CLEAN),
        (Verdict.HARMFUL, ScanState.HARMFUL),
        (Verdict.FAILED, ScanState.FAILED),
    ],
)
def test_not_scanned_clean_harmful_and_failed_are_never_confused(scanned, verdict, state):
    with scanned(verdict) as row:
        assert row.scan == state
        assert (row.scanned_at is None) == (state == ScanState.NOT_SCANNED)


def test_whoever_attached_a_harmful_file_is_told(scanned):
    with scanned(Verdict.HARMFUL) as row:
        assert Notification.objects.filter(person=row.added_by, kind="file_harmful").exists()


def test_without_a_scanner_the_page_says_not_scanned_and_never_clean(browser, unit):
    client = browser(OFFICER)
    attach(client, unit, "a.pdf", PDF)
    page = client.get(f"/files/organisation/{unit.public_id}").content.decode()
    assert "Not scanned" in page
    assert "nothing found" not in page


def test_the_bytes_of_a_removed_file_go_unless_another_holds_the_same(worker):
    with worker, acting(Declaration(door=Door.SYSTEM)):
        one, other = _row(), _row()
        place = store.place(str(one.organisation.public_id), one.sha256)
        for row, remains in ((one, True), (other, False)):
            Attachment.objects.filter(pk=row.pk).update(removed_at=row.created_at)
            jobs.forget_removed(row.pk)
            assert place.exists() is remains


def test_a_harmful_file_is_closed_however_it_is_asked_for(browser, unit):
    client = browser(OFFICER)
    attach(client, unit, "a.pdf", PDF)
    mark(latest(unit), ScanState.HARMFUL)
    assert client.get(address(client, unit)).status_code == 404
    assert client.post(address(client, unit)).status_code == 404
