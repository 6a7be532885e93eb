"""Disputes up the ladder by both parties, problems by age, warnings by answer: through the database."""

from decimal import Decimal
from typing import Any

import pytest

from counterpart.capabilities.agreements.tests.makers import the_agreement
from counterpart.capabilities.disputes.actions import settling
from counterpart.capabilities.disputes.queries.disputes import settlements_of, standing_still
from counterpart.capabilities.disputes.rules import paths
from counterpart.capabilities.disputes.tests.makers import (
    ADJUDICATOR,
    MANAGER,
    NOTICE,
    PROVIDER,
    REFERENCE,
    TODAY,
    a_dispute,
    a_problem,
    a_warning,
    agree,
    ask,
    at_core_group,
    day,
    heard_by_core_group,
    heard_by_executives,
    heard_by_working_group,
    placed,
    seen,
    the_dispute,
    the_partnership,
    the_problem,
    the_warning,
)
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, who
from counterpart.capabilities.team.tests.makers import a_team
from counterpart.engines.access.actors import acting
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.running import clocks_about
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]


def refused(act: str, by: str, **sent: Any) -> Any:
    with pytest.raises(Refused) as no:
        ask(act, by, **sent)
    return no.value.refusal


def clocks(subject: str) -> list[Clock]:
    agreement = the_agreement(REFERENCE)
    with acting(who(OFFICER), on=TODAY):
        return clocks_about(agreement.agreement_id, agreement.reference, subject)


def test_notice_is_answered_by_a_clock_and_the_working_group_hears_it_after_five_working_days() -> None:
    the_partnership()
    number = a_dispute()
    (answer,) = clocks(number)
    assert (answer.party, answer.due_on, answer.source) == (
        "commissioner",
        day("2008-05-13"),
        "Dispute resolution 1.1",
    )
    soon = refused("dispute.placed", MANAGER, number=number, group="support-group", meeting_on="2008-05-12")
    assert (soon.code, soon.rule.startswith("Dispute resolution 1.2")) == ("dispute.not-now", True)
    told = ask("dispute.placed", MANAGER, number=number, group="support-group", meeting_on="2008-05-13")
    assert told["says"] == (
        f"{number} is before the working group, to be heard on 13 May 2008 (Dispute resolution 1.2)."
    )
    states = [(clock.about, clock.state, clock.due_on) for clock in clocks(number)]
    assert ("hearing of a dispute", "running", day("2008-05-13")) in states
    assert ("answer to a dispute", "met", day("2008-05-13")) in states


def test_a_dispute_walks_the_whole_ladder_by_both_parties_to_court() -> None:
    the_partnership()
    number = heard_by_executives()
    found = the_dispute(number)
    assert found.state == paths.HEARD_BY_EXECUTIVES
    assert found.still_to_use == ()
    assert [(taken.verb, taken.party) for taken in found.history] == [
        ("notified", "provider"),
        ("placed", "provider"),
        ("heard", "commissioner"),
        ("referred", "provider"),
        ("heard", "provider"),
        ("put to the executives", "commissioner"),
        ("heard", "commissioner"),
    ]
    told = ask("dispute.taken_to_court", PROVIDER, number=number, days=40, court="The county court")
    assert told["says"] == f"{number} is in proceedings (Dispute resolution 1.7)."
    ask("dispute.judged", MANAGER, number=number, days=400, judgment="For the provider, in part")
    assert the_dispute(number).state == paths.JUDGED
    assert not [clock for clock in clocks(number) if clock.is_open]
    over = refused("dispute.settled", PROVIDER, number=number, days=401, terms="Too late")
    assert over.code == "dispute.out-of-turn"


def test_proceedings_are_refused_by_clause_until_the_escalation_process_was_used() -> None:
    the_partnership()
    number = heard_by_working_group()
    no = refused("dispute.taken_to_court", PROVIDER, number=number, days=8, court="The county court")
    assert no.code == "dispute.not-escalated"
    assert no.fact == (
        "the core group (Dispute resolution 1.3) and chief executive and director (Dispute resolution 1.4) "
        "have not heard it"
    )
    assert no.rule.startswith("Dispute resolution 1.7")


def test_a_party_passes_over_the_working_group_with_a_reason_and_no_penalty() -> None:
    the_partnership()
    number = a_dispute()
    sent = {"group": "core-group", "meeting_on": "2008-05-20"}
    assert refused("dispute.referred_directly", MANAGER, number=number, **sent).code == "request.unfit"
    ask("dispute.referred_directly", MANAGER, number=number, reason="It touches every group", **sent)
    found = the_dispute(number)
    assert found.state == paths.AT_CORE_GROUP
    assert found.history[-1].reason == "It touches every group"
    assert found.adjudication is None
    ask("dispute.heard", MANAGER, number=number, days=14, outcome="No agreement")
    assert the_dispute(number).still_to_use[0].step == "executives"


