"""Mappings of publishers’ files: those on the shelf are sound, and what is wrong with one is told with its line."""

import pytest

from counterpart.engines.evidence.mappings import on_the_shelf, pinned, shelf
from counterpart.engines.evidence.rules.kinds import KINDS
from counterpart.values.refusal import Refused

SOUND = "id: a-council\nkind: payments\ncolumns:\n  supplier: [Vendor]\n"


def problems(text: str) -> list[str]:
    with pytest.raises(Refused) as raised:
        pinned(text, file="m.yaml")
    return [str(problem).removeprefix("m.yaml, ") for problem in raised.value.refusal.problems]


@pytest.mark.parametrize("name", [name for name, _ in shelf()])
def test_every_mapping_on_the_shelf_is_sound_and_named_as_its_file(name: str) -> None:
    mapping = on_the_shelf(name).mapping
    assert mapping.id == name
    assert mapping.title
    unfold = mapping.unfold
    made = {*mapping.fixed, *((unfold.name, unfold.value) if unfold else ())}
    needed = {column.name for column in KINDS[mapping.kind].columns if column.required}
    assert needed <= {*mapping.columns, *mapping.places, *made}


def test_a_mapping_is_known_by_the_fingerprint_of_its_text() -> None:
    one, other = pinned(SOUND), pinned(SOUND + "# a note\n")
    assert one.mapping == other.mapping
    assert one.fingerprint != other.fingerprint


def test_an_unknown_mapping_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match="There is no mapping “nowhere”: the shelf has calderdale-cards"):
        on_the_shelf("nowhere")


def test_every_problem_is_told_with_its_line() -> None:
    text = (
        "id: a\nkind: payments\ncolumn: x\ncolumns:\n  payee: [Vendor]\n  supplier: Vendor\n"
        "header:\n  lines: 3\n  rows: many\nuntitled: perhaps\n"
    )
    assert problems(text) == [
        "line 3: found “column”; wanted one of id, kind, title, sheets, encodings, controls_as_cp1252, header, "
        "columns, places, fixed, instead, unfold, dates, drop_times, zone, serial_dates, money, significant_digits, "
        "round, missing, leave_out, untitled, beyond_titles, short_rows.",
        "line 6, columns, supplier: found “Vendor”; wanted a list.",
        "line 8, header: found “lines”; wanted one of line, titles, rows, within, absent.",
        "line 9, header, rows: found “many”; wanted a whole number.",
        "line 10, untitled: found “perhaps”; wanted 'refuse', 'ignore' or 'join'.",
    ]
    assert problems("kind: payments\n") == ["line 1: found no “id”; wanted it stated."]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id: a\nkind: letters\n", "line 2, kind: found “letters”; wanted one of returns, benchmarks, jobs"),
        (SOUND + "  payee: [Name]\n", "line 5, columns, payee: found “payee”; wanted a column of payments: supplier,"),
        (SOUND + "  amount: [vendor]\n", "found “vendor” a second time; wanted each title under one column"),
        (SOUND + "header: {line: 2, titles: [Vendor]}\n", "line 5, header: found both a line and titles"),
        (SOUND + "header: {rows: 9}\n", "found 9; wanted 1 to 3"),
        (SOUND + "places: {amount: 3}\n", "found places and titles; wanted places where the file has no titles"),
        (SOUND + "header: {absent: yes}\nplaces: {amount: 0}\n", "found 0; wanted a place, from 1"),
        (SOUND + "encodings: [klingon]\n", "line 5, encodings 1: found “klingon”; wanted an encoding, such as cp1252"),
        (SOUND + "leave_out: [{why: totals}]\n", "found a rule without one of title and place"),
        (SOUND + "significant_digits: 3\n", "found 3; wanted 6 to 15"),
        (SOUND + "unfold: {name: code, value: amount, columns: {}}\n", "found “code”; wanted a column of payments"),
        ("", "an empty file"),
        ("a: [", "text that is not YAML"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, problem: str) -> None:
    assert problem in " ".join(problems(text))
