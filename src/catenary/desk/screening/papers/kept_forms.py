"""The form of the desk, by the page that shows it: kept work is told in its words."""

from collections.abc import Mapping
from typing import Final

from catenary.desk.mandate.people.kept_labels import Build
from catenary.desk.screening.papers.forms import PapersForm

KEPT_FORMS: Final[Mapping[str, Build]] = {"judge_papers": lambda _here: [PapersForm()]}
