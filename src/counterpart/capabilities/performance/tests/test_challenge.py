"""The stated test of challenge: what it asks of a target, by how much, and where it asks nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.beside import beside, kept, read_back
from counterpart.capabilities.performance.rules.challenge import (
    IMPROVEMENT,
    LOOSER,
    MEDIAN,
    OUTTURN,
    QUESTIONS,
    TOP,
    Beside,
    Outturn,
    PeerGroup,
    findings,
)
from counterpart.capabilities.performance.rules.numbers import Known
from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.capabilities.performance.rules.returns import Returned, standing
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.indicators import PeerGroup as Group
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.explained import Source
from counterpart.values.period import period
from counterpart.values.quantity import Unit

D = Decimal
RENT = Indicator("BV 66a", "Rent collected", "KPI", Unit.PERCENT, Better.HIGHER, "summary")
RELET = Indicator("BV 212", "Relet time", "KPI", Unit.DAYS, Better.LOWER, "summary")
LAST, THIS = period("2007-08"), period("2008-09")
CUTS = (D("96"), D("97.5"), D("98.5"))
REACHED = Beside(outturns=(Outturn(LAST, D("98.47")),), before=(LAST, D("98.25")))


def test_a_target_worse_than_what_was_reached_is_asked_for_by_how_much() -> None:
    (found,) = findings(RENT, D("98.25"), REACHED)
    assert (found.kind, found.by, found.asks) == (OUTTURN, D("0.22"), True)
    assert found.because == "98.25 % is 0.22 points worse than 98.47 %, which was reached in 2007/08."


def test_where_lower_is_better_a_higher_target_is_the_worse_one_and_days_are_told_as_days() -> None:
    near = Beside(outturns=(Outturn(LAST, D("37.27")),), before=(LAST, D("15")))
    assert findings(RELET, D("15"), near) == ()
    (found,) = findings(RELET, D("20"), near)
    assert (found.kind, found.by) == (LOOSER, D("5"))
    assert found.because == "20 days is 5 days worse than 15 days, the target of 2007/08."


def test_the_improvement_rule_is_asked_for_and_a_target_that_only_repeats_is_told_so() -> None:
    better = replace(RENT, improvement="1 points better than last year")
    (found,) = findings(better, D("98.25"), replace(REACHED, outturns=(Outturn(LAST, D("97.5")),)))
    assert (found.kind, found.by) == (IMPROVEMENT, D("0.25"))
    assert "it only repeats the target before" in found.because
    assert findings(better, D("98.50"), replace(REACHED, outturns=(Outturn(LAST, D("97.5")),))) == ()
    assert findings(better, D("1"), Beside()) == ()
    baseline = replace(RENT, improvement="10 % better than the baseline")
    (found,) = findings(baseline, D("50"), Beside(baseline=D("50")))
    assert (found.by, "repeats" in found.because) == (D("5.00"), False)


def test_peers_are_asked_for_below_the_median_and_noted_short_of_the_best_quarter() -> None:
    group = PeerGroup("All England", LAST, CUTS, n=40)
    (below,) = findings(RENT, D("97"), Beside(peers=(group,)))
    assert (below.kind, below.by, below.asks) == (MEDIAN, D("0.5"), True)
    assert "the median of 40 peers (All England, 2007/08)" in below.because
    (short,) = findings(RENT, D("98"), Beside(peers=(replace(group, n=None),)))
    assert (short.kind, short.by, short.asks) == (TOP, D("0.5"), False)
    assert findings(RENT, D("98.5"), Beside(peers=(group,))) == ()
    (lower,) = findings(RELET, D("97"), Beside(peers=(group,)))
    assert (lower.kind, lower.by) == (TOP, D("1"))


def test_where_peers_publish_only_a_label_it_asks_of_a_target_no_better_than_the_figure_that_had_it() -> None:
    label = PeerGroup("All England", LAST, label=Label.BELOW_MEDIAN)
    near = Beside(outturns=(Outturn(LAST, D("98.47")),), peers=(label,))
    (found,) = findings(RENT, D("98.47"), near)
    assert (found.kind, found.by) == (MEDIAN, None)
    assert findings(RENT, D("98.48"), near) == ()
    for other in (replace(label, label=Label.TOP_QUARTILE), replace(label, period=THIS)):
        assert findings(RENT, D("98.47"), replace(near, peers=(other,))) == ()


figures = st.decimals(min_value=0, max_value=100, places=2)


@given(figures, figures, figures, st.sampled_from([RENT, RELET]))
def test_what_is_as_good_as_everything_beside_it_is_asked_nothing_and_what_is_worse_is_asked_by_the_gap(
    proposed: Decimal, reached: Decimal, before: Decimal, indicator: Indicator
) -> None:
    near = Beside(outturns=(Outturn(LAST, reached),), before=(LAST, before))
    sign = 1 if indicator.better is Better.HIGHER else -1
    found = {one.kind: one.by for one in findings(indicator, proposed, near)}
    wanted = {OUTTURN: sign * (reached - proposed), LOOSER: sign * (before - proposed)}
    assert found == {kind: gap for kind, gap in wanted.items() if gap > 0}
    assert set(found) <= set(QUESTIONS)


TEMPLATE = on_the_shelf("rotherham-almo").template


def peers(**said: object) -> Peers:
    row = {
        "indicator": "BV 66a", "period": LAST, "peer_group": "All England", "label": None, "not_applicable": False,
        "cuts": None, "n": None, "organisation": None, "value": None, "published_in": "A table",
        "source": Source("peers.csv", "ab" * 32, 2),
    }  # fmt: skip
    return Peers(**(row | said))  # type: ignore[arg-type]


def returned(when: str, value: str) -> Returned:
    source = Source("returns.csv", "ab" * 32, 2)
    return Returned("BV 66a", period(when), None, D(value), None, None, None, "", source)


def test_what_stands_beside_a_target_is_gathered_and_kept_exactly() -> None:
    indicator = TEMPLATE.indicator("BV 66a")
    assert indicator is not None
    known = Known(TEMPLATE, standing([returned("2007-08", "98.47"), returned("2006-07", "98.23")]))
    own = [peers(organisation=f"Peer {n}", value=D(90 + n)) for n in range(8)]
    near = beside(known, own, indicator, THIS)
    assert [(str(one.period), one.value) for one in near.outturns] == [("2007-08", D("98.47")), ("2006-07", D("98.23"))]
    assert near.before == (LAST, D("98.25"))
    (group,) = near.peers
    assert (group.n, group.cuts) == (8, (D("91.75"), D("93.5"), D("95.25")))
    assert read_back(kept(near)) == near
    labelled = beside(
        known, [peers(label=Label.TOP_QUARTILE)], replace(indicator, baselines={"provider": "97 %"}), THIS
    )
    assert labelled.peers[0].label is Label.TOP_QUARTILE
    assert labelled.baseline == D("97")
    assert read_back(kept(labelled)) == labelled
    assert read_back(kept(beside(known, [], indicator, period("2020-21")))) == Beside()
    assert read_back({}) == Beside()


@pytest.mark.parametrize("few", [0, 7])
def test_fewer_than_eight_peers_and_groups_that_define_it_otherwise_give_no_cut_offs(few: int) -> None:
    indicator = TEMPLATE.indicator("BV 66a")
    assert indicator is not None
    rows = [peers(organisation=f"Peer {n}", value=D(n)) for n in range(few)]
    found = beside(Known(TEMPLATE, {}), rows, indicator, THIS).peers
    assert all(one.cuts is None for one in found)
    unlike = replace(TEMPLATE, peer_groups=(Group("All England", "x", {"bv66a": "other homes"}),))
    assert beside(Known(unlike, {}), [peers(cuts=CUTS)], indicator, THIS).peers == ()
