"""The tree of a report: exact values with their words, marks that never speak by colour alone, sheets of paper."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.engines.reporting.palette import TONES
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Kind,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    marked,
    number,
    printable,
    text,
)
from counterpart.engines.reporting.rules.document import Block, Document, Heading, Paragraph, Weight, sheets
from counterpart.engines.reporting.tests.makers import MET, WORSE, a_table, a_wide_table, bars


@pytest.mark.parametrize(
    ("exact", "unit", "words"),
    [
        ("98.47", "%", "98.47 %"),
        ("14.0", "%", "14.0 %"),
        ("37.27", "days", "37.27 days"),
        ("12400.00", "£", "£12,400.00"),
        ("-12400.5", "£", "−£12,400.5"),
        ("-0.25", "%", "−0.25 %"),
        ("-0.0", "", "0.0"),
        ("1234567", "", "1,234,567"),
        ("1E+3", "", "1,000"),
    ],
)
def test_a_number_is_read_with_its_unit_and_every_decimal_place_it_came_with(exact: str, unit: str, words: str) -> None:
    assert number(Decimal(exact), unit) == Cell(Decimal(exact), words, unit)


def test_where_there_is_no_number_or_day_a_dash_stands() -> None:
    assert number(None, "%") == Cell(None, "–", "%")
    assert day(None) == Cell(None, "–")


def test_a_day_is_said_as_people_say_it() -> None:
    assert day(date(2008, 5, 2)).words == "2 May 2008"


def test_a_mark_carries_its_own_words_unless_data_files_are_given_another() -> None:
    assert marked(MET).exact == "Met"
    assert marked(MET, "yes") == Cell("yes", "Met", mark=MET)
    assert marked(MET, "").exact == ""


@pytest.mark.parametrize(("words", "shapes"), [("", (Shape.TICK,)), ("  ", (Shape.TICK,)), ("Met", ())])
def test_a_status_without_words_or_without_a_shape_is_refused(words: str, shapes: tuple[Shape, ...]) -> None:
    with pytest.raises(ValueError, match="never by colour alone"):
        Mark(words, shapes, Tone.GOOD)


def test_every_shape_has_a_character_of_its_own_and_every_tone_a_colour() -> None:
    assert len({shape.glyph for shape in Shape}) == len(Shape)
    assert set(TONES) == set(Tone)
    assert WORSE.glyphs == "▼ ☹"


def test_every_colour_can_be_read_on_white() -> None:
    for colour in TONES.values():
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (light + 0.05) >= 4.5, colour


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.NUMBER, text("98")),
        (Kind.NUMBER, Cell(Decimal("NaN"), "NaN")),
        (Kind.DATE, text("2008-05-12")),
        (Kind.MARK, text("Met")),
        (Kind.TEXT, number(Decimal(1))),
    ],
)
def test_a_cell_that_does_not_fit_its_column_is_refused(kind: Kind, cell: Cell) -> None:
    with pytest.raises(ValueError, match=f"is no {kind} for “Target” of “Figures”"):
        Table("Figures", (Column("Target", kind),), ((cell,),))


def test_a_row_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="has 1 cells for 2 columns"):
        Table("Figures", (Column("A"), Column("B")), ((text("x"),),))


def test_people_are_not_shown_the_columns_that_are_for_data() -> None:
    shown = a_table("Rent").shown
    assert [column.title for column in shown.columns] == ["Indicator", "What it is", "Value", "Due on", "Target met"]
    assert [cell.words for cell in shown.rows[0]] == ["BV 0", "Rent", "£12,345.67", "–", "Worse"]


def test_a_column_wants_the_room_of_its_longest_content_within_limits() -> None:
    assert a_table("Rent collected from tenants in every one of the areas").widths == (9, 40, 10, 6, 6, 11)
    assert Table("Nothing", (Column(""),), ()).widths == (6,)


def test_paper_is_turned_for_a_wide_table_with_its_heading_and_its_notes() -> None:
    before, after, note, plain = (
        Heading("The figures"),
        Paragraph("After"),
        Paragraph("N", Weight.NOTE),
        a_table("Rent"),
    )
    wide = a_wide_table()
    assert not plain.is_wide
    assert wide.is_wide
    told = [
        (sheet.wide, sheet.blocks) for sheet in sheets((after, before, wide, note, wide, plain, after, before, wide))
    ]
    assert told == [
        (False, (after,)),
        (True, (before, wide, note, wide)),
        (False, (plain, after)),
        (True, (before, wide)),
    ]


@given(st.lists(st.sampled_from([Heading("H"), Paragraph("P"), a_table("Rent"), a_wide_table(), bars()]), max_size=12))
def test_every_block_goes_on_one_sheet_in_its_order(blocks: list[Block]) -> None:
    told = sheets(blocks)
    assert [block for sheet in told for block in sheet.blocks] == blocks
    assert all(sheet.blocks for sheet in told)
    for sheet in told:
        assert any(isinstance(block, Table) and block.is_wide for block in sheet.blocks) == sheet.wide


def test_a_report_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="has a title"):
        Document(" ", "", "", date(2008, 5, 12), ())


def test_a_report_knows_its_tables() -> None:
    table = a_table("Rent")
    assert Document("T", "", "", date(2008, 5, 12), (Heading("H"), table, bars())).tables == (table,)


@given(st.text(st.characters(codec=None)))
def test_what_is_printable_can_be_held_by_any_file_and_is_otherwise_the_same(words: str) -> None:
    told = printable(words)
    assert told.encode().decode() == told
    assert "\r" not in told
    assert printable(told) == told
    if words.isprintable():
        assert told == words


def test_what_no_file_can_hold_is_replaced() -> None:
    assert printable("a\x00b\ud800c\r\nd\re\tf") == "a\ufffdb\ufffdc\nd\ne\tf"
