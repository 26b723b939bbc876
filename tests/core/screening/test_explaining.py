"""A score and its reasons are one: what the findings contributed is the score."""

from random import Random

import pytest
from attrs import evolve

from catenary.basis.persons import PersonName
from catenary.core.screening import scoring
from catenary.core.screening.comparing import compare
from catenary.core.screening.model import ListedDocument, ListedName, NameKind, Person
from catenary.core.screening.scoring import Thresholds
from catenary.world.dice import Dice
from catenary.world.distortion import DISTORTIONS, distort

EVERYTHING = Thresholds(review=0.0, match=0.5)
ROUNDED = 0.0006
"""What a score may differ by when each contribution is rounded to a thousandth of a nat."""


def score_told(candidate):
    return scoring.score_of(sum(finding.params["contribution"] for finding in candidate.findings))


def disturbed(name, chance):
    words = [word[0] if chance.random() < 0.2 else word for word in name.split()]
    if chance.random() < 0.3:
        chance.shuffle(words)
    if chance.random() < 0.3 and len(words) > 1:
        words[:2] = [words[0] + words[1]]
    if chance.random() < 0.3:
        words.insert(chance.randrange(len(words) + 1), chance.choice(["al", "bin", "Ostrelind", "Dr", "Q"]))
    return PersonName(" ".join(words))


def suspects(people, chance):
    """Persons like and unlike listed ones, in every way that the world and this file can distort them."""
    dice = Dice.keyed(6, "explained")
    for number, listed in enumerate(people):
        someone = distort(listed.person, DISTORTIONS[number % len(DISTORTIONS)], dice) or listed.person
        numbers = [paper.number for paper in someone.documents] + ["QQ999"]
        yield Person(
            names=(disturbed(someone.name.full, chance), *([someone.name] if number % 3 else [])),
            born=chance.choice([listed.entry.born, ()]),
            sex=someone.sex,
            nationalities=chance.choice([("UTO",), listed.entry.nationalities, ()]),
            documents=tuple(map(ListedDocument, numbers)),
        )


def with_weak_aliases(entry, chance):
    return evolve(
        entry,
        names=tuple(
            evolve(name, kind=NameKind.WEAK_ALIAS) if chance.random() < 0.4 else name for name in entry.names
        ),
    )


def test_contributions_add_up_to_the_score_of_every_candidate(people, screener_of):
    chance = Random(4)
    listed = people[:600]
    screener = screener_of(with_weak_aliases(each.entry, chance) for each in listed)
    low = screener_of(
        [with_weak_aliases(each.entry, chance) for each in listed[:25]], floor=-100.0, exhaustive=True
    )
    told = []
    for person in suspects(listed[:180], chance):
        told += [(each, score_told(each)) for each in screener.screen(person)]
    for person in suspects(listed[:8], chance):
        told += [(each, score_told(each)) for each in low.screen(person, EVERYTHING)]
    assert [(each, sum_) for each, sum_ in told if each.score != pytest.approx(sum_, abs=ROUNDED)] == []
    codes = {finding.code for each, _ in told for finding in each.findings}
    wanted = "token token_joined token_initial token_contradicts token_absent saturated first_absent order weak_alias least"
    assert codes >= {f"screening.name_{code}" for code in wanted.split()}
    assert codes >= {
        f"screening.{code}" for code in ("document_agrees", "sex_contradicts", "nationality_agrees")
    }


def test_contributions_add_up_when_two_records_are_compared(people, model):
    chance = Random(9)
    for listed, person in zip(people[:60], suspects(people[:60], chance), strict=True):
        entry = listed.entry
        other = Person(
            tuple(name.name for name in entry.names),
            entry.born,
            entry.sex,
            entry.nationalities,
            entry.documents,
        )
        comparison = compare(person, other, model)
        assert comparison.score == pytest.approx(score_told(comparison), abs=ROUNDED)


def test_every_token_of_both_names_is_in_a_finding(screener_of, entry_of, person_of):
    screener = screener_of(
        [entry_of("1", "Torvald Jan bin Ostrelind Brannevik")], floor=-100.0, exhaustive=True
    )
    (candidate,) = screener.screen(person_of("Torvald Ostrelind Haddad Quist"), EVERYTHING)
    ours = " ".join(str(finding.params.get("query") or "") for finding in candidate.findings).split()
    theirs = " ".join(str(finding.params.get("entry") or "") for finding in candidate.findings).split()
    assert set(ours) >= {"Torvald", "Ostrelind", "Haddad", "Quist"}
    assert set(theirs) >= {"Torvald", "Jan", "bin", "Ostrelind", "Brannevik"}


def test_a_document_shown_under_the_number_that_met(screener_of, entry_of, person_of):
    screener = screener_of([entry_of("1", "Torvald Ostrelind", documents=("XX1", "A0123456"))])
    for number, code in (("A0123456", "document_agrees"), ("AO123456", "document_confusable")):
        (candidate,) = screener.screen(person_of("Ida Brannevik", documents=number))
        (finding,) = [each for each in candidate.findings if "document" in each.code]
        assert (finding.code, finding.params["entry"]) == (f"screening.{code}", "A0123456")


def test_the_same_person_gives_the_same_candidates_in_the_same_order(people, screener_of):
    screener = screener_of(each.entry for each in people[:300])
    persons = list(suspects(people[:30], Random(3)))
    assert [screener.screen(each) for each in persons] == [screener.screen(each) for each in persons]


def test_a_weak_alias_says_less_than_a_good_one(screener_of, entry_of, person_of):
    good = entry_of("1", "Torvald Ostrelind")
    weak = evolve(good, entry="2", names=(ListedName(PersonName("Torvald Ostrelind"), NameKind.WEAK_ALIAS),))
    first, second = screener_of([good, weak]).screen(person_of("Torvald Ostrelind", born="1971"), EVERYTHING)
    assert (first.entry, second.entry) == ("1", "2")
    assert first.score > second.score
