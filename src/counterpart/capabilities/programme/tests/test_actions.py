"""Plans agreed by two hands, schemes that slip, proposals answered by the clock: through the database."""

from typing import Any

import pytest

from counterpart.capabilities.agreements.tests.makers import the_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, OUTSIDER, who
from counterpart.capabilities.programme.queries.plans import plans_of, targets_of
from counterpart.capabilities.programme.tests.makers import (
    DECIDED,
    MANAGER,
    PILOTED,
    PLAN,
    PROVIDER,
    TODAY,
    a_pilot,
    a_plan,
    a_proposal,
    a_scheme,
    agree,
    ask,
    at,
    day,
    the_improvement,
    the_scheme,
)
from counterpart.capabilities.team.tests.makers import a_team
from counterpart.engines.access.actors import acting
from counterpart.engines.clocks.rules.promises import Clock, Kind
from counterpart.engines.clocks.running import Opening, clocks_about, open_clocks
from counterpart.engines.ledger import book
from counterpart.values.period import period
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]


def refused(act: str, by: str, **sent: Any) -> str:
    with pytest.raises(Refused) as no:
        ask(act, by, **sent)
    return no.value.refusal.code


def last_of(act: str) -> dict[str, Any]:
    agreement = the_agreement()
    with acting(who(OFFICER), on=TODAY):
        entries = [entry for entry in book.entries_of(agreement.agreement_id) if entry["act"] == act]
    content: dict[str, Any] = entries[-1]["opened"]["payload"]
    return content


def clocks(subject: str) -> list[Clock]:
    agreement = the_agreement()
    with acting(who(OFFICER), on=TODAY):
        return clocks_about(agreement.agreement_id, agreement.reference, subject)


def test_a_plan_is_in_force_only_once_the_other_party_has_agreed_to_it() -> None:
    agreement = a_team()
    told = ask("plan.agreed", MANAGER, **PLAN)
    assert told["says"] == "Propose the delivery plan of a year: proposed as PRP-2008-0001; it waits for provider."
    with acting(who(OFFICER), on=TODAY):
        assert plans_of(agreement) == []
    agree("PRP-2008-0001", PROVIDER)
    with acting(who(OFFICER), on=TODAY):
        (plan,) = plans_of(agreement)
        assert {code: str(target) for code, target in targets_of(agreement, period("2008-09")).items()} == {
            "BV 66a": "98.5"
        }
    assert (str(plan.year), plan.version, plan.priorities) == ("2008-09", 1, ("Empty homes", "Gas safety"))
    assert last_of("plan.agreed")["on"] == "PRP-2008-0001"
    a_plan(aims="Repairs are done at the first visit, or at once after it.")
    with acting(who(OFFICER), on=TODAY):
        assert [p.version for p in plans_of(agreement)] == [2, 1]


def test_what_cannot_be_agreed_is_not_even_proposed() -> None:
    a_team()
    assert refused("plan.agreed", MANAGER, **(PLAN | {"year": "2006-07"})) == "plan.past"
    assert refused("plan.agreed", MANAGER, **(PLAN | {"measures": ["XX 9: 1"]})) == "plan.no-indicator"
    assert refused("plan.agreed", KPI_MANAGER, **PLAN) == "plan.not-yours"
    assert refused("plan.agreed", OUTSIDER, **PLAN) == "agreement.unknown"


def test_a_scheme_keeps_its_first_days_and_value_beside_every_later_one() -> None:
    a_team()
    number = a_scheme()
    assert number == "SCH-2008-0001"
    assert refused("scheme.begun", PROVIDER, number=number) == "lifecycle.not-from-here"
    moved = {"starts_on": "2008-07-01", "ends_on": "2008-10-15", "reason": "The scaffold is late"}
    assert ask("scheme.moved", PROVIDER, number=number, **moved)["says"] == (
        "SCH-2008-0001 now ends 45 days later than was first said."
    )
    ask("scheme.revalued", MANAGER, number=number, value="95,000", reason="Two more chimneys")
    one = the_scheme()
    assert (one.slipped, str(one.value), str(one.first_value)) == (45, "95000.00", "92000.00")
    assert (one.first_ends_on, one.ends_on) == (day("2008-08-31"), day("2008-10-15"))
    assert [(c.party, c.days, c.reason) for c in one.changes] == [
        ("provider", 45, "The scaffold is late"),
        ("commissioner", 0, "Two more chimneys"),
    ]


