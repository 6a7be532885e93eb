"""`counterpart signal` and `counterpart quartiles`, as people type them."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from counterpart.cli import statistics

app = typer.Typer(rich_markup_mode=None)
app.command()(statistics.signal)
app.command()(statistics.quartiles)

MONTHS = "period,value\n" + "".join(f"2025-{month:02},{90 + month % 3}.5\n" for month in range(1, 13))
LANDLORDS = "landlord,score,note\nAmbridge,70,\nBorchester,80.5,\nFelpersham,[X],late\nPenny Hassett,60,\nEdgeley,90,\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "figures.csv"


def typed(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def told(*words: object) -> dict:
    result = typed(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_signal_is_one_object_with_a_point_for_each_row_in_the_order_of_the_file(file):
    file.write_text("Value,PERIOD\n1,2020-03\n2,2020-01\n1,2020-02\n")
    answer = told("signal", file)
    assert set(answer) == {"points", "capability", "warnings"}
    assert [point["period"] for point in answer["points"]] == ["2020-03", "2020-01", "2020-02"]
    assert set(answer["points"][0]) == {"period", "value", "mean", "lower", "upper", "label", "rule"}
    assert answer["capability"] == "none"


def test_numbers_have_at_least_12_significant_digits(file):
    file.write_text("period,value\na,1\nb,1\nc,2\n")
    text = typed("signal", file, "--format", "json").stdout
    assert '"mean": 1.333333333333' in text
    assert json.loads(text, parse_float=Decimal)["points"][0]["value"] == 1


def test_limits_are_null_where_no_moving_range_is_left(file):
    file.write_text("period,value\na,5\nb,5\nc,5\n")
    points = told("signal", file, "--screen", "--target", "4")["points"]
    assert {(point["mean"], point["lower"], point["upper"]) for point in points} == {(5, None, None)}


def test_every_option_of_a_signal_does_its_work(file):
    rows = [*[5, 6] * 6, *[15, 16] * 6, 30]
    file.write_text("period,value\n" + "".join(f"w{at},{value}%\n" for at, value in enumerate(rows)))
    answer = told("signal", file, "--improvement", "decrease", "--target", "4%", "--rebase", "w12", "--fix-after", 12)
    assert [answer["points"][at]["mean"] for at in (0, 12, 24)] == [5.5, 15.5, 15.5]
    last = answer["points"][-1]
    assert (last["label"], last["rule"]) == ("concern", "outside_limits")
    assert answer["capability"] == "fail"
    assert answer["warnings"] == []


def test_a_signal_is_shown_as_a_table_that_says_what_it_takes_for_an_improvement(file):
    file.write_text(MONTHS)
    result = typed("signal", file, "--target", "90")
    assert result.exit_code == 0
    assert "12 points; increase is an improvement" in result.stdout
    assert "Last point 2025-12: common_cause. Capability: inconsistent" in result.stdout
    assert result.stdout.splitlines()[2].split() == ["period", "value", "mean", "lower", "upper", "label", "rule"]
    assert result.stdout.splitlines()[3].split()[:3] == ["2025-01", "91.5", "91.500"]
    assert "neither way is better" in typed("signal", file, "--improvement", "neutral").stdout


def test_warnings_and_missing_limits_are_shown_in_the_table(file):
    file.write_text("period,value\n2020-01,5\n")
    result = typed("signal", file)
    assert "Note: The limits rest on 1 point; fewer than 12 make trial limits." in result.stdout
    assert result.stdout.splitlines()[-1].split() == ["2020-01", "5", "5.00", "common_cause"]


def test_a_faulty_file_is_refused_with_every_problem_on_standard_error(file):
    file.write_text("period,value\n2020-01,x\n,5\n2020-03,6,7\n")
    result = typed("signal", file)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "it has 3 problems" in result.stderr
    assert "figures.csv, line 2, column value: found “x”; wanted a number" in result.stderr
    assert "figures.csv, line 3, column period: found nothing" in result.stderr


def test_a_refusal_can_be_had_as_json_with_its_problems(file):
    file.write_text("month,value\n2020-01,5\n")
    result = typed("signal", file, "--json")
    assert result.exit_code == 1
    refusal = json.loads(result.stderr)
    assert refusal["code"] == "file.faulty"
    assert {"what", "fact", "rule", "next_step"} <= set(refusal)
    assert refusal["problems"][0]["column"] == "period"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "an empty file"),
        (b"period,value\n", "no rows"),
        ("period,value\n2020-01,5\n2020-02,é\n".encode("cp1252"), "line 3"),
        ("period,value\n2020-01,5".encode("utf-16"), "wanted"),
    ],
)
def test_a_file_that_is_not_text_or_has_nothing_in_it_is_refused(file, data, said):
    file.write_bytes(data)
    result = typed("signal", file)
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_byte_order_mark_is_no_part_of_the_first_column(file):
    file.write_bytes(b"\xef\xbb\xbf" + MONTHS.encode())
    assert len(told("signal", file)["points"]) == 12


def test_a_rebase_at_a_period_that_is_not_there_is_refused(file):
    file.write_text(MONTHS)
    result = typed("signal", file, "--rebase", "2031-01")
    assert result.exit_code == 1
    assert "the period 2031-01 is not in the series" in result.stderr
    assert "runs from 2025-01 to 2025-12" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("signal", "nowhere.csv"),
        ("signal", "FILE", "--target", "a lot"),
        ("signal", "FILE", "--improvement", "sideways"),
        ("signal", "FILE", "--fix-after", "0"),
        ("quartiles", "FILE"),
        ("quartiles", "FILE", "--by", "value", "--method", "guess"),
    ],
)
def test_wrong_usage_ends_with_2(file, words):
    file.write_text(MONTHS)
    assert typed(*(file if word == "FILE" else word for word in words)).exit_code == 2


def test_quartiles_tell_cut_offs_n_markers_method_and_the_label_of_each_row(file):
    file.write_text(LANDLORDS)
    answer = told("quartiles", file, "--by", "Score")
    assert [answer[name] for name in ("lower_quartile", "median", "upper_quartile", "n")] == [67.5, 75.25, 82.875, 4]
    assert (answer["method"], answer["higher_is_better"], answer["suppressed"]) == ("linear", True, None)
    assert answer["excluded"] == {"[X]": 1}
    assert [(row["name"], row["label"]) for row in answer["rows"]] == [
        ("Ambridge", "below_median"),
        ("Borchester", "above_median"),
        ("Felpersham", None),
        ("Penny Hassett", "bottom_quartile"),
        ("Edgeley", "top_quartile"),
    ]


def test_quartiles_turn_round_where_lower_is_better_and_another_column_can_name_the_rows(file):
    file.write_text(LANDLORDS)
    answer = told("quartiles", file, "--by", "score", "--lower-is-better", "--method", "hazen", "--name", "note")
    assert answer["method"] == "hazen"
    assert [row["name"] for row in answer["rows"]] == ["", "", "late", "", ""]
    assert answer["rows"][-1]["label"] == "bottom_quartile"


def test_a_column_can_name_its_own_rows(file):
    file.write_text("score\n1\n2\n3\n4\n")
    assert [row["name"] for row in told("quartiles", file, "--by", "score")["rows"]] == ["1", "2", "3", "4"]


def test_quartiles_are_shown_as_a_table(file):
    file.write_text(LANDLORDS)
    text = typed("quartiles", file, "--by", "score").stdout
    assert "score: method linear, n 4, higher is better" in text
    assert "Left out: [X] 1" in text
    assert "Cut-offs: lower quartile 67.500, median 75.250, upper quartile 82.875" in text
    assert ["Felpersham", "[X]"] in [line.split() for line in text.splitlines()]


def test_fewer_than_four_values_are_shown_without_labels_and_with_the_reason(file):
    file.write_text("landlord,score\nAmbridge,70\nBorchester,80\n")
    text = typed("quartiles", file, "--by", "score", "--lower-is-better").stdout
    assert "lower is better" in text
    assert "No labels: n is 2: no quartiles are given for fewer than 4 values" in text
    assert told("quartiles", file, "--by", "score")["median"] is None


@pytest.mark.parametrize(
    ("asked", "near"), [("scor", "“score”"), ("rating of landlords", "“landlord”"), ("zzz", "“note”")]
)
def test_a_column_that_is_not_there_is_refused_with_those_near_it(file, asked, near):
    file.write_text(LANDLORDS)
    result = typed("quartiles", file, "--by", asked)
    assert result.exit_code == 1
    assert near in result.stderr


def test_a_cell_that_is_neither_number_nor_marker_is_refused_at_its_line(file):
    file.write_text('landlord,note,score\nAmbridge,"two\nlines",70\nBorchester,,about 80\n')
    result = typed("quartiles", file, "--by", "score", "--json")
    assert result.exit_code == 1
    assert [problem["line"] for problem in json.loads(result.stderr)["problems"]] == [4]


def test_an_empty_table_is_refused(file):
    file.write_text("")
    assert "an empty file" in typed("quartiles", file, "--by", "score").stderr
