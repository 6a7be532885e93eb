"""Clocks and promises through the database: whose hand does what, and what is proposed to the other party first."""

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, OUTSIDER, offered, who
from counterpart.capabilities.team.tests.makers import MANAGER, PROVIDER, a_team, later
from counterpart.capabilities.worklist.queries import hands as queries
from counterpart.capabilities.worklist.queries.home import my_work
from counterpart.engines.access.actors import acting
from counterpart.engines.access.models import Person
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import OFFERS
from counterpart.engines.acts.rules import Proposed
from counterpart.engines.clocks.rules.promises import Clock, Kind
from counterpart.engines.clocks.running import Opening, open_clocks
from counterpart.engines.ledger import book
from counterpart.engines.ledger.rules.proposed import proposal_findings
from counterpart.engines.ledger.rules.trail import vouched
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
REF = "ROTHERHAM"
SOON = LATER.date() + timedelta(days=10)


def ask(act: str, by: str, *, number: str | None = None, days: int = 0, **sent: Any) -> Any:
    """Do what is offered, as a page, a program or a command does."""
    places = {"reference": REF} | ({"number": number} if number else {})
    return offered(act, by, places=places, at=later(days), **sent)


def the_clock(number: str, days: int = 0) -> Clock:
    at = later(days)
    with acting(who(OFFICER, at), on=at.date()):
        return queries.kept_named(who(OFFICER, at), at, REF, number).clock


def the_proposal(number: str) -> Proposed:
    with acting(who(OFFICER), on=LATER.date()):
        return queries.proposed_named(who(OFFICER), LATER, REF, number)


def promised(**more: Any) -> str:
    sent = {"what": "Repair the lift at Park Hill", "due_on": SOON.isoformat(), "accepted_by": "commissioner"}
    return str(ask("promise.made", PROVIDER, **(sent | more))["reference"])


def a_clock(party: str = "provider") -> str:
    agreement = a_team()
    opening = Opening(Kind.CLOCK, "report", REF, "Send the risk register", SOON, "14 days", party=party)
    with acting(who(MANAGER), on=LATER.date()):
        return open_clocks(agreement.agreement_id, [opening], at=LATER)[0]


def test_a_promise_is_closed_by_evidence_and_by_anothers_hand() -> None:
    a_team()
    number = promised()
    assert number == "PRM-2008-0001"
    with pytest.raises(Refused) as refused:
        ask("promise.verified", MANAGER, number=number)
    assert refused.value.refusal.code == "lifecycle.not-from-here"
    ask("promise.shown", PROVIDER, number=number, evidence="Engineer’s sheet 114")
    with pytest.raises(Refused) as refused:
        ask("promise.verified", PROVIDER, number=number)
    assert refused.value.refusal.code == "promise.not-yours-to-verify"
    ask("promise.returned", MANAGER, number=number, reason="The sheet is of another lift")
    ask("promise.shown", KPI_MANAGER, number=number, evidence="Engineer’s sheet 115", days=1)
    assert ask("promise.verified", MANAGER, number=number, days=2)["says"] == f"{number} is verified."
    told = the_clock(number, 2)
    assert (told.state, told.closed_on) == ("met", later(2).date())
    assert [step.verb for step in told.steps] == ["shown", "returned", "shown", "verified"]


def test_who_shows_does_not_verify_even_for_the_same_party() -> None:
    a_team()
    number = promised(accepted_by="")
    ask("promise.shown", PROVIDER, number=number, evidence="Sheet 114")
    with pytest.raises(Refused) as refused:
        ask("promise.verified", PROVIDER, number=number)
    assert refused.value.refusal.code == "promise.two-hands"
    ask("promise.verified", KPI_MANAGER, number=number)


def test_the_day_first_set_never_moves_and_the_database_holds_it() -> None:
    a_team()
    number = promised()
    for days in (1, 2):
        day = (SOON + timedelta(days=days)).isoformat()
        ask("promise.redated", PROVIDER, number=number, due_on=day, reason="The part is late", days=days)
    told = the_clock(number)
    assert (told.original_due_on, told.due_on, told.redated) == (SOON, SOON + timedelta(days=2), 2)
    with pytest.raises(Refused):
        ask("promise.redated", PROVIDER, number=number, due_on="2008-01-01", reason="Earlier than today")
    with acting(who(MANAGER), on=LATER.date()), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("UPDATE clocks_clock SET original_due_on = '2009-01-01'")
    with acting(who(MANAGER), on=LATER.date()), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("DELETE FROM clocks_clockstep")


def test_a_clock_is_extended_only_with_the_other_partys_hand() -> None:
    number = a_clock()
    day = SOON + timedelta(days=14)
    sent = {"due_on": day.isoformat(), "reason": "The auditor is ill", "authority": "Core group 12/08"}
    told = ask("clock.extended", PROVIDER, number=number, **sent)
    assert told["reference"] == "PRP-2008-0001"
    assert the_clock(number).due_on == SOON
    assert the_proposal("PRP-2008-0001").waits_for == ("commissioner",)
    with pytest.raises(Refused) as refused:
        ask("proposal.agreed", PROVIDER, number="PRP-2008-0001")
    assert refused.value.refusal.code == "proposal.not-yours"
    ask("proposal.agreed", MANAGER, number="PRP-2008-0001")
    after = the_clock(number)
    assert (after.due_on, after.original_due_on, after.redated) == (day, SOON, 1)
    assert after.steps[0].authority == "Core group 12/08"
    assert the_proposal("PRP-2008-0001").state == "performed"
    with pytest.raises(Refused) as refused:
        ask("proposal.agreed", MANAGER, number="PRP-2008-0001")
    assert refused.value.refusal.code in ("proposal.closed", "proposal.not-yours")


