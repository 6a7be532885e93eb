"""What a template says: figures as it writes them, and the rules it must keep."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.library.rules.closing import CloseTerms
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.misfits import misfits
from counterpart.engines.library.rules.people import PartyTerms
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import period
from counterpart.values.quantity import Unit, quantity

QUICKLY = settings(max_examples=25, deadline=None)

CALENDARS = ("EW", "SCT")
RENT = Indicator("BV 66a", "Rent collected", "KPI", Unit.PERCENT, Better.HIGHER, "4.2", {"2007-08": "98.25 %"})
RELET = Indicator("BV 212", "Relet time", "KPI", Unit.DAYS, Better.LOWER, "4.3")
TEMPLATE = Template(
    template="almo",
    version=2,
    title="Housing management",
    source="the agreement",
    calendar="EW",
    rounding="pence, half up",
    assurance="unaudited",
    parties={"council": PartyTerms("commissioner"), "company": PartyTerms("provider")},
    indicators=(RENT, RELET),
    close=CloseTerms(("returns submitted",), ("council", "company"), "2"),
)


def content(**other: Any) -> dict[str, Any]:
    """What a sound template says, as text, with some of it said otherwise."""
    said = {
        "calendar": "EW",
        "parties": {"council": {"role": "commissioner"}, "company": {"role": "provider"}},
        "peer_groups": [{"name": "All England"}, {"name": "All ALMO"}],
        "indicators": [indicator(), indicator(code="BV 212", unit="days", target={"2007-08": "15 days"})],
        "close": {"countersigned_by": ["council", "company"]},
    }
    return said | other


def indicator(**other: Any) -> dict[str, Any]:
    said = {"code": "BV 66a", "unit": "percent", "target": {"2007-08": "98.25 %"}, "decimals": "2"}
    return said | {"amber_within": "0.5"} | other


def found_in(said: Any) -> list[tuple[object, str, str]]:
    return list(misfits(said, calendars=CALENDARS))


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("98.25", Unit.PERCENT, "98.25"),
        ("98.25 %", Unit.PERCENT, "98.25"),
        ("98.25%", Unit.PERCENT, "98.25"),
        ("98.25 per cent", Unit.PERCENT, "98.25"),
        ("98.25 Percent", Unit.PERCENT, "98.25"),
        ("98.25\N{NO-BREAK SPACE}%", Unit.PERCENT, "98.25"),
        ("15 days", Unit.DAYS, "15"),
        ("1 day", Unit.DAYS, "1"),
        ("9.50", Unit.DAYS, "9.50"),
        ("1,234", Unit.NUMBER, "1234"),
        ("62", Unit.SCORE, "62"),
        ("98 %", None, "98"),
        ("15 days", None, "15"),
        ("62", None, "62"),
    ],
)
def test_a_figure_is_read_as_its_unit_is_written(text: str, unit: Unit | None, figure: str) -> None:
    assert str(quantity(text, unit)) == figure


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("15 %", Unit.DAYS),
        ("15 days", Unit.PERCENT),
        ("62 %", Unit.SCORE),
        ("62 days", Unit.NUMBER),
        ("98 % %", Unit.PERCENT),
        ("98 percent %", Unit.PERCENT),
        ("15 day days", Unit.DAYS),
        ("%", Unit.PERCENT),
        ("days", Unit.DAYS),
        ("", Unit.NUMBER),
        ("£5", Unit.NUMBER),
        ("1e400 %", Unit.PERCENT),
        ("15 weeks", None),
        pytest.param("1" + " " * 100_000 + "%%", Unit.PERCENT, id="far apart"),
    ],
)
def test_a_figure_in_another_unit_or_none_is_refused(text: str, unit: Unit | None) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        quantity(text, unit)


@QUICKLY
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.sampled_from(Unit))
def test_a_figure_written_as_its_unit_is_shown_is_read_back(figure: Decimal, unit: Unit) -> None:
    ending = {Unit.PERCENT: " %", Unit.DAYS: " days"}.get(unit, "")
    assert quantity(f"{figure:,f}{ending}", unit) == figure


def test_every_unit_says_what_a_cell_in_it_should_hold() -> None:
    for unit in Unit:
        assert quantity(unit.wanted.rpartition(" ")[2], unit) > 0


def test_an_indicator_knows_its_target_by_period_however_either_is_written() -> None:
    assert RENT.target_in(period("2007-08")) == Decimal("98.25")
    assert RENT.target_in(period("2006-07")) is None
    month = Indicator("A", "A", "KPI", Unit.DAYS, Better.LOWER, "1", {"2010-M09": "9"})
    assert month.target_in(period("2010-09")) == 9


def test_a_template_is_cited_by_id_and_version_and_finds_its_indicators_by_code() -> None:
    assert TEMPLATE.name == "almo@2"
    assert TEMPLATE.indicator("bv66A") is RENT
    assert TEMPLATE.indicator("BV 213") is None
    assert TEMPLATE.indicator("") is None


def test_a_sound_template_has_no_misfits() -> None:
    assert found_in(content()) == []
    assert found_in(content(indicators=[indicator(amber_within="0", decimals="0")])) == []


TARGET = ("indicators", 0, "target")


@pytest.mark.parametrize(
    ("said", "misfit"),
    [
        (
            content(indicators=[indicator(), indicator(code="bv66A")]),
            (("indicators", 1, "code"), "“bv66A” a second time", "each code once"),
        ),
        (
            content(indicators=[indicator(code="–")]),
            (("indicators", 0, "code"), "“–”", "a code with letters or digits in it"),
        ),
        (
            content(indicators=[indicator(code="")]),
            (("indicators", 0, "code"), "nothing", "a code with letters or digits in it"),
        ),
        (
            content(peer_groups=[{"name": "All England"}, {"name": "all england"}]),
            (("peer_groups", 1, "name"), "“all england” a second time", "each name once"),
        ),
        (
            content(indicators=[indicator(target={"2007": "98", "2007-8": "98"})]),
            ((*TARGET, "2007-8"), "“2007-8”", "a period, such as 2007-08"),
        ),
        (
            content(indicators=[indicator(target={"2010-09": "98", "2010-M09": "99"})]),
            ((*TARGET, "2010-M09"), "“2010-M09” a second time", "each period once"),
        ),
        (
            content(indicators=[indicator(target={"2007-08": "lots"})]),
            ((*TARGET, "2007-08"), "“lots”", "a percentage, such as 98.25"),
        ),
        (
            content(indicators=[indicator(unit="points", target={"2007-08": "lots"})]),
            ((*TARGET, "2007-08"), "“lots”", "a figure, such as 98.25"),
        ),
        (
            content(indicators=[indicator(decimals="7")]),
            (("indicators", 0, "decimals"), "“7”", "a number of decimal places, from 0 to 6"),
        ),
        (
            content(indicators=[indicator(amber_within="-1")]),
            (
                ("indicators", 0, "amber_within"),
                "“-1”",
                "a tolerance of 0 or more, such as 0.5 or 2 points or 5 % of the target",
            ),
        ),
        (
            content(indicators=[indicator(amber_within="1e9")]),
            (
                ("indicators", 0, "amber_within"),
                "“1e9”",
                "a tolerance of 0 or more, such as 0.5 or 2 points or 5 % of the target",
            ),
        ),
        (
            content(close={"countersigned_by": ["council", "bank"]}),
            (("close", "countersigned_by", 1), "“bank”", "a party: council, company"),
        ),
        (content(calendar="Mars"), (("calendar",), "“Mars”", "a calendar on the shelf: EW, SCT")),
        (
            content(parties={"council": {"role": "commissioner"}, "company": {"role": "commissioner"}}),
            (("parties",), "no party with the role provider", "at least one commissioner and one provider"),
        ),
    ],
)
def test_each_rule_broken_is_one_misfit_where_it_stands(said: dict[str, Any], misfit: tuple[object, str, str]) -> None:
    assert found_in(said) == [misfit]


def test_a_target_of_which_nothing_can_be_read_is_told_for_its_period_and_for_its_figure() -> None:
    found = found_in(content(indicators=[indicator(target={"soon": "lots"})]))
    assert [what for _, what, _ in found] == ["“soon”", "“lots”"]


def test_a_role_that_no_template_knows_is_not_told_as_a_missing_party_too() -> None:
    parties = {"council": {"role": "commissioner"}, "company": {"role": "supplier"}}
    assert found_in(content(parties=parties)) == []


@pytest.mark.parametrize("said", [None, "text", ["a"], {}, {"indicators": "none", "parties": [], "close": "no"}])
def test_what_has_not_the_shape_of_a_template_is_passed_over(said: Any) -> None:
    told = {where for where, _, _ in found_in(said)}
    assert told == {("calendar",), ("parties",)}


def test_parts_that_have_not_their_shape_are_passed_over() -> None:
    said = content(indicators=["a", None], close={"countersigned_by": [None]}, peer_groups=[[]])
    assert {where[-1] for where, _, _ in misfits(said, calendars=CALENDARS)} == {"code", "name", 0}