def test_who_adjudicates_early_is_recorded_as_paying_for_both() -> None:
    the_partnership()
    number = at_core_group()
    told = ask("dispute.sent_to_adjudication", PROVIDER, number=number, days=9, **ADJUDICATOR)
    assert "the provider pays the whole of the adjudicator’s fees and expenses" in told["says"]
    assert "(Dispute resolution 1.5)" in told["says"]
    sent = {"decision": "228 hours are due", "fee": "900.00", "other_costs": "£1,250.50"}
    ask("dispute.adjudicated", MANAGER, number=number, days=30, **sent)
    found = the_dispute(number).adjudication
    assert found is not None
    assert (found.early, found.payer, found.owed) == (True, "provider", Decimal("2150.50"))
    no = refused("dispute.taken_to_court", MANAGER, number=number, days=31, court="The county court")
    assert no.code == "dispute.not-escalated"
    ask("dispute.referred", MANAGER, number=number, days=31, group="core-group", meeting_on="2008-06-20")
    assert the_dispute(number).state == paths.AT_CORE_GROUP


def test_an_adjudication_after_escalation_costs_what_the_adjudicator_decides() -> None:
    the_partnership()
    number = heard_by_executives()
    nominated = ADJUDICATOR | {"how": "nominated by a body"}
    assert (
        refused("dispute.sent_to_adjudication", MANAGER, number=number, days=36, **nominated).code == "dispute.no-body"
    )
    sent = nominated | {"body_named": "An institute of surveyors"}
    ask("dispute.sent_to_adjudication", MANAGER, number=number, days=36, **sent)
    found = the_dispute(number).adjudication
    assert found is not None
    assert (found.early, found.payer, found.body) == (False, "", "An institute of surveyors")


def test_a_settlement_has_every_hand_and_carries_money_and_a_precedent() -> None:
    the_partnership()
    number = heard_by_core_group()
    sent = {
        "terms": "228 hours are paid",
        "amount": "480.00",
        "payer": "commissioner",
        "precedent": "Travel between two homes of one visit is support",
    }
    lonely = {"terms": "Paid", "amount": "480.00"}
    assert refused("dispute.settled", PROVIDER, number=number, days=23, **lonely).code == "dispute.no-payer"
    told = ask("dispute.settled", PROVIDER, number=number, days=23, **sent)
    assert the_dispute(number).state == paths.HEARD_BY_CORE_GROUP
    agree(told["reference"], MANAGER, days=24)
    found = the_dispute(number)
    assert found.state == paths.SETTLED
    assert found.settlement is not None
    assert (found.settlement.amount, found.settlement.payer) == (Decimal("480.00"), "commissioner")
    (settled,) = seen(settlements_of)
    assert settled.settlement.precedent.startswith("Travel between two homes")


def test_deductions_stand_still_by_every_hand_until_the_dispute_is_over() -> None:
    the_partnership()
    number = placed()
    told = ask("dispute.stood_still", PROVIDER, number=number, what="Deductions on the hours of March")
    assert seen(standing_still) == []
    agree(told["reference"], MANAGER)
    (still,) = seen(standing_still)
    assert (still.still_since, still.still) == (TODAY, "Deductions on the hours of March")
    assert refused("dispute.stood_still", PROVIDER, number=number, what="More").code == "dispute.still-already"
    told = ask("dispute.resumed", MANAGER, number=number, reason="The sum is small")
    agree(told["reference"], PROVIDER)
    assert seen(standing_still) == []
    assert refused("dispute.resumed", MANAGER, number=number, reason="Again").code == "dispute.nothing-still"
    assert the_dispute(number).meeting_on == day("2008-05-13")
    told = ask("dispute.stood_still", PROVIDER, number=number, what="Deductions")
    agree(told["reference"], MANAGER)
    assert refused("dispute.withdrawn", MANAGER, number=number, reason="Enough").code == "dispute.not-yours"
    ask("dispute.withdrawn", PROVIDER, number=number, reason="The valuation was right")
    assert seen(standing_still) == []
    assert the_dispute(number).state == paths.WITHDRAWN


