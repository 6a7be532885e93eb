"""Risks entered, taken in, scored, reviewed, made issues and closed: through the database."""

import pytest

from counterpart.capabilities.agreements.tests.makers import the_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, who
from counterpart.capabilities.risks.queries import risks_of
from counterpart.capabilities.risks.rules.risks import Measure, Movement, Risk
from counterpart.capabilities.risks.rules.rollup import heat_map
from counterpart.capabilities.risks.tests.makers import (
    MANAGER,
    PROVIDER,
    REGISTER_OF_2010,
    RISK,
    TODAY,
    a_risk,
    an_issue,
    ask,
    day,
    the_fourteen,
    the_issue,
    the_risk,
)
from counterpart.capabilities.team.tests.makers import a_team
from counterpart.engines.access.actors import acting
from counterpart.engines.acts.asked import Upload
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.running import clocks_about
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]


def refused(act: str, by: str, **sent: object) -> str:
    with pytest.raises(Refused) as no:
        ask(act, by, **sent)  # type: ignore[arg-type]
    return no.value.refusal.code


def clocks(subject: str) -> list[Clock]:
    agreement = the_agreement()
    with acting(who(OFFICER), on=TODAY):
        return clocks_about(agreement.agreement_id, agreement.reference, subject)


def every_risk() -> list[Risk]:
    agreement = the_agreement()
    with acting(who(OFFICER), on=TODAY):
        return risks_of(agreement)


def test_the_fourteen_risks_load_with_scores_names_and_movements() -> None:
    a_team()
    told = the_fourteen()
    assert told["says"] == "14 risks are taken in to the register of the programme, from RSK-2008-0001 on."
    risks = every_risk()
    assert [risk.known_as for risk in risks] == [str(n) for n in range(1, 15)]
    assert [risk.current.worth for risk in risks] == [6, 8, 3, 4, 6, 8, 6, 9, 6, 9, 4, 6, 4, 4]
    names = {(r.scale.likelihood[r.current.likelihood - 1], r.scale.impact[r.current.impact - 1]) for r in risks}
    assert ("Significant", "Marginal") in names
    assert ("Low", "Critical") in names
    moved = {risk.known_as: risk.moved for risk in risks if risk.moved}
    reduced = Movement.REDUCED
    assert moved == {"3": reduced, "11": reduced, "13": reduced, "14": reduced, "10": Movement.INCREASED}
    assert {risk.source for risk in risks} == {"Shared services progress report of January 2011 (003), Appendix A"}
    squares = {
        (s.likelihood, s.impact): [r.known_as for r in s.risks] for row in heat_map(risks[0].scale, risks) for s in row
    }
    assert squares[3, 3] == ["8", "10"]
    assert squares[1, 4] == ["14"]


def test_a_register_is_taken_in_once_and_by_its_keepers() -> None:
    a_team()
    the_fourteen()
    file = Upload("risks-2010.csv", REGISTER_OF_2010.read_bytes())
    assert refused("risk.taken_in", MANAGER, file=file, kept_in="programme") == "risk.twice"
    assert refused("risk.taken_in", MANAGER, file=file, kept_in="provider") == "risk.not-yours"
    assert refused("risk.taken_in", MANAGER, file=file, kept_in="moon") == "risk.no-register"
    assert refused("risk.taken_in", KPI_MANAGER, file=file, kept_in="programme") == "risk.not-yours"
    assert refused("risk.taken_in", MANAGER, file=Upload("x.csv", b"\xff\xfe"), kept_in="agreement") == "risk.unfit"
    assert len(every_risk()) == 14


def test_a_changed_score_needs_a_reason_and_keeps_the_one_before() -> None:
    a_team()
    number = a_risk()
    told = ask("risk.scored", PROVIDER, number=number, likelihood="1", impact="Major", reason="The move is put off")
    assert told["says"] == f"{number} now has a current score of 3, reduced from 6."
    assert refused("risk.scored", PROVIDER, number=number, likelihood="1", impact="2") == "request.unfit"
    ask("risk.scored", PROVIDER, number=number, measure="inherent", likelihood="4", impact="4", reason="Nothing done")
    ask("risk.scored", PROVIDER, number=number, measure="target", likelihood="1", impact="1", reason="As we wish it")
    risk = the_risk(number)
    assert [(score.measure, score.worth) for score in risk.scores] == [
        ("current", 6),
        ("current", 3),
        ("inherent", 16),
        ("target", 1),
    ]
    assert risk.scores[1].reason == "The move is put off"
    assert risk.moved is Movement.REDUCED
    target = risk.score(Measure.TARGET)
    assert target is not None
    assert refused("risk.scored", MANAGER, number=number, likelihood="1", impact="2", reason="No") == "risk.not-yours"


