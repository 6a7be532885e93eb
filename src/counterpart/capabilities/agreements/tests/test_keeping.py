"""Anomalies, documents, levels of monitoring, requests, more years and the end, through the database."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from counterpart.capabilities.agreements.actions import keeping, running
from counterpart.capabilities.agreements.queries import agreements as queries
from counterpart.capabilities.agreements.queries import kept
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.tests.makers import MANAGER, PROVIDER, a_partnership, a_registered_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, who
from counterpart.engines.access.actors import acting
from counterpart.engines.clocks.running import clocks_of
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
AT = datetime(2009, 9, 1, 10, tzinfo=ZoneInfo("Europe/London"))


def seen(query: Any, *args: Any, email: str = OFFICER) -> Any:
    by = who(email, AT)
    with acting(by, on=AT.date()):
        return query(*args)


def again(agreement: AgreementFacts) -> AgreementFacts:
    by = who(OFFICER, AT)
    found: AgreementFacts = seen(queries.agreement_at, by, AT, agreement.reference)
    return found


def test_registering_opens_the_clocks_and_promises_of_the_whole_term() -> None:
    agreement = a_partnership()
    assert agreement.ends_on == date(2013, 9, 30)
    assert agreement.dates.value == 1_250_000
    clocks = seen(kept.moments_of, agreement)
    assert {clock.about for clock in clocks} == {"review", "break", "option", "end plan", "end of term"}
    promises = seen(kept.obligations_of, agreement)
    assert {promise.party for promise in promises} == {"commissioner", "provider"}
    assert all(date(2008, 10, 1) <= promise.due_on <= date(2013, 9, 30) for promise in promises)
    assert {promise.accepted_by for promise in promises} == {"commissioner", "provider"}


def test_what_was_due_before_the_record_began_is_not_asked_for_but_what_may_not_be_passed_over_is() -> None:
    registered = datetime(2017, 12, 4, 10, tzinfo=ZoneInfo("Europe/London"))
    agreement = a_partnership(
        "repairs-partnering",
        "BRIGHTON",
        registered,
        entered="2010-04-01",
        effective="2010-04-01",
        commencement="2010-04-01",
    )
    with acting(who(OFFICER, registered), on=registered.date()):
        clocks = kept.moments_of(agreement)
        promises = kept.obligations_of(agreement)
    (review,) = [clock for clock in clocks if clock.due_on < registered.date()]
    assert review.what == "Hold the review after year 5 in the core-group"
    assert min(promise.due_on for promise in promises) >= registered.date()


def test_an_agreement_without_a_term_is_dated_a_year_at_a_time() -> None:
    agreement = a_partnership("shared-services", "SHARED", AT, commencement="2009-09-01", effective="2009-09-01")
    assert agreement.ends_on is None
    assert agreement.dated_until == date(2010, 8, 31)
    before = len(seen(kept.obligations_of, agreement))
    reply = running.date_next_year(agreement, by=who(MANAGER, AT), at=AT)
    assert "31 August 2011" in reply["says"]
    promises = seen(kept.obligations_of, agreement)
    assert len(promises) > 2 * before - 1
    assert len({(one.subject, one.due_on) for one in promises}) == len(promises)
    assert again(agreement).dated_until == date(2011, 8, 31)


def test_an_agreement_of_a_term_is_not_dated_again() -> None:
    with pytest.raises(Refused) as refused:
        running.date_next_year(a_partnership(), by=who(MANAGER, AT), at=AT)
    assert refused.value.refusal.code == "obligations.dated"


def test_a_template_without_days_opens_nothing() -> None:
    agreement = a_registered_agreement()
    assert agreement.dates.commencement_on is None
    assert seen(kept.moments_of, agreement) == []


def test_an_anomaly_is_named_by_either_side_and_favours_whom_its_arithmetic_says() -> None:
    agreement = a_partnership()
    said = {
        "kind": "rate unlike cost",
        "what": "Changing a lock",
        "rate": "40",
        "cost": "31.50",
        "favours": "commissioner",
    }
    reply = keeping.name_anomaly(agreement, by=who(KPI_MANAGER, AT), at=AT, **said)
    assert "favours the provider" in reply["says"]
    (anomaly,) = seen(kept.anomalies_of, agreement)
    assert (anomaly.reference, str(anomaly.apart)) == ("ANO-2009-0001", "8.50")
    keeping.settle_anomaly(anomaly, by=who(MANAGER, AT), at=AT, settlement="£35.00 from October")
    (settled,) = seen(kept.anomalies_of, agreement)
    assert settled.state == "settled"
    with pytest.raises(Refused, match="cannot be settled"):
        keeping.settle_anomaly(anomaly, by=who(MANAGER, AT), at=AT, settlement="Again")


def test_a_rate_that_is_no_sum_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        keeping.name_anomaly(a_partnership(), by=who(MANAGER, AT), at=AT, kind="no rate", what="Roofs", rate="too much")
    assert refused.value.refusal.code == "anomaly.unfit"


def test_a_document_is_approved_by_another_hand_than_wrote_it_and_its_next_version_replaces_it() -> None:
    agreement = a_partnership()
    when = date(2010, 3, 31)
    said = {"title": "Plan for emergencies", "place": "Shelf 4", "review_on": when}
    keeping.register_document(agreement, by=who(MANAGER, AT), at=AT, **said)
    (document,) = seen(kept.documents_of, agreement)
    with pytest.raises(Refused) as refused:
        keeping.approve_document(document, by=who(MANAGER, AT), at=AT)
    assert refused.value.refusal.code == "document.two-hands"
    keeping.approve_document(document, by=who(PROVIDER, AT), at=AT)
    keeping.revise_document(document, by=who(PROVIDER, AT), at=AT, place="Shelf 5", review_on=date(2011, 3, 31))
    newest, replaced = seen(kept.documents_of, agreement)
    assert (newest.version, newest.state) == (2, "draft")
    assert (replaced.state, replaced.approver) == ("replaced", "provider manager, provider")
    reviews = seen(lambda: clocks_of(agreement.agreement_id, "", about=("document review",)))
    assert [(clock.state, clock.due_on) for clock in reviews] == [("met", when), ("running", date(2011, 3, 31))]


def test_the_commissioner_sets_how_closely_a_service_is_watched() -> None:
    agreement = a_partnership()
    with pytest.raises(Refused) as refused:
        keeping.set_monitoring(agreement, by=who(PROVIDER, AT), at=AT, risk="high", reason="New staff")
    assert refused.value.refusal.code == "monitoring.not-yours"
    keeping.set_monitoring(agreement, by=who(MANAGER, AT), at=AT, risk="low", reason="It runs well")
    keeping.set_monitoring(agreement, by=who(MANAGER, AT), at=AT, risk="high", reason="New staff")
    (watched,) = seen(kept.watched, agreement)
    assert (watched.level, watched.reason) == ("close", "New staff")


def test_what_is_owed_on_request_becomes_a_promise_due_as_the_agreement_says() -> None:
    agreement = a_partnership()
    reply = running.request(agreement, by=who(PROVIDER, AT), at=AT, obligation="C1", what="Proposal 3")
    assert "It is due on 29 September 2009" in reply["says"]
    for wrong in ("P5", "C9"):
        with pytest.raises(Refused) as refused:
            running.request(agreement, by=who(PROVIDER, AT), at=AT, obligation=wrong, what="Proposal 3")
        assert refused.value.refusal.code == "obligation.not-on-request"


def test_a_term_is_extended_by_the_options_it_has_and_no_further() -> None:
    agreement = a_partnership()
    for ends in (2014, 2015, 2016):
        reply = running.extend(again(agreement), by=who(MANAGER, AT), at=AT, years=1, reason="Service levels were met")
        assert f"30 September {ends}" in reply["says"]
    longer = again(agreement)
    assert longer.ends_on == date(2016, 9, 30)
    open_ = [clock for clock in seen(kept.moments_of, longer) if clock.is_open]
    assert [clock.due_on for clock in open_ if clock.about == "end of term"] == [date(2016, 9, 30)]
    assert [clock.due_on for clock in open_ if clock.about == "end plan"] == [date(2014, 9, 30)]
    with pytest.raises(Refused) as refused:
        running.extend(longer, by=who(MANAGER, AT), at=AT, years=1, reason="Again")
    assert refused.value.refusal.code == "term.no-option"


def test_a_review_is_held_with_what_was_decided_and_its_minute_and_only_once() -> None:
    agreement = a_partnership()
    review = next(one for one in seen(kept.moments_of, agreement) if one.about == "review")
    said = {"review": review.reference, "decided": "Targets stay as they are", "minute": "Core group 12/09"}
    reply = running.hold_review(agreement, by=who(MANAGER, AT), at=AT, **said)
    assert "Core group 12/09" in reply["says"]
    held = next(one for one in seen(kept.moments_of, agreement) if one.reference == review.reference)
    assert held.state == "met"
    with pytest.raises(Refused) as refused:
        running.hold_review(agreement, by=who(MANAGER, AT), at=AT, **said)
    assert refused.value.refusal.code == "term.no-review"


def test_a_notice_at_a_break_ends_the_agreement_there_and_lets_go_what_comes_after() -> None:
    agreement = a_partnership()
    reply = running.use_break(agreement, by=who(PROVIDER, AT), at=AT, at_break="break after 3 years", reason="Costs")
    assert "ends on 30 September 2011" in reply["says"]
    shorter = again(agreement)
    assert shorter.ends_on == date(2011, 9, 30)
    open_ = [clock for clock in seen(kept.moments_of, shorter) if clock.is_open]
    assert [clock.due_on for clock in open_ if clock.about == "end of term"] == [date(2011, 9, 30)]
    assert not [clock for clock in open_ if clock.about in ("break", "option")]
    promises = seen(kept.obligations_of, shorter)
    assert all(one.due_on <= date(2011, 9, 30) for one in promises if one.is_open)


@pytest.mark.parametrize("name", ["break after 3 years", "break after 1 year"])
def test_a_notice_that_comes_too_late_or_at_no_break_is_refused(name: str) -> None:
    agreement = a_partnership()
    late = datetime(2011, 5, 3, 10, tzinfo=ZoneInfo("Europe/London"))
    with pytest.raises(Refused) as refused:
        running.use_break(agreement, by=who(PROVIDER, late), at=late, at_break=name, reason="Costs")
    assert refused.value.refusal.code == "term.no-break"


def test_the_plan_of_the_end_is_promises_and_stops_its_clock() -> None:
    agreement = a_partnership()
    said = {"matters": ["Transfer of staff", "Final account"], "party": "provider", "due_on": date(2013, 6, 30)}
    running.plan_end(agreement, by=who(MANAGER, AT), at=AT, **said)
    assert [one.accepted_by for one in seen(kept.end_plan_of, agreement)] == ["commissioner", "commissioner"]
    (clock,) = [one for one in seen(kept.moments_of, agreement) if one.about == "end plan"]
    assert clock.state == "met"


def test_a_party_records_what_it_put_in_and_a_correction_counts() -> None:
    agreement = a_partnership()
    for amount in ("12,000", "£13,500"):
        running.record_investment(agreement, by=who(PROVIDER, AT), at=AT, year="2008-09", amount=amount, what="Skills")
    (put,) = seen(kept.put_in, agreement)
    assert (put.party, put.amount) == ("provider", 13_500)
    for wrong in ({"year": "2008"}, {"amount": "much"}):
        said = {"year": "2008-09", "amount": "1", "what": "Skills"} | wrong
        with pytest.raises(Refused):
            running.record_investment(agreement, by=who(PROVIDER, AT), at=AT, **said)
