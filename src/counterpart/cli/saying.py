"""How every command speaks: a refusal on standard error, figures and tables on standard output."""

import json
import sys
from typing import Any, NoReturn

import typer

from counterpart.values.refusal import Refusal


def refuse(refusal: Refusal, *, as_json: bool = False) -> NoReturn:
    """Say why not, in words or as JSON (code, what, fact, rule, next_step, problems), and end with exit code 1."""
    text = json.dumps(refusal.as_data(), ensure_ascii=False, indent=2) if as_json else str(refusal)
    print(text, file=sys.stderr)
    raise typer.Exit(1)


def as_json(data: Any) -> None:
    """Print data as JSON that a person can also read."""
    print(json.dumps(data, ensure_ascii=False, indent=2))
