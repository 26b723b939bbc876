"""What can be wrong with an edition, a map between two, a choice of questions: every code, its weight, its English sentence."""

from catenary.basis.findings import Catalogue, Counted, Severity, Wording

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

_EDITION: dict[str, tuple[Severity, Wording]] = {
    "code_unusable": (_ERROR, "%(item)s is no code: capitals and digits, in parts joined by hyphens"),
    "code_twice": (_ERROR, "The code %(item)s stands for more than one thing"),
    "text_missing": (_ERROR, "%(item)s has nothing in %(field)s"),
    "language_unusable": (_ERROR, "%(language)s is no code of a language"),
    "area_unknown": (
        _ERROR,
        "The requirement %(item)s is in the area %(area)s, which the edition does not have",
    ),
    "requirement_unknown": (
        _ERROR,
        "The question %(item)s is about the requirement %(requirement)s, which the edition does not have",
    ),
    "question_unknown": (
        _ERROR,
        "The case %(item)s is about the question %(question)s, which the edition does not have",
    ),
    "area_empty": (_WARNING, "The area %(item)s has no requirement"),
    "question_missing": (_ERROR, "No question asks about the requirement %(item)s"),
    "paragraph_missing": (
        _WARNING,
        "The requirement %(item)s is called %(confidence)s, yet no paragraph of %(resolution)s is named",
    ),
    "source_unusable": (
        _ERROR,
        "The requirement %(item)s names %(resolution)s, which is not the symbol of one document",
    ),
    "levels_count": (_ERROR, "The question %(item)s describes %(count)s levels where five belong"),
    "levels_alike": (_ERROR, "Levels %(first)s and %(second)s of the question %(item)s read alike"),
    "level_shared": (
        _WARNING,
        "Level %(level)s of the question %(item)s reads like a level of %(other)s",
    ),
    "questions_alike": (_WARNING, "The questions %(item)s and %(other)s have the same text"),
    "evidence_missing": (_WARNING, "The question %(item)s says of no evidence what to ask for"),
    "partner_unusable": (_ERROR, "%(partner)s of the question %(item)s is not the name of one organisation"),
    "prerequisite_unknown": (
        _ERROR,
        "The requirement %(item)s needs %(needs)s, which the edition does not have",
    ),
    "prerequisite_level": (
        _ERROR,
        "The requirement %(item)s needs %(needs)s at level %(level)s; there are levels 1 to 5",
    ),
    "prerequisite_twice": (_ERROR, "The requirement %(item)s needs %(needs)s more than once"),
    "prerequisite_cycle": (_ERROR, "Each of these needs the next, and the last is the first: %(path)s"),
    "follows_itself": (_ERROR, "The edition %(item)s follows itself, directly or through others"),
    "follows_missing": (
        _ERROR,
        "There are complete editions before %(item)s; it has to say which one it follows",
    ),
    "before_missing": (
        _ERROR,
        "The edition says that it follows %(follows)s, which is not there to compare it with",
    ),
}

_COMPLETE: dict[str, tuple[Severity, Wording]] = {
    "complete_lacks_area": (
        _ERROR,
        "An edition called complete asks about the area %(area)s; this one does not",
    ),
    "complete_lacks_threat": (
        _ERROR,
        "An edition called complete asks for the threat assessment (%(requirement)s); this one does not",
    ),
    "complete_lacks_fighters": (
        _ERROR,
        "An edition called complete asks for the figures of foreign terrorist fighters (%(requirement)s); this one does not",
    ),
    "complete_lacks_requirement": (
        _ERROR,
        "The requirement %(item)s of the edition %(before)s may not be left out of one called complete",
    ),
    "complete_lacks_question": (
        _ERROR,
        "The question %(item)s of the edition %(before)s looks at human rights or civil society; it may not be left out of an edition called complete",
    ),
    "complete_lost_mark": (
        _ERROR,
        "The question %(item)s was marked %(mark)s in the edition %(before)s; in an edition called complete the mark stays",
    ),
}

_TRANSLATION: dict[str, tuple[Severity, Wording]] = {
    "translation_of_unknown": (_ERROR, "The edition has nothing with the code %(item)s to translate"),
    "translation_twice": (_ERROR, "%(item)s is translated more than once into %(language)s"),
    "translation_language": (_ERROR, "%(language)s is no other language than the edition's own"),
    "translation_missing": (_WARNING, "%(item)s is not translated into %(language)s"),
    "translation_parts": (
        _ERROR,
        "The translation of %(item)s into %(language)s has %(count)s in %(field)s where the edition has %(wanted)s",
    ),
    "translation_reviewer_missing": (
        _ERROR,
        "The translation of %(item)s into %(language)s is called %(status)s, but not by whom",
    ),
    "translation_draft": (
        _NOTICE,
        "The translation of %(item)s into %(language)s is a machine-made draft",
    ),
}

