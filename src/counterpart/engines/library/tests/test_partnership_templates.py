"""The partnership templates say what their sources say, and a fault in any part of one is told where it stands."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.library.rules.groups import GroupTerms
from counterpart.engines.library.rules.scope import LegalStatus, Regime
from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.rules.template import Template
from counterpart.engines.library.shelf import on_the_shelf, pinned
from counterpart.values.refusal import Refused

QUICKLY = settings(max_examples=25, deadline=None)


@pytest.fixture(scope="module")
def housing() -> Template:
    return on_the_shelf("supported-housing-partnering").template


def group_of(template: Template, name: str) -> GroupTerms:
    found = template.group(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "name", ["supported-housing-partnering", "shared-services", "repairs-partnering", "service-delivery"]
)
def test_a_partnership_binds_both_sides_and_says_why_it_fills_each_blank(name: str) -> None:
    template = on_the_shelf(name).template
    owing = {template.parties[obligation.who].role for obligation in template.obligations}
    assert owing == {"commissioner", "provider"}
    assert template.groups
    assert all(parameter.because and parameter.clause for parameter in template.parameters)


def test_the_governance_schedule_of_supported_housing_is_all_there(housing: Template) -> None:
    assert len(housing.objectives) == 17
    assert [matter.clause for matter in housing.mobilisation] == [f"Governance 3.{n}" for n in range(1, 5)]
    for group in housing.groups:
        assert (group.minutes_within, len(group.duties)) == (Span(7, "working days"), 6)
        assert (group.quorum, group.votes, group.decides) == ("one from each party", "one a party", "unanimously")
        assert housing.voters(group.name) == ("commissioner", "provider")
    core = group_of(housing, "core-group")
    assert set(core.may_overrule) == {group.name for group in housing.groups} - {"core-group"}
    assert group_of(housing, "pre-commencement-group").meets_until == "commencement"


def test_team_working_binds_nobody_and_its_records_of_behaviour_are_not_admissible(housing: Template) -> None:
    assert housing.status_of("Team working 7") is LegalStatus.NOT_BINDING
    assert housing.status_of("Team working 4.2") is LegalStatus.NOT_ADMISSIBLE
    assert housing.status_of("Governance 7.1.10") is LegalStatus.BINDING


def test_two_councils_have_a_vote_each_and_one_council_a_vote_a_member() -> None:
    template = on_the_shelf("shared-services").template
    both, own = template.groups
    assert (both.votes, both.members_for_quorum, both.parties) == ("one a party", None, ("district", "borough"))
    assert (own.votes, own.members_for_quorum, own.parties) == ("one a member", 3, ("district",))
    assert template.regime is Regime.HORIZONTAL


def test_the_review_after_year_five_of_brighton_may_not_be_passed_over() -> None:
    template = on_the_shelf("repairs-partnering").template
    first, *_ = template.review_points
    assert (first.at, first.may_not_be_passed_over) == (Span(5, "years"), True)
    assert not template.indicators


def test_eighteen_services_and_who_does_what_from_aims_to_paying() -> None:
    template = on_the_shelf("service-delivery").template
    assert [area.code for area in template.service_areas] == [str(n) for n in range(1, 19)]
    stages = ["aims", "plans", "programme", "orders", "checking", "paying"]
    assert list(dict.fromkeys(function.stage for function in template.functions)) == stages
    assert [f.name for f in template.functions if not f.held_by and f.stage == "programme"] == [
        "comprehensive programme of works"
    ]


SOUND = """\
template: small
version: 1
title: A small partnership
source: made for a test
calendar: EW
rounding: pence, half up
assurance: unaudited
regime: before 2015
parties:
  council: {role: commissioner}
  company: {role: provider}
service_areas:
  - {code: A, name: Repairs}
term:
  years: 5
  clause: "1"
  extensions:
    - {years: 1, times: 3, clause: "1"}
  breaks:
    - {after: 3 years, notice: 6 months, who: either party, clause: "1"}
review_points:
  - {name: yearly, every: 1 year, clause: "2"}
objectives:
  - {ref: "2.1", words: Good work}
clauses:
  - {ref: "2", title: Team working, status: not binding}
groups:
  - name: board
    title: The board
    members:
      - {party: council, seats: 2, counterparts: yes}
      - {party: company, seats: 2, counterparts: yes}
    chair: by rotation
    meets: quarterly
    quorum: one from each party
    decides: unanimously
    minutes_within: 7 working days
    papers_before: 5 working days
    clause: "3"
obligations:
  - {ref: P1, who: company, what: report, when: each board meeting, clause: "4", nil_return: yes}
answers:
  - {matter: change, within: 20 working days, beginning: day after, clause: "5"}
