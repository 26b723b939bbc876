"""Requests about rights in words: in pages, and in letters to the person, who knows no codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catenary.core.mandate.rights import Ground, RightsKind, RightsState, Told
from catenary.desk.shell.parts import Colour

KINDS: Mapping[RightsKind, Promise] = {
    RightsKind.ACCESS: _("Access to one's data"),
    RightsKind.CORRECTION: _("Correction"),
    RightsKind.ERASURE: _("Erasure"),
    RightsKind.RESTRICTION: _("Restriction"),
    RightsKind.REDRESS: _("Redress after a mistaken match"),
}
STATES: Mapping[RightsState, Promise] = {
    RightsState.RECEIVED: _("to be answered"),
    RightsState.IDENTITY_ASKED: _("waits for proof of identity"),
    RightsState.GRANTED: _("granted"),
    RightsState.PARTLY_GRANTED: _("partly granted"),
    RightsState.REFUSED: pgettext_lazy("request", "refused"),
    RightsState.WITHDRAWN: pgettext_lazy("request", "withdrawn"),
}
COLOURS: Mapping[RightsState, Colour] = {
    RightsState.RECEIVED: Colour.ORANGE,
    RightsState.IDENTITY_ASKED: Colour.BLUE,
    RightsState.GRANTED: Colour.GREEN,
    RightsState.PARTLY_GRANTED: Colour.TEAL,
    RightsState.REFUSED: Colour.RED,
    RightsState.WITHDRAWN: Colour.GREY,
}
GROUNDS: Mapping[Ground, Promise] = {
    Ground.INQUIRY: _("It would obstruct an official or legal inquiry."),
    Ground.PREVENTION: _("It would harm the prevention, detection, investigation or prosecution of crimes."),
    Ground.PUBLIC_SECURITY: _("Public security has to be protected."),
    Ground.NATIONAL_SECURITY: _("National security has to be protected."),
    Ground.OTHERS: _("The rights and freedoms of others have to be protected."),
    Ground.EXCESSIVE: _("The request is manifestly unfounded or repeats an earlier one."),
    Ground.IDENTITY: _("It was not shown that the person who asks is the person concerned."),
    Ground.ACCURATE: _("The data was checked and is right."),
    Ground.LAW_REQUIRES: _("A law demands that the data is kept; its use is restricted instead."),
}
TOLD: Mapping[Told, Promise] = {
    Told.WHETHER_PROCESSED: _("Whether data about you is processed"),
    Told.PURPOSES_AND_BASIS: _("For which purposes, and on which legal basis"),
    Told.CATEGORIES: _("Which categories of data"),
    Told.RECIPIENTS: _("Who received it"),
    Told.RETENTION: _("How long it is kept"),
    Told.ORIGIN: _("Where it came from"),
    Told.COPY: _("The data itself"),
    Told.WHAT_WAS_DONE: _("What was done"),
    Told.WHO_WAS_INFORMED: _("Who was informed"),
}
"""What is written for each person; the other parts of an answer are standard sentences of the letter."""
