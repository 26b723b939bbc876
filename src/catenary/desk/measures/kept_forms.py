"""The forms of the room, by the pages that show them: kept work is told in their words."""

from collections.abc import Mapping
from typing import Final

from catenary.desk.mandate.people.kept_labels import Build
from catenary.desk.measures.forms import (
    AnswerForm,
    CommentForm,
    MakeEditionForm,
    PairingForm,
    QuestionForm,
    ReviewForm,
    StepForm,
    TranslationsForm,
    UploadForm,
)
from catenary.desk.measures.models import Edition

KEPT_FORMS: Final[Mapping[str, Build]] = {
    "make_method": lambda _here: [MakeEditionForm(editions=Edition.objects.all())],
    "method_step": lambda _here: [StepForm(asks_day=True, asks_reason=True)],
    "write_question": lambda _here: [QuestionForm()],
    "upload_method": lambda _here: [UploadForm()],
    "upload_translations": lambda _here: [TranslationsForm()],
    "review_translation": lambda _here: [ReviewForm()],
    "comment_on_method": lambda _here: [CommentForm()],
    "answer_method_comment": lambda _here: [AnswerForm()],
    "decide_pairing": lambda _here: [PairingForm()],
}