def test_what_could_not_be_done_is_not_even_proposed() -> None:
    number = a_clock()
    sent = {"due_on": (SOON - timedelta(days=1)).isoformat(), "reason": "Sooner", "authority": "Nobody"}
    with pytest.raises(Refused) as refused:
        ask("clock.extended", PROVIDER, number=number, **sent)
    assert refused.value.refusal.code == "clock.not-later"
    with acting(who(OFFICER), on=LATER.date()):
        assert queries.proposals_in(who(OFFICER), REF) == []
    assert the_clock(number).steps == ()


def test_a_refused_proposal_changes_nothing_and_a_withdrawn_one_neither() -> None:
    number = a_clock()
    sent = {"due_on": (SOON + timedelta(days=9)).isoformat(), "reason": "A holiday", "authority": "The plan"}
    for verb, by in (("proposal.refused", MANAGER), ("proposal.withdrawn", PROVIDER)):
        reference = ask("clock.extended", PROVIDER, number=number, **sent)["reference"]
        ask(verb, by, number=reference, reason="It was known")
        assert the_proposal(reference).because == "It was known"
    assert the_clock(number).due_on == SOON


def test_a_pause_moves_the_last_day_by_as_many_days_as_it_stood_still() -> None:
    number = a_clock()
    reference = ask("clock.paused", PROVIDER, number=number, reason="The office is flooded")["reference"]
    ask("proposal.agreed", MANAGER, number=reference, days=1)
    assert the_clock(number).state == "paused"
    ask("clock.resumed", PROVIDER, number=number, reason="The office is dry", days=6)
    assert the_clock(number).due_on == SOON + timedelta(days=5)


def test_an_omission_is_recorded_and_stays_visible() -> None:
    number = a_clock()
    ask("clock.passed", PROVIDER, number=number, reason="Nobody asked for it", authority="Core group 14/08")
    told = the_clock(number)
    assert (told.state, told.steps[0].reason) == ("passed over", "Nobody asked for it")


def test_the_worklist_says_what_is_mine_and_what_waits_on_the_other_party_and_since_when() -> None:
    number = a_clock()
    with acting(who(PROVIDER, later(11)), on=later(11).date()):
        mine = my_work(who(PROVIDER, later(11)), on=later(11).date())
    assert [due.reference for due in mine.late] == [number]
    with acting(who(MANAGER, later(11)), on=later(11).date()):
        theirs = my_work(who(MANAGER, later(11)), on=later(11).date())
    assert theirs.mine == ()
    assert [(due.reference, due.who, due.since) for due in theirs.others] == [(number, "provider", LATER.date())]


def test_an_outsider_learns_nothing_of_what_runs(home: Path) -> None:
    number = a_clock()
    outsider = who(OUTSIDER)
    with acting(outsider, on=LATER.date()), pytest.raises(Refused) as refused:
        queries.kept_named(outsider, LATER, REF, number)
    assert refused.value.refusal.code == "agreement.unknown"


def test_a_clock_is_due_on_the_day_it_says() -> None:
    number = a_clock()
    assert the_clock(number).standing(date(2008, 5, 16)).value == "due today"


def test_an_altered_signature_under_a_proposal_and_an_altered_proposal_are_named() -> None:
    number = a_clock()
    sent = {"due_on": (SOON + timedelta(days=3)).isoformat(), "reason": "The auditor is ill", "authority": "12/08"}
    reference = ask("clock.extended", PROVIDER, number=number, **sent)["reference"]
    ask("proposal.agreed", MANAGER, number=reference)
    with acting(who(OFFICER), on=LATER.date()):
        agreement = agreement_named(REF, by=who(OFFICER))
        record = book.entries_of(agreement.agreement_id)
        keys = book.keys_of(agreement.agreement_id)
    whole = {"entries": record, "keys": keys}
    assert list(proposal_findings(whole, vouched(record))) == []
    for act, altered in (("act.proposed", "title"), ("proposal.signed", "signature")):
        other = deepcopy(record)
        payload = next(e for e in other if e["act"] == act)["opened"]["payload"]
        if altered == "title":
            payload["title"] = "Another thing"
        else:
            payload["signature"]["person"] = "p-000000000000"
        assert len(list(proposal_findings(whole, vouched(other)))) == 1, act


def test_what_was_proposed_by_somebody_who_has_left_is_not_performed() -> None:
    number = a_clock()
    sent = {"due_on": (SOON + timedelta(days=14)).isoformat(), "reason": "The auditor is ill", "authority": "12/08"}
    reference = ask("clock.extended", PROVIDER, number=number, **sent)["reference"]
    Person.objects.filter(email=PROVIDER).update(is_active=False)
    with pytest.raises(Refused) as refused:
        ask("proposal.agreed", MANAGER, number=reference)
    assert refused.value.refusal.code == "proposal.nobodys"
    assert the_clock(number).due_on == SOON
    assert the_proposal(reference).state == "open"


def test_what_is_sent_a_file_cannot_need_other_hands() -> None:
    settings.REGISTER_ACTS()
    with pytest.raises(ValueError, match="a proposal would lose"):
        offers(replace(OFFERS["clock.extended"], file=True))