mobilisation:
  - {matter: staff, clause: "6"}
key_posts:
  - {post: manager, party: company, resource: 0.5, clause: "7"}
functions:
  - {stage: aims, name: strategy, held_by: ["council: chief executive"]}
parameters:
  - {name: notice, value: 5 days, stands_for: a blank, because: it is usual}
close:
  requires: [returns submitted]
  countersigned_by: [council, company]
  clause: "8"
"""


def told(text: str) -> list[str]:
    with pytest.raises(Refused) as raised:
        pinned(text)
    return [str(problem).removeprefix("template.yaml, ") for problem in raised.value.refusal.problems]


FAULTS = [
    (
        "before 2015",
        "before",
        "regime: found “before”; wanted one of “Procurement Act 2023”, “Public Contract",
    ),
    ("name: Repairs", "title: Repairs", "service_areas 1: found “title”; wanted one of code, name, clause."),
    ("years: 5", "months: 60", "term: found “months”; wanted one of years, clause, extensions, breaks."),
    ("times: 3", "often: 3", "extensions 1: found “often”; wanted one of years, times, clause, earned_by."),
    (
        "after: 3 years",
        "after: soon",
        "breaks 1, after: found “soon”; wanted a length of time, such as",
    ),
    ("notice: 6 months", "notice: ~", "breaks 1, notice: found nothing; wanted a length of time, such as 7 working"),
    ("every: 1 year", "each: 1 year", "review_points 1: found “each”; wanted one of name, clause, every, at, agenda,"),
    ("words: Good work", "says: x", "objectives 1: found “says”; wanted one of ref, words, measures."),
    ("status: not binding", "status: vague", "wanted one of “binding”, “not binding” or “not admissible”."),
    ("counterparts: yes", "counterparts: often", "members 1, counterparts: found “often”; wanted yes or no."),
    ("seats: 2", "chairs: 2", "groups 1, members 1: found “chairs”; wanted one of party, seats, counterparts."),
    (
        "    decides: unan",
        "    vote: x\n    decides: unan",
        "groups 1: found “vote”; wanted one of name, title, mem",
    ),
    ("unanimously", "somehow", "groups 1, decides: found “somehow”; wanted one of “unanimously” or “by majority”."),
    ("papers_before: 5 working days", "papers_before: [5]", "papers_before: found a list; wanted a length of time"),
    ("nil_return: yes", "nil: yes", "obligations 1: found “nil”; wanted one of ref, who, what, clause, when, within,"),
    ("beginning: day after", "beginning: soon", "answers 1, beginning: found “soon”; wanted one of “day after”"),
    ("{matter: staff", "{about: staff", "mobilisation 1: found “about”; wanted one of matter, clause."),
    ("resource: 0.5", "resource: half", "key_posts 1, resource: found “half”; wanted a number."),
    ("stage: aims", "stage: dreams", "functions 1, stage: found “dreams”; wanted one of “aims”, “plans”, “programme”"),
    ("stands_for: a blank", "for: a blank", "parameters 1: found “for”; wanted one of name, value, stands_for, becau"),
]


def test_a_partnership_without_indicators_is_sound() -> None:
    template = pinned(SOUND).template
    assert template.term is not None
    assert (template.term.breaks[0].after, template.groups[0].papers_before) == (
        Span(3, "years"),
        Span(5, "working days"),
    )


@pytest.mark.parametrize(("right", "wrong", "problem"), FAULTS)
def test_a_fault_in_any_part_is_told_with_its_line(right: str, wrong: str, problem: str) -> None:
    text = SOUND.replace(right, wrong, 1)
    assert text != SOUND
    sentences = told(text)
    assert any(problem in sentence for sentence in sentences)
    assert all(re.match(r"line \d+", sentence) for sentence in sentences)
    assert len(set(sentences)) == len(sentences)


LINES = [line for line in SOUND.splitlines() if ": " in line]
JUNK = st.sampled_from(["", "x", "-1", "1e400", "9" * 30, "[]", "{}", "[a]", "{a: b}", "[[]]", "[~]", "2.5", '""'])


@QUICKLY
@given(st.sampled_from(LINES), JUNK)
def test_no_problem_of_a_part_speaks_the_language_of_the_library_that_found_it(line: str, junk: str) -> None:
    name, _, _ = line.partition(": ")
    text = SOUND.replace(line, f"{name}: {junk}{'}' if '{' in name else ''}", 1)
    try:
        pinned(text)
    except Refused as error:
        for problem in error.refusal.problems:
            assert problem.line
            assert not re.search("[Ii]nput|valid|should|instance|argument|None", str(problem))
