import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.persons import PersonName, Sex
from catenary.core.screening.model import ListedDocument
from catenary.formats.travellers import read_travellers

HEADER = "id,surname,given_names,born,sex,nationality,documents\n"


def travellers(text, encoding="utf-8"):
    findings = []
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return list(read_travellers(data, findings.append)), findings


def codes(row):
    return [finding.code for finding in row.findings]


def test_a_row_is_a_person_with_everything_it_says():
    ((row,), findings) = travellers(HEADER + "7,Varela,Ines,1980-02-01,F,COL,P:AB1:COL;ID:9:UTO\n")
    assert row.id == "7"
    assert row.person.names == (PersonName("Ines Varela", "Varela", "Ines"),)
    assert (str(row.person.born[0]), row.person.sex, row.person.nationalities) == (
        "1980-02-01",
        Sex.FEMALE,
        ("COL",),
    )
    assert row.person.documents == (ListedDocument("AB1", "P", "COL"), ListedDocument("9", "ID", "UTO"))
    assert (row.findings, findings) == ((), [])


def test_a_whole_name_is_kept_as_given():
    rows, _ = travellers("id,name\n1,VARELA RUIZ/INES MRS\n")
    assert rows[0].person.names == (PersonName("VARELA RUIZ/INES MRS"),)


def test_without_an_id_a_person_is_known_by_the_row_number():
    rows, _ = travellers("name\nAna\nBea\n")
    assert [row.id for row in rows] == ["1", "2"]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("7,V,I,71,,,", "travellers.born_unreadable", None),
        ("7,V,I,,Q,,", "travellers.sex_unreadable", None),
        ("7,V,I,,,Nowhere,", "travellers.country_unknown", "nationality"),
        ("7,V,I,,,,P::", "travellers.document_unreadable", None),
        ("7,V,I,,,,,more", "travellers.cells_too_many", None),
        ("7,,,1980,,,", "travellers.name_missing", None),
    ],
)
def test_a_bad_cell_is_a_finding_with_its_row_and_the_row_is_kept(row, code, column):
    rows, _ = travellers(HEADER + row + "\n8,Okoro,Bea,,,,\n")
    assert [each.id for each in rows] == ["7", "8"]
    assert codes(rows[0]) == [code]
    assert (rows[0].findings[0].params["row"], rows[0].findings[0].params.get("column")) == (1, column)


def test_an_unknown_nationality_is_kept_as_received():
    assert travellers(HEADER + "7,V,I,,,Nowhere,\n")[0][0].person.nationalities == ("Nowhere",)


def test_a_quote_that_never_ends_costs_one_row_and_no_other():
    rows, _ = travellers('id,name\n1,Ana\n2,"Bea\n3,Cleo\n')
    assert [codes(row) for row in rows] == [[], ["travellers.row_unreadable"], []]
    assert rows[2].person.names == (PersonName("Cleo"),)


def test_a_damaged_name_is_told_with_row_and_column_and_left_out():
    rows, findings = travellers(b"id,name\n1,Jos\xe9\n2,Ana\n")
    assert [finding.code for finding in findings] == ["travellers.encoding_unknown"]
    assert (codes(rows[0]), rows[0].findings[0].params["column"]) == (["travellers.name_damaged"], "name")
    assert (rows[0].person.names, rows[0].is_whole) == ((), False)
    assert (rows[1].person.names, rows[1].is_whole, rows[1].findings) == ((PersonName("Ana"),), True, ())


def test_half_of_a_name_is_not_taken_for_the_name():
    rows, _ = travellers(HEADER.encode() + b"7,M\xfcller,Ida,1980,F,COL,P:AB1:COL\n")
    assert (rows[0].person.names, rows[0].is_whole) == ((), False)
    assert (len(rows[0].person.born), rows[0].person.documents) == (1, (ListedDocument("AB1", "P", "COL"),))


def test_of_several_names_the_ones_that_are_whole_stay():
    row = travellers('{"name": ["Ida Berg", "M\ufffdller"]}')[0][0]
    assert (row.person.names, row.is_whole) == ((PersonName("Ida Berg"),), False)


