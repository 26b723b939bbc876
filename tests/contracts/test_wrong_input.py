"""Wrong input, tried: a code, an exit status, nothing half-written, and what was there before is as it was."""

import json
import zipfile

import pytest

from catenary.benchmarks.fictional_log import LOG_KEY, fictional_log

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>'
    "<FIRST_NAME>&c;</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"
)
OUTSIDE = BOMB.replace('<!ENTITY a "aaaaaaaaaa">', '<!ENTITY a SYSTEM "file:///etc/hostname">')
CUT = "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>TORVALD</FIRST_NAME>"

WRONG = {
    "empty": b"",
    "one zero byte": b"\0",
    "blanks": b" \r\n\t\n",
    "one huge line": b"A" * 3_000_000,
    "a web page": b"<!DOCTYPE html><html><body>Sign in</body></html>",
    "other columns": b"colour,price\nred,1\n",
    "noise": bytes(n * 37 % 251 for n in range(4000)),
}
LISTS = WRONG | {
    "cut off": CUT.encode(),
    "an entity bomb": BOMB.encode(),
    "an outside entity": OUTSIDE.encode(),
    "UTF-16 that says nothing": "id,name\n1,Torvald\n".encode("utf-16-le"),
    "Latin-1": "id,name\n1,Ída Österlin\n".encode("latin-1"),
    "a header alone": b"id,name\n",
    "comments without end": b"<!--" * 16_000,
}


def snapshot(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def the_problem(done):
    """The one object of a refused verb, which has the shape of a finding."""
    (problem,) = done.records
    assert (done.status, done.stderr) == (3, "")
    assert problem.keys() == {"code", "severity", "segment", "offset", "params"}
    assert problem["severity"] == "error"
    assert "unexpectedly" not in problem["code"]
    return problem


@pytest.fixture
def archive(tmp_path):
    """A list in a zip that stores it uncompressed: its lines show through."""
    path = tmp_path / "list.csv"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as zipped:
        zipped.writestr("id,name", "id,name\n1,Torvald Osterlin\n")
    return path


@pytest.fixture
def given(tmp_path):
    """Writes a wrong file; `given(None)` is a folder."""

    def write(content):
        path = tmp_path / "given"
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("kind", [*LISTS, "a folder", "nothing there"])
def test_a_wrong_list_is_refused_and_the_old_index_stands(catenary, world, tmp_path, given, kind):
    source = tmp_path / "absent" if kind == "nothing there" else given(LISTS.get(kind))
    before = snapshot(world.index)
    problem = the_problem(catenary("list", "build", source, "--out", world.index, "--json", "--quiet"))
    assert problem["code"].startswith("lists.")
    assert snapshot(world.index) == before
    the_problem(catenary("list", "build", source, "--out", tmp_path / "new", "--json", "--quiet"))
    assert not (tmp_path / "new").exists()


def test_a_zip_is_no_list_and_no_travellers(catenary, world, archive, tmp_path):
    refused = catenary("list", "build", archive, "--out", tmp_path / "new", "--json", "--quiet")
    assert the_problem(refused)["code"] == "lists.archive"
    screened = catenary("screen", archive, "--list", world.index, "--json", "--quiet")
    assert screened.status == 1
    assert [record["status"] for record in screened.records] == ["not_checked"]
    (read,) = catenary("read", archive, "--json", "--quiet").records
    assert read["message"] is None


@pytest.mark.parametrize("kind", [*WRONG, "a folder", "nothing there"])
def test_what_cannot_be_read_is_one_object_and_the_rest_is_still_processed(
    catenary, world, conforms, tmp_path, given, kind
):
    wrong = tmp_path / "absent" if kind == "nothing there" else given(WRONG.get(kind))
    message = world.messages[0]
    read = catenary("read", wrong, message, "--json", "--quiet")
    assert (read.status, read.stderr, conforms(read.records, "read")) == (1, "", len(read.records))
    assert read.records[0]["message"] is None
    assert read.records[0]["findings"][0]["severity"] == "error"
    assert read.records[1]["travellers"]
    screened = catenary("screen", wrong, message, "--list", world.index, "--json", "--quiet")
    assert (screened.status, screened.stderr) == (1, "")
    assert conforms(screened.records, "screen") > 1
    assert (screened.records[0]["id"], screened.records[0]["status"]) == (None, "not_checked")
    assert screened.records[1]["id"]


@pytest.mark.parametrize("kind", [*WRONG, "a folder", "nothing there"])
def test_a_wrong_register_is_refused_and_the_old_one_stands(catenary, world, tmp_path, given, kind):
    source = tmp_path / "absent" if kind == "nothing there" else given(WRONG.get(kind))
    before = world.register.read_bytes()
    for verb in (
        ["build", source, "--out", world.register, "--key", world.key],
        ["update", world.register, source],
    ):
        problem = the_problem(catenary("documents", *verb, "--json", "--quiet"))
        assert problem["code"].startswith("documents.source_")
    assert world.register.read_bytes() == before
    assert not world.register.with_name(world.register.name + ".delta").exists()


@pytest.mark.parametrize("kind", [*WRONG, "a folder", "nothing there"])
def test_a_wrong_index_is_refused(catenary, world, tmp_path, given, kind):
    wrong = tmp_path / "absent" if kind == "nothing there" else given(WRONG.get(kind))
    for arguments in (
        ["documents", "check", wrong, "--key", world.key],
        ["documents", "show", wrong],
        ["list", "show", wrong],
        ["screen", world.travellers, "--list", wrong],
        ["screen", world.travellers, "--list", world.index, "--documents", wrong, "--key", world.key],
    ):
        the_problem(catenary(*arguments, "--json", "--quiet"))


@pytest.mark.parametrize("kind", [*WRONG, "a folder", "nothing there"])
def test_what_is_no_ledger_is_one_object_and_the_rest_is_still_verified(
    catenary, conforms, tmp_path, given, kind
):
    wrong = tmp_path / "absent" if kind == "nothing there" else given(WRONG.get(kind))
    good = tmp_path / "good"
    good.write_bytes(fictional_log(5).record(3))
    done = catenary("ledger", "verify", wrong, good, "--key", LOG_KEY.text, "--json", "--quiet")
    assert (done.status, done.stderr, conforms(done.records, "ledger-verify")) == (1, "", 2)
    assert [record["status"] for record in done.records] == ["unreadable", "verified"]


def test_a_pipe_is_no_list_because_it_has_no_second_start(catenary, tmp_path):
    problem = the_problem(
        catenary(
            "list",
            "build",
            "/dev/stdin",
            "--out",
            tmp_path / "new",
            "--json",
            "--quiet",
            given=b"id,name\n1,Ida\n",
        )
    )
    assert problem["code"] == "lists.unreadable"


def edited(world, tmp_path, **changes):
    """A copy of the index whose edition says something else."""
    copy = tmp_path / "index"
    for path, content in snapshot(world.index).items():
        place = copy / path.relative_to(world.index)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    edition = json.loads((copy / "edition.json").read_text())
    (copy / "edition.json").write_text(json.dumps(edition | changes))
    return copy


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"layout": 999}, "list_index.layout"),
        ({"algorithm": "names-of-old"}, "list_index.algorithm"),
        ({"segments": "none"}, "list_index.damaged"),
    ],
)
def test_an_index_of_another_version_is_refused_and_says_which(catenary, world, tmp_path, changes, code):
    index = edited(world, tmp_path, **changes)
    for arguments in (["list", "show", index], ["screen", world.travellers, "--list", index]):
        assert the_problem(catenary(*arguments, "--json", "--quiet"))["code"] == code


