import json
import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from catenary.basis.findings import Catalogue, Counted, Severity
from catenary.cli import cli, language
from catenary.cli.help import unwrapped
from catenary.cli.lists import command as list_verbs
from catenary.cli.output import say, say_counted, sentence
from catenary.core.documents.problems import DOCUMENTS
from catenary.core.screening.list_problems import LISTS
from catenary.locale import LANGUAGES, language_of, nearest_language

ROOM = Catalogue(
    "language_test", {"counted": (Severity.NOTICE, Counted("count", "%(count)s row", "%(count)s rows"))}
)
MESSAGE = (
    b"UNA:+.? 'UNB+UNOA:4+XX+UTO+261122:0900+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'TDT+20+XX123'LOC+125+NPT'"
    b"DTM+189:2611220930:201'LOC+87+EVR'DTM+232:2611222110:201'NAD+FL+++DOE:ADA'ATT+2++F'DTM+329:800201'"
    b"DOC+P:110:111+AB123456'CNT+42:2'UNT+12+1'UNZ+1+1'"
)


@pytest.fixture(autouse=True)
def english_afterwards():
    yield
    language.speak("en")


@pytest.fixture
def message(tmp_path):
    path = tmp_path / "flight.edi"
    path.write_bytes(MESSAGE)
    return path


def run(*arguments, **environment):
    given = {"CATENARY_LANG": None, "LC_ALL": None, "LC_MESSAGES": None, "LANG": None, **environment}
    return CliRunner(env=given).invoke(cli, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("fr", "fr"),
        ("fr_CA.UTF-8", "fr"),
        ("es-419", "es"),
        ("ru_RU.KOI8-R", "ru"),
        ("AR", "ar"),
        ("zh_CN.UTF-8", "zh_Hans"),
        ("zh-Hans", "zh_Hans"),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("xx", None),
        ("", None),
    ],
)
def test_a_language_is_known_by_its_tag_whatever_the_country(tag, expected):
    assert nearest_language(tag) == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "es_ES"}, "es"),
        ({"LC_MESSAGES": "es_ES", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "C", "CATENARY_LANG": "ru"}, "ru"),
        ({"LC_ALL": "fr_FR", "CATENARY_LANG": ""}, "fr"),
        ({"LANG": "fr_FR", "CATENARY_LANG": "klingon"}, "en"),
    ],
)
def test_the_first_setting_that_is_set_decides_and_an_unknown_language_is_english(environment, expected):
    assert language_of(environment) == expected


def test_the_option_goes_before_every_setting():
    assert run("--lang=es", "--help", CATENARY_LANG="fr").stdout.startswith("Uso:")
    assert run("--lang", "es", "--help", CATENARY_LANG="fr").stdout.startswith("Uso:")


def test_a_language_that_is_not_spoken_is_wrong_usage_and_names_those_that_are():
    done = run("--lang", "tlh", "read")
    assert done.exit_code == 2
    assert all(spoken in done.stderr for spoken in LANGUAGES)


@pytest.mark.parametrize(
    ("spoken", "told"),
    [
        ("fr", "Option inconnue : '--bogus'"),
        ("es", "No existe la opción '--bogus'"),
        ("ru", "Нет параметра '--bogus'"),
        ("ar", "لا يوجد خيار '--bogus'"),
        ("zh_Hans", "没有选项 '--bogus'"),
    ],
)
def test_a_wrong_option_is_told_in_the_language_even_where_it_stands_first(spoken, told):
    for arguments in (["--bogus"], ["read", "--bogus"]):
        assert told in run(*arguments, CATENARY_LANG=spoken).stderr.replace("\u00a0", " ")


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_programs_read_the_same_bytes_in_every_language(message, tmp_path, spoken):
    (tmp_path / "pairs.jsonl").write_text(
        '{"query":{"name":"Ada Doe"},"candidate":{"name":"Ada Doe"}}\n{"query":1}\n'
    )
    verbs = (
        ["read", message, tmp_path / "absent.edi"],
        ["list", "build", tmp_path / "absent.csv", "--out", tmp_path / "list"],
        ["compare", tmp_path / "pairs.jsonl"],
        ["documents", "show", tmp_path / "nothing"],
    )
    for verb in verbs:
        told = run("--lang", spoken, *verb, "--json", "--quiet")
        english = run(*verb, "--json", "--quiet")
        assert english.stdout
        assert (told.stdout_bytes, told.exit_code) == (english.stdout_bytes, english.exit_code)


