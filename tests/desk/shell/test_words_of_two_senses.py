"""An English word that is a noun here and a verb there, or stands for a person and for a thing, is two entries to translators."""

import re
from pathlib import Path

import pytest

import catenary.desk

DESK = Path(catenary.desk.__file__).parent
SENSES = [
    ("State", "condition", "shell/style.py"),
    ("Search", "noun", "shell/templates/shell/search.html"),
    ("Review", "noun", "mandate/records/matter_views.py"),
    ("Review", "noun", "mandate/templates/mandate/rights/redress.html"),
    ("Done", "when", "mandate/templates/mandate/retention/retention.html"),
    ("refused", "role", "mandate/people/words.py"),
    ("ended", "role", "mandate/people/words.py"),
    ("refused", "request", "mandate/rights/words.py"),
    ("withdrawn", "request", "mandate/rights/words.py"),
]


@pytest.mark.parametrize(("word", "sense", "where"), SENSES)
def test_a_word_of_two_senses_says_which_one_is_meant(word, sense, where):
    marks = rf'pgettext(_lazy)?\("{sense}", "{word}"\)|translate "{word}" context "{sense}"'
    assert re.search(marks, (DESK / where).read_text())
