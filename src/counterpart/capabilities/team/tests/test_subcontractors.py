"""A subcontractor through its life: two hands, reasons, what flowed down, and what the chain keeps of it."""

from pathlib import Path

import pytest

from counterpart.capabilities.partners.tests.makers import COMPANY, KPI_MANAGER, LATER, who
from counterpart.capabilities.team.actions import subcontractors
from counterpart.capabilities.team.queries.subcontractors import kept_file
from counterpart.capabilities.team.tests.makers import (
    DEPUTY,
    LEAD,
    MANAGER,
    ORDER,
    ORDER_FINGERPRINT,
    PROVIDER,
    ROOFER,
    SUBCONTRACTOR,
    a_shown_subcontractor,
    a_subcontractor,
    a_team,
    decide,
    later,
    stand_in,
    the_agreement,
    the_subcontractor,
)
from counterpart.capabilities.team.tests.test_actions import content_of_last, pseudonym
from counterpart.engines.evidence.store import Store
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]


def test_a_subcontractor_is_proposed_approved_suspended_reinstated_and_removed_each_with_a_reason() -> None:
    a_team()
    assert a_subcontractor().state == "proposed"
    for day, (verb, state) in enumerate(
        [("approve", "approved"), ("suspend", "suspended"), ("reinstate", "approved"), ("remove", "removed")]
    ):
        told = decide(verb, at=later(day), reason=f"Reason {day}")
        assert told == {"reference": SUBCONTRACTOR, "subcontractor": ROOFER, "state": state}
    known = the_subcontractor()
    assert [(step.verb, step.party, step.reason) for step in known.steps] == [
        ("proposed", "provider", "Two roofers have left us"),
        ("approved", "commissioner", "Reason 0"),
        ("suspended", "commissioner", "Reason 1"),
        ("reinstated", "commissioner", "Reason 2"),
        ("removed", "commissioner", "Reason 3"),
    ]
    assert content_of_last("subcontractor.removed") == {
        "subcontractor": ROOFER,
        "state": "removed",
        "reason": "Reason 3",
    }
    with pytest.raises(Refused, match="it is removed"):
        decide("approve")
    a_subcontractor(at=later(4))
    assert the_subcontractor("SUB-2008-0002").state == "proposed"


@pytest.mark.parametrize(
    ("verb", "by", "why"),
    [
        ("approve", PROVIDER, "does not answer for this"),
        ("suspend", MANAGER, "cannot be suspended: it is proposed"),
        ("refuse", DEPUTY, "does not answer for this"),
        ("remove", KPI_MANAGER, "does not answer for this"),
    ],
)
def test_what_is_not_theirs_or_not_its_turn_is_refused(verb: str, by: str, why: str) -> None:
    a_team()
    a_subcontractor()
    with pytest.raises(Refused, match=why):
        decide(verb, by=by)
    assert the_subcontractor().state == "proposed"


def test_a_delegate_approves_on_behalf_and_the_chain_says_so() -> None:
    a_team()
    a_subcontractor()
    stand_in()
    decide("approve", by=DEPUTY)
    assert content_of_last("subcontractor.approved")["on_behalf_of"] == [pseudonym(MANAGER)]


def test_nothing_is_decided_without_a_reason_nor_proposed_that_is_a_party_or_known() -> None:
    a_team()
    a_subcontractor()
    with pytest.raises(Refused, match="The reason was not accepted: nothing was written"):
        decide("approve", reason=" ")
    with pytest.raises(Refused, match="is proposed already, as SUB-2008-0001"):
        a_subcontractor()
    details = {"scope": "Roofs", "areas": ["Roofs"], "reason": "Why not"}
    with pytest.raises(Refused, match="is the provider itself"):
        subcontractors.propose(the_agreement(), by=who(PROVIDER), at=LATER, name=COMPANY.upper(), **details)
    with pytest.raises(Refused, match="does not propose for the provider"):
        subcontractors.propose(the_agreement(), by=who(LEAD), at=LATER, name="Another", **details)


def test_what_flowed_down_is_kept_under_its_fingerprint_and_what_is_missing_is_said(home: Path) -> None:
    a_team()
    known = a_shown_subcontractor(home)
    store = Store(home / "evidence")
    assert known.missing == ("behaviour", "support", "communication", "problems")
    assert kept_file(known, ORDER_FINGERPRINT, store=store) == ORDER
    assert content_of_last("flowdown.evidenced")["fingerprint"] == ORDER_FINGERPRINT
    show = {"by": who(PROVIDER), "at": LATER, "document": "Code of conduct, on their site"}
    told = subcontractors.show_flow_down(known, **show, principles=["behaviour"], fingerprint="ab" * 32)
    assert told["missing"] == ["support", "communication", "problems"]
    with pytest.raises(Refused, match="no file of that fingerprint was sent"):
        kept_file(the_subcontractor(), "ab" * 32, store=store)
    for wrong, why in (
        ({"principles": ["kindness"]}, "is no principle"),
        ({"principles": ["value"], "fingerprint": "abc"}, "is no fingerprint"),
    ):
        with pytest.raises(Refused, match=why):
            subcontractors.show_flow_down(known, **show, **wrong)
