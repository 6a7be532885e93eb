"""What a template knows of its groups, duties and clauses."""

from dataclasses import replace

import pytest

from counterpart.engines.library.rules.closing import CloseTerms
from counterpart.engines.library.rules.duties import Answer, Obligation
from counterpart.engines.library.rules.groups import GroupTerms, Members
from counterpart.engines.library.rules.people import PartyTerms
from counterpart.engines.library.rules.scope import Clause, LegalStatus
from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.rules.template import Template

CORE = GroupTerms(
    name="core-group",
    title="Core group",
    members=(Members("council", 3, True), Members("company", 3, True), Members("tenants", 2)),
    chair="council",
    meets="quarterly",
    quorum="one from each party",
    decides="unanimously",
    minutes_within=Span(7, "working days"),
    papers_before=Span(5, "working days"),
    clause="Governance 7",
)
BINDING, NOT_BINDING, NOT_ADMISSIBLE = LegalStatus
TEMPLATE = Template(
    template="partnering",
    version=1,
    title="Partnering",
    source="the agreement",
    calendar="EW",
    rounding="pence, half up",
    assurance="unaudited",
    parties={
        "council": PartyTerms("commissioner"),
        "company": PartyTerms("provider"),
        "tenants": PartyTerms("represented"),
    },
    close=CloseTerms(("returns submitted",), ("council", "company"), "2"),
    groups=(CORE, replace(CORE, name="board", quorum="4 members", meets="as needed")),
    clauses=(
        Clause("Team working", "Team working", NOT_BINDING),
        Clause("Team working 4", "Behaviour", NOT_ADMISSIBLE),
        Clause("Team working 4.9", "What was agreed of it", BINDING),
    ),
    answers=(Answer("change", Span(20, "working days"), "day after", "Change 3"),),
)


@pytest.mark.parametrize(
    ("clause", "status"),
    [
        ("Team working", NOT_BINDING),
        ("Team working 3", NOT_BINDING),
        ("team  WORKING 4", NOT_ADMISSIBLE),
        ("Team working 4.2", NOT_ADMISSIBLE),
        ("Team working 4 (b)", NOT_ADMISSIBLE),
        ("Team working 4.9", BINDING),
        ("Team working 41", NOT_BINDING),
        ("Team workings", BINDING),
        ("Governance 5", BINDING),
        ("", BINDING),
    ],
)
def test_a_clause_has_the_status_of_the_longest_reference_that_covers_it(clause: str, status: LegalStatus) -> None:
    assert TEMPLATE.status_of(clause) is status


def test_a_template_knows_its_groups_and_whose_votes_count_in_them() -> None:
    assert TEMPLATE.group("core-group") is CORE
    assert TEMPLATE.group("no-group") is None
    assert CORE.parties == ("council", "company", "tenants")
    assert TEMPLATE.voters("core-group") == ("council", "company")
    assert TEMPLATE.voters("no-group") == ()


def test_a_group_says_how_often_it_meets_and_how_many_must_be_there() -> None:
    _, board = TEMPLATE.groups
    assert (CORE.rhythm, CORE.members_for_quorum) == (Span(3, "months"), None)
    assert (board.rhythm, board.members_for_quorum) == (None, 4)


def test_a_template_knows_how_soon_a_matter_is_answered_where_the_agreement_says() -> None:
    assert TEMPLATE.answer_to("change") is TEMPLATE.answers[0]
    assert TEMPLATE.answer_to("notice of dispute") is None


def test_an_obligation_due_at_a_meeting_names_its_group() -> None:
    owed = Obligation("P1", "company", "report", "2", "each core-group meeting")
    assert owed.group == "core-group"
    assert replace(owed, when="quarter").group == replace(owed, when="each  meeting").group == ""
