"""Changes of the terms through the database: proposed, assessed, signed by each, and in force from their day."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from counterpart.capabilities.agreements import models
from counterpart.capabilities.agreements.actions import changing
from counterpart.capabilities.agreements.queries import agreements as queries
from counterpart.capabilities.agreements.queries import kept
from counterpart.capabilities.agreements.rules.changes import Change
from counterpart.capabilities.agreements.tests.makers import MANAGER, PROVIDER, a_partnership, the_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, who
from counterpart.engines.access.actors import acting
from counterpart.engines.acts.asked import Upload
from counterpart.engines.acts.hands import do
from counterpart.engines.acts.offers import OFFERS, read
from counterpart.engines.clocks.running import clocks_about
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.period import period
from counterpart.values.refusal import Refused

settings.REGISTER_ACTS()
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
REFERENCE, NUMBER = "FIVE-BOROUGHS", "CHG-2009-0001"
PROPOSES = datetime(2009, 9, 1, 10, tzinfo=ZoneInfo("Europe/London"))
NEXT = date(2009, 10, 1)


def proposed(**said: Any) -> str:
    agreement = the_agreement(REFERENCE)
    asked = {
        "title": "Target for referrals",
        "why": "The first year exceeded it",
        "takes_effect_on": NEXT,
        "indicator": "OSL 1",
        "period": period("2010-11"),
        "target": "97.0 %",
    } | said
    reply: dict[str, str] = changing.propose(agreement, by=who(MANAGER, PROPOSES), at=PROPOSES, **asked)
    return reply["reference"]


def the_change(email: str = OFFICER, number: str = NUMBER) -> Change:
    by = who(email, PROPOSES)
    with acting(by, on=PROPOSES.date()):
        return kept.change_named(by, PROPOSES, REFERENCE, number)


def assessed() -> None:
    said = {"service": "None", "money": "None", "advice": "Agree to it"}
    changing.assess(the_change(), by=who(PROVIDER, PROPOSES), at=PROPOSES, **said)


def signed_by_both(at: datetime = PROPOSES) -> str:
    """Asked for by the commissioner on the page of the change, which signs; then the provider agrees."""
    places, by, other = {"reference": REFERENCE, "number": NUMBER}, who(MANAGER, at), who(PROVIDER, at)
    offer = OFFERS["change.agreed"]
    with acting(by, on=at.date()):
        reply = do(offer, places, read(offer.body, {}), by=by, at=at)
    with acting(other, on=at.date()):
        answer, named = OFFERS["proposal.agreed"], {"reference": REFERENCE, "number": reply["reference"]}
        says: str = do(answer, named, read(answer.body, {}), by=other, at=at)["says"]
    return says


def test_a_change_is_told_in_words_and_numbered_by_its_year() -> None:
    a_partnership()
    assert proposed() == NUMBER
    change = the_change()
    assert change.state == "proposed"
    assert change.differences == ("Indicator OSL 1: target for 2010-11 changed from 95.0 % to 97.0 %",)
    assert change.party == "commissioner"


def test_the_other_side_is_given_as_long_as_the_agreement_says_to_assess_it() -> None:
    agreement = a_partnership()
    proposed()
    (clock,) = clocks_of(agreement.agreement_id)
    assert clock.party == "provider"
    assert clock.due_on == date(2009, 9, 29)
    assessed()
    (clock,) = clocks_of(agreement.agreement_id)
    assert clock.state == "met"


def clocks_of(agreement: str) -> list[Any]:
    by = who(OFFICER, PROPOSES)
    with acting(by, on=PROPOSES.date()):
        return clocks_about(agreement, REFERENCE, NUMBER)


def test_with_the_hand_of_each_party_the_new_terms_hold_from_their_day_and_old_periods_keep_theirs() -> None:
    a_partnership()
    proposed()
    assessed()
    assert "and done" in signed_by_both()
    assert the_change().state == "agreed"
    by = who(OFFICER, PROPOSES)
    with acting(by, on=PROPOSES.date()):
        before = queries.agreement_named(REFERENCE, by=by, on=NEXT - timedelta(days=1))
        after = queries.agreement_named(REFERENCE, by=by, on=NEXT)
    assert (before.template.version, after.template.version) == (1, 2)
    indicator = after.template.indicator("OSL 1")
    assert indicator is not None
    assert indicator.target["2010-11"] == "97.0 %"


def test_one_hand_alone_changes_nothing() -> None:
    a_partnership()
    proposed()
    assessed()
    by, offer = who(MANAGER, PROPOSES), OFFERS["change.agreed"]
    with acting(by, on=PROPOSES.date()):
        do(offer, {"reference": REFERENCE, "number": NUMBER}, read(offer.body, {}), by=by, at=PROPOSES)
    assert the_change().state == "assessed"
    with acting(by, on=PROPOSES.date()):
        assert models.TemplateVersion.objects.count() == 1


def test_a_change_is_not_agreed_before_it_is_assessed() -> None:
    a_partnership()
    proposed()
    with pytest.raises(Refused, match="cannot be agreed"):
        signed_by_both()


def test_whoever_proposes_a_change_does_not_assess_it() -> None:
    a_partnership()
    proposed()
    with pytest.raises(Refused) as refused:
        changing.assess(the_change(), by=who(MANAGER, PROPOSES), at=PROPOSES, service="a", money="b", advice="c")
    assert refused.value.refusal.code == "change.not-yours"


def test_who_only_sends_figures_proposes_nothing() -> None:
    agreement = a_partnership()
    with pytest.raises(Refused) as refused:
        changing.propose(
            agreement, by=who(KPI_MANAGER, PROPOSES), at=PROPOSES, title="a", why="b", takes_effect_on=NEXT
        )
    assert refused.value.refusal.code == "change.not-yours"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"takes_effect_on": date(2009, 8, 31)}, "change.past"),
        ({"indicator": "XX 1"}, "change.unfit"),
        ({"target": "soon"}, "change.unfit"),
        ({"target": None}, "change.unfit"),
        ({"target": "95.0 %"}, "change.unfit"),
    ],
)
def test_what_cannot_be_a_change_is_refused(said: dict[str, Any], code: str) -> None:
    a_partnership()
    with pytest.raises(Refused) as refused:
        proposed(**said)
    assert refused.value.refusal.code == code


def test_whole_new_terms_are_written_to_a_change_and_what_is_owed_is_dated_anew() -> None:
    a_partnership()
    proposed(indicator=None, period=None, target=None)
    text = on_the_shelf("supported-housing-partnering").text
    text = text.replace("version: 1\n", "version: 2\n", 1).replace("    when: month\n", "    when: quarter\n", 1)
    changing.write(the_change(), by=who(MANAGER, PROPOSES), at=PROPOSES, file=Upload("terms.yaml", text.encode()))
    (difference,) = the_change().differences
    assert difference == "Obligation P5: when changed from “month” to “quarter”"
    assessed()
    signed_by_both()
    by = who(OFFICER, PROPOSES)
    with acting(by, on=PROPOSES.date()):
        agreement = queries.agreement_named(REFERENCE, by=by, on=NEXT)
        promises = [one for one in kept.obligations_of(agreement) if one.subject.endswith("/P5")]
    gone = [one for one in promises if one.state == "withdrawn"]
    begun = [one for one in promises if one.state == "running" and one.due_on >= NEXT]
    assert gone
    assert all(one.due_on >= NEXT for one in gone)
    assert {one.due_on.month for one in begun} == {1, 4, 7, 10}


def test_terms_of_another_template_are_refused() -> None:
    a_partnership()
    proposed(indicator=None, period=None, target=None)
    other = on_the_shelf("rotherham-almo").text
    with pytest.raises(Refused) as refused:
        changing.write(the_change(), by=who(MANAGER, PROPOSES), at=PROPOSES, file=Upload("t.yaml", other.encode()))
    assert refused.value.refusal.code == "change.unfit"


def test_a_change_is_refused_by_the_other_side_or_withdrawn_by_its_own_with_the_reason() -> None:
    a_partnership()
    proposed()
    with pytest.raises(Refused):
        changing.refuse(the_change(), by=who(MANAGER, PROPOSES), at=PROPOSES, reason="No")
    changing.refuse(the_change(), by=who(PROVIDER, PROPOSES), at=PROPOSES, reason="Too soon")
    assert the_change().state == "refused"
    assert the_change().steps[-1].reason == "Too soon"
    proposed()
    changing.withdraw(the_change(number="CHG-2009-0002"), by=who(MANAGER, PROPOSES), at=PROPOSES, reason="Not now")
    assert the_change(number="CHG-2009-0002").state == "withdrawn"


def test_a_change_that_another_overtook_is_refused_when_it_is_to_be_signed() -> None:
    a_partnership()
    proposed()
    proposed(target="98.0 %", takes_effect_on=NEXT + timedelta(days=1))
    assessed()
    signed_by_both()
    second = the_change(number="CHG-2009-0002")
    changing.assess(second, by=who(PROVIDER, PROPOSES), at=PROPOSES, service="a", money="b", advice="c")
    with pytest.raises(Refused) as refused:
        changing.agree(the_change(number="CHG-2009-0002"), by=who(MANAGER, PROPOSES), at=PROPOSES)
    assert refused.value.refusal.code == "change.overtaken"
