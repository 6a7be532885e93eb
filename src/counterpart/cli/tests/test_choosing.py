"""`counterpart appraise`, as people type it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from counterpart.capabilities.pricing.tests.makers import written
from counterpart.cli import choosing

app = typer.Typer(rich_markup_mode=None)
app.command()(choosing.appraise)
pricing = typer.Typer(rich_markup_mode=None)
pricing.command()(choosing.price)

DEMO = Path(__file__).parents[4] / "demo"
HEREFORDSHIRE = DEMO / "herefordshire" / "appraisal.yaml"

pytestmark = pytest.mark.slow


def typed(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_an_appraisal_is_written_whole_and_its_first_sentences_are_said(tmp_path):
    said = typed(HEREFORDSHIRE, "--out", tmp_path / "out")
    assert said.exit_code == 0, said.stderr
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"appraisal.html", "appraisal.pdf", "appraisal.json"}
    assert "Managing agent and Integrated services reach £1,000,000 on the high estimate only" in said.stdout
    data = json.loads((tmp_path / "out" / "appraisal.json").read_text())
    assert [(one["option"], one["low"]["value"], one["high"]["value"]) for one in data["savings"]] == [
        ("improved", "368000", "568000"),
        ("managing-agent", "768000", "1018000"),
        ("integrated", "768000", "1018000"),
    ]


def test_the_same_file_gives_the_same_folder(tmp_path):
    assert typed(HEREFORDSHIRE, "--out", tmp_path / "out").exit_code == 0
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    assert typed(HEREFORDSHIRE, "--out", tmp_path / "out").exit_code == 0
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before


def test_a_folder_that_holds_other_files_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    said = typed(HEREFORDSHIRE, "--out", tmp_path)
    assert said.exit_code == 1
    assert "holds other files" in said.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_that_is_not_sound_is_refused_with_its_lines_and_nothing_is_written(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(HEREFORDSHIRE.read_text().replace("standing: fails", "standing: perhaps"))
    said = typed(file, "--out", tmp_path / "out")
    assert said.exit_code == 1
    assert said.stderr.count("found “perhaps”; wanted “meets”, “has potential” or “fails”") == 2
    assert not (tmp_path / "out").exists()


def test_a_refusal_is_said_as_json(tmp_path):
    file = tmp_path / "a.yaml"
    text = HEREFORDSHIRE.read_text()
    file.write_text(text.replace("savings:\n  aim", "savings:\n  add_on_costs: {percent: 26.5, to: [staff]}\n  aim"))
    said = typed(file, "--out", tmp_path / "out", "--json")
    assert said.exit_code == 1
    assert json.loads(said.stderr)["code"] == "options.on-costs-twice"


def test_the_answer_is_said_as_json_where_asked(tmp_path):
    said = typed(HEREFORDSHIRE, "--out", tmp_path / "out", "--formats", "json", "--json")
    assert json.loads(said.stdout) == json.loads((tmp_path / "out" / "appraisal.json").read_text())


@pytest.mark.parametrize("formats", ["pdf,gif", "", ","])
def test_a_form_that_there_is_not_is_wrong_usage(tmp_path, formats):
    assert typed(HEREFORDSHIRE, "--out", tmp_path / "out", "--formats", formats).exit_code == 2


# Mechanisms


def priced(folder: Path, *words: object) -> Result:
    files = [word for name, file in written(folder).items() for word in (f"--{name}", str(file))]
    return CliRunner().invoke(pricing, [*files, *(str(word) for word in words)])


def test_mechanisms_are_compared_and_the_answer_is_said(tmp_path):
    mechanisms = DEMO / "brighton" / "mechanisms.yaml"
    said = priced(tmp_path, "--mechanisms", mechanisms, "--out", tmp_path / "out")
    assert said.exit_code == 0, said.stderr
    assert "Price per property would have cost" in said.stdout
    names = {"price.html", "price.pdf", "price.json", "price.csv"}
    assert {file.name for file in (tmp_path / "out").iterdir()} == names
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    again = priced(tmp_path, "--mechanisms", mechanisms, "--out", tmp_path / "out", "--json")
    assert json.loads(again.stdout) == json.loads(before["price.json"])
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before


def test_mechanisms_that_are_not_sound_are_refused_and_nothing_is_written(tmp_path):
    file = tmp_path / "m.yaml"
    file.write_text("mechanisms: []\n")
    said = priced(tmp_path, "--mechanisms", file, "--out", tmp_path / "out")
    assert said.exit_code == 1
    assert said.stderr.startswith("The mechanisms m.yaml was not read") or "were not read" in said.stderr
    assert not (tmp_path / "out").exists()


def test_memory_that_is_none_is_wrong_usage(tmp_path):
    mechanisms = DEMO / "brighton" / "mechanisms.yaml"
    said = priced(tmp_path, "--mechanisms", mechanisms, "--out", tmp_path / "out", "--memory", "much")
    assert said.exit_code == 2
