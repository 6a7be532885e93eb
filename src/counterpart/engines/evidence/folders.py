"""Fills a folder for somebody who asked for files: whole, or not touched at all."""

import ctypes
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from counterpart.engines.evidence.store import settle, write_whole
from counterpart.values.refusal import Refusal, Refused

_AT_FDCWD, _EXCHANGE = -100, 2
MARK = "seal.json"


def fill(folder: Path, contents: Mapping[str, bytes], *, of: str) -> None:
    """Put files in a folder by filling another beside it and changing their names at once.

    A folder that holds the same files is left as it is; one that an earlier close of the same thing (`of`) filled is
    replaced; any other that is not empty is refused. What a killed run left beside it is cleared away.
    """
    folder = folder.absolute()
    _clear_leavings(folder)
    if not folder.is_symlink() and _holds(folder, contents):
        return
    must_be_fillable(folder, of=of)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.parent / f".{folder.name}.{os.getpid()}.new"
    beside.mkdir()
    for name, data in contents.items():
        write_whole(beside / name, data)
    if folder.exists() and any(folder.iterdir()):
        _exchange(beside, folder)
        shutil.rmtree(beside)
    else:
        beside.rename(folder)
    settle(folder.parent)


@contextmanager
def filling(folder: Path, *, made_of: frozenset[str]) -> Iterator[Path]:
    """A folder to work in, whose content takes the place of this one when the work is done, whole.

    A folder that holds only files of these names is replaced; any other that is not empty is refused. Work that fails
    leaves everything as it was; what a killed run left beside it is cleared away.
    """
    folder = folder.absolute()
    _clear_leavings(folder)
    ours = folder.is_dir() and not folder.is_symlink() and {entry.name for entry in folder.iterdir()} <= made_of
    if not ours:
        must_be_fillable(folder, of="")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.parent / f".{folder.name}.{os.getpid()}.new"
    beside.mkdir()
    try:
        yield beside
        _settle(beside, made_of)
        if folder.exists() and any(folder.iterdir()):
            _exchange(beside, folder)
        else:
            beside.rename(folder)
        settle(folder.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _settle(folder: Path, made_of: frozenset[str]) -> None:
    """Leave only the files that are handed over, and see that they are on the disk."""
    for entry in list(folder.iterdir()):
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name not in made_of:
            entry.unlink()
        else:
            with open(entry, "rb") as file:
                os.fsync(file.fileno())
    settle(folder)


def _holds(folder: Path, contents: Mapping[str, bytes]) -> bool:
    if not folder.is_dir() or {entry.name for entry in folder.iterdir()} != set(contents):
        return False
    return all((folder / name).read_bytes() == data for name, data in contents.items())


def must_be_fillable(folder: Path, *, of: str) -> None:
    """Refuse a folder that `fill` would not fill: asked before the work whose files it is to hold."""
    folder = folder.absolute()
    if fact := _in_the_way(folder, of):
        raise Refused(
            Refusal(
                code="out.not-empty",
                what="Nothing was written",
                fact=f"{folder} {fact}",
                rule="a folder is filled whole, and nobody’s files are overwritten",
                next_step="Name a folder that is empty or does not exist yet, where you may write.",
            )
        )


def _in_the_way(folder: Path, of: str) -> str | None:
    """What keeps a folder from being filled; None where nothing does."""
    if folder.is_symlink():
        return "is a link to another place"
    if folder.exists() and not folder.is_dir():
        return "is a file"
    if folder.exists() and any(folder.iterdir()) and not _is_ours(folder, of):
        return "holds other files"
    above = next(place for place in folder.parents if place.exists())
    if not above.is_dir() or not os.access(above, os.W_OK):
        return f"cannot be made, since nothing may be written in {above}"
    return None


def _is_ours(folder: Path, of: str) -> bool:
    try:
        body = json.loads((folder / MARK).read_text())["body"]
        return f"{body['agreement']} {body['period']}" == of
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _exchange(one: Path, other: Path) -> None:
    """Change the names of two folders in one step (Linux renameat2); elsewhere in two."""
    libc = ctypes.CDLL(None, use_errno=True)
    swap = getattr(libc, "renameat2", None)
    if swap and swap(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return
    aside = one.with_suffix(".old")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


def _clear_leavings(folder: Path) -> None:
    for left in folder.parent.glob(f".{folder.name}.*.new") if folder.parent.exists() else ():
        number = left.name.removesuffix(".new").rpartition(".")[2]
        if number.isdigit() and not Path(f"/proc/{number}").exists():
            shutil.rmtree(left, ignore_errors=True)
