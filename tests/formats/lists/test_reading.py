import hashlib
import os

import pytest

from catenary.basis.findings import ProblemError
from catenary.formats.lists.notes import FindingTally
from catenary.formats.lists.reading import ListReading, find_sources
from catenary.formats.lists.recognise import ListFormat

SDN = '17,"OSTERLIN, Torvald","individual","X"' + ",-0- " * 8 + "\r\n"
ALT = '17,1,"aka","OESTERLIN, Thor",-0- \r\n'
CSV = "id,name\n1,Torvald Osterlin\n2,Ida Osterlin\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sdn.csv").write_text(SDN)
    (tmp_path / "ALT.CSV").write_text(ALT)
    (tmp_path / "add.csv").write_text('17,1,"Street","Town","Country",-0- \r\n')
    (tmp_path / "national.csv").write_text(CSV)
    return tmp_path


def read_all(sources):
    tally = FindingTally()
    reading = ListReading(sources, tally.take)
    return list(reading), reading, tally


def test_a_folder_stands_for_the_set_of_ofac_files_in_it(folder):
    entries, reading, _ = read_all(find_sources([folder]))
    assert [len(entry.names) for entry in entries] == [2]
    assert (reading.sources[0].name, reading.sources[0].format, reading.sources[0].names) == (
        "ofac",
        "ofac-csv",
        2,
    )


def test_the_parts_of_a_set_belong_to_the_main_file_beside_them(folder):
    paths = [folder / "ALT.CSV", folder / "add.csv", folder / "sdn.csv"]
    assert [source.file.name for source in find_sources(paths)] == ["sdn.csv"]


def test_a_part_without_its_main_file_is_refused(folder):
    with pytest.raises(ProblemError) as refusal:
        find_sources([folder / "ALT.CSV"])
    assert refusal.value.finding.code == "lists.part_alone"


def test_a_set_without_its_aliases_is_read_with_a_warning(folder):
    (folder / "ALT.CSV").unlink()
    _, _, tally = read_all(find_sources([folder / "sdn.csv"]))
    assert tally.count("lists.part_missing") == 1


def test_a_folder_without_a_list_is_refused(tmp_path):
    with pytest.raises(ProblemError) as refusal:
        find_sources([tmp_path])
    assert refusal.value.finding.code == "lists.folder_without_list"


def test_a_path_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ProblemError) as refusal:
        find_sources([tmp_path / "none.csv"])
    assert refusal.value.finding.code == "lists.unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_may_not_be_read_is_refused(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    with pytest.raises(ProblemError) as refusal:
        find_sources([closed])
    assert refusal.value.finding.code == "lists.unreadable"


def test_lists_are_called_by_their_usual_names_or_the_file_stem(folder):
    assert [source.name for source in find_sources([folder, folder / "national.csv"])] == ["ofac", "national"]


@pytest.mark.parametrize(("names", "expected"), [(["a"], ["a", "a"]), (["a", "b"], ["a", "b"])])
def test_a_name_is_given_once_for_all_or_once_for_each(folder, names, expected):
    assert [source.name for source in find_sources([folder, folder / "national.csv"], names)] == expected


def test_names_that_do_not_fit_are_refused(folder):
    with pytest.raises(ValueError, match="2 names for 1 lists"):
        find_sources([folder / "national.csv"], ["a", "b"])


def test_a_stated_format_is_not_second_guessed(folder):
    (source,) = find_sources([folder / "national.csv"], (), ListFormat.UN)
    with pytest.raises(ProblemError) as refusal:
        read_all([source])
    assert refusal.value.finding.code == "lists.xml_broken"


def test_xml_of_another_list_than_stated_is_refused_by_its_root(tmp_path):
    (tmp_path / "a.xml").write_text("<export/>")
    with pytest.raises(ProblemError) as refusal:
        read_all(find_sources([tmp_path / "a.xml"], (), ListFormat.UN))
    assert refusal.value.finding.code == "lists.wrong_root"


def test_sources_say_how_much_was_read_and_the_sum_of_the_file(folder):
    _, reading, _ = read_all(find_sources([folder / "national.csv"]))
    source = reading.sources[0]
    assert (source.entries, source.names, source.sha256) == (2, 2, hashlib.sha256(CSV.encode()).hexdigest())


def test_sources_are_not_known_before_all_entries_were_taken(folder):
    reading = ListReading(find_sources([folder / "national.csv"]), FindingTally().take)
    next(iter(reading))
    with pytest.raises(RuntimeError):
        len(reading.sources)


def test_the_sum_of_a_set_changes_with_any_of_its_files(folder):
    before = find_sources([folder])[0].sha256()
    (folder / "ALT.CSV").write_text(ALT.replace("Thor", "Tor"))
    assert find_sources([folder])[0].sha256() != before


def test_a_list_that_names_nobody_is_refused(tmp_path):
    (tmp_path / "none.csv").write_text("id,name\n")
    with pytest.raises(ProblemError) as refusal:
        read_all(find_sources([tmp_path / "none.csv"]))
    assert refusal.value.finding.code == "lists.no_persons"


def test_an_id_given_twice_is_made_unique_and_nobody_is_lost(tmp_path):
    (tmp_path / "twice.csv").write_text("id,name\n1,A\n1,B\n1,C\n")
    entries, _, tally = read_all(find_sources([tmp_path / "twice.csv"]))
    assert [entry.entry for entry in entries] == ["1", "1#2", "1#3"]
    assert tally.count("lists.entry_repeated") == 2


def test_many_findings_of_one_kind_are_counted_and_the_first_shown(tmp_path):
    (tmp_path / "bad.csv").write_text("id,name,born\n" + "".join(f"{i},A,?\n" for i in range(50)))
    _, _, tally = read_all(find_sources([tmp_path / "bad.csv"]))
    assert len(tally.findings) == 21
    assert tally.findings[-1].params == {"same_code": "lists.born_unreadable", "count": 30}
