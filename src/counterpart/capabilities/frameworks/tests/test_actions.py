"""Frameworks, rates behind the wall, funding, the register and the notices: through the database."""

from typing import Any

import pytest

from counterpart.capabilities.frameworks.queries.frameworks import rates_of
from counterpart.capabilities.frameworks.queries.money import costs_of
from counterpart.capabilities.frameworks.queries.register import notices_of, regime_of, register_of
from counterpart.capabilities.frameworks.rules.register import Fault, counted
from counterpart.capabilities.frameworks.tests.makers import (
    CALL_OFF,
    CONSULTANT,
    CONTRACT,
    CONTRACTOR,
    HIGHWAYS,
    MANAGER,
    REGIME,
    REGISTER,
    a_framework,
    an_agreement_of_two_providers,
    day,
    do,
    the_framework,
)
from counterpart.capabilities.partners import queries
from counterpart.capabilities.partners.actions import add_person
from counterpart.capabilities.partners.tests.makers import (
    BEGINS,
    COMPANY,
    COUNCIL,
    LATER,
    OFFICER,
    an_installation,
    offered,
    who,
)
from counterpart.capabilities.team.tests.other_agreements import again, an_agreement_by
from counterpart.engines.access.actors import acting
from counterpart.engines.acts import hands
from counterpart.engines.acts.asked import Upload
from counterpart.engines.acts.offers import OFFERS, read
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]


def refused(act: str, by: str = MANAGER, **sent: Any) -> str:
    with pytest.raises(Refused) as no:
        do(act, by, **sent)
    return no.value.refusal.code


def take_in(data: bytes = REGISTER, *, by: str = OFFICER, mapping: str | None = "salford-contracts") -> Any:
    offer, actor = OFFERS["register.taken_in"], who(by)
    with acting(actor, on=LATER.date()):
        body = read(offer.body, {"mapping": mapping} if mapping else {})
        file = Upload("register.csv", data)
        return hands.do(offer, {"reference": HIGHWAYS}, body, by=actor, at=LATER, file=file)


def test_a_call_off_keeps_the_reference_of_its_framework_and_stays_within_its_share() -> None:
    an_agreement_of_two_providers()
    number = a_framework()
    assert number == "FRM-2008-0001"
    assert refused("calloff.made", number=number, **(CALL_OFF | {"authority": "Brent"})) == "calloff.no-access"
    told = do("calloff.made", number=number, **CALL_OFF)
    assert told["says"] == "CAL-2008-0001 is called off FRM-2008-0001 by Ealing."
    assert refused("calloff.made", number=number, **CALL_OFF) == "calloff.beyond"
    (made,) = the_framework().call_offs
    assert (made.framework, str(made.value)) == (number, "250000.00")
    do("access.ended", number=number, authority="Ealing", last="2008-05-06", reason="Its budget went")
    assert refused("access.ended", number=number, authority="Ealing", last="2008-05-07", reason="Again") == (
        "framework.no-access"
    )
    do("framework.ended", number=number, reason="It was renewed")
    assert refused("framework.ended", number=number, reason="Again") == "lifecycle.not-from-here"
    assert refused(
        "framework.set_up", CONTRACTOR, title="X", lead="Y", starts_on="2008-01-01", ends_on="2009-01-01"
    ) == ("framework.not-yours")
    assert refused("access.agreed", number=number, authority="Brent", since="2008-06-01", share="lots") == (
        "framework.share"
    )


def rates_seen(email: str) -> set[tuple[str, str]]:
    agreement = again(HIGHWAYS, email)
    framework = the_framework()
    with acting(who(email), on=LATER.date()):
        assert agreement.reference == HIGHWAYS
        return {(rate.provider, str(rate.rate)) for rate in rates_of(framework)}


def test_a_provider_sees_its_own_rates_and_no_others_not_even_in_the_chain() -> None:
    an_agreement_of_two_providers()
    number = a_framework(joined=False)
    do("rates.entered", CONTRACTOR, number=number, rates=["ROAD1: 12.50 m2"], since="2008-05-06")
    do("rates.entered", CONSULTANT, number=number, rates=["ROAD1: 14.25 m2"], since="2008-05-06")
    assert refused("rates.entered", MANAGER, number=number, rates=["ROAD1: 1"], since="2008-05-06") == (
        "framework.not-yours"
    )
    both = {("contractor", "12.5000"), ("consultant", "14.2500")}
    assert rates_seen(MANAGER) == both
    assert rates_seen(CONTRACTOR) == {("contractor", "12.5000")}
    assert rates_seen(CONSULTANT) == {("consultant", "14.2500")}
    agreement = again(HIGHWAYS)
    for email, opened in ((MANAGER, 2), (CONTRACTOR, 1), (CONSULTANT, 1)):
        with acting(who(email), on=LATER.date()):
            entries = [e for e in book.entries_of(agreement.agreement_id) if e["act"] == "rates.entered"]
        assert len(entries) == 2
        assert sum("opened" in entry for entry in entries) == opened, email


def test_costs_are_split_back_to_the_penny_by_what_is_agreed_for_their_day() -> None:
    an_agreement_of_two_providers()
    assert refused("cost.split", what="Salt", on="2008-05-06", amount="100") == "funding.not-split"
    told = do(
        "funding.agreed",
        kind="pooled",
        since="2008-05-01",
        contributions=["Camden: 1,000", "Brent: 1,000", "Ealing: 1,000"],
    )
    assert told["says"] == "3 funders put in £3,000.00, pooled."
    told = do("cost.split", what="Salt", on="2008-05-06", amount="100.00")
    assert told["says"] == "£100.00 is borne by Camden £33.34, Brent £33.33, Ealing £33.33."
    with acting(who(OFFICER), on=LATER.date()):
        (cost,) = costs_of(again(HIGHWAYS))
    assert sum(part.amount for part in cost.parts) == cost.amount
    assert refused("funding.agreed", kind="pooled", since="2008-05-01", contributions=["Camden"]) == "funding.unfit"


