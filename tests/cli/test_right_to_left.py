import io

from rich.segment import Segment
from rich.table import Table

from catenary.cli import language
from catenary.cli.output import Output
from catenary.cli.right_to_left import isolated_lines

OPEN, CLOSE = "\u2068", "\u2069"


def text(lines):
    return ["".join(segment.text for segment in line) for line in lines]


def shown(spoken, *cells):
    language.speak(spoken)
    try:
        output = Output(as_json=False, quiet=False)
        output.console.file = io.StringIO()
        table = Table(box=None, show_header=False, width=24)
        table.add_row(*cells)
        output.show(table)
        return output.console.file.getvalue()
    finally:
        language.speak("en")


def test_a_line_of_a_cell_is_isolated_from_its_neighbours():
    assert text(isolated_lines([[Segment("خطأ")]])) == [f"{OPEN}خطأ{CLOSE}"]


def test_a_value_that_goes_on_in_the_next_line_leaves_nothing_open():
    (line,) = text(isolated_lines([[Segment(f"اسم {OPEN}AB")]]))
    assert line.count(OPEN) == line.count(CLOSE)


def test_every_line_of_an_arabic_table_is_in_balance_however_it_is_wrapped():
    told = shown("ar", "تحذير", f"عدد المقاطع {OPEN}12 13 14 15 16 17{CLOSE} والموجود")
    lines = [line for line in told.splitlines() if line.strip()]
    assert len(lines) > 1
    assert all(line.count(CLOSE) >= line.count(OPEN) > 0 for line in lines)


def test_in_other_languages_a_table_holds_no_mark_of_direction():
    assert OPEN not in shown("fr", "avertissement", "12")
