"""The shelf: every template on it is sound, and one that is not is told all its faults at once."""

import re
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.library.marked import Marked, in_words
from counterpart.engines.library.shelf import (
    examples_beside,
    on_the_shelf,
    pinned,
    read_again,
    template_file,
    template_folders,
)
from counterpart.values.refusal import Refusal, Refused

QUICKLY = settings(max_examples=10, deadline=None)

FOLDERS = list(template_folders())
SOUND = """\
template: small
version: 1
title: A small agreement
source: made for a test
calendar: EW
rounding: pence, half up
assurance: unaudited
parties:
  council: {role: commissioner, organisation: A council}
  company: {role: provider}
peer_groups:
  - {name: All England, clause: "1"}
indicators:
  - code: A 1
    title: Rent collected
    kind: KPI
    unit: percent
    better: higher
    target: {2007-08: 98.25 %}
    clause: "4.2"
  - code: A 2
    title: Relet time
    kind: KPI
    unit: days
    better: lower
    clause: "4.3"
close:
  requires: [returns submitted]
  countersigned_by: [council, company]
  clause: "2"
"""


def refused(text: str) -> Refusal:
    with pytest.raises(Refused) as raised:
        pinned(text)
    return raised.value.refusal


def told(text: str) -> list[str]:
    return [str(problem).removeprefix("template.yaml, ") for problem in refused(text).problems]


@pytest.mark.parametrize(("name", "folder"), FOLDERS, ids=[f"{name}-{folder.name}" for name, folder in FOLDERS])
def test_every_template_on_the_shelf_is_sound_and_lies_where_its_id_and_version_say(
    name: str, folder: Traversable
) -> None:
    template = pinned((folder / "template.yaml").read_text(encoding="utf-8")).template
    assert (template.template, str(template.version)) == (name, folder.name)
    examples = examples_beside((folder / "examples.yaml").read_text(encoding="utf-8"), file="examples.yaml")
    assert bool(examples) == bool(template.indicators)
    assert (folder / "CHANGES.md").is_file()


def test_a_template_is_pinned_with_its_very_text_and_the_fingerprint_of_it() -> None:
    kept = on_the_shelf("rotherham-almo")
    assert len(kept.template.indicators) == 13
    assert read_again(kept.text) == kept.template
    assert pinned(kept.text + "\n").fingerprint != kept.fingerprint
    assert re.fullmatch("[0-9a-f]{64}", kept.fingerprint)


def test_a_template_that_is_not_on_the_shelf_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused, match=r"no template “nowhere”: the shelf has .*rotherham-almo"):
        on_the_shelf("nowhere")


def test_a_path_means_a_template_file_or_the_folder_it_is_in(tmp_path: Path) -> None:
    assert template_file(tmp_path) == tmp_path / "template.yaml"
    assert template_file(tmp_path / "other.yaml") == tmp_path / "other.yaml"


def test_a_sound_template_is_read_and_the_refusal_of_another_counts_its_faults() -> None:
    assert pinned(SOUND).template.name == "small@1"
    assert refused(SOUND.replace("version: 1", "version: one")).fact == "it has one problem"
    assert refused(SOUND.replace("version: 1", "version: one").replace("EW", "Mars")).fact == "it has 2 problems"


