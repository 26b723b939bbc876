"""Who sees lists, checks and judgements: the unit whose they are, and nobody else. Rules and their counts are seen by oversight too.

Whoever serves the web enters lists, wishes and judgements in the name of who is signed in alone. What an index is and which
one is in use, workers say; checks, candidates and answers are written by both, since carriers that wait are answered at once.
"""

from catenary.desk.mandate.watchers_wall import watched
from catenary.desk.shell.wall import ORGANISATION, PERSON, Rows

_OWN = f"organisation_id = {ORGANISATION}"
_OF_OWN_INDEX = f"""EXISTS (SELECT FROM screening_builtindex built
    WHERE built.id = screening_builtindex_files.builtindex_id AND built.organisation_id = {ORGANISATION})"""

TABLES = {
    "screening_watchlist": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "screening_listfile": Rows(
        seen=_OWN,
        written=f"{_OWN} AND loaded_by_id = {PERSON} AND state = 'loaded'",
        changed=_OWN,
        may="SELECT, INSERT, UPDATE",
    ),
    "screening_builtindex": Rows(
        seen=_OWN,
        written=f"{_OWN} AND state = 'building'",
        changed=_OWN,
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "screening_builtindex_files": Rows(seen=_OF_OWN_INDEX, may="SELECT", worker_may="SELECT, INSERT"),
    "screening_rescreening": Rows(
        seen=_OWN,
        written=f"{_OWN} AND asked_by_id = {PERSON} AND finished_at IS NULL",
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "screening_pastbasis": Rows(
        seen=_OWN,
        written=f"{_OWN} AND set_by_id = {PERSON} AND ended_at IS NULL",
        changed=_OWN,
        may="SELECT, INSERT, UPDATE",
    ),
    "screening_measurement": Rows(
        seen=_OWN,
        written=f"{_OWN} AND asked_by_id = {PERSON} AND measured_at IS NULL",
        changed=_OWN,
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "screening_threshold": Rows(
        seen=_OWN,
        written=f"{_OWN} AND proposed_by_id = {PERSON} AND state = 'loaded'",
        changed=_OWN,
        may="SELECT, INSERT, UPDATE",
    ),
    "screening_drill": Rows(
        seen=_OWN,
        written=f"{_OWN} AND set_by_id = {PERSON} AND ended_at IS NULL",
        changed=_OWN,
        may="SELECT, INSERT, UPDATE",
    ),
    "screening_targetingrule": Rows(
        seen=f"{_OWN} OR {watched('screening_targetingrule')}",
        written=f"{_OWN} AND made_by_id = {PERSON}",
        changed=_OWN,
        may="SELECT, INSERT",
    ),
    "screening_ruleversion": Rows(
        seen=f"{_OWN} OR {watched('screening_ruleversion')}",
        written=f"{_OWN} AND drafted_by_id = {PERSON} AND state = 'drafted'",
        changed=_OWN,
        may="SELECT, INSERT, UPDATE",
    ),
    "screening_rulestep": Rows(
        seen=f"{_OWN} OR {watched('screening_rulestep')}",
        written=f"{_OWN} AND by_id = {PERSON}",
        may="SELECT, INSERT",
    ),
    "screening_ruletrial": Rows(
        seen=f"{_OWN} OR {watched('screening_ruletrial')}",
        written=f"{_OWN} AND travellers = 0",
        changed=_OWN,
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "screening_answertold": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "screening_answerchange": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "screening_tellingattempt": Rows(seen=_OWN, may="SELECT", worker_may="SELECT, INSERT"),
    "screening_outsideregister": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "screening_outsidelookup": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "screening_check": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "screening_candidate": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "screening_judged": Rows(
        seen=_OWN,
        written=f"{_OWN} AND judge_id = {PERSON}",
        changed=_OWN,
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "screening_papercase": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "screening_paperjudged": Rows(
        seen=_OWN,
        written=f"{_OWN} AND judge_id = {PERSON}",
        changed=_OWN,
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "screening_remembered": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "screening_outcome": Rows(
        seen=_OWN,
        written=f"{_OWN} AND recorded_by_id = {PERSON}",
        changed=_OWN,
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "screening_tally": Rows(seen=_OWN, may="SELECT", worker_may="SELECT, INSERT, UPDATE"),
}
