"""How sealed figures are said, and the table and pictures made of them."""

from decimal import Decimal

from counterpart.capabilities.packs.rules.tables import table_of
from counterpart.capabilities.packs.tests.makers import (
    ROWS,
    TOP,
    a_figure,
    peers,
    the_year,
)
from counterpart.capabilities.performance.rules.bars import bars_of
from counterpart.capabilities.performance.rules.wording import amount, joined, met, standing, wanted
from counterpart.engines.reporting.rules.cells import Tone
from counterpart.engines.reporting.rules.drawings import Bars


def test_numbers_are_said_with_their_unit_as_they_were_sealed() -> None:
    assert amount(a_figure(value="1"), "value").words == "1 day"
    assert amount(a_figure(value="1.0"), "value").words == "1.0 days"
    assert amount(a_figure(unit="score", value="66"), "value").words == "66"
    assert amount(a_figure(value=None), "value").words == "–"
    assert wanted(a_figure(polarity="higher")) == "at least 15 days"


def test_a_want_of_a_figure_is_said_and_not_a_want_of_a_target() -> None:
    assert met(a_figure(value=None)).words == "No figure"
    assert met(a_figure(target=None)).words == "No target"


def test_a_label_that_was_not_published_is_not_applicable_and_one_that_could_not_be_given_is_not_compared() -> None:
    assert standing(peers("All ALMO", "2007-08", None, applicable=False)).words == "N/A"
    assert standing(peers("All ALMO", "2007-08", None)).words == "Not compared"
    assert standing(peers("All ALMO", "2007-08", TOP)).words == "Top 25 %"


def test_parts_of_a_sentence_are_joined_as_people_write_them() -> None:
    assert [joined("abc"[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_the_table_has_the_thirteen_rows_as_they_were_sealed() -> None:
    table = table_of(the_year()["figures"], caption="Figures", when="2007-08")
    assert [column.title for column in table.shown.columns] == [
        "Indicator", "Description", "2006/07", "2007/08", "Target", "Better when", "Target met",
        "Better or worse than 2006/07", "All England 2006/07", "All ALMO 2007/08",
    ]  # fmt: skip
    assert [tuple(cell.exact for cell in row[:5]) for row in table.rows] == [
        (code, title, *(Decimal(number) for number in numbers)) for code, title, _, _, *numbers, _, _ in ROWS
    ]
    assert [cell.words for cell in table.shown.rows[-1]] == [
        "BV 212", "Average relet time", "16 days", "37.27 days", "15 days", "lower", "Missed", "Worse",
        "Above average", "Below average",
    ]  # fmt: skip
    assert [row[-2].words for row in table.rows].count("N/A") == 5


def test_every_judgement_is_a_word_with_a_shape() -> None:
    table = table_of(the_year()["figures"], caption="Figures", when="2007-08")
    marks = [cell.mark for row in table.rows for cell in row if cell.mark]
    assert len(marks) == 13 * 4
    assert {mark.tone: {other.glyphs for other in marks if other.tone == mark.tone} for mark in marks} == {
        Tone.GOOD: {"✓", "▲ ☺", "☺"},
        Tone.BAD: {"✗", "▼ ☹", "☹"},
        Tone.CAUTION: {"☹"},
        Tone.PLAIN: {"–"},
    }


def test_where_labels_are_of_different_periods_each_says_its_own() -> None:
    other = a_figure(code="X", benchmarks=[peers("All England", "2005-06", TOP)])
    table = table_of([a_figure(), other], caption="Figures", when="2007-08")
    assert [column.title for column in table.columns][-2:] == ["All England", "All ALMO 2007/08"]
    assert [[cell.words for cell in row[-2:]] for row in table.rows] == [
        ["Above average, 2006/07", "Below average"],
        ["Top 25 %, 2005/06", "Not compared"],
    ]


def test_figures_of_areas_have_a_column_for_them() -> None:
    table = table_of([a_figure(area="North"), a_figure()], caption="Figures", when="2007-08")
    assert [row[2].words for row in table.rows] == ["North", "–"]
    assert table.columns[2].title == "Area"


def test_a_table_without_figures_still_has_its_columns() -> None:
    assert [column.title for column in table_of([], caption="F", when="2007-08").columns][2:4] == ["Before", "2007/08"]


def test_each_bar_is_measured_by_its_own_target_among_those_of_its_kind() -> None:
    higher, lower = bars_of(the_year()["figures"])
    assert isinstance(higher.drawing, Bars)
    assert isinstance(lower.drawing, Bars)
    assert (len(higher.drawing.bars), len(lower.drawing.bars)) == (6, 7)
    assert higher.drawing.against_target
    assert lower.drawing.bars[-1].target_words == "target at most 15 days"
    assert "BV 212, Average relet time: 37.27 days, target at most 15 days, missed." in lower.description
    assert bars_of([a_figure(value=None), a_figure(target=None), a_figure(target="0")]) == ()
