"""The yearly round, action plans, coverage and setting up, as rules: no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules import action_plans, coverage, setting_up
from counterpart.capabilities.performance.rules import round as rules
from counterpart.capabilities.performance.rules.action_plans import ActionPlan, Version
from counterpart.capabilities.performance.rules.action_plans_told import plan_page, plans
from counterpart.capabilities.performance.rules.challenge import MEDIAN, TOP, Beside, Finding, Outturn, PeerGroup
from counterpart.capabilities.performance.rules.coverage import Entered, Habit, Of, Share
from counterpart.capabilities.performance.rules.coverage_told import coverage as coverage_page
from counterpart.capabilities.performance.rules.keepers import Keeper, keeper, reached
from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.capabilities.performance.rules.round import Round, Said, Sought
from counterpart.capabilities.performance.rules.round_told import round_page, rounds, target_page
from counterpart.engines.access.roles import May
from counterpart.engines.access.rules import Actor, Hand, Standing
from counterpart.engines.clocks.rules.promises import Clock, Kind
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.scope import Objective, ServiceArea
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.engines.reporting.rules.cells import Linked, Table
from counterpart.engines.reporting.rules.document import Callout, Document, Facts, Heading, Paragraph, Points
from counterpart.values.period import period
from counterpart.values.quantity import Unit
from counterpart.values.refusal import Refusal

D = Decimal
TEMPLATE = on_the_shelf("rotherham-almo").template
YEAR, DAY = period("2008-09"), date(2008, 2, 4)
RENT = Indicator("BV 66a", "Rent collected", "KPI", Unit.PERCENT, Better.HIGHER, "summary")
ASKS = Finding(MEDIAN, D("0.5"), "It is below the median.")
WHO = Hand("p")


def sought(**said: Any) -> Sought:
    told = {"owner": Keeper(), "state": rules.UNSET} | said
    return Sought("a", "HOUSING", "RND-2008-0001", YEAR, True, RENT, **told)


def one_round(*targets: Sought, state: str = rules.OPEN) -> Round:
    return Round("a", "HOUSING", "RND-2008-0001", YEAR, state, DAY, date(2008, 3, 14), targets)


def step(verb: str, version: int = 1, words: str = "Why so little?") -> Said:
    return Said(verb, DAY, "A name", "provider", "KPI manager", words, version, "98 %")


def words(document: Document) -> str:
    """Everything a page says, one after the other."""
    said = [document.title, document.subtitle]
    for block in document.blocks:
        match block:
            case Points():
                said += [str(point) for point in block.points]
            case Table():
                said += [cell.words for row in block.rows for cell in row]
            case Facts():
                said += [f"{name}: {fact}" for name, fact in block.facts]
            case Heading() | Paragraph() | Callout():
                said.append(block.words)
    return "\n".join(said)


def test_a_keeper_is_read_as_far_as_it_can_be() -> None:
    read = {said: keeper(TEMPLATE, said) for said in ("provider KPI manager", "Commissioner", "Head of Housing", "")}
    assert [(one.party, one.role) for one in read.values()] == [
        ("provider", "KPI manager"),
        ("commissioner", ""),
        ("", ""),
        ("", ""),
    ]
    them = Actor("p", "P", "p@x", (Standing("a", "i", "provider", "provider", "KPI manager"),))
    assert [one.is_(them, "a", May.SEND) for one in read.values()] == [True, False, False, True]
    client = Actor("c", "C", "c@x", (Standing("a", "i", "commissioner", "commissioner", "contract manager"),))
    assert [one.is_(client, "a", May.GIVE) for one in read.values()] == [False, True, True, True]
    assert keeper(TEMPLATE, "commissioner auditor").is_(client, "a", May.GIVE)
    auditor = Actor("u", "U", "u@x", (Standing("a", "i", "commissioner", "commissioner", "auditor"),))
    assert not keeper(TEMPLATE, "commissioner auditor").is_(auditor, "a", May.GIVE)
    assert not read["provider KPI manager"].is_(them, "b", May.SEND)
    assert read["provider KPI manager"].in_words(May.SEND) == "KPI manager of the provider"
    assert read["Head of Housing"].in_words(May.GIVE) == "contract manager or commissioner lead"


def test_a_difficulty_reaches_those_who_are_named_and_every_other_party_once() -> None:
    named = replace(RENT, owner="commissioner contract manager", manager="provider KPI manager")
    template = replace(TEMPLATE, indicators=(named,))
    assert reached(template, "BV 66a", ["commissioner"]) == (
        ("provider", "KPI manager"),
        ("commissioner", "contract manager"),
    )
    assert reached(template, "none", ["commissioner"]) == (("commissioner", ""),)


@pytest.mark.parametrize(
    ("year", "by", "fact"),
    [
        ("2008-04", DAY, "April 2008 is no year"),
        ("2006-07", DAY, "2006/07 is over"),
        ("2008-09", date(2008, 1, 1), "1 January 2008 has passed"),
    ],
)
def test_a_round_is_of_a_year_that_is_not_over_with_a_day_to_come(year: str, by: date, fact: str) -> None:
    refusal = rules.opened_for(TEMPLATE, period(year), by, on=DAY)
    assert refusal is not None
    assert refusal.fact == fact
    assert rules.opened_for(TEMPLATE, YEAR, DAY, on=DAY) is None
    none = rules.opened_for(replace(TEMPLATE, indicators=()), YEAR, DAY, on=DAY)
    assert none is not None
    assert "no indicator" in none.fact


def test_what_is_within_a_band_or_not_in_force_takes_no_part_in_a_round() -> None:
    assert rules.has_a_target(RENT, YEAR)
    assert not rules.has_a_target(replace(RENT, better=Better.WITHIN), YEAR)
    assert not rules.has_a_target(replace(RENT, starts_on="2010-04-01"), YEAR)


def test_a_target_that_the_test_questions_waits_until_what_now_stands_was_answered_for() -> None:
    asked = sought(state=rules.PROPOSED, version=2, findings=(ASKS,), said=(step("challenged"), step("answered")))
    assert "nobody has challenged and answered" in asked.waits_for
    assert replace(asked, said=(step("answered", version=2),)).waits_for == ""
    assert replace(asked, findings=(replace(ASKS, asks=False),)).waits_for == ""
    assert sought().waits_for == "nobody has proposed a target"
    assert sought(state=rules.CHALLENGED).waits_for == "its challenge is not answered"
    assert sought(state=rules.AGREED).waits_for == "it is agreed already"


def test_the_unchallenged_are_told_with_those_that_the_test_questions_first() -> None:
    calm, asked = sought(state=rules.PROPOSED), sought(state=rules.PROPOSED, findings=(ASKS,))
    challenged = sought(state=rules.PROPOSED, said=(step("challenged"),))
    one = one_round(calm, asked, challenged, sought())
    assert one.unchallenged == (asked, calm)
    assert (one.unset, one.ready) == ((sought(),), (calm, challenged))
    assert rules.keepers(one.targets) == (Keeper(),)


def test_what_goes_forward_is_what_is_ready_or_what_is_named_and_ready() -> None:
    ready = sought(state=rules.PROPOSED)
    assert rules.chosen(one_round(ready), ()) == (ready,)
    assert rules.chosen(one_round(ready), ["BV 66a", "BV 66a"]) == (ready,)
    none = rules.chosen(one_round(sought()), ())
    assert isinstance(none, Refusal)
    assert none.fact == "none of its targets is ready"
    two = rules.chosen(one_round(sought()), ["BV 66a", "BV 63"])
    assert isinstance(two, Refusal)
    assert two.fact == "2 targets are not ready"
    assert [problem.found for problem in two.problems] == ["it is not in this round", "nobody has proposed a target"]


def test_a_closed_round_refuses_and_a_target_is_read_in_its_unit() -> None:
    assert rules.is_open(one_round()) is None
    assert rules.is_open(sought()) is None
    for closed in (one_round(state=rules.CLOSED), replace(sought(), open=False)):
        refusal = rules.is_open(closed)
        assert refusal is not None
        assert refusal.code == "round.closed"
    assert rules.target_read(RENT, "98.5 %") == D("98.5")
    assert isinstance(rules.target_read(RENT, "5 days"), Refusal)
    assert rules.unknown("round", "X").code == "round.unknown"
    assert rules.once_a_year(YEAR, "RND-2008-0001").code == "round.opened-already"


def test_the_pages_of_a_round_say_first_how_it_stands() -> None:
    assert "No round was opened yet" in words(rounds("HOUSING", [], DAY))
    cuts = PeerGroup("All England", period("2007-08"), (D(96), D(97), D(98)), n=40, published_in="A table")
    label = PeerGroup("All ALMO", period("2007-08"), label=Label.TOP_QUARTILE)
    near = Beside((Outturn(period("2007-08"), D("98.47")),), (period("2007-08"), D("98.25")), (cuts, label))
    asked = sought(
        state=rules.PROPOSED,
        version=1,
        target="98 %",
        why="Rents rise",
        priorities="A panel",
        findings=(ASKS, Finding(TOP, D(1), "It is short of the best.", asks=False)),
        beside=near,
        said=(step("proposed"), replace(step("commented"), role="", party="")),
    )
    forward = replace(asked, state=rules.FORWARD, change="CHG-2008-0001", findings=())
    one = one_round(sought(), asked, forward)
    told = words(round_page(one, {"BV 66a": near}, DAY))
    assert (
        "0 of 3 targets are agreed, and 1 are unset; the test of challenge questions 1, and nobody has answered."
        in told
    )
    assert "Targets are proposed by 14 March 2008." in told
    assert "CHG-2008-0001: BV 66a" in told
    assert "98.47 %" in told
    quiet = words(round_page(one_round(replace(asked, said=(step("challenged"),)), state=rules.CLOSED), {}, DAY))
    assert "Every target is proposed." in quiet
    assert "Every proposed target was challenged." in quiet
    assert "no question of the test of challenge is open." in words(rounds("HOUSING", [one_round(sought())], DAY))
    assert "Targets are proposed by" not in quiet
    assert "RND-2008-0001" in words(rounds("HOUSING", [one], DAY))
    page = words(target_page(asked, near, DAY))
    assert "It cannot go forward yet: the test of challenge questions it" in page
    assert "All England, 2007/08: the median of 40 peers is 97 %, the quarters begin at 96 % and 98 %." in page
    assert "All ALMO, 2007/08: our figure was Top 25 %, as published." in page
    assert "4 February 2008, A name (KPI manager, provider) proposed 98 %: Why so little?" in page
    assert "It went forward in CHG-2008-0001." in words(target_page(forward, near, DAY))
    assert "It is ready to go forward." in words(target_page(replace(asked, findings=()), near, DAY))
    bare = replace(sought(), indicator=replace(RENT, improvement="2 points better than last year"))
    assert "Nobody has proposed it yet." in words(target_page(bare, Beside(), DAY))
    assert "No earlier year’s outturn" in words(target_page(bare, Beside(), DAY))
    few = Beside(peers=(replace(cuts, n=None), replace(label, label=None)))
    page = words(target_page(bare, few, DAY))
    assert "The agreed improvement: 2 points better than last year." in page
    assert "our figure was not placed." in page
    assert "98 % is agreed for 2008/09, by CHG-2008-0001." in words(
        target_page(replace(forward, state=rules.AGREED), near, DAY)
    )


def plan(*versions: Version) -> ActionPlan:
    return ActionPlan("a", "HOUSING", "BV 66a", "Rent collected", YEAR, Keeper(), Keeper("x"), (WHO,), versions)


WRITTEN = Version(1, "Call tenants", "ab" * 32, DAY, "A name", "provider")
SIGNED = replace(WRITTEN, signed_on=DAY, signed_by="Another", signed_for="commissioner")
ANEW = replace(WRITTEN, version=2, actions="Call tenants early", digest="cd" * 32)


def test_a_plan_is_unwritten_written_and_signed_and_a_new_text_is_unsigned() -> None:
    states = [plan(*some).state for some in ((), (WRITTEN,), (SIGNED,), (SIGNED, ANEW))]
    assert states == ["unwritten", "written", "signed", "written"]
    assert [plan(*some).has_lapsed for some in ((WRITTEN,), (SIGNED,), (SIGNED, ANEW))] == [False, False, True]
    assert action_plans.differs(plan(), "ab" * 32) is None
    assert action_plans.differs(plan(WRITTEN), "cd" * 32) is None
    same = action_plans.differs(plan(WRITTEN), "ab" * 32)
    assert same is not None
    assert same.code == "action-plan.unfit"
    assert action_plans.can_be_signed(plan(SIGNED, ANEW), 2) == ANEW
    unread = action_plans.can_be_signed(plan(SIGNED, ANEW), 1)
    assert isinstance(unread, Refusal)
    assert unread.fact == "you have read version 1, and version 2 is the newest"
    for wrong, fact in ((plan(), "nobody has written it"), (plan(SIGNED), "version 1 was signed by Another")):
        refusal = action_plans.can_be_signed(wrong, 1)
        assert isinstance(refusal, Refusal)
        assert refusal.fact == fact


def test_a_plan_is_of_an_indicator_in_force_in_a_year() -> None:
    template = replace(TEMPLATE, indicators=(replace(RENT, starts_on="2008-04-01"),))
    assert isinstance(action_plans.planned_for(template, "bv66a", YEAR), Indicator)
    for code, when in (("BV 1", "2008-09"), ("BV 66a", "2008-05"), ("BV 66a", "2007-08")):
        refusal = action_plans.planned_for(template, code, period(when))
        assert isinstance(refusal, Refusal)
        assert refusal.code == "action-plan.unknown"
    assert action_plans.no_year("“soon” is not a period").code == "action-plan.unknown"


def test_the_pages_of_plans_say_how_each_stands() -> None:
    assert "No indicator is in force" in words(plans("HOUSING", YEAR, [], DAY))
    told = words(plans("HOUSING", YEAR, [plan(), plan(SIGNED)], DAY))
    assert "1 of 2 action plans for 2008/09 are signed, and 1 are not written." in told
    assert "The manager of the indicator writes it" in words(plan_page(plan(), DAY))
    assert "and signed by Another on 4 February 2008." in words(plan_page(plan(SIGNED), DAY))
    page = words(plan_page(plan(WRITTEN, SIGNED, ANEW), DAY))
    assert "The signature under an earlier text has lapsed." in page
    assert "nobody" in page
    assert "Another, 4 February 2008" in page
    assert "waits for its owner’s signature." in words(plan_page(plan(WRITTEN), DAY))


SERVICES = (ServiceArea("RR", "Repairs"), ServiceArea("PM", "Planned work"))
AIMS = (Objective("1", "Rent is collected", ("bv 66a",)), Objective("2", "Homes are warm"))
COVERED = replace(TEMPLATE, service_areas=SERVICES, objectives=AIMS, indicators=(replace(RENT, service_area="RR"),))


def covered(*entered: Entered, habits: tuple[Habit, ...] = (), template: Any = COVERED) -> coverage.Coverage:
    return coverage.coverage("a", "HOUSING", template, YEAR, entered, habits, 4)


def entered(area: str, of: Of, amount: str) -> Entered:
    return Entered(area, of, D(amount), "Outturn, page 4", DAY)


def test_services_stand_beside_what_measures_them_and_the_newest_entry_counts() -> None:
    one = covered(
        entered("RR", Of.SPEND, "1"), entered("RR", Of.SPEND, "300"), entered("PM", Of.SPEND, "100"),
        entered("PM", Of.COMPLAINTS, "0"),
    )  # fmt: skip
    repairs, planned = one.services
    assert repairs.spend == Share(D(300), D(400), "Outturn, page 4")
    assert (repairs.spend.percent, repairs.share.percent, repairs.complaints) == (D("75.0"), D("100.0"), None)
    assert planned.complaints is not None
    assert planned.complaints.percent is None
    assert [s.area.code for s in one.unmeasured_services] == ["PM"]
    assert [o.objective.ref for o in one.unmeasured_objectives] == ["2"]
    assert one.to_raise == ("Nothing measures Planned work.", "Nothing measures the objective 2.")
    assert one.too_few == (COVERED.indicators[0],)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8).filter(any))
def test_shares_are_of_one_whole(amounts: list[int]) -> None:
    areas = tuple(ServiceArea(f"S{n}", f"Service {n}") for n in range(len(amounts)))
    told = [entered(f"S{n}", Of.SPEND, str(amount)) for n, amount in enumerate(amounts)]
    one = covered(*told, template=replace(COVERED, service_areas=areas))
    shares = [service.spend for service in one.services]
    assert all(share is not None and share.whole == sum(amounts) for share in shares)
    assert sum(share.part for share in shares if share) == sum(amounts)


def test_a_habit_is_told_over_the_last_periods_of_one_kind_and_of_too_few_nothing() -> None:
    months = [period(f"2008-{n:02}") for n in range(1, 6)]
    met: dict[Any, bool | None] = {period("2006-07"): False} | dict.fromkeys(months, True) | {months[0]: False}
    one = coverage.habit(RENT, met, [months[0]], 4)
    assert one is not None
    assert (one.periods, one.never_missed, one.never_discussed) == (tuple(months[1:]), True, True)
    five = coverage.habit(RENT, met, [months[0]], 5)
    assert five is not None
    assert (five.never_missed, five.never_discussed) == (False, False)
    assert coverage.habit(RENT, met, [], 6) is None
    assert coverage.habit(RENT, {}, [], 1) is None
    without = coverage.habit(RENT, met | {months[4]: None}, [], 4)
    assert without is not None
    assert not without.never_missed
    told = covered(habits=(one,))
    assert "BV 66a met its target in each of the last 4 periods." in told.to_raise
    assert "BV 66a was discussed in none of the last 4 periods." in told.to_raise


def test_what_is_entered_is_read_as_pounds_or_as_a_count() -> None:
    assert coverage.amount_read(Of.SPEND, "£12,400.50") == D("12400.50")
    assert coverage.amount_read(Of.COMPLAINTS, "1,200") == D(1200)
    for of, text in ((Of.SPEND, "many"), (Of.SPEND, "-1"), (Of.COMPLAINTS, "x"), (Of.COMPLAINTS, "1.5")):
        assert isinstance(coverage.amount_read(of, text), Refusal)
    assert coverage.in_the_terms(COVERED, YEAR, "rr") == SERVICES[0]
    assert isinstance(coverage.in_the_terms(COVERED, period("2008-05"), "RR"), Refusal)
    for template in (COVERED, TEMPLATE):
        assert isinstance(coverage.in_the_terms(template, YEAR, "XX"), Refusal)
    assert [coverage.periods_asked(text) for text in ("", "soon", "0", "6", "99", "٣")] == [4, 4, 1, 6, 36, 4]
    assert coverage.nothing_to_raise("there is nothing", "Wait.").code == "coverage.nothing-to-raise"


def clock(due: date) -> Clock:
    return Clock("a", "HOUSING", "CLK-2008-0001", Kind.CLOCK, "review", "HOUSING", "Annual review", "provider", "", "",
                 "", "", DAY, due, None, due, "a year", "", "", "", "running", None, 0)  # fmt: skip


def test_the_page_of_coverage_says_what_nothing_measures_and_where_it_is_raised() -> None:
    habits = (Habit(RENT, (YEAR,), (True,), (False,)),)
    told = words(coverage_page(covered(entered("RR", Of.SPEND, "1"), habits=habits), clock(DAY), [], DAY))
    assert "Nothing measures 1 of 2 services and 1 of 2 objectives; 1 indicators were never missed" in told
    assert "The next review is due on 4 February 2008: Annual review. It can be raised there." in told
    assert "Spend and complaints are from: Outturn, page 4." in told
    told = words(coverage_page(covered(), None, [clock(DAY)], DAY))
    assert "It is raised at the review of 4 February 2008." in told
    assert "are not entered yet" in told
    assert "Fewer than 4 periods are known of BV 66a." in told
    assert "No review is to come" in words(coverage_page(covered(), None, [], DAY))
    bare = replace(COVERED, service_areas=(), objectives=())
    none = words(coverage_page(covered(template=bare), None, [], DAY))
    assert "The terms name no services and no objectives" in none
    loose = words(coverage_page(covered(template=replace(COVERED, indicators=(RENT,))), None, [], DAY))
    assert "Of no service: BV 66a." in loose


def test_what_a_form_says_of_an_indicator_is_written_in_the_order_of_the_terms() -> None:
    asked = {"clause": "x", "code": "CC 1", "unit": Unit.PERCENT, "starts_on": DAY, "title": "Calls", "decimals": 1}
    written = setting_up.set_up(TEMPLATE, asked | {"target": "80 %", "target_period": YEAR, "band": None})
    assert isinstance(written, dict)
    assert list(written) == ["code", "title", "unit", "decimals", "starts_on", "target", "clause"]
    assert (written["unit"], written["starts_on"], written["target"]) == ("percent", "2008-02-04", {"2008-09": "80 %"})
    known = replace(RENT, target={"2007-08": "98 %"})
    added = setting_up.altered(known, {"target": "99 %", "target_period": YEAR})
    assert added == {"target": {"2007-08": "98 %", "2008-09": "99 %"}}
    assert setting_up.still_there(TEMPLATE, "bv66a") == TEMPLATE.indicator("BV 66a")
    for wrong in (
        setting_up.set_up(TEMPLATE, {"code": "bv66a"}),
        setting_up.set_up(TEMPLATE, {"code": "CC 1", "target": "80 %"}),
        setting_up.altered(known, {"owner": None}),
        setting_up.still_there(TEMPLATE, "none"),
    ):
        assert isinstance(wrong, Refusal)
        assert wrong.code == "indicator.unfit"


def test_points_lead_to_the_targets() -> None:
    page = round_page(one_round(sought()), {}, DAY)
    linked = [p for b in page.blocks if isinstance(b, Points) for p in b.points if isinstance(p, Linked)]
    assert [one.address for one in linked] == ["/agreements/HOUSING/rounds/RND-2008-0001/targets/bv66a"]
