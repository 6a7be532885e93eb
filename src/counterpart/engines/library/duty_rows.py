"""Reads the shelf’s rows of duties from law: procurement notices, hazards."""

from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from counterpart.engines.library.rules.duty_rows import DutyRow

_ROWS = TypeAdapter(tuple[DutyRow, ...])
NOTICES, HAZARDS = "procurement-notices", "hazards"


@cache
def duty_rows(name: str) -> tuple[DutyRow, ...]:
    """The rows of a file of duties, in its order. Each is checked whole."""
    text = (files("counterpart") / "library" / "rule_rows" / f"{name}.yaml").read_text(encoding="utf-8")
    return _ROWS.validate_python(YAML(typ="safe").load(text))
