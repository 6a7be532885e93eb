"""How figures look: a label and the want of one, targets that are not there, and what a CSV file holds."""

import csv
import io
from typing import Any

import pytest

from counterpart.cli.closing import _show_close
from counterpart.cli.figures import as_csv, show_table
from counterpart.values.period import period


def peer(
    label: str | None, *, applicable: bool = True, group: str = "All ALMO", why: str = "because"
) -> dict[str, Any]:
    reasons = {"because": f"{group}, 2007/08: {why}."}
    return {
        "peer_group": group,
        "period": "2007-08",
        "label": label,
        "applicable": applicable,
        "reasons": reasons,
    }


def figure(*peers: dict[str, Any], **other: Any) -> dict[str, Any]:
    told = {
        "indicator": "BV 63",
        "title": "Energy rating",
        "area": None,
        "period": "2007-08",
        "previous": "61",
        "value": "66",
        "numerator": None,
        "denominator": None,
        "unit": "score",
        "target": "62",
        "target_met": True,
        "rag": "green",
        "direction_of_travel": "better",
        "assurance": "unaudited",
        "status": "value_only",
        "benchmarks": list(peers),
    }
    return told | other


def test_not_applicable_is_said_where_no_comparison_was_published_and_no_label_with_why_elsewhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    few = peer(None, why="3 peers are too few to place anybody among; 4 are needed")
    show_table([figure(peer(None, applicable=False, group="All England"), few)], period("2007-08"))
    told = " ".join(capsys.readouterr().out.split())
    assert "All England 2007/08: N/A" in told
    assert "All ALMO 2007/08: no label" in told
    assert "3 peers are too few" in told


def test_a_csv_holds_the_period_the_counts_and_a_label_against_each_peer_group() -> None:
    rows = as_csv(
        [
            figure(peer("top_quartile"), numerator="118", denominator="120"),
            figure(peer(None), peer(None, applicable=False, group="All England")),
            figure(title="=1+1"),
        ]
    )
    first, second, third = csv.DictReader(io.StringIO(rows))
    assert (first["period"], first["numerator"], first["denominator"]) == ("2007-08", "118", "120")
    assert (first["label All ALMO"], first["label All England"]) == ("Top 25 %", "")
    assert (second["label All ALMO"], second["label All England"]) == ("no label", "N/A")
    assert (third["title"], third["label All ALMO"]) == ("'=1+1", "")


def test_only_what_has_a_target_is_counted_as_on_target_or_not(capsys: pytest.CaptureFixture[str]) -> None:
    missed, without = figure(target_met=False), figure(target=None, target_met=None)
    for figures, says in (
        ([figure(), missed], "1 of 2 on target;"),
        ([figure(), missed, without], "1 of 2 on target (1 without a target);"),
    ):
        seal = {"body": {"agreement": "HOUSING", "number": 1}, "digest": "ab", "state": "signed"}
        told = {"figures": figures, "seal": seal, "consequences": {"triggers": []}}
        _show_close(told, period("2007-08"), stood=False)
        assert f"HOUSING 2007/08: {says}" in capsys.readouterr().out
