"""Reads a file that people fill in (YAML or JSON) into frozen data: whole, or refused with every problem by line."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from counterpart.engines.library.marked import Marked, Path, in_words, read_yaml
from counterpart.values.refusal import Problem, Refusal, Refused, shown

T = TypeVar("T")
Misfit = tuple[Path, str, str]
"""Where it stands, what was found there, what was wanted."""

LARGEST = 2_000_000
_READERS: dict[type, TypeAdapter[Any]] = {}
_NUMBER, _DAY = "a number, such as 1250000.50", "a day, such as 2008-07-31"
_NAMES, _WHOLE = "names with values beneath them", "a whole number"
_WANTED = {
    "missing": "it stated",
    "bool_parsing": "yes or no",
    "bool_type": "yes or no",
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "finite_number": _NUMBER,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_parsing_size": _WHOLE,
    "date_from_datetime_parsing": _DAY,
    "date_parsing": _DAY,
    "date_type": _DAY,
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": _NAMES,
    "dataclass_type": _NAMES,
}


def filled(
    data: bytes, form: type[T], *, file: str, what: str, code: str, misfits: Callable[[T], Iterable[Misfit]]
) -> T:
    """What a file holds, as this form. `what` names it in a refusal, such as “The appraisal”. Raises Refused."""
    found, problems = _read(data, form, file, misfits)
    if problems or not found:
        many = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise Refused(
            Refusal(
                code=code,
                what=f"{what} {file} was not read",
                fact=f"it has {many}",
                rule="a file is checked whole before anything is worked out",
                next_step="Mend each of these and try again:",
                problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
            )
        )
    return found[0]


def _read(
    data: bytes, form: type[T], file: str, misfits: Callable[[T], Iterable[Misfit]]
) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """What the file holds, if it holds anything of this form, and everything that is wrong with it."""
    if len(data) > LARGEST:
        return (), (Problem(file, None, None, f"{len(data):,} bytes", f"{LARGEST:,} at the most"),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (), (Problem(file, None, None, "bytes that are not UTF-8", "text in UTF-8"),)
    marked, problems = read_yaml(text, file=file)
    if not marked.lines:
        return (), problems
    try:
        found: T = _READERS.setdefault(form, TypeAdapter(form)).validate_python(marked.content)
    except ValidationError as error:
        return (), (*problems, *dict.fromkeys(_problem(fault, form, marked, file) for fault in error.errors()))
    senseless = tuple(
        Problem(file, marked.line_of(path), None, was, wanted, place=in_words(path))
        for path, was, wanted in misfits(found)
    )
    return (found,), problems + senseless


def _problem(fault: Any, form: type, marked: Marked, file: str) -> Problem:
    """A fault of shape in words; what is missing stands at whatever should have held it."""
    path: Path = tuple(fault["loc"])
    kind, place = fault["type"], path
    if kind == "missing":
        found, wanted, place = f"no “{path[-1]}”", _WANTED[kind], path[:-1]
    elif kind == "unexpected_keyword_argument":
        found, wanted, place = f"“{path[-1]}”", f"one of {', '.join(_known_at(form, path[:-1]))}", path[:-1]
    else:
        expected = str(fault.get("ctx", {}).get("expected", "something else"))
        found, wanted = _said(fault["input"]), _WANTED.get(kind) or re.sub(r"'([^']*)'", r"“\1”", expected)
    return Problem(file, marked.line_of(path), None, found, wanted, place=in_words(place))


def _known_at(form: Any, path: Path) -> list[str]:
    """The names that a form has at a place."""
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
        return _NAMES
    return "a list" if isinstance(content, list | tuple) else shown(str(content or ""))