def test_a_behaviour_report_is_kept_out_of_the_bundle_and_a_sealed_figure_is_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    the_partnership()
    number = a_dispute()
    report = {"title": "A report of behaviour", "what": "Not co-operative", "clause": "Team working 4.2"}
    no = refused("dispute.evidenced", PROVIDER, number=number, **report)
    assert no.code == "clause.not-admissible"
    assert "Team working 4.2" in no.fact
    ask(
        "dispute.evidenced",
        MANAGER,
        number=number,
        title="Minutes 3/08",
        what="Hours were agreed",
        clause="Governance 5",
    )
    sent = {"indicator": "OSL 1", "period": "2007-08", "what": "The level was missed"}
    assert refused("dispute.figure_shown", MANAGER, number=number, **sent).code == "exhibit.not-sealed"
    seal = {"period": "2007-08", "seal": 1, "digest": "ab" * 32, "state": "signed"}
    figure = {
        "indicator": "OSL 1",
        "title": "Referrals",
        "unit": "percent",
        "area": None,
        "value": "93.1",
        "target": "95",
    }
    monkeypatch.setattr(settling, "sealed_periods", lambda agreement: [seal])
    monkeypatch.setattr(settling, "sealed_figures", lambda agreement, when, seal: [figure])
    told = ask("dispute.figure_shown", MANAGER, number=number, **sent)
    assert told["says"] == f"{number} has exhibit 2: OSL 1 for 2007-08: 93.1."
    first, second = the_dispute(number).exhibits
    assert (first.clause, second.digest) == ("Governance 5", "ab" * 32)
    assert [clock.about for clock in clocks(number) if clock.is_open] == ["answer to a dispute"]


def test_an_agreement_without_a_ladder_and_those_who_do_not_represent_give_no_notice() -> None:
    the_partnership()
    assert refused("dispute.notified", KPI_MANAGER, **NOTICE).code == "dispute.not-yours"
    assert refused("dispute.notified", PROVIDER, **(NOTICE | {"claim": "much"})).code == "money.unfit"


def test_where_the_template_has_no_ladder_notice_is_refused() -> None:
    a_team()
    no = refused("dispute.notified", PROVIDER, reference="ROTHERHAM", **NOTICE)
    assert (no.code, "rotherham-almo" in no.fact) == ("dispute.no-ladder", True)


def test_a_problem_is_solved_where_it_arose_or_goes_up_by_age() -> None:
    the_partnership()
    number = a_problem()
    clock = the_problem(number).clock
    assert clock is not None
    assert clock.due_on == day("2008-05-13")
    assert refused("problem.taken_up", PROVIDER, number=number, days=2).code == "problem.not-taken-up"
    told = ask("problem.taken_up", PROVIDER, number=number, days=8)
    assert told["says"] == f"{number} is now with the contract managers."
    ask("problem.taken_up", MANAGER, number=number, days=9, reason="Both managers are away")
    found = the_problem(number)
    assert [(up.level, up.by_age) for up in found.ups] == [(1, True), (2, False)]
    ask("problem.solved", KPI_MANAGER, number=number, days=12, how="Keys go to the office")
    solved = the_problem(number)
    assert (solved.state, solved.days, solved.clock) == ("solved", 12, None)
    assert refused("problem.solved", MANAGER, number=number, how="Twice").code == "lifecycle.not-from-here"
    other = a_problem(title="Forms are lost")
    assert ask("problem.solved", PROVIDER, number=other, days=1, how="Sent again")["says"].endswith("where it arose.")
    third = a_problem(title="Third")
    for _ in range(3):
        ask("problem.taken_up", PROVIDER, number=third, reason="Urgent")
    assert the_problem(third).clock is None
    assert refused("problem.taken_up", PROVIDER, number=third, reason="More").code == "problem.not-taken-up"


def test_a_warning_is_answered_by_the_other_party_and_ends_averted_or_in_a_dispute() -> None:
    the_partnership()
    number = a_warning()
    clock = the_warning(number).clock
    assert clock is not None
    assert (clock.party, clock.due_on) == ("commissioner", day("2008-05-13"))
    assert refused("warning.answered", PROVIDER, number=number, answer="Ours").code == "warning.not-yours"
    ask("warning.answered", MANAGER, number=number, answer="We look for another hub")
    found = the_warning(number)
    assert (found.state, found.answered_by, found.clock) == ("answered", "commissioner", None)
    dispute = a_dispute()
    ask("warning.came_about", PROVIDER, number=number, how="No hub was found", dispute=dispute)
    assert (the_warning(number).state, the_warning(number).dispute) == ("came about", dispute)
    again = a_warning(MANAGER)
    ask("warning.averted", MANAGER, number=again, how="The lease goes on")
    assert the_warning(again).state == "averted"
