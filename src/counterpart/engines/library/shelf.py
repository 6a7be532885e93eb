"""Reads and checks the shelf: agreement templates, known by id, version and the fingerprint of their text."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from counterpart.engines.library.calendars import calendar_ids
from counterpart.engines.library.marked import Marked, read_yaml
from counterpart.engines.library.rules import Template, misfits
from counterpart.values.refusal import Problem, Refusal, Refused


@dataclass(frozen=True)
class Pinned:
    """A template with the very text it was read from, and the SHA-256 of that text."""

    template: Template
    text: str
    fingerprint: str


@dataclass(frozen=True)
class Example:
    """A worked example beside a template: what is given, what must follow, and where the agreement says so."""

    name: str
    given: dict[str, str]
    then: dict[str, str | None]
    because: str


_TEMPLATE = TypeAdapter(Template)
_EXAMPLES = TypeAdapter(tuple[Example, ...])


def template_folders() -> Iterator[tuple[str, Traversable]]:
    """The folders of the shelf, one a version of a template, in order: the template's id and the folder."""
    shelf = files("counterpart") / "library" / "agreement_templates"
    for template in sorted(shelf.iterdir(), key=lambda folder: folder.name):
        if template.is_dir():
            versions = [version for version in template.iterdir() if version.is_dir()]
            yield from ((template.name, version) for version in sorted(versions, key=lambda v: int(v.name)))


def pinned(text: str, *, file: str = "template.yaml") -> Pinned:
    """A template from its text. Raises Refused with every problem, each with its line, where it is not sound."""
    marked, problems = read_yaml(text, file=file)
    template, more = (None, ()) if problems else _checked(marked, file)
    if template is None or problems or more:
        raise Refused(
            Refusal(
                code="template.not-sound",
                what=f"The template {file} cannot be used",
                fact=f"it has {_counted(len(problems + more))}",
                rule="a template is checked whole before it is used",
                next_step="Mend each of these and check again:",
                problems=problems + more,
            )
        )
    return Pinned(template, text, hashlib.sha256(text.encode()).hexdigest())


@lru_cache(maxsize=64)
def read_again(text: str) -> Template:
    """The template that an agreement keeps as text; it was checked when it was pinned."""
    return pinned(text).template


def on_the_shelf(template: str) -> Pinned:
    """The newest version of a template. Raises Refused where the shelf has none of this id."""
    newest = [folder for name, folder in template_folders() if name == template]
    if not newest:
        known = dict.fromkeys(name for name, _ in template_folders())
        raise Refused(
            Refusal(
                code="template.unknown",
                what=f"There is no template “{template}”",
                fact=f"the shelf has {', '.join(known) or 'none'}",
                rule="an agreement is registered from a template",
                next_step="Choose one of these; counterpart templates list shows them.",
            )
        )
    return pinned((newest[-1] / "template.yaml").read_text(encoding="utf-8"))


def examples_beside(text: str, *, file: str) -> tuple[Example, ...]:
    """The worked examples of a template. Raises Refused where the file cannot be read."""
    marked, problems = read_yaml(text, file=file)
    if not problems:
        try:
            return _EXAMPLES.validate_python(marked.content)
        except ValidationError as error:
            problems = tuple(_problem(fault, marked, file) for fault in error.errors())
    raise Refused(
        Refusal(
            code="template.examples-not-sound",
            what=f"The worked examples in {file} cannot be run",
            fact=f"the file has {_counted(len(problems))}",
            rule="every template ships examples that run",
            next_step="Mend each of these and check again:",
            problems=problems,
        )
    )


def template_file(path: Path) -> Path:
    """The template file a path means: itself, or template.yaml in a folder."""
    return path / "template.yaml" if path.is_dir() else path


def _checked(marked: Marked, file: str) -> tuple[Template | None, tuple[Problem, ...]]:
    try:
        template = _TEMPLATE.validate_python(marked.content)
    except ValidationError as error:
        faults = dict.fromkeys(_problem(fault, marked, file) for fault in error.errors())
        return None, tuple(sorted(faults, key=lambda problem: problem.line or 0))
    found = misfits(template, calendars=calendar_ids())
    problems = [
        Problem(file, marked.line_of(path), _dotted(path), found_there, wanted) for path, found_there, wanted in found
    ]
    return template, tuple(sorted(problems, key=lambda problem: problem.line or 0))


_WANTED = {
    "missing": "this to be said",
    "unexpected_keyword_argument": "only names the template language knows",
    "extra_forbidden": "only names the template language knows",
    "int_parsing": "a whole number",
    "decimal_parsing": "a number",
    "string_type": "text",
    "dict_type": "names with values beneath them",
    "mapping_type": "names with values beneath them",
    "tuple_type": "a list",
    "dataclass_type": "names with values beneath them",
}


def _problem(fault: Any, marked: Marked, file: str) -> Problem:
    path: tuple[str | int, ...] = tuple(fault["loc"])
    kind = fault["type"]
    if kind == "missing":
        found = "nothing"
    elif kind in ("unexpected_keyword_argument", "extra_forbidden"):
        found = f"“{path[-1]}”"
    else:
        found = "nothing" if fault["input"] is None else f"“{str(fault['input'])[:60]}”"
    expected = fault.get("ctx", {}).get("expected")
    wanted = _WANTED.get(kind) or (f"one of {expected}" if expected else fault["msg"].lower())
    return Problem(file, marked.line_of(path), _dotted(path), found, wanted)


def _dotted(path: tuple[str | int, ...]) -> str:
    """A path as people count: indicators 3, target."""
    return ", ".join(str(part + 1) if isinstance(part, int) else part for part in path) or "the whole file"


def _counted(number: int) -> str:
    return "one problem" if number == 1 else f"{number} problems"