FAULTS = [
    ("version: 1", "version: one", "line 2, version: found “one”; wanted a whole number."),
    ("title: A small agreement\n", "", "line 1: found no “title”; wanted it stated."),
    ("calendar: EW", "calendar: Mars", "found “Mars”; wanted a calendar on the shelf: EW, NIR, SCT, UK_ANY."),
    ("rounding: pence, half up", "rounding:", "line 6, rounding: found nothing; wanted “pence, half up”."),
    ("role: provider", "role: supplier", "wanted one of “commissioner”, “provider” or “represented”."),
    ("  company: {", "  none: nobody\n  company: {", "none: found “nobody”; wanted names with values beneath them."),
    ('clause: "1"', 'clause: "1", note: x', "peer_groups 1: found “note”; wanted one of name, clause, unlike."),
    ("title: Rent collected", "title: [Rent]", "indicators 1, title: found a list; wanted text."),
    ("unit: percent", "unit: points", "found “points”; wanted one of “percent”, “days”, “score” or “number”."),
    ("better: higher", "better: higher\n    better: lower", "indicators 1: found “better” a second time; wanted each"),
    ("2007-08: 98", "2007-8: 98", "indicators 1, target, 2007-8: found “2007-8”; wanted a period, such as 2007-08."),
    ("98.25 %", "most", "indicators 1, target, 2007-08: found “most”; wanted a percentage, such as 98.25."),
    ('clause: "4.2"', "amber_within: 2 %\n    clause: x", "amber_within: found “2 %”; wanted a tolerance of 0"),
    ("code: A 2", "code: A 1", "indicators 2, code: found “A 1” a second time; wanted each code once."),
    ("[returns submitted]", "returns submitted", "close, requires: found “returns submitted”; wanted a list."),
    ("[council, company]", "[council, bank]", "close, countersigned_by 2: found “bank”; wanted a party: council, comp"),
    ("[council, company]", "{a: b}", "close, countersigned_by: found names with values beneath them; wanted a list."),
]


@pytest.mark.parametrize(("right", "wrong", "problem"), FAULTS)
def test_one_fault_is_one_sentence_with_its_line(right: str, wrong: str, problem: str) -> None:
    text = SOUND.replace(right, wrong, 1)
    assert text != SOUND
    (sentence,) = told(text)
    assert re.match(r"line \d+", sentence)
    assert problem in sentence


def test_a_template_of_many_faults_is_told_them_all_at_once_in_the_order_of_their_lines() -> None:
    text = SOUND
    for right, wrong, _ in FAULTS:
        text = text.replace(right, wrong, 1)
    assert told(text) == [
        "line 1: found no “title”; wanted it stated.",
        "line 2, version: found “one”; wanted a whole number.",
        "line 4, calendar: found “Mars”; wanted a calendar on the shelf: EW, NIR, SCT, UK_ANY.",
        "line 5, rounding: found nothing; wanted “pence, half up”.",
        "line 9, parties, none: found “nobody”; wanted names with values beneath them.",
        "line 10, parties, company, role: found “supplier”; wanted one of “commissioner”, “provider” or “represented”.",
        "line 12, peer_groups 1: found “note”; wanted one of name, clause, unlike.",
        "line 15, indicators 1, title: found a list; wanted text.",
        "line 17, indicators 1, unit: found “points”; wanted one of “percent”, “days”, “score” or “number”.",
        "line 19, indicators 1: found “better” a second time; wanted each name once.",
        "line 20, indicators 1, target, 2007-8: found “2007-8”; wanted a period, such as 2007-08.",
        "line 20, indicators 1, target, 2007-8: found “most”; wanted a figure, such as 98.25.",
        "line 21, indicators 1, amber_within: found “2 %”; wanted a tolerance of 0 or more, such as 0.5 or 2 points "
        "or 5 % of the target.",
        "line 23, indicators 2, code: found “A 1” a second time; wanted each code once.",
        "line 30, close, requires: found “returns submitted”; wanted a list.",
        "line 31, close, countersigned_by 2: found “bank”; wanted a party: council, none, company.",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "template.yaml: found an empty file; wanted a file with something in it."),
        ("template: small: 1", "line 1: found text that is not YAML (mapping values are not allowed here)"),
        ("a: [1,\nb", "line 2: found text that is not YAML"),
        ("a: 1\nb: \x07", "line 2: found text that is not YAML (a control character)"),
        ("- " * 500, "template.yaml: found text that is not YAML (too many lists within lists)"),
        ("- a\n- b", "line 1: found a list; wanted names with values beneath them."),
        ("some words", "line 1: found “some words”; wanted names with values beneath them."),
    ],
    ids=["empty", "two colons", "open list", "control character", "nested", "a list", "words"],
)
def test_a_file_that_is_no_template_is_told_as_that_alone(text: str, problem: str) -> None:
    (sentence,) = told(text)
    assert problem in sentence


