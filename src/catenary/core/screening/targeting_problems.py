"""What can be said against a targeting rule: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E, _W = Severity.ERROR, Severity.WARNING

TARGETING = Catalogue(
    "targeting",
    {
        "rule_empty": (_E, "A rule needs at least one criterion"),
        "rule_without_exoneration": (
            _W,
            "The rule names nothing that speaks for a traveller; criteria must weigh in both directions",
        ),
        "aim_missing": (_E, "A rule must say which conduct it looks for, and why"),
        "operator_unfit": (_E, "%(operator)s cannot be asked of %(field)s"),
        "values_missing": (_E, "The criterion about %(field)s names no value"),
        "range_empty": (_E, "The range of %(field)s holds nothing"),
        "field_repeated": (_E, "%(field)s stands twice among the criteria of the rule"),
        "trait_alone": (
            _E,
            "%(field)s may stand only beside a criterion that by itself leaves at most one traveller in %(factor)s",
        ),
        "trial_missing": (_E, "The rule has not been tried on past traffic"),
        "trial_small": (_E, "The trial covered %(travellers)s travellers; at least %(least)s are needed"),
        "trial_of_other_rule": (_E, "The trial was of another version of the rule"),
        "review_missing": (_E, "A rule needs a date of review that lies ahead"),
        "review_late": (_E, "A rule must be looked at again within %(days)s days"),
        "step_impossible": (_E, "The rule cannot take this step (%(act)s) as it stands (%(state)s)"),
        "own_rule": (_E, "Who wrote or proposed a rule does not decide about it; another person does"),
        "fact_unknown": (_E, "%(field)s is no fact that a rule may use"),
        "values_odd": (_E, "%(value)s is no value that %(field)s can have"),
        "values_many": (_E, "The criterion about %(field)s names more than %(most)s values"),
        "number_odd": (_E, "%(field)s is counted in whole numbers from %(least)s to %(most)s"),
        "review_missed": (
            _W,
            "The review of the rule was missed on %(review_on)s; the rule has ended by itself",
        ),
    },
)
"""The codes of targeting rules (Directive (EU) 2016/681 art. 6(4); CJEU C-817/19 par. 197 to 201)."""
