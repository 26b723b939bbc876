"""The sentences of notifications, by kind: registered by rooms, said in the reader's language when it is read."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_KINDS: dict[str, Promise] = {
    "mentioned": _("A colleague mentions you in a comment"),
    "work_done": _("Work that you started is done"),
    "work_failed": _("Work that you started could not be done"),
    "file_harmful": _("A file you attached holds harmful content and cannot be opened"),
}


def register_notice(kind: str, sentence: Promise) -> None:
    """Give a kind of notification its sentence, with `%(name)s` placeholders for its params; once, when a room is ready."""
    _KINDS[kind] = sentence


def told(kind: str, params: Mapping[str, str | int]) -> str:
    """The sentence of a notification; the kind itself where a newer version wrote one unknown here."""
    sentence = _KINDS.get(kind)
    return str(sentence) % params if sentence else kind


def is_known(kind: str) -> bool:
    """Whether a room gave the kind its sentence."""
    return kind in _KINDS