def test_what_people_read_is_in_their_language_and_codes_stay(message):
    told = run("--lang", "fr", "read", message, COLUMNS="200").stderr
    assert "CNT+42 annonce 2 personnes" in told
    assert "intake.cnt_count" in told
    assert "né(e)" in told


def test_help_is_told_in_one_language_after_another():
    first, second = (run("--lang", spoken, "list", "build", "--help").stdout for spoken in ("fr", "es"))
    assert "Le dossier de l’index." in first
    assert "La carpeta del índice." in second
    assert "Mostrar esta ayuda y salir." in second


def test_help_is_told_in_the_language_though_its_option_was_asked_for_in_another():
    build = list_verbs.commands["build"]
    assert build.get_help_option(click.Context(build))
    assert "Mostrar esta ayuda y salir." in run("--lang", "es", "list", "build", "--help").stdout


def test_a_list_of_verbs_tells_each_in_one_whole_sentence():
    told = run("--lang", "zh_Hans", "documents", "--help").stdout
    assert "旧索引" not in told
    assert "建立索引。" in told


@pytest.mark.parametrize(
    ("spoken", "count", "told"),
    [
        ("en", 1, "1 row"),
        ("en", 5, "5 rows"),
        ("ru", 1, "1 строка"),
        ("ru", 3, "3 строки"),
        ("ru", 11, "11 строк"),
        ("ru", 21, "21 строка"),
    ],
)
def test_a_counted_thing_takes_the_form_its_number_wants(spoken, count, told):
    language.speak(spoken)
    assert told in say_counted("%(count)s row left out", "%(count)s rows left out", count).plain


@pytest.mark.parametrize(
    ("count", "noun"),
    [(1, "سجل واحد"), (2, "سجلان"), (3, "سجلات"), (11, "سجلاً"), (99, "سجلاً"), (100, "سجل ")],
)
def test_arabic_counts_in_six_forms(count, noun):
    language.speak("ar")
    told = say_counted("%(count)s record of %(day)s", "%(count)s records of %(day)s", count, day="2026-11-22")
    assert noun in told.plain


def test_a_finding_counts_what_its_value_says_and_takes_the_form_for_many_where_that_is_no_number():
    assert sentence(ROOM.finding("counted", count=1)) == "1 row"
    assert sentence(ROOM.finding("counted", count="2")) == "2 rows"
    assert sentence(ROOM.finding("counted", count="four")) == "four rows"


def test_an_arabic_count_that_is_no_number_is_not_called_none():
    language.speak("ar")
    told = sentence(LISTS.finding("row_too_short", file="a", line=1, cells="four"))
    assert "لا خلايا" not in told
    assert "four" in told


def test_values_in_arabic_sentences_are_isolated_and_in_others_are_not():
    finding = DOCUMENTS.finding("expired", expires="2020-01-01", as_of="2026-11-22")
    language.speak("ar")
    assert "\u20682020-01-01\u2069" in sentence(finding)
    assert "\u2068list\u2069" in say("world %(seed)s in %(folder)s", seed=1, folder="list").plain
    language.speak("fr")
    assert "\u2068" not in sentence(finding)


def test_a_value_cannot_break_out_of_its_isolation():
    language.speak("ar")
    told = sentence(LISTS.finding("empty", file="a\u2069\u202eb"))
    assert "\u2068a\ufffd\ufffdb\u2069" in told


def test_values_that_are_codes_of_ours_are_told_in_words():
    language.speak("es")
    finding = DOCUMENTS.finding("listed", number="AB1", issuer="UTO", status="stolen")
    assert sentence(finding) == "El documento AB1 del expedidor UTO consta como «robado»"


def test_a_name_that_is_a_word_of_ours_stays_a_name():
    language.speak("es")
    assert "other" in sentence(LISTS.finding("empty", file="other"))


def test_a_terminal_of_few_characters_gets_escapes_and_no_fault():
    command = [sys.executable, "-c", "from catenary.cli import main; main()", "--lang", "ar", "--help"]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u0627" in done.stdout


def test_translators_see_a_paragraph_as_one_line():
    assert unwrapped("One\n    two.\n\n    Three\n    four.") == "One two.\n\nThree four."


def test_the_way_out_that_programs_read_is_english(tmp_path):
    told = run("--lang", "ru", "doctor", "--list", tmp_path, "--json", "--quiet").stdout.splitlines()
    check = next(each for each in map(json.loads, told) if each["name"] == "list_index")
    assert "build one with" in check["fix"]
