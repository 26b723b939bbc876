"""What can be said about ratings given alone, their evidence, and the meeting that follows."""

from catenary.basis.findings import Catalogue, Counted, Severity

_E, _N = Severity.ERROR, Severity.NOTICE

RATING = Catalogue(
    "rating",
    {
        "not_seated": (_E, "You do not rate this question: somebody else was asked to"),
        "recused": (_E, "You were taken off this question and do not rate it"),
        "seated_already": (_E, "This person rates the question already"),
        "recused_before": (_E, "This person was taken off the question and does not come back to it"),
        "shown_already": (
            _E,
            "The ratings of this question have been shown: nobody rates it alone any more. Speak in the meeting instead",
        ),
        "submitted_already": (_E, "Your rating is handed in. Take it back first to change it"),
        "not_submitted": (_E, "There is no rating of yours that was handed in"),
        "not_shown": (
            _E,
            "Not everybody has handed in a rating yet; still to come: %(missing)s. Until then nobody sees anything",
        ),
        "withdrawn_already": (_E, "This rating was withdrawn before"),
        "agreed_already": (_E, "The meeting has agreed on this question: ratings stand as they were given"),
        "nothing_to_show": (_E, "Nobody has handed in a rating yet, so there is nothing to close"),
        "not_on_team": (_E, "Only experts and leaders who are on the team of the visit rate it"),
        "nothing_asked": (_E, "Choose who rates, and which areas"),
        "not_open": (_E, "Questions are rated from when the team is settled until the draft report is sent"),
        "apart": (
            _E,
            "The raters would fall into %(parts)s groups that never rate the same: strict raters could not be told from weak States. Let one person rate in two groups",
        ),
        "method_desk_only": (_E, "Reviewers and secretaries of the assessing body see how far raters agree"),
        "leader_only": (_E, "The leader of the team does this"),
        "reason_missing": (_E, "Say why"),
        "answer_missing": (_E, "Choose a level, or say that it is not known or cannot apply"),
        "cannot_apply": (_E, "Question %(question)s always applies: it has no rule for leaving it out"),
        "evidence_missing": (_E, "A level rests on something: name at least one piece of evidence"),
        "stopped": (_E, "The visit is stopped: nothing is rated now. Everything that was written is kept"),
        "edition_other": (
            _E,
            "The edition under this question is not the one that rating began with. Ratings stay under the edition they were given under",
        ),
        "middle_only": (
            _N,
            "All your ratings are level %(level)s; ratings handed in: %(ratings)s. Levels are described so that they can be told apart: is that what you saw?",
        ),
    },
)
"""The codes of ratings by panels; nobody is named in them."""

EVIDENCE = Catalogue(
    "evidence",
    {
        "reference_missing": (_E, "Say where it can be found again: a title, number, place or link"),
        "dated_ahead": (_E, "The evidence is dated later than today"),
        "kind_missing": (_E, "Say what this document is as evidence"),
        "counts_missing": (
            _E,
            "No file of this document can be a signed counts file, or it was checked already",
        ),
        "counts_unchecked": (
            _E,
            "Measured practice is a signed counts file: choose the file and the key of the unit that signed it",
        ),
    },
)
"""The codes of evidence."""

CONSENSUS = Catalogue(
    "consensus",
    {
        "voice_missing": (
            _E,
            "Say of everybody whose rating was another whether they moved or keep their view, and why; still missing: %(missing)s",
        ),
        "voice_without_reason": (_E, "Say why somebody moved, or keeps another view"),
        "voice_needless": (_E, "Somebody who gave the agreed answer neither moved nor disagrees"),
        "voice_unknown": (_E, "Somebody is named whose rating does not stand on this question"),
        "not_agreed": (_E, "Nothing is agreed on this question yet"),
        "dissent_already": (_E, "Your other view is recorded already"),
    },
)
"""The codes of the meeting."""

SELF_SCORE = Catalogue(
    "self_score",
    {
        "too_late": (_E, "The State's own score is given before the visit. It can no longer be changed"),
        "handed_in": (_E, "The State's own score is handed in and stands"),
        "incomplete": (
            _E,
            Counted(
                "missing",
                "%(missing)s question has no answer yet; not known is an answer",
                "%(missing)s questions have no answer yet; not known is an answer",
            ),
        ),
        "not_yours": (_E, "The focal point of the visited State gives its own score"),
    },
)
"""The codes of the State's own score."""
