"""“Why this figure” in words."""

from decimal import Decimal

from counterpart.engines.explain.drawing import drawn, source_in_words
from counterpart.values.explained import Explained, Source

SOURCE = Source("returns.csv", "ab" * 32, 4, "value")
VALUE = Explained(
    Decimal("98.47"),
    "98.47 was returned for 2007/08.",
    "figure as returned",
    clause="year-end summary, BV 66a",
    template="almo@1",
    inputs=(SOURCE,),
    rounding="half up, 2 decimal places",
)
TARGET = Explained(Decimal("98.25"), "The target agreed for 2007/08 is 98.25.", "agreed target")
MET = Explained(True, "98.47 is above 98.25.", "target met", inputs=(VALUE, TARGET))


def test_reasons_are_drawn_from_the_answer_down_to_the_file_and_line() -> None:
    assert drawn(MET.as_data()).splitlines() == [
        "98.47 is above 98.25.",
        "(rule: target met)",
        "   98.47 was returned for 2007/08.",
        "   (rule: figure as returned; year-end summary, BV 66a; almo@1; half up, 2 decimal places)",
        "      ↳ returns.csv, line 4, column value",
        f"        fingerprint {'ab' * 32}",
        "   The target agreed for 2007/08 is 98.25.",
        "   (rule: agreed target)",
    ]


def test_what_is_told_elsewhere_is_drawn_as_a_reference_to_it() -> None:
    told = drawn(MET.as_data(told={VALUE: "direction_of_travel", TARGET: "target"}))
    assert told.splitlines()[2:] == ["   ↳ see direction of travel", "   ↳ see target"]


def test_a_source_is_told_by_file_sheet_line_and_column_as_far_as_it_has_them() -> None:
    assert source_in_words(SOURCE.as_data()) == "returns.csv, line 4, column value"
    assert source_in_words(Source("a.xlsx", "", 9, sheet="Q2").as_data()) == "a.xlsx, sheet Q2, line 9"
    assert source_in_words(Source("a.csv", "", 1).as_data()) == "a.csv, line 1"