def test_a_part_written_once_and_referred_to_again_is_told_and_never_followed_round() -> None:
    text = SOUND.replace("close:\n", "close: &x\n  triggers: [*x]\n").replace("peer_groups:", "peer_groups: &y")
    assert "close, triggers 1: found a reference to another place in the file; wanted the words" in "\n".join(
        told(text)
    )


def test_a_name_made_of_several_parts_is_an_unknown_name() -> None:
    assert told(SOUND + "? [a, b]\n: c\n")[0].startswith("line 31: found “?”; wanted one of template, version,")


def test_values_stay_text_and_nothing_stands_for_nothing() -> None:
    template = pinned(SOUND.replace("organisation: A council", 'organisation: "null"')).template
    assert template.parties["council"].organisation == "null"
    assert (
        pinned(SOUND.replace("organisation: A council", "organisation: ~")).template.parties["council"].organisation
        is None
    )


PARTS = [line for line in SOUND.splitlines() if ": " in line and "{" not in line]
JUNK = st.sampled_from(["", "x", "-1", "1e400", "NaN", "9" * 30, "[]", "{}", "[a]", "{a: b}", "[[]]", "[~]", "2.5"])


@QUICKLY
@given(st.sampled_from(PARTS), JUNK)
def test_no_problem_speaks_the_language_of_the_library_that_found_it(line: str, junk: str) -> None:
    text = SOUND.replace(line, f"{line.partition(': ')[0]}: {junk}", 1)
    try:
        pinned(text)
    except Refused as error:
        for problem in error.refusal.problems:
            assert problem.line
            assert not re.search("[Ii]nput|valid|should|instance|argument|None", str(problem))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "examples.yaml: found an empty file; wanted a file with something in it."),
        ("a: 1", "examples.yaml, line 1: found names with values beneath them; wanted a list."),
        ("- 3", "examples.yaml, line 1, item 1: found “3”; wanted names with values beneath them."),
        (
            "- {name: a, given: {b: [[c]]}, then: {}, because: d}",
            "examples.yaml, line 1, item 1, given, b: found a list; wanted text.",
        ),
        (
            "- {name: a, given: {}, then: {}, because: d, since: e}",
            "examples.yaml, line 1, item 1: found “since”; wanted one of name, given, then, because.",
        ),
        (
            "- name: a\n  given: {}\n  then: {}\n  because: d\n  name: e",
            "examples.yaml, line 5, item 1: found “name” a second time; wanted each name once.",
        ),
    ],
)
def test_worked_examples_that_cannot_be_run_are_refused_with_every_problem(text: str, problem: str) -> None:
    with pytest.raises(Refused) as raised:
        examples_beside(text, file="examples.yaml")
    assert [str(each) for each in raised.value.refusal.problems] == [problem]
    assert raised.value.refusal.fact == "the file has one problem"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((), None),
        (("calendar",), "calendar"),
        (("indicators", 2, "target"), "indicators 3, target"),
        ((0, "a"), "item 1, a"),
    ],
)
def test_a_place_is_told_as_people_count(path: Any, words: str | None) -> None:
    assert in_words(path) == words


def test_what_has_no_line_of_its_own_has_that_of_what_holds_it_if_anything_does() -> None:
    assert Marked({}, {(): 1, ("a",): 4}).line_of(("a", "b", 3)) == 4
    assert Marked({}, {(): 1}).line_of(("b",)) == 1
    assert Marked({}).line_of(("b",)) is None


def test_a_sentence_folded_over_lines_is_read_as_one_without_marks_of_the_folding() -> None:
    source = on_the_shelf("rotherham-almo").template.source
    assert source.isprintable()
    assert "year-end performance summary for 2007/08" in source
