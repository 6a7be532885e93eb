"""Reads the file of an appraisal, YAML or JSON: whole, or refused with every problem and its line."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from counterpart.capabilities.options.rules.facts import Appraisal
from counterpart.capabilities.options.rules.misfits import misfits
from counterpart.engines.library.marked import Marked, Path, in_words, read_yaml
from counterpart.values.refusal import Problem, Refusal, Refused, shown

LARGEST_FILE = 2_000_000
_WANTED = {
    "missing": "it stated",
    "bool_parsing": "yes or no",
    "decimal_parsing": "a number, such as 1250000.50",
    "decimal_type": "a number, such as 1250000.50",
    "finite_number": "a number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_parsing_size": "a whole number",
    "date_from_datetime_parsing": "a day, such as 2008-07-31",
    "date_parsing": "a day, such as 2008-07-31",
    "date_type": "a day, such as 2008-07-31",
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "names with values beneath them",
    "dataclass_type": "names with values beneath them",
}


def appraisal_in(data: bytes, *, file: str) -> Appraisal:
    """The appraisal that a file holds. Raises Refused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(file, (Problem(file, None, None, "bytes that are not UTF-8", "text in UTF-8"),)) from None
    if len(data) > LARGEST_FILE:
        problem = Problem(file, None, None, f"{len(data):,} bytes", f"{LARGEST_FILE:,} at the most")
        raise _refused(file, (problem,))
    marked, problems = read_yaml(text, file=file)
    if not marked.lines:
        raise _refused(file, problems)
    try:
        found = _reader().validate_python(marked.content)
    except ValidationError as error:
        faults = dict.fromkeys(_problem(fault, marked, file) for fault in error.errors())
        raise _refused(file, (*problems, *faults)) from None
    problems += tuple(
        Problem(file, marked.line_of(path), None, was, wanted, place=in_words(path))
        for path, was, wanted in misfits(found)
    )
    if problems:
        raise _refused(file, problems)
    return found


@cache
def _reader() -> TypeAdapter[Appraisal]:
    return TypeAdapter(Appraisal)


def _problem(fault: Any, marked: Marked, file: str) -> Problem:
    path: Path = tuple(fault["loc"])
    kind, place = fault["type"], path
    if kind == "missing":
        found, wanted, place = f"no “{path[-1]}”", _WANTED[kind], path[:-1]
    elif kind == "unexpected_keyword_argument":
        found, wanted, place = f"“{path[-1]}”", f"one of {', '.join(_known_at(path[:-1]))}", path[:-1]
    else:
        expected = str(fault.get("ctx", {}).get("expected", "something else"))
        found, wanted = _said(fault["input"]), _WANTED.get(kind) or re.sub(r"'([^']*)'", r"“\1”", expected)
    return Problem(file, marked.line_of(path), None, found, wanted, place=in_words(place))


def _known_at(path: Path) -> list[str]:
    """The names that the form has at a place."""
    form: Any = Appraisal
    for part in path:
        form = _beneath(form, part)
    return [field.name for field in fields(form)] if is_dataclass(form) else []


def _beneath(form: Any, part: str | int) -> Any:
    if is_dataclass(form):
        form = get_type_hints(form).get(str(part))
    elif get_origin(form) in (tuple, Mapping):
        form = get_args(form)[0 if get_origin(form) is tuple else 1]
    if get_origin(form) is UnionType:
        form = next(one for one in get_args(form) if one is not type(None))
    return form


def _said(content: Any) -> str:
    if isinstance(content, dict):
        return "names with values beneath them"
    return "a list" if isinstance(content, list | tuple) else shown(str(content or ""))


def _refused(file: str, problems: tuple[Problem, ...]) -> Refused:
    many = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
    return Refused(
        Refusal(
            code="appraisal.not-sound",
            what=f"The appraisal {file} was not read",
            fact=f"it has {many}",
            rule="an appraisal is checked whole before anything is worked out",
            next_step="Mend each of these and try again:",
            problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
        )
    )