def test_an_index_of_another_version_is_replaced_by_building_anew(catenary, world, tmp_path):
    index = edited(world, tmp_path, layout=999)
    assert catenary("list", "build", world.list_source, "--out", index, "--quiet").status == 0
    assert catenary("list", "show", index, "--quiet").status == 0


def test_a_file_of_the_index_that_is_cut_off_or_gone_is_told(catenary, world, tmp_path):
    index = edited(world, tmp_path)
    (largest, *_) = sorted(index.rglob("*.npy"), key=lambda path: -path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1000])
    screen = ["screen", world.travellers, "--list", index, "--json", "--quiet"]
    assert the_problem(catenary(*screen))["code"] == "list_index.damaged"
    largest.unlink()
    assert the_problem(catenary(*screen))["code"] == "list_index.damaged"


@pytest.mark.parametrize("size", [0, 500, 4096, 20_000])
def test_a_full_disk_leaves_the_old_index_and_nothing_half_written(catenary, world, tmp_path, size):
    source = tmp_path / "long.csv"
    source.write_text("id,name\n" + "".join(f"{n},Given{n} Family{n}\n" for n in range(3000)))
    before = snapshot(world.index)
    for out in (world.index, tmp_path / "new"):
        refused = catenary("list", "build", source, "--out", out, "--json", "--quiet", largest_file=size)
        assert the_problem(refused)["code"] == "list_index.not_written"
    assert snapshot(world.index) == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("size", [0, 5000, 100_000])
def test_a_full_disk_leaves_the_old_register_and_nothing_half_written(catenary, world, tmp_path, size):
    source = tmp_path / "long.csv"
    source.write_text(
        "number,issuer,type,status\n" + "".join(f"A{n:08d},UTO,P,lost\n" for n in range(30_000))
    )
    before = snapshot(world.folder)
    build = ["documents", "build", source, "--out", world.register, "--key", world.key, "--json", "--quiet"]
    assert the_problem(catenary(*build, largest_file=size))["code"] == "documents.write_failed"
    assert snapshot(world.folder) == before


def test_a_full_disk_leaves_no_half_of_a_world(catenary, tmp_path):
    make = [
        "world",
        "--seed",
        1,
        "--entries",
        900,
        "--travellers",
        5,
        "--json",
        "--quiet",
        "--out",
        tmp_path / "new",
    ]
    assert the_problem(catenary(*make, largest_file=20_000))["code"] == "world.not_written"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["screen", "x"],
        ["compare"],
        ["list", "build", "x"],
        ["documents", "build", "x", "--out", "y"],
        ["read", "x", "--as-of", "yesterday"],
        ["screen", "x", "--list", "y", "--as-of", "2026-02-30"],
        ["doctor", "--nothing"],
        ["bench", "nothing"],
        ["nothing"],
    ],
)
def test_wrong_usage_is_status_2_and_stdout_stays_empty(catenary, arguments):
    done = catenary(*arguments)
    assert (done.status, done.stdout) == (2, b"")
    assert "Usage:" in done.stderr