_FLOW: dict[str, tuple[Severity, Wording]] = {
    "step_impossible": (_ERROR, "An edition that is %(state)s cannot take the step %(act)s"),
    "step_not_yours": (_ERROR, "The step %(act)s is not for your role"),
    "own_edition": (_ERROR, "Who wrote an edition does not freeze it"),
    "edition_unsound": (
        _ERROR,
        Counted(
            "count",
            "There is %(count)s error in the edition; it is corrected first",
            "There are %(count)s errors in the edition; they are corrected first",
        ),
    ),
    "round_too_short": (_ERROR, "Comments are asked for until %(earliest)s at the earliest"),
    "round_running": (_ERROR, "Comments are asked for until %(until)s"),
    "comments_unanswered": (
        _ERROR,
        Counted("count", "%(count)s comment has no answer yet", "%(count)s comments have no answer yet"),
    ),
    "carry_over_missing": (
        _ERROR,
        "What becomes of the answers given under %(follows)s is not wholly decided",
    ),
    "reason_missing": (_ERROR, "This step needs a reason"),
    "answer_missing": (_ERROR, "The answer to the comment is empty"),
    "edition_settled": (
        _ERROR,
        "The edition %(item)s is %(state)s: its texts do not change",
    ),
    "comments_closed": (_ERROR, "Comments on the edition %(item)s are not asked for now"),
    "comment_about_unknown": (_ERROR, "The edition has nothing with the code %(item)s to comment on"),
}

_CARRYING: dict[str, tuple[Severity, Wording]] = {
    "map_of_others": (_ERROR, "The map is for the editions %(before)s and %(after)s, not for these"),
    "map_undecided": (
        _ERROR,
        "Nobody has decided yet what becomes of answers to %(before)s under %(after)s",
    ),
    "map_lacks_before": (_ERROR, "The map does not say what becomes of answers to %(item)s"),
    "map_lacks_after": (_ERROR, "The map does not say where %(item)s comes from"),
    "map_before_twice": (_ERROR, "The map says more than once what becomes of answers to %(item)s"),
    "map_after_twice": (_ERROR, "The map says more than once where %(item)s comes from"),
    "map_question_unknown": (
        _ERROR,
        "The map speaks of %(item)s, which the edition %(edition)s does not have",
    ),
    "map_ends": (
        _ERROR,
        "%(verdict)s does not go with the questions that the map names (%(before)s, %(after)s)",
    ),
    "map_same_differs": (
        _ERROR,
        "%(before)s and %(after)s are called the same, but what is asked differs; whether it means the same is for a person to say",
    ),
    "map_reworded_kind": (
        _ERROR,
        "%(before)s and %(after)s ask about different kinds of thing (law, practice, effect) and cannot mean the same",
    ),
    "map_person_missing": (
        _ERROR,
        "That %(before)s and %(after)s mean the same is said by nobody, or without a reason",
    ),
}

_SELECTION: dict[str, tuple[Severity, Wording]] = {
    "chosen_unknown": (_ERROR, "The edition has no %(kind)s with the code %(item)s"),
    "nothing_chosen": (_ERROR, "A visit of this kind asks what is chosen, and nothing was chosen"),
    "whole_not_chosen": (_ERROR, "A comprehensive visit asks about every area; no areas are chosen for it"),
    "always_asked": (
        _ERROR,
        "The question %(item)s is asked at every visit and cannot be left out",
    ),
    "always_missing": (
        _ERROR,
        "The edition has no question about %(requirement)s, which every visit asks for",
    ),
    "safeguard_asked": (
        _ERROR,
        "The question %(item)s looks at human rights or civil society and cannot be left out",
    ),
}

_FIGHTERS: dict[str, tuple[Severity, Wording]] = {
    "figure_missing": (_ERROR, "The figure %(figure)s is neither told nor called unknown"),
    "figure_twice": (_ERROR, "The figure %(figure)s is told more than once"),
    "figure_negative": (_ERROR, "The figure %(figure)s is below zero"),
    "figure_reversed": (_ERROR, "The range %(amount)s of %(figure)s ends below its beginning"),
    "figure_source_missing": (_ERROR, "The figure %(figure)s names no source"),
    "figure_date_missing": (_ERROR, "The figure %(figure)s names no date"),
    "figure_date_future": (_ERROR, "The figure %(figure)s is dated %(on)s, which is still to come"),
    "figure_parts_above": (
        _ERROR,
        "The parts of %(figure)s add up to at least %(parts)s, more than the %(amount)s told",
    ),
    "figure_parts_below": (
        _ERROR,
        "The parts of %(figure)s add up to %(parts)s at most, less than the %(amount)s told",
    ),
    "figure_remaining_above": (
        _WARNING,
        "%(figure)s is told as %(amount)s, more than the %(left)s who left; children born there may explain it",
    ),
    "figure_fates_above": (
        _WARNING,
        "Killed, relocated or returned and remaining add up to at least %(parts)s for %(figure)s, more than the %(amount)s told; children born there may explain it, or somebody counted twice",
    ),
}

MEASURES = Catalogue(
    "measures", _EDITION | _COMPLETE | _TRANSLATION | _FLOW | _CARRYING | _SELECTION | _FIGHTERS
)
"""The codes of the room measures, for those who write the method and those who plan a visit by it."""
