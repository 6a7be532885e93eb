"""Reads what the checks go by: the shelf's version, and what one audit changes of it."""

from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from counterpart.capabilities.assurance.rules.parameters import Check, CheckRow, Parameter, Parameters
from counterpart.capabilities.assurance.rules.payments import PaymentCheck
from counterpart.values.refusal import Problem, Refusal, Refused, shown

NEWEST = 1


@cache
def parameters(version: int = NEWEST) -> Parameters:
    """The checks of charges as the shelf has them."""
    return _shelf(f"{version}", Check, "audit_checks")


@cache
def of_payments(version: int = NEWEST) -> Parameters:
    """The checks of payments as the shelf has them."""
    return _shelf(f"payments-{version}", PaymentCheck, "audit_checks payments")


def _shelf(file: str, kind: type[StrEnum], name: str) -> Parameters:
    text = (files("counterpart") / "library" / "audit_checks" / f"{file}.yaml").read_text(encoding="utf-8")
    shelf = YAML(typ="safe").load(text)
    rows = tuple(_row(kind(check), said) for check, said in shelf["checks"].items())
    return Parameters(f"{name} {shelf['version']}", rows)


def _row(check: StrEnum, said: dict[str, Any]) -> CheckRow:
    given = tuple((name, _parameter(**row)) for name, row in said.get("parameters", {}).items())
    return CheckRow(check, said["title"], said["finds"], given)


def _parameter(value: Any, unit: str, source: str, certainty: str) -> Parameter:
    return Parameter(value if isinstance(value, str) else Decimal(str(value)), unit, source, certainty)


def changed(file: Path, of: Parameters) -> Parameters:
    """The checks with what a file changes. Raises Refused with every problem.

    The file is YAML: the name of a check with its parameters, or false where it is not asked for. For example
    `rebilled: {days: 14}` and `first_digit: false`.
    """
    try:
        said = YAML(typ="safe").load(file.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeError, YAMLError) as error:
        raise Refused(_refusal((Problem(file.name, None, None, str(error).splitlines()[0], "a YAML file"),))) from None
    if not isinstance(said, dict):
        raise Refused(_refusal((Problem(file.name, None, None, shown(str(said)), "checks with their parameters"),)))
    problems: list[Problem] = []
    off: list[StrEnum] = []
    rows = {row.check: row for row in of.rows}
    for name, change in said.items():
        check = next((check for check in rows if check == name), None)
        if check is None:
            problems.append(Problem(file.name, None, None, shown(str(name)), f"one of {', '.join(rows)}"))
        elif change is False:
            off.append(check)
        elif isinstance(change, dict):
            rows[check] = _changed_row(rows[check], change, file, problems)
        else:
            problems.append(Problem(file.name, None, str(name), shown(str(change)), "its parameters, or false"))
    if problems:
        raise Refused(_refusal(tuple(problems)))
    return Parameters(f"{of.name} with {file.name}", tuple(rows.values()), tuple(off))


def _changed_row(row: CheckRow, change: dict[Any, Any], file: Path, problems: list[Problem]) -> CheckRow:
    known = dict(row.parameters)
    for name, value in change.items():
        was = known.get(name)
        if was is None:
            wanted = f"one of {', '.join(known)}" if known else "nothing: it has no parameters"
            problems.append(Problem(file.name, None, row.check, shown(str(name)), wanted))
        elif isinstance(was.value, str):
            known[name] = Parameter(str(value), was.unit, file.name, "given")
        elif isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1_000_000_000:
            problems.append(Problem(file.name, None, f"{row.check} {name}", shown(str(value)), "a number from 0 on"))
        else:
            known[name] = Parameter(Decimal(str(value)), was.unit, file.name, "given")
    return CheckRow(row.check, row.title, row.finds, tuple(known.items()))


def _refusal(problems: tuple[Problem, ...]) -> Refusal:
    return Refusal(
        code="audit.checks",
        what="Nothing was audited",
        fact=f"{problems[0].file} does not say what the checks go by",
        rule="a file of checks names checks, with their parameters or false",
        next_step="Put right what is listed; docs/explanation/audit says what each check goes by.",
        problems=problems,
    )
