"""What the shared parts of pages show: frozen values that queries fill in and the cotton components render.

Every sentence in them is already in the reader's language. `at` times are aware UTC.
"""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from catenary.desk.shell.clocks import Clock


class Colour(StrEnum):
    """The tint of a tag; its words always say the same, so that nothing is told by colour alone."""

    GREY = "grey"
    BLUE = "blue"
    GREEN = "green"
    RED = "red"
    PURPLE = "purple"
    ORANGE = "orange"
    TEAL = "teal"
    MAGENTA = "magenta"
    YELLOW = "yellow"


@frozen
class Tag:
    """A state in one or two words."""

    text: str
    colour: Colour = Colour.GREY


@frozen
class Coded:
    """What a code means, and the code itself, which is told in small print and alone in copies."""

    text: str
    code: str

    def __str__(self) -> str:
        return self.code


@frozen
class Told:
    """Free text somebody wrote, with the language it is in (BCP 47); empty where nobody said."""

    text: str
    language: str = ""


@frozen
class Masked:
    """A value that is withheld: the category it falls in (a code of `MaskedCategory`), and where to ask for it."""

    category: str
    ask_url: str = ""


@frozen
class Place:
    """A step of the trail above a page."""

    label: str
    url: str = ""


@frozen
class TaskItem:
    """A thing to do: what, where, by when, how far it is."""

    title: str
    url: str = ""
    hint: str = ""
    clock: Clock | None = None
    state: Tag | None = None


@frozen
class Event:
    """A line of a timeline: when, what, by whom, why."""

    at: datetime
    what: str
    who: str = ""
    why: Told | None = None
    url: str = ""
    tag: Tag | None = None


@frozen
class Answer:
    """A line of a summary, or of the answers to check before sending; with `change_url` it can be changed."""

    label: str
    value: object
    """A string, a number, a date or time, a Tag, a Told, a Masked, or None: `not given`."""
    change_url: str = ""
    exact: bool = False
    """A name, number or code: set apart from the direction of the text around it."""


@frozen
class TwoPersons:
    """A step that needs a second person: who proposed it, what stands meanwhile, who may confirm, when it escalates."""

    what: str
    proposed_by: str
    proposed_at: datetime
    reason: Told
    meanwhile: str
    """The interim state: what holds until the second person has decided."""
    who_may: tuple[str, ...] = field(converter=tuple[str, ...])
    """Roles or persons who may confirm; never the one who proposed."""
    afar: str = ""
    """Who may confirm from elsewhere where nobody here can."""
    escalates: Clock | None = None
    escalates_to: str = ""
    decide_url: str = ""
    """Takes a POST of `decision` (`confirm` or `refuse`) and `reason`; empty where the reader may not decide."""
    why_not: str = ""
    """Told to a reader who may not decide."""
    version: str = ""
    """Sent back with the decision, so that a stale page decides nothing."""


@frozen
class Comment:
    """What somebody wrote under a record."""

    by: str
    at: datetime
    text: Told
    mentions: tuple[str, ...] = field(default=(), converter=tuple[str, ...])


@frozen
class Attachment:
    """A file: its name, bytes, kind, hash and what the scanner said."""

    name: str
    size: int
    """Bytes."""
    kind: str
    sha256: str
    added_by: str
    added_at: datetime
    scan: Tag
    url: str = ""
    """Empty while it may not be opened."""
    asks: bool = False
    """The address leads to a page that asks first, since no scanner found the file clean."""


@frozen
class Notice:
    """Something the reader should know; unread until they opened it."""

    text: str
    at: datetime
    url: str = ""
    read: bool = False


@frozen
class Work:
    """Long work: how far it is, out of how much, and where its page is."""

    title: str
    done: int
    total: int
    url: str
    """Answers with the same component; asked again every two seconds while the work goes on."""
    state: Tag
    finished: bool = False
    result_url: str = ""
    left: str = ""
    """About how long it will take, in words."""
    problem: str = ""
    """The code of why it failed; empty where it did not."""

    @property
    def percent(self) -> int:
        """Whole per cent done, rounded down; 100 once it is finished, 0 while the total is unknown."""
        if self.finished and not self.problem:
            return 100
        return 100 * self.done // self.total if self.total else 0


@frozen
class Source:
    """Where figures are from: what was counted, by whom, when, and what they do not show."""

    text: str
    as_of: str = ""
    method: str = ""
    url: str = ""


@frozen
class Download:
    """A file of the same figures."""

    label: str
    url: str