def test_a_damaged_document_number_is_left_out_and_told():
    row = travellers("id,name,documents\n1,Ana,P:A\ufffd1:COL;P:B2:COL\n")[0][0]
    assert (row.person.documents, row.is_whole) == ((ListedDocument("B2", "P", "COL"),), False)
    assert codes(row) == ["travellers.document_damaged"]


def test_other_text_that_is_damaged_is_told_and_the_person_is_whole():
    row = travellers("id,name,nationality\nA\ufffd,Ana,C\ufffdL\n")[0][0]
    assert (row.id, row.is_whole) == ("A\ufffd", True)
    assert codes(row) == ["travellers.text_damaged", "travellers.country_unknown", "travellers.text_damaged"]


def test_a_row_that_cannot_be_read_is_not_whole():
    assert [row.is_whole for row in travellers('id,name\n1,"Bea\n3,Cleo\n')[0]] == [False, True]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32-be", "utf-8-sig"])
def test_json_lines_in_other_unicode_encodings_are_read(encoding):
    rows, findings = travellers('{"name": "José"}\n{"name": "Ana"}\n', encoding)
    assert ([row.person.names[0].full for row in rows], findings) == (["José", "Ana"], [])


def test_a_table_saved_as_utf_16_is_read():
    assert travellers("id,name\n1,José\n", "utf-16")[0][0].person.names == (PersonName("José"),)


def test_a_table_without_any_name_column_is_a_finding_of_the_file():
    rows, findings = travellers("id,born\n1,1970\n")
    assert (rows, [finding.code for finding in findings]) == ([], ["travellers.column_missing"])


def test_a_column_that_is_not_used_is_told():
    assert [finding.code for finding in travellers("id,name,seat\n1,Ana,14C\n")[1]] == [
        "travellers.column_unknown"
    ]


def test_json_lines_have_the_same_keys_and_several_values_as_lists():
    text = (
        '{"id": 5, "name": "Ana", "born": 1971, "nationality": ["COL", "FRA"], "documents": "P:1:COL;ID:2"}\n'
    )
    row = travellers(text)[0][0]
    assert (row.id, str(row.person.born[0]), row.person.nationalities) == ("5", "1971", ("COL", "FRA"))
    assert [document.number for document in row.person.documents] == ["1", "2"]


def test_travellers_as_read_writes_them_can_be_screened():
    text = """{"id": "0-1", "role": "passenger", "surname": "VARELA", "given_names": "INES", "sex": "female", "born": "1980-02-01",
      "nationality": "COL", "documents": [{"type": "P", "number": "AB1", "issuer": "COL", "expires": null, "findings": []}]}"""
    row = travellers(text.replace("\n", " "))[0][0]
    assert (row.person.documents, row.findings) == ((ListedDocument("AB1", "P", "COL"),), ())


@pytest.mark.parametrize("line", ["{oops", "[]", "7", '{"name": ['])
def test_a_line_that_cannot_be_read_keeps_its_place(line):
    rows, _ = travellers('{"name": "Ana"}\n' + line + '\n{"name": "Bea"}\n')
    assert [codes(row) for row in rows] == [[], ["travellers.row_unreadable"], []]
    assert rows[1].person.names == ()


@pytest.mark.parametrize("value", ['{"x": 1}', "[1.5]", "true"])
def test_a_value_of_another_kind_is_a_finding(value):
    row = travellers(f'{{"name": "Ana", "sex": {value}}}')[0][0]
    assert codes(row) == ["travellers.value_unreadable"]


@given(
    data=st.binary(max_size=300)
    | st.builds(lambda rest: b"id,name,born,documents\n" + rest, st.binary(max_size=200))
)
def test_any_bytes_give_rows_and_findings(data):
    assert all(row.id for row in travellers(data)[0])


@given(
    rows=st.lists(
        st.lists(st.sampled_from(['"', "a", ";", "1971~", "::", "", "\r", "\ufffd"]), max_size=8), max_size=6
    )
)
def test_any_cells_give_rows_and_findings(rows):
    assert all(row.id for row in travellers(HEADER + "\n".join(",".join(row) for row in rows))[0])
