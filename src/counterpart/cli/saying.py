"""How every command speaks: a refusal on standard error, figures and tables on standard output."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NoReturn

import typer

from counterpart.engines.clocks.progress import Step, heard_by
from counterpart.values.refusal import Refusal
from counterpart.values.words import is_hidden


def refuse(refusal: Refusal, *, as_json: bool = False) -> NoReturn:
    """Say why not, in words or as JSON (code, what, fact, rule, next_step, problems), and end with exit code 1."""
    print(_json(refusal.as_data()) if as_json else _in_words(refusal), file=sys.stderr)
    raise typer.Exit(1)


def as_json(data: Any) -> None:
    """Print data as JSON that a person can also read."""
    print(_json(data))


@contextmanager
def working() -> Iterator[None]:
    """Within it a terminal shows how far long work has come. Where standard error is no terminal it is quiet."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as shown:
        task = shown.add_task("", total=None)

        def show(step: Step) -> None:
            shown.update(task, description=visible(step.words), completed=step.done, total=step.of or None)

        with heard_by(show):
            yield


def visible(kept: Any) -> Any:
    """Text that was kept, or data with such text in it, as it is printed: what cannot be seen is shown by its number.

    So nothing that was kept can begin a line of its own, colour one, or turn its direction.
    """
    match kept:
        case str():
            return "".join(_escape(letter) if is_hidden(letter) else letter for letter in kept)
        case dict():
            return {visible(name): visible(part) for name, part in kept.items()}
        case list() | tuple():
            return [visible(part) for part in kept]
    return kept


def _in_words(refusal: Refusal) -> str:
    parts = {name: visible(getattr(refusal, name)) for name in ("what", "fact", "rule", "next_step")}
    sentence = str(replace(refusal, problems=(), **parts))
    return "\n".join([sentence, *(f"  {visible(str(problem))}" for problem in refusal.problems)])


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return "".join(_escape(letter) if letter != "\n" and is_hidden(letter) else letter for letter in text)


def _escape(letter: str) -> str:
    return f"\\u{ord(letter):04x}"