def test_reviews_run_by_a_clock_and_an_absent_one_is_absent() -> None:
    a_team()
    number = a_risk()
    review = the_risk(number).review
    assert review is not None
    assert (review.due_on, review.party) == (day("2008-06-30"), "provider")
    ask("risk.reviewed", MANAGER, number=number, remark="It stays as it is")
    risk = the_risk(number)
    assert (risk.review, risk.reviewed_on) == (None, TODAY)
    ask("risk.reviewed", PROVIDER, number=number, remark="It stays", next_on="2008-09-30")
    again = the_risk(number).review
    assert again is not None
    assert again.due_on == day("2008-09-30")
    assert refused("risk.reviewed", PROVIDER, number=number, remark="Again", next_on="2008-05-06") == "risk.review-past"
    assert the_risk(a_risk(review_on=None, title="Doors")).review is None


def test_a_risk_that_happens_is_an_issue_and_open_again_once_that_is_resolved() -> None:
    a_team()
    issue = an_issue()
    found = the_issue(issue)
    assert (found.risk, found.title, found.party) == ("RSK-2008-0001", RISK["title"], "provider")
    assert found.clock is not None
    assert found.clock.due_on == day("2008-05-20")
    assert the_risk().state == "happened"
    assert refused("risk.closed", PROVIDER, number="RSK-2008-0001", reason="Gone") == "lifecycle.not-from-here"
    told = ask("issue.resolved", MANAGER, number=issue, how="Two more people take calls")
    assert told["says"] == f"{issue} is resolved. RSK-2008-0001 is open again: it may happen another time."
    assert (the_risk().state, the_issue(issue).clock) == ("open", None)
    assert refused("issue.resolved", MANAGER, number=issue, how="Twice") == "lifecycle.not-from-here"
    alone = ask("issue.raised", MANAGER, title="The lift stands", what="It stands since Monday")["reference"]
    assert the_issue(alone).risk == ""
    ask("issue.resolved", PROVIDER, number=alone, how="It runs")


def test_a_risk_is_handed_over_mitigated_closed_and_opened_again() -> None:
    a_team()
    number = a_risk()
    ask("risk.handed_over", PROVIDER, number=number, owner="director", reason="The manager has left")
    ask("risk.mitigated", PROVIDER, number=number, mitigation="The move waits for July")
    told = ask("risk.closed", PROVIDER, number=number, reason="The call centre stays where it is")
    assert told["says"] == f"{number} is closed."
    risk = the_risk(number)
    assert (risk.owner, risk.mitigation, risk.review) == ("director", "The move waits for July", None)
    assert refused("risk.mitigated", PROVIDER, number=number, mitigation="More") == "lifecycle.not-from-here"
    ask("risk.reopened", PROVIDER, number=number, reason="It is spoken of again")
    assert the_risk(number).state == "open"


def test_the_providers_register_is_put_forward_and_verified_by_the_other() -> None:
    a_team()
    assert refused("register.put_forward", PROVIDER, kept_in="provider", review_by="2008-06-10") == (
        "register.not-put-forward"
    )
    a_risk()
    assert refused("register.put_forward", MANAGER, kept_in="provider", review_by="2008-06-10") == "risk.not-yours"
    assert refused("register.put_forward", PROVIDER, kept_in="provider", review_by="2008-05-01") == (
        "register.not-put-forward"
    )
    promise = ask("register.put_forward", PROVIDER, kept_in="provider", review_by="2008-06-10")["reference"]
    (kept,) = clocks("ROTHERHAM/risks/provider")
    assert (kept.reference, kept.party, kept.accepted_by) == (promise, "provider", "commissioner")
    ask("promise.shown", PROVIDER, number=promise, evidence="Core group 6/08, item 7")
    ask("promise.verified", MANAGER, number=promise)
    assert clocks("ROTHERHAM/risks/provider")[0].state == "met"
