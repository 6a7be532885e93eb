"""Scales, scores and movements, the heat map, and registers as files: without a database."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.risks.rules.intake import Row, rows_of
from counterpart.capabilities.risks.rules.risks import (
    CLOSED,
    HAPPENED,
    OPEN,
    RISK,
    Measure,
    Movement,
    Risk,
    Score,
    gravest_first,
    movement,
    rescored,
    scored,
)
from counterpart.capabilities.risks.rules.rollup import heat_map, rolled_up
from counterpart.capabilities.risks.rules.telling.marks import band
from counterpart.capabilities.risks.rules.telling.registers import across, registers
from counterpart.capabilities.risks.tests.makers import REGISTER_OF_2010
from counterpart.engines.library.risk_scales import risk_scale, risk_scales
from counterpart.engines.library.rules.risk_scales import Band, RiskScale, level
from counterpart.engines.reporting.rules.cells import Table
from counterpart.values.refusal import Refusal, Refused

NAMED, PLAIN = risk_scale("named-4x4"), risk_scale("plain-5x5")
DAY = date(2010, 12, 9)
SCALES = st.sampled_from([NAMED, PLAIN])


def a_score(likelihood: int = 2, impact: int = 3, measure: str = Measure.CURRENT, stated: str = "") -> Score:
    return Score(measure, likelihood, impact, DAY, "council", "As it was first judged", stated)


def a_risk(
    *scores: Score, reference: str = "RSK-2010-0001", register: str = "programme", scale: RiskScale = NAMED
) -> Risk:
    return Risk(
        "a-1",
        "HOUSING",
        reference,
        "",
        "Roofs",
        register,
        "council",
        "",
        "",
        "",
        scale,
        DAY,
        None,
        OPEN,
        scores or (a_score(),),
    )


def test_the_named_scale_is_that_of_the_report() -> None:
    assert NAMED.likelihood == ("Low", "Medium", "Significant", "High")
    assert NAMED.impact == ("Low", "Marginal", "Major", "Critical")
    assert set(risk_scales()) == {"named-4x4", "plain-5x5"}
    with pytest.raises(Refused) as no:
        risk_scale("six")
    assert no.value.refusal.code == "scale.unknown"


def test_a_scale_that_makes_no_sense_cannot_be_written() -> None:
    bands = (Band("low", 1),)
    with pytest.raises(ValueError, match="named once"):
        replace(NAMED, likelihood=("Low", "low"))
    for wrong in ((), (Band("low", 2),), (*bands, Band("high", 1)), (*bands, Band("high", 17))):
        with pytest.raises(ValueError, match="bands begin at 1"):
            replace(NAMED, bands=wrong)


@given(SCALES, st.data())
def test_a_level_is_said_by_number_name_or_both(scale: RiskScale, data: st.DataObject) -> None:
    for names in (scale.likelihood, scale.impact):
        place = data.draw(st.integers(1, len(names)))
        name = names[place - 1]
        for said in (str(place), name, name.upper(), f"{place} {name}"):
            assert level(names, said) == place
    assert level(scale.impact, "9") is None


@given(SCALES, st.data())
def test_every_score_lies_in_one_band_and_a_higher_one_never_in_a_lower(scale: RiskScale, data: st.DataObject) -> None:
    low = data.draw(st.integers(1, scale.highest))
    high = data.draw(st.integers(low, scale.highest))
    assert scale.rank(low) <= scale.rank(high)
    assert scale.band(low) == scale.bands[scale.rank(low)].name


@given(st.integers(1, 25), st.integers(1, 25))
def test_a_movement_and_its_reverse_are_opposite(before: int, after: int) -> None:
    opposite = {
        Movement.REDUCED: Movement.INCREASED,
        Movement.INCREASED: Movement.REDUCED,
        Movement.SAME: Movement.SAME,
    }
    assert movement(after, before) is opposite[movement(before, after)]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=30))
def test_the_heat_map_holds_every_risk_once_in_its_square(levels: list[tuple[int, int]]) -> None:
    risks = [a_risk(a_score(*pair), reference=f"RSK-2010-{n:04}") for n, pair in enumerate(levels, 1)]
    squares = [square for row in heat_map(NAMED, risks) for square in row]
    assert len(squares) == 16
    assert sorted(risk.reference for square in squares for risk in square.risks) == [risk.reference for risk in risks]
    assert all(
        (risk.current.likelihood, risk.current.impact) == (s.likelihood, s.impact) for s in squares for risk in s.risks
    )
    (summed,) = rolled_up(risks)
    assert sum(count for _, count in summed.bands) == summed.kept == len(risks)


def test_movement_is_between_the_last_two_scores_or_as_the_source_states() -> None:
    assert a_risk().moved is None
    assert a_risk(a_score(stated="reduced")).moved is Movement.REDUCED
    assert a_risk(a_score(2, 2, stated="reduced"), a_score(2, 3)).moved is Movement.INCREASED
    assert a_risk(a_score(2, 3), a_score(3, 2)).moved is Movement.SAME
    assert a_risk(a_score(), a_score(1, 1, Measure.TARGET)).moved is None


def test_a_level_that_the_scale_has_not_is_refused_with_those_it_has() -> None:
    assert scored(NAMED, "Medium", "4") == (2, 4)
    for pair, name in ((("Severe", "Major"), "likelihood"), (("Low", "5"), "impact")):
        refusal = scored(NAMED, *pair)
        assert isinstance(refusal, Refusal)
        assert (refusal.code, f"no level of {name}" in refusal.fact) == ("risk.no-level", True)


def test_the_same_score_and_a_target_above_the_risk_are_refused() -> None:
    for measure, levels, words in (
        (Measure.CURRENT, (2, 3), "already"),
        (Measure.TARGET, (4, 4), "above its current score of 6"),
    ):
        refusal = rescored(a_risk(), measure, levels)
        assert refusal is not None
        assert words in refusal.fact
    assert rescored(a_risk(), Measure.TARGET, (1, 3)) is None
    assert rescored(a_risk(), Measure.INHERENT, (4, 4)) is None


@pytest.mark.parametrize("verb", sorted({verb for _, verb in RISK.steps}))
@pytest.mark.parametrize("state", RISK.states)
def test_every_step_is_in_the_table_or_refused(state: str, verb: str) -> None:
    after = RISK.after(state, verb)
    assert after == RISK.steps.get((state, verb)) or isinstance(after, Refusal)
    if state == CLOSED:
        assert (after == OPEN) == (verb == "opened again")
    if verb == "brought about":
        assert (after == HAPPENED) == (state == OPEN)


def test_the_fourteen_of_the_report_are_read_with_scores_and_movements() -> None:
    rows = rows_of(REGISTER_OF_2010.read_text(encoding="utf-8"), "risks-2010.csv", NAMED)
    assert isinstance(rows, tuple)
    assert [row.likelihood * row.impact for row in rows] == [6, 8, 3, 4, 6, 8, 6, 9, 6, 9, 4, 6, 4, 4]
    moved = {row.ref: row.movement for row in rows if row.movement}
    assert moved == {"3": "reduced", "10": "increased", "11": "reduced", "13": "reduced", "14": "reduced"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ref,risk,likelihood\n1,Roofs,2", "no column “impact”"),
        ("ref,risk,likelihood,impact,colour\n1,Roofs,2,2,red", "a column “colour”"),
        ("ref,risk,likelihood,impact", "0 risks"),
        ("ref,risk,likelihood,impact\n1,Roofs,7,2", "“7”"),
        ("ref,risk,likelihood,impact,score\n1,Roofs,2,2,5", "“5”"),
        ("ref,risk,likelihood,impact,impact_name\n1,Roofs,2,2,Major", "“Major”"),
        ("ref,risk,likelihood,impact,movement\n1,Roofs,2,2,up", "“up”"),
        ("ref,risk,likelihood,impact\n1,Roofs,2,2\n1,Doors,2,2", "“1” a second time"),
        ("ref,risk,likelihood,impact\n1,,2,2", "nothing"),
        (f"ref,risk,likelihood,impact\n1,{'x' * 201},2,2", "201 characters"),
        ("ref,risk,likelihood,impact\n1,Roofs,2", "nothing"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_each_line(text: str, found: str) -> None:
    refusal = rows_of(text, "register.csv", NAMED)
    assert isinstance(refusal, Refusal)
    assert [problem.found for problem in refusal.problems] == [found]


def test_a_register_reads_by_names_alone() -> None:
    rows = rows_of("ref,risk,likelihood,impact,owner\nA,Roofs,Rare,Severe,a manager\n", "r.csv", PLAIN)
    assert rows == (Row("A", "Roofs", 1, 5, "", "", "a manager", ""),)


def test_a_band_is_told_by_words_and_shapes_and_the_gravest_comes_first() -> None:
    marks = [band(NAMED, score) for score in (1, 4, 8, 16)]
    assert [mark.words for mark in marks] == ["1 low", "4 moderate", "8 high", "16 very high"]
    assert len({mark.glyphs for mark in marks}) == 4
    grave, light = a_risk(a_score(4, 4), reference="RSK-2010-0002"), a_risk()
    assert gravest_first([light, grave]) == [grave, light]


def test_pages_tell_the_most_important_first_and_scales_apart() -> None:
    on_another = a_risk(a_score(5, 5), reference="RSK-2010-0002", register="council", scale=PLAIN)
    document = registers("HOUSING", [a_risk(), on_another], [], [], "", DAY)
    captions = [block.caption for block in document.blocks if isinstance(block, Table)]
    assert captions.count("Heat map: likelihood upwards, impact to the right") == 2
    assert "the gravest is “Roofs”, 25 (very high)" in document.blocks[0].words  # type: ignore[union-attr]
    assert "No risk is open" in across([("HOUSING", [])], DAY).blocks[0].words  # type: ignore[union-attr]
    assert "2 risks are open" in across([("HOUSING", [a_risk(), on_another])], DAY).blocks[0].words  # type: ignore[union-attr]