def test_the_commissioner_orders_work_and_it_is_certain_from_then_on() -> None:
    a_team()
    number = a_scheme()
    assert refused("scheme.ordered", PROVIDER, number=number, order="PO 1", value="100") == "scheme.not-yours"
    assert refused("scheme.ordered", MANAGER, number=number, order="PO 1", value="nothing") == "money.unfit"
    late = {"order": "PO 1", "value": "100", "on": "2008-05-07"}
    assert refused("scheme.ordered", MANAGER, number=number, **late) == "scheme.ordered-to-come"
    told = ask("scheme.ordered", MANAGER, number=number, order="PO 1", value="46,000.00")
    assert told["says"] == "SCH-2008-0001 has £46,000.00 ordered of £92,000.00."
    assert refused("scheme.ordered", MANAGER, number=number, order="PO 1", value="5") == "scheme.ordered-twice"
    ask("scheme.begun", PROVIDER, number=number)
    ask("scheme.completed", PROVIDER, number=number, days=30)
    one = the_scheme()
    assert (one.state, str(one.ordered)) == ("completed", "46000.00")
    other = a_scheme(title="Paths")
    assert refused("scheme.withdrawn", PROVIDER, number=other, reason="No money") == "scheme.not-yours"
    ask("scheme.withdrawn", MANAGER, number=other, reason="No money")
    assert the_scheme(other).state == "withdrawn"
    assert refused("scheme.begun", PROVIDER, number="SCH-2008-0099") == "scheme.unknown"


def test_a_proposal_is_answered_by_the_commissioner_within_its_clock() -> None:
    a_team()
    number = a_proposal()
    assert number == "IMP-2008-0001"
    (answer,) = clocks(number)
    assert (answer.about, answer.party, answer.due_on) == ("answer", "commissioner", day("2008-06-04"))
    assert answer.address == f"/agreements/ROTHERHAM/improvements/{number}"
    assert refused("improvement.adopted", PROVIDER, number=number, **DECIDED) == "improvement.not-yours"
    ask("improvement.deferred", MANAGER, number=number, until="2008-09-01", **DECIDED)
    first, second = clocks(number)
    assert (first.state, second.due_on, second.state) == ("met", day("2008-09-01"), "running")
    ask("improvement.adopted", MANAGER, number=number, days=3, **DECIDED)
    one = the_improvement()
    assert (one.state, [d.verb for d in one.decisions]) == ("adopted", ["deferred", "adopted"])
    assert one.saving is not None
    assert (str(one.saving.amount), one.saving.rests_on[:8]) == ("12400.50", "214 jobs")
    assert all(clock.state == "met" for clock in clocks(number))
    assert refused("improvement.rejected", MANAGER, number=number, **DECIDED) == "lifecycle.not-from-here"


def test_nothing_to_propose_is_kept_too_and_a_saving_rests_on_something() -> None:
    a_team()
    told = ask("improvement.nil_returned", PROVIDER, occasion="core-group, June 2008", reason="Vans, stores and hours")
    assert told["says"] == "IMP-2008-0001: nothing is proposed for core-group, June 2008."
    one = the_improvement()
    assert (one.is_nil, one.occasion) == (True, "core-group, June 2008")
    assert refused("improvement.adopted", MANAGER, number=one.reference, **DECIDED) == "lifecycle.not-from-here"
    sent = {"title": "Vans", "what": "One", "gain": "Time", "saving": "100"}
    assert refused("improvement.proposed", PROVIDER, **sent) == "improvement.saving-on-nothing"


def test_a_nil_return_answers_what_is_owed_at_the_meeting() -> None:
    agreement = a_team()
    owed = Opening(Kind.CLOCK, "owed", "MTG-2008-0001/P1", "Report improvements", day("2008-06-01"), "the meeting")
    with acting(who(MANAGER), on=TODAY):
        open_clocks(agreement.agreement_id, [owed], at=at())
    ask("improvement.nil_returned", PROVIDER, occasion="MTG-2008-0001/P1", reason="Vans, stores and hours")
    assert [clock.state for clock in clocks("MTG-2008-0001/P1")] == ["met"]


def test_a_pilot_has_a_promise_of_its_evaluation_and_is_decided_on_what_it_showed() -> None:
    a_team()
    number = a_pilot()
    one = the_improvement()
    assert one.pilot is not None
    pilot = one.pilot.reference
    (promise,) = clocks(pilot)
    assert (promise.kind, promise.party, promise.accepted_by) == ("promise", "provider", "commissioner")
    assert promise.due_on == day("2008-10-31")
    assert refused("improvement.adopted", MANAGER, number=number, **DECIDED) == "lifecycle.not-from-here"
    ask("pilot.evaluated", PROVIDER, number=pilot, evaluation="81 % in one visit", outcome="better", days=100)
    ask("improvement.adopted", MANAGER, number=number, days=101, **DECIDED)
    one = the_improvement()
    assert one.pilot is not None
    assert (one.state, one.pilot.outcome, one.pilot.evaluation) == ("adopted", "better", "81 % in one visit")
    assert last_of("improvement.piloted")["baseline"] == PILOTED["baseline"]
