"""Filling a folder: whole, in a place that is free or was filled for the same thing before."""

import json
from pathlib import Path

import pytest

from counterpart.engines.evidence.folders import fill, must_be_fillable
from counterpart.engines.evidence.store import write_whole
from counterpart.values.refusal import Refused

OURS = {"seal.json": json.dumps({"body": {"agreement": "HOUSING", "period": "2007-08"}}).encode()}


def test_a_folder_that_is_not_there_is_empty_or_was_filled_before_is_filled(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    for number in (b"1", b"2"):
        must_be_fillable(out, of="HOUSING 2007-08")
        fill(out, OURS | {"figures.json": number}, of="HOUSING 2007-08")
        assert (out / "figures.json").read_bytes() == number
    assert [entry.name for entry in out.parent.iterdir()] == ["b"]


def test_what_is_in_the_way_is_said_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    fill(tmp_path / "other", OURS, of="HOUSING 2007-08")
    for name, why in (
        ("file", "is a file"),
        ("link", "is a link to another place"),
        ("other", "holds other files"),
        ("file/below", "cannot be made"),
    ):
        with pytest.raises(Refused, match=why):
            must_be_fillable(tmp_path / name, of="HOUSING 2008-09")
        with pytest.raises(Refused, match=why):
            fill(tmp_path / name, {"seal.json": b"{}"}, of="HOUSING 2008-09")
    assert not any((tmp_path / "real").iterdir())


def test_a_file_that_cannot_be_written_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "folder", b"bytes")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]
