"""Shares and call-offs, rates compared, funding split to the penny, and the faults of a register."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.frameworks.rules import funding, register, shared
from counterpart.capabilities.frameworks.rules.funding import Funding, Part
from counterpart.capabilities.frameworks.rules.register import Fault
from counterpart.capabilities.frameworks.rules.shared import Access, CallOff, Framework, Rate
from counterpart.values.refusal import Refusal

FIRST, LAST, DAY = date(2008, 5, 1), date(2012, 4, 30), date(2008, 6, 1)
MOST = Decimal("1000000.00")
EALING = Access("Ealing", FIRST, Decimal(40))
FRAME = Framework("a", "WEST", "FRM-2008-0001", "Support", "Hammersmith", FIRST, LAST, MOST, "open", (EALING,))
MADE = CallOff(
    "CAL-2008-0001",
    FRAME.reference,
    "ealing",
    "Support",
    "A Charity",
    Decimal("250000.00"),
    DAY,
    date(2010, 5, 31),
    "competitive selection",
)


def code(found: object) -> str:
    assert isinstance(found, Refusal)
    return found.code


def test_shares_come_to_the_whole_at_the_most_and_an_authority_joins_once() -> None:
    assert shared.joined(FRAME, Access("Brent", DAY, Decimal(60))) is None
    assert code(shared.joined(FRAME, Access("Brent", DAY, Decimal("60.001")))) == "framework.shares"
    assert code(shared.joined(FRAME, Access(" EALING ", DAY))) == "framework.joined"
    assert code(shared.joined(FRAME, Access("Brent", date(2012, 5, 1)))) == "framework.days"
    assert code(shared.joined(replace(FRAME, state="ended"), Access("Brent", DAY))) == "framework.days"
    assert shared.joined(FRAME, Access("Brent", DAY, volume=MOST)) is None
    assert code(shared.joined(FRAME, Access("Brent", DAY, volume=MOST + 1))) == "framework.shares"
    assert [one.authority for one in FRAME.may_use(DAY)] == ["Hammersmith", "Ealing"]


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (MADE, None),
        (replace(MADE, authority="Hammersmith", value=MOST), None),
        (replace(MADE, authority="Brent"), "calloff.no-access"),
        (replace(MADE, value=Decimal("400000.01")), "calloff.beyond"),
        (replace(MADE, authority="Hammersmith", value=Decimal("1000000.01")), "calloff.beyond"),
        (replace(MADE, starts_on=date(2012, 5, 1)), "calloff.days"),
        (replace(MADE, ends_on=date(2008, 5, 31)), "calloff.days"),
        (replace(MADE, how="without competition"), "calloff.unexplained"),
        (replace(MADE, how="without competition", explanation="One supplier can"), None),
    ],
)
def test_what_may_be_called_off(made: CallOff, why: str | None) -> None:
    found = shared.callable_off(FRAME, made, DAY)
    assert (found.code if found else None) == why


def test_a_volume_is_an_authoritys_own_part_too() -> None:
    volume = replace(FRAME, most=None, access=(replace(EALING, share=None, volume=Decimal("250000.00")),))
    assert shared.callable_off(volume, MADE, DAY) is None
    assert code(shared.callable_off(volume, replace(MADE, value=Decimal("250000.01")), DAY)) == "calloff.beyond"


def test_what_was_called_off_counts_and_no_most_is_no_limit() -> None:
    used = replace(FRAME, call_offs=(MADE,))
    assert (used.used, used.used_by("Ealing")) == (MADE.value, MADE.value)
    assert code(shared.callable_off(used, replace(MADE, value=Decimal("150000.01")), DAY)) == "calloff.beyond"
    endless = replace(used, most=None)
    assert shared.callable_off(endless, replace(MADE, value=MOST * 9), DAY) is None


def test_rates_are_read_and_compared_as_they_are_in_force() -> None:
    read = shared.rates_of(["ROOF1: £12.50 each", "PATH2: 3.1234 m2"])
    assert read == (("ROOF1", Decimal("12.50"), "each"), ("PATH2", Decimal("3.1234"), "m2"))
    for lines in (["ROOF1"], ["ROOF1: dear"], ["ROOF1: -1 each"], ["ROOF1: 1.00001"], ["A: 1", "A: 2"], [": 1"]):
        assert code(shared.rates_of(lines)) == "rate.unfit"
    one, other = Rate("x", "ROOF1", "each", Decimal(12), FIRST), Rate("y", "ROOF1", "each", Decimal(14), FIRST)
    newer, later = replace(one, rate=Decimal(13), since=DAY), replace(one, rate=Decimal(99), since=LAST)
    assert shared.compared([later, newer, other, one], DAY) == {"ROOF1": {"x": newer, "y": other}}


names = st.lists(st.text("abcdef", min_size=1, max_size=5), min_size=1, max_size=8, unique=True)
pence = st.integers(1, 10**11).map(lambda n: Decimal(n) / 100)


@given(names.flatmap(lambda n: st.tuples(st.just(n), st.lists(pence, min_size=len(n), max_size=len(n)))), pence)
def test_pooled_parts_come_to_the_cost_and_stay_in_proportion(
    told: tuple[list[str], list[Decimal]], cost: Decimal
) -> None:
    parts = tuple(Part(name, amount) for name, amount in zip(*told, strict=True))
    pooled = Funding("pooled", FIRST, parts)
    borne = funding.borne(pooled, cost, ())
    assert not isinstance(borne, Refusal)
    assert sum(part.amount for part in borne.value) == cost
    assert [part.funder for part in borne.value] == told[0]
    for put, part in zip(parts, borne.value, strict=True):
        assert abs(part.amount - cost * put.amount / pooled.total) < Decimal("0.010001")


def test_aligned_funders_bear_their_own_lines_and_these_come_to_the_cost() -> None:
    aligned = Funding("aligned", FIRST, (Part("Camden", Decimal(2)), Part("Brent", Decimal(1))))
    own = (Part("camden", Decimal("10.00")), Part("Brent", Decimal("5.01")))
    borne = funding.borne(aligned, Decimal("15.01"), own)
    assert not isinstance(borne, Refusal)
    assert borne.value == own
    assert code(funding.borne(aligned, Decimal("15.00"), own)) == "funding.not-split"
    assert code(funding.borne(aligned, Decimal(5), (Part("Ealing", Decimal(5)),))) == "funding.not-split"


def test_contributions_are_read_each_funder_once() -> None:
    assert funding.parts_of(["Camden: £120,000.00", "Royal Borough: 5"]) == (
        Part("Camden", Decimal("120000.00")),
        Part("Royal Borough", Decimal("5.00")),
    )
    for lines in (["Camden"], ["Camden: much"], ["Camden: 1", "camden: 2"], ["Camden: 0"], [": 4"], ["Camden: -1"]):
        assert code(funding.parts_of(lines)) == "funding.unfit"


def test_the_newest_funding_that_has_begun_is_in_force() -> None:
    old, new = Funding("pooled", FIRST, ()), Funding("aligned", DAY, ())
    assert funding.in_force([new, old], date(2008, 5, 2)) == old
    assert funding.in_force([new, old], DAY) == new
    assert funding.in_force([new, old], date(2008, 4, 1)) is None


def row(**cells: str) -> dict[str, str]:
    return {"reference": "C1", "title": "Roofs", "starts_on": "2021-04-01", "ends_on": "2022-03-31"} | cells


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({}, []),
        ({"reference": ""}, [Fault.NO_REFERENCE]),
        ({"ends_on": "2021-03-31"}, [Fault.ENDS_BEFORE]),
        ({"expires_on": "2021-03-31"}, [Fault.EXPIRES_BEFORE]),
        ({"expires_on": "2022-03-31", "extension_1": "Yes"}, [Fault.NOT_MOVED]),
        ({"expires_on": "2023-03-31", "extension_1": "Yes"}, []),
        ({"expires_on": "2022-03-31", "extension_1": "N/A"}, []),
        ({"above_threshold": "Noo"}, [Fault.NOT_YES_OR_NO]),
        ({"total_value": "-"}, [Fault.NO_AMOUNT]),
        ({"starts_on": "2021-09-31"}, [Fault.NO_DAY]),
    ],
)
def test_each_fault_of_a_row_is_told_and_what_was_published_is_kept(cells: dict[str, str], faults: list[Fault]) -> None:
    (entry,) = register.entries([(2, row(**cells))])
    assert [note.fault for note in entry.notes] == faults
    assert all(entry.text(name) == text for name, text in cells.items())


def test_a_reference_on_several_rows_is_told_on_each_of_them() -> None:
    known = register.entries([(2, row()), (3, row(reference=" c1 ")), (4, row(reference="C2"))])
    assert [bool(entry.notes) for entry in known] == [True, True, False]
    assert str(known[0].notes[0]) == "the reference stands on several rows: reference is “C1”, on 2 rows"
    assert register.counted(known) == {Fault.REPEATED: 2}
    assert register.clean(known) == 1
    assert register.repeated(register.repeated(known)) == known
