"""`counterpart deadline`, as people type it."""

import json

import pytest
import typer
from typer.testing import CliRunner, Result

from counterpart.cli import clocks

app = typer.Typer(rich_markup_mode=None)
app.command(context_settings=clocks.SETTINGS)(clocks.deadline)
UNION = ("--calendar", "UK_ANY", "--beginning-with")


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_the_first_word_is_the_date_and_the_days_skipped_follow_with_their_reasons():
    result = typed("2026-12-24", "8", "working-days", *UNION)
    assert result.exit_code == 0
    first, *rest = result.stdout.splitlines()
    assert first.split()[0] == "2027-01-08"
    assert "  2026-12-25 Friday: Christmas Day" in rest
    assert "  2027-01-04 Monday: 2nd January (Scotland)" in rest


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("2026-12-18", "10", "working-days", "--calendar", "EW", "--day-after"), "2027-01-06"),
        (("2026-12-24", "-8", "working-days", "--calendar", "EW", "--day-after"), "2026-12-14"),
        (("2026-06-01", "120", "days", "--calendar", "EW", "--beginning-with"), "2026-09-28"),
        (("2026-06-01", "2", "weeks", "--calendar", "SCT", "--day-after"), "2026-06-15"),
        (("2026-01-31", "1", "months", "--calendar", "NIR", "--day-after"), "2026-02-28"),
        (("2026-03-28T20:00", "24", "hours", "--calendar", "EW", "--day-after"), "2026-03-29T21:00:00+01:00"),
    ],
)
def test_every_unit_is_counted(words, first):
    result = typed(*words)
    assert result.exit_code == 0
    assert result.stdout.split()[0] == first


def test_a_deadline_in_days_on_a_weekend_says_that_it_is_not_moved():
    result = typed("2026-01-31", "28", "days", "--calendar", "EW", "--day-after")
    assert "2026-02-28 Saturday" in result.stdout
    assert "not a working day (weekend); this deadline is not moved" in result.stdout


def test_a_computed_year_is_pointed_out():
    assert "computed, not published" in typed("2029-02-01", "3", "working-days", *UNION).stdout
    assert "computed" not in typed("2028-02-01", "3", "working-days", *UNION).stdout


def test_the_answer_can_be_had_as_json():
    answer = json.loads(typed("2026-12-24", "1", "working-days", "--calendar", "EW", "--day-after", "--json").stdout)
    assert answer["deadline"] == "2026-12-29"
    assert answer["skipped"][0] == {"date": "2026-12-25", "why": "Christmas Day"}
    assert (answer["computed"], answer["at"], answer["not_working"]) == (False, None, None)


def test_outside_the_known_years_it_is_refused_in_words_on_standard_error():
    result = typed("2030-12-20", "20", "working-days", *UNION)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "2004 to 2030" in result.stderr


def test_a_refusal_can_be_had_as_json_with_its_four_parts():
    result = typed("2026-10-25", "24", "hours", "--calendar", "EW", "--day-after", "--json")
    assert result.exit_code == 1
    refusal = json.loads(result.stderr)
    assert refusal["code"] == "deadline.no-time"
    assert {"what", "fact", "rule", "next_step"} <= set(refusal)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2026-12-24", "8", "working-days", "--calendar", "EW"), "one of --beginning-with and --day-after"),
        (("2026-12-24", "8", "working-days", *UNION, "--day-after"), "one of --beginning-with and --day-after"),
        (("24 December", "8", "days", *UNION), "24 December"),
        (("2026-12-24", "eight", "days", *UNION), "Invalid value for 'n'"),
        (("2026-12-24", "8", "fortnights", *UNION), "fortnights"),
        (("2026-12-24", "8", "days", "--day-after"), "--calendar"),
        (("2026-12-24", "8", "days", "--day-after", "--calendar", "FR"), "UK_ANY"),
        (("2026-12-24", "8", "days", *UNION, "--cut-off"), "--cut-off"),
    ],
)
def test_wrong_usage_ends_with_2(words, said):
    result = typed(*words)
    assert result.exit_code == 2
    assert said in result.stderr
