"""The table of paths against every state and step, the times of the ladder, costs, problems by level."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Party, Terms
from counterpart.capabilities.disputes.rules import paths, problems
from counterpart.capabilities.disputes.rules.bundle import may_be_shown, the_sealed
from counterpart.capabilities.disputes.rules.disputes import Adjudication, Dispute, Taken, money, standing_still
from counterpart.capabilities.disputes.rules.paths import (
    DISPUTE,
    ENDED,
    HEARD,
    HEARD_AT,
    OPEN,
    STEP_OF,
    TO_COURT,
    VERBS,
)
from counterpart.capabilities.disputes.rules.problems import Problem, by_level, taken_up
from counterpart.capabilities.disputes.rules.stepping import (
    Going,
    clause_of,
    earliest_meeting,
    is_early,
    latest_meeting,
    open_verbs,
    taken,
)
from counterpart.capabilities.disputes.rules.telling.disputes import dispute_page
from counterpart.capabilities.disputes.rules.telling.marks import days_left
from counterpart.engines.library.calendars import calendar
from counterpart.engines.library.rules.ladder import CORE_GROUP, EXECUTIVES, WORKING_GROUP
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.refusal import Refusal

TEMPLATE = on_the_shelf("supported-housing-partnering").template
PARTIES = (Party("1", "commissioner", "commissioner", "C"), Party("2", "provider", "provider", "P"))
AGREEMENT = AgreementFacts("a-1", "HOUSING", "Housing", PARTIES, Terms(TEMPLATE, "", ""))
ENGLAND = calendar("EW")
NOTICE = date(2008, 5, 6)
FAR = date(2008, 9, 1)
GROUP_OF = {paths.PLACED: "support-group", paths.REFERRED: "core-group", paths.REFERRED_DIRECTLY: "core-group"}


def a_dispute(state: str = paths.NOTIFIED, *heard: str, adjudicated: bool = False) -> Dispute:
    history = tuple(Taken(HEARD, "", NOTICE + timedelta(days=7), "provider", "", step) for step in heard)
    adjudication = Adjudication("A surveyor", "agreed", "", "provider", early=True, payer="provider")
    return Dispute(
        AGREEMENT,
        "DSP-2008-0001",
        "Hours",
        "Hours of March",
        "charges",
        "",
        None,
        "provider",
        NOTICE,
        state,
        history,
        adjudication=adjudication if adjudicated else None,
    )


def going(verb: str, on: date = FAR) -> Going:
    meeting = on + timedelta(days=7) if verb in (*GROUP_OF, paths.CONVENED) else None
    return Going(verb, on, meeting, GROUP_OF.get(verb, ""))


def used(state: str) -> tuple[str, ...]:
    """What has heard a dispute that came to a state by the longest way."""
    order = (WORKING_GROUP, CORE_GROUP, EXECUTIVES)
    heard_in = (paths.HEARD_BY_WORKING_GROUP, paths.HEARD_BY_CORE_GROUP, paths.HEARD_BY_EXECUTIVES)
    if state in (paths.IN_ADJUDICATION, paths.ADJUDICATED, paths.IN_COURT, *ENDED):
        return order
    before = paths.ESCALATING.index(state)
    return tuple(step for step, at in zip(order, heard_in, strict=True) if paths.ESCALATING.index(at) <= before)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", DISPUTE.states)
def test_every_step_is_taken_as_the_table_has_it_or_refused_by_its_clause(state: str, verb: str) -> None:
    dispute = a_dispute(state, *used(state))
    again = state == paths.ADJUDICATED and verb in (paths.REFERRED, paths.CONVENED)
    after = taken(dispute, going(verb), ENGLAND)
    if (state, verb) in DISPUTE.steps and not again:
        assert after == DISPUTE.steps[state, verb]
        assert verb in open_verbs(dispute)
    else:
        assert isinstance(after, Refusal)
        assert after.code in ("dispute.out-of-turn", "dispute.not-escalated", "dispute.not-now")
        assert "Dispute resolution 1." in after.rule
        assert after.next_step


@pytest.mark.parametrize("state", OPEN)
def test_proceedings_wait_for_the_escalation_process_wherever_a_dispute_stands(state: str) -> None:
    for heard in ((), (WORKING_GROUP,), (CORE_GROUP,), (WORKING_GROUP, EXECUTIVES)):
        refusal = taken(a_dispute(state, *heard), going(TO_COURT), ENGLAND)
        assert isinstance(refusal, Refusal)
        assert (refusal.code, refusal.rule.startswith("Dispute resolution 1.7")) == ("dispute.not-escalated", True)
    both = a_dispute(paths.IN_ADJUDICATION, CORE_GROUP, EXECUTIVES)
    assert taken(both, going(TO_COURT), ENGLAND) == paths.IN_COURT


def test_every_open_state_can_be_settled_and_none_that_ended() -> None:
    assert all((state, paths.SETTLE) in DISPUTE.steps for state in OPEN)
    assert not any(state in ENDED for state, _ in DISPUTE.steps)
    assert set(DISPUTE.states) == {*OPEN, *ENDED}
    assert set(HEARD_AT) | {paths.NOTIFIED, paths.SETTLED, paths.WITHDRAWN} == set(DISPUTE.states)


@pytest.mark.parametrize(
    ("verb", "state", "first"),
    [
        (paths.PLACED, paths.NOTIFIED, date(2008, 5, 13)),
        (paths.REFERRED_DIRECTLY, paths.NOTIFIED, date(2008, 5, 20)),
        (paths.REFERRED, paths.HEARD_BY_WORKING_GROUP, date(2008, 5, 28)),
    ],
)
def test_a_meeting_is_no_sooner_than_its_working_days_past_the_bank_holiday(verb: str, state: str, first: date) -> None:
    dispute = a_dispute(state, *used(state))
    found = earliest_meeting(dispute, verb, ENGLAND)
    assert found is not None
    assert found[0] == first
    on = date(2008, 5, 12)
    soon = taken(dispute, Going(verb, on, first - timedelta(days=1), GROUP_OF[verb]), ENGLAND)
    assert isinstance(soon, Refusal)
    assert (soon.code, "is too soon" in soon.fact) == ("dispute.not-now", True)
    assert taken(dispute, Going(verb, on, first, GROUP_OF[verb]), ENGLAND) == DISPUTE.steps[state, verb]


def test_the_executives_meet_at_no_more_than_the_longest_notice() -> None:
    dispute = a_dispute(paths.HEARD_BY_CORE_GROUP, CORE_GROUP)
    last = latest_meeting(dispute, paths.CONVENED, date(2008, 6, 2), ENGLAND)
    assert last is not None
    assert last[0] == date(2008, 6, 16)
    late = taken(dispute, Going(paths.CONVENED, date(2008, 6, 2), date(2008, 6, 17)), ENGLAND)
    assert isinstance(late, Refusal)
    assert "is too late" in late.fact
    assert "Dispute resolution 1.4" in late.rule
    assert isinstance(taken(dispute, Going(paths.CONVENED, date(2008, 6, 2)), ENGLAND), Refusal)


def test_a_group_that_does_not_hear_disputes_is_refused_and_a_meeting_is_not_told_before_it_was_held() -> None:
    wrong = taken(a_dispute(), Going(paths.PLACED, NOTICE, FAR, "core-group"), ENGLAND)
    assert isinstance(wrong, Refusal)
    assert wrong.code == "dispute.no-group"
    waiting = replace(
        a_dispute(paths.AT_CORE_GROUP), history=(Taken(paths.REFERRED, "", NOTICE, "", "", CORE_GROUP, FAR),)
    )
    early = taken(waiting, Going(HEARD, FAR - timedelta(days=1)), ENGLAND)
    assert isinstance(early, Refusal)
    assert "the meeting is on Monday 1 September 2008" in early.fact
    assert taken(waiting, Going(HEARD, FAR), ENGLAND) == paths.HEARD_BY_CORE_GROUP


def test_after_an_early_adjudication_the_escalation_process_can_still_be_used_in_its_order() -> None:
    bare = a_dispute(paths.ADJUDICATED, adjudicated=True)
    assert is_early(bare)
    assert taken(bare, going(paths.REFERRED), ENGLAND) == paths.AT_CORE_GROUP
    first = taken(bare, going(paths.CONVENED), ENGLAND)
    assert isinstance(first, Refusal)
    assert "the core group has not heard it" in first.fact
    then = a_dispute(paths.ADJUDICATED, CORE_GROUP, adjudicated=True)
    assert taken(then, going(paths.CONVENED), ENGLAND) == paths.AT_EXECUTIVES
    again = taken(a_dispute(paths.AT_CORE_GROUP, adjudicated=True), going(paths.ADJUDICATE), ENGLAND)
    assert isinstance(again, Refusal)
    assert "adjudication before" in again.fact


def test_an_agreement_without_a_step_or_that_lets_none_be_passed_over_says_so() -> None:
    assert TEMPLATE.disputes is not None
    shorter = replace(TEMPLATE.disputes, steps=TEMPLATE.disputes.steps[1:])
    without = replace(a_dispute(), of=replace(AGREEMENT, terms=Terms(replace(TEMPLATE, disputes=shorter), "", "")))
    refusal = taken(without, going(paths.PLACED), ENGLAND)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "dispute.no-such-step"
    assert taken(without, going(paths.REFERRED_DIRECTLY), ENGLAND) == paths.AT_CORE_GROUP
    strict = replace(TEMPLATE.disputes.steps[0], may_pass_over=False)
    stricter = replace(TEMPLATE.disputes, steps=(strict, *TEMPLATE.disputes.steps[1:]))
    bound = replace(a_dispute(), of=replace(AGREEMENT, terms=Terms(replace(TEMPLATE, disputes=stricter), "", "")))
    assert isinstance(taken(bound, going(paths.REFERRED_DIRECTLY), ENGLAND), Refusal)
    none = replace(a_dispute(), of=replace(AGREEMENT, terms=Terms(replace(TEMPLATE, disputes=None), "", "")))
    assert (none.still_to_use, clause_of(none, paths.SETTLE)) == ((), "")
    assert earliest_meeting(none, paths.PLACED, ENGLAND) is None


def test_who_adjudicates_early_pays_the_fee_and_the_others_costs() -> None:
    early = Adjudication(
        "A", "agreed", "", "provider", True, "provider", fee=Decimal("900.00"), other_costs=Decimal("50.50")
    )
    assert early.owed == Decimal("950.50")
    assert replace(early, other_costs=None).owed == Decimal("900.00")
    assert replace(early, early=False, payer="").owed is None
    assert replace(early, fee=None).owed is None


def test_records_of_behaviour_stay_out_of_a_bundle_and_figures_are_shown_as_sealed() -> None:
    refusal = may_be_shown(a_dispute(), "Team working 4.2")
    assert refusal is not None
    assert refusal.code == "clause.not-admissible"
    assert may_be_shown(a_dispute(), "Governance 7.1.10") is None
    figures = [{"indicator": "OSL 1", "area": "North"}, {"indicator": "OSL 1", "area": None, "value": "94.00"}]
    assert the_sealed(figures, "osl1", "2008-09") == figures[1]
    missing = the_sealed(figures, "NI 141", "2008-09")
    assert isinstance(missing, Refusal)
    assert missing.code == "exhibit.not-sealed"


def test_deductions_stand_still_only_while_the_dispute_is_open() -> None:
    still = replace(a_dispute(), still_since=NOTICE, still="Deductions")
    assert standing_still([still, a_dispute(), replace(still, state=paths.SETTLED)]) == [still]


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_sum_is_read_as_it_is_written(amount: Decimal) -> None:
    assert money(f"£{amount:,}", what="The claim") == amount


@pytest.mark.parametrize("text", ["", "ten", "-1", "1.234", "NaN", "9" * 20])
def test_what_is_no_sum_is_refused(text: str) -> None:
    assert isinstance(money(text, what="The claim"), Refusal)


def a_problem(level: int = 0, days: int | None = None, number: int = 1) -> Problem:
    solved = NOTICE + timedelta(days=days) if days is not None else None
    state = problems.SOLVED if solved else problems.OPEN
    reference = f"PRB-2008-{number:04}"
    return Problem("a-1", "HOUSING", reference, "Keys", "None", "", "", "provider", NOTICE, level, state, "", solved)


@given(st.lists(st.tuples(st.integers(0, 3), st.none() | st.integers(0, 90)), max_size=40))
def test_every_problem_is_counted_at_one_level_and_shares_add_up(kept: list[tuple[int, int | None]]) -> None:
    found = by_level([a_problem(level, days, n) for n, (level, days) in enumerate(kept, 1)])
    assert sum(one.solved + one.open for one in found) == len(kept)
    shares = [one.share for one in found if one.share is not None]
    assert not shares or abs(sum(shares) - 100) < 1e-9
    for one in found:
        here = sorted(days for level, days in kept if level == one.level and days is not None)
        assert one.median_days is None if not here else here[0] <= (one.median_days or 0) <= here[-1]


def test_a_problem_goes_up_with_a_reason_or_by_age_and_not_beyond_the_last_level() -> None:
    refusal = taken_up(a_problem(), "", NOTICE)
    assert isinstance(refusal, Refusal)
    assert "5 working days where it arose have not passed" in refusal.fact.replace("with where", "where")
    assert taken_up(a_problem(), "The tenant is at risk", NOTICE) == 1
    last = taken_up(a_problem(3), "More", NOTICE)
    assert isinstance(last, Refusal)
    assert "the highest level" in last.fact


@pytest.mark.parametrize("cycle", [problems.PROBLEM, problems.WARNING])
def test_the_life_of_a_problem_and_of_a_warning_is_their_table(cycle) -> None:  # type: ignore[no-untyped-def]
    for state in cycle.states:
        for verb in {verb for _, verb in cycle.steps}:
            after = cycle.after(state, verb)
            assert after == cycle.steps.get((state, verb)) or isinstance(after, Refusal)


def test_the_page_says_where_we_are_and_what_going_past_a_step_costs() -> None:
    page = dispute_page(a_dispute(), ENGLAND, [], NOTICE)
    words = " ".join(str(getattr(block, "words", "")) for block in page.blocks)
    assert "It is notified." in words
    assert "Who goes to adjudication before pays the whole of the adjudicator’s fees" in words
    assert [days_left(NOTICE + timedelta(days=n), NOTICE) for n in (0, 1, 2, -1, -2)] == [
        "today",
        "1 day left",
        "2 days left",
        "1 day ago",
        "2 days ago",
    ]
    assert set(STEP_OF.values()) <= {step.step for step in TEMPLATE.disputes.steps}  # type: ignore[union-attr]