def test_where_two_commission_neither_agrees_the_funding_alone() -> None:
    an_installation()
    administrator, other = who("administrator@counterpart.example", BEGINS), "contract-manager@redditch.example"
    told = {"name": "contract manager, Redditch", "organisation": COMPANY, "post": "contract manager"}
    add_person(queries.installation(), by=administrator, at=BEGINS, email=other, **told)
    an_agreement_by("shared-services", {"district": COUNCIL, "borough": COMPANY}, reference="SHARED")
    at, shares = {"reference": "SHARED"}, ["Bromsgrove: 60", "Redditch: 40"]
    proposed = offered("funding.agreed", MANAGER, places=at, kind="pooled", since="2008-05-01", contributions=shares)
    assert proposed["says"] == "Agree who funds it: proposed as PRP-2008-0001; it waits for borough."
    with pytest.raises(Refused, match="no funding is agreed for that day"):
        offered("cost.split", MANAGER, places=at, what="Salt", on="2008-05-06", amount="0.05")
    offered("proposal.agreed", other, places=at | {"number": "PRP-2008-0001"})
    split = offered("cost.split", MANAGER, places=at, what="Salt", on="2008-05-06", amount="0.05")
    assert split["says"] == "£0.05 is borne by Bromsgrove £0.03, Redditch £0.02."


def test_a_published_register_is_taken_in_with_its_faults_told_and_kept() -> None:
    an_agreement_of_two_providers()
    told = take_in()
    assert told["says"] == "register.csv: 5 contracts are taken in, 1 of them without a fault."
    assert take_in()["says"] == "register.csv was taken in before; nothing changes."
    with acting(who(OFFICER), on=LATER.date()):
        known = register_of(again(HIGHWAYS))
    assert counted(known) == {
        Fault.REPEATED: 2,
        Fault.NO_REFERENCE: 1,
        Fault.ENDS_BEFORE: 1,
        Fault.EXPIRES_BEFORE: 1,
        Fault.NOT_MOVED: 1,
        Fault.NO_DAY: 1,
        Fault.NO_AMOUNT: 1,
        Fault.NOT_YES_OR_NO: 1,
    }
    assert [entry.line for entry in known] == [2, 3, 4, 5, 6]
    assert known[1].text("above_threshold") == "Noo"
    with pytest.raises(Refused, match="does not answer for this"):
        take_in(by=CONTRACTOR)
    with pytest.raises(Refused, match="cannot be read as rows"):
        take_in(b"a,b\n1,2\n", mapping=None)


def test_a_contract_is_entered_sound_or_not_at_all() -> None:
    an_agreement_of_two_providers()
    do("contract.entered", OFFICER, **CONTRACT)
    assert refused("contract.entered", OFFICER, **(CONTRACT | {"total_value": "lots"})) == "register.faulty"
    assert refused("contract.entered", OFFICER, **(CONTRACT | {"ends_on": "2008-04-30"})) == "register.faulty"
    with acting(who(OFFICER), on=LATER.date()):
        (entry,) = register_of(again(HIGHWAYS))
    assert entry.ticks == {"sme": False, "vcse": False}


def test_notices_become_clocks_by_the_rows_of_the_regime_that_is_recorded() -> None:
    an_agreement_of_two_providers()
    assert refused("notice.asked", event="contract entered into", on="2026-06-01") == "regime.unrecorded"
    exempt = REGIME | {"regime": "exempt: vertical arrangement"}
    assert refused("regime.recorded", **exempt) == "regime.not-met"
    assert refused("regime.recorded", **exempt, share="80") == "regime.not-met"
    do("regime.recorded", **REGIME)
    told = do("notice.asked", event="contract entered into", on="2026-06-01")
    assert told["says"] == "Asked for: UK7 by 30 June 2026, COPY by 29 August 2026, UK9 by 31 May 2027."
    do("notice.asked", event="contract entered into", on="2026-06-01")
    assert refused("notice.asked", event="a wedding", on="2026-06-01") == "notice.no-event"
    with acting(who(OFFICER), on=LATER.date()):
        notices = notices_of(again(HIGHWAYS))
        stands = regime_of(again(HIGHWAYS))
    assert [n.due_on for n in notices] == [day("2026-06-30"), day("2026-08-29"), day("2027-05-31")]
    assert {n.party for n in notices} == {"council"}
    assert stands is not None
    assert stands.light_touch is False
    do("regime.recorded", **exempt, share="91.5")
    assert "No notice is asked for" in do("notice.asked", event="contract ended", on="2026-06-01")["says"]


def test_a_change_is_weighed_and_what_can_be_contested_is_said_so() -> None:
    an_agreement_of_two_providers()
    do("regime.recorded", **REGIME)
    weigh = {"on": "2026-09-01", "value_change": "10.0", "term_change": "0"}
    assert "is not needed" in do("change.weighed", **weigh)["says"]
    advised = do("change.weighed", **(weigh | {"value_change": "10.1", "term_change": "5"}))["says"]
    assert advised.startswith("Publish recommended, take advice: it changes the value by 10.1 %, over 10 %")
    assert "is needed" in do("change.weighed", **(weigh | {"value_change": "10.1", "term_change": "12"}))["says"]
    with acting(who(OFFICER), on=LATER.date()):
        assert [n.due_on for n in notices_of(again(HIGHWAYS))] == [day("2026-09-01")] * 2
    assert refused("change.weighed", **(weigh | {"value_change": "much"})) == "percent.unfit"
