"""Every worked payment case that was collected, published or derived, comes out to the penny.

Facts and figures from the sources that each case names. None of the payment cases is marked SUSPECT; the one so marked
in the collection (a printed total of £19,437.00 over rows that come to £19,436.00) is a present value of an appraisal,
which is no payment.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from counterpart.capabilities.incentives.rules.facts import Sum
from counterpart.capabilities.incentives.rules.other_sums import compensation, interest
from counterpart.capabilities.incentives.rules.working import work_out
from counterpart.capabilities.incentives.tests.making import book, charge, level, money_of, rule

D = Decimal
DAY = date(2008, 5, 1)


def band(above: str, up_to: str | None, share: str) -> dict[str, Any]:
    return {"above": f"{above} %", "share": f"{share} %"} | ({"up_to": f"{up_to} %"} if up_to else {})


HALF_OF_PAIN = [band("100", None, "50")]
ISURV = [band("0", "90", "25"), band("90", "100", "50"), band("100", "110", "50"), band("110", None, "75")]
REACHBACK = [band("0", "97.5", "0"), band("97.5", "102.5", "50"), band("102.5", None, "100")]


@pytest.mark.parametrize(
    ("case", "bands", "target", "actual", "share"),
    [
        ("nec_c_pain_50", HALF_OF_PAIN, 100000, 150000, "-25000"),
        ("isurv_banded_850000", ISURV, 1000000, 850000, "62500"),
        ("isurv_banded_950000", ISURV, 1000000, 950000, "25000"),
        ("isurv_banded_1000000", ISURV, 1000000, 1000000, "0"),
        ("isurv_banded_1025000", ISURV, 1000000, 1025000, "-12500"),
        ("isurv_banded_1100000", ISURV, 1000000, 1100000, "-50000"),
        ("reachback_97_5_700000", REACHBACK, 1000000, 700000, "12500"),
        ("reachback_97_5_900000", REACHBACK, 1000000, 900000, "12500"),
        ("reachback_97_5_975000", REACHBACK, 1000000, 975000, "12500"),
        ("reachback_97_5_1010000", REACHBACK, 1000000, 1010000, "-5000"),
        ("reachback_97_5_1050000", REACHBACK, 1000000, 1050000, "-37500"),
        ("reachback_97_5_1250000", REACHBACK, 1000000, 1250000, "-237500"),
    ],
)
def test_pain_and_gain(case: str, bands: list[dict[str, Any]], target: int, actual: int, share: str) -> None:
    """Ranges are percentages of the target, as nec_c_denominator says of clause 54."""
    sums = [Sum("target cost", D(target), DAY), Sum("actual cost", D(actual), DAY)]
    told = work_out(money_of(rule("pain and gain", bands=bands)), [book("2008-Q1", sums=sums)])[0][0]
    assert told.amount.value == D(share), case
    assert told.outcomes["paid"] == actual + D(share)


@pytest.mark.parametrize(
    ("case", "target", "actual", "charges", "percent", "credit"),
    [
        ("ccs_service_credit_1", "98", "75", "100.00", "23", "23.00"),
        ("ccs_service_credit_98_98", "98", "98", "120000.00", "0", "0.00"),
        ("ccs_service_credit_95_90", "95", "90", "43210.55", "5", "2160.53"),
    ],
)
def test_target_less_actual(case: str, target: str, actual: str, charges: str, percent: str, credit: str) -> None:
    given = book("2008-Q1", [level("A", D(actual), D(target))], [charge(D(charges), "2008-05")])
    told = work_out(money_of(rule("target less actual", level="A")), [given])[0][0]
    assert (told.outcomes["percent"], -told.amount.value) == (D(percent), D(credit)), case


@pytest.mark.parametrize(("points", "percent"), [(5, "0"), (15, "4"), (25, "8"), (30, "10")])
def test_points_by_a_scale_whose_highest_rung_reached_counts(points: int, percent: str) -> None:
    """points_table_5, _15, _25 and _30."""
    rungs = [(5, 0), (10, 2), (15, 4), (20, 6), (25, 8), (30, 10)]
    terms = rule(
        "service credits",
        levels=[{"level": "A", "failures": [{"worse_than": "95", "points": str(points)}]}],
        scale=[{"points": str(least), "percent": f"{part} %"} for least, part in rungs],
    )
    told = work_out(money_of(terms), [book("2008-Q1", [level("A", D(90))], [charge(D(100), "2008-05")])])[0][0]
    assert told.outcomes["percent"] == -told.amount.value == D(percent)


def test_a_fifth_at_risk_by_a_weighted_score() -> None:
    """my_pbc: 80 % fixed and 20 % by scores of 0.9, 1.0 and 0.8, weighing 0.5, 0.3 and 0.2: 98,200 of 100,000."""
    parts = [{"of": code, "weight": f"{weight} %"} for code, weight in (("A", 50), ("B", 30), ("C", 20))]
    rules = rule("weighted score", name="score", parts=parts), rule("pay at risk", score="score", at_risk="20 %")
    figures = [level("A", D(90)), level("B", D(100)), level("C", D(80))]
    charges = [charge(D("100000.00"), "2008-05")]
    told = work_out(money_of(*rules), [book("2008-Q1", figures, charges)])[0][1]
    assert D("100000.00") + told.amount.value == D("98200.00")


def test_late_payment() -> None:
    """late_5000, late_1000, late_comp_1000 and late_comp_9999.99."""
    assert interest(D(5000), D("12.5"), 30) == D("51.37")
    assert interest(D(1000), D("8.5"), 365) == D("85.00")
    assert [compensation(D(amount)) for amount in ("1000", "9999.99", "999.99", "10000")] == [70, 70, 40, 100]
    terms = rule("late payment", interest="8.5 %")
    late = [Sum("paid late", D(1000), DAY, "invoice 7", days=365)]
    assert work_out(money_of(terms), [book("2008-Q1", sums=late)])[0][0].amount.value == D("155.00")
    none = rule("late payment", interest="8.5 %", compensation="none")
    assert work_out(money_of(none), [book("2008-Q1", sums=late)])[0][0].amount.value == D("85.00")
