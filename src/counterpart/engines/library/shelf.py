"""Reads and checks the shelf: agreement templates, known by id, version and the fingerprint of their text."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from counterpart.engines.library.calendars import calendar_ids
from counterpart.engines.library.marked import Marked, in_words, read_yaml
from counterpart.engines.library.rules.closing import CloseTerms, Trigger
from counterpart.engines.library.rules.datasets import Dataset, DatasetColumn
from counterpart.engines.library.rules.duties import Answer, Obligation
from counterpart.engines.library.rules.groups import GroupTerms, Members
from counterpart.engines.library.rules.indicators import Indicator, MeasuredTerms, PeerGroup
from counterpart.engines.library.rules.ladder import Ladder, LadderStep
from counterpart.engines.library.rules.misfits import misfits
from counterpart.engines.library.rules.money import KINDS as KINDS_OF_MONEY
from counterpart.engines.library.rules.money_by_figures import EarnBack, Failure, FailureLevels, Pay, Repeat, Rung
from counterpart.engines.library.rules.money_by_scores import Earned, Mark, Weighted
from counterpart.engines.library.rules.money_by_sums import Band
from counterpart.engines.library.rules.money_terms import MoneyTerms
from counterpart.engines.library.rules.people import Function, KeyPost, MobilisationMatter, PartyTerms
from counterpart.engines.library.rules.scope import Clause, Objective, Parameter, ServiceArea
from counterpart.engines.library.rules.span import WANTED as LENGTH_OF_TIME
from counterpart.engines.library.rules.strict import STRICT
from counterpart.engines.library.rules.template import Template
from counterpart.engines.library.rules.term import Break, Extension, ReviewPoint, TermTerms
from counterpart.values.refusal import Problem, Refusal, Refused, shown


@dataclass(frozen=True)
class Pinned:
    """A template with the very text it was read from, and the SHA-256 of that text."""

    template: Template
    text: str
    fingerprint: str


def _in_one(said: Any) -> Any:
    """A list of texts as one text, which the room that runs the example takes apart."""
    return "; ".join(said) if isinstance(said, list) and all(isinstance(item, str) for item in said) else said


@dataclass(frozen=True)
class WrittenExample:
    """A worked example as it is written."""

    name: str
    given: dict[str, Annotated[str, BeforeValidator(_in_one)]]
    then: dict[str, str | None]
    because: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Example:
    """A worked example beside a template: what is given, what must follow, and where the agreement says so.

    `lines` has the line of each name in it.
    """

    name: str
    given: dict[str, str]
    then: dict[str, str | None]
    because: str
    lines: Mapping[tuple[str, ...], int | None] = field(default_factory=dict)


_TEMPLATE = TypeAdapter(Template)
_EXAMPLES = TypeAdapter(tuple[WrittenExample, ...])


def template_folders() -> Iterator[tuple[str, Traversable]]:
    """The folders of the shelf, one a version of a template, in order: the template's id and the folder."""
    shelf = files("counterpart") / "library" / "agreement_templates"
    for template in sorted(shelf.iterdir(), key=lambda folder: folder.name):
        if template.is_dir():
            versions = [version for version in template.iterdir() if version.name.isdecimal()]
            yield from ((template.name, version) for version in sorted(versions, key=lambda v: int(v.name)))


@lru_cache(maxsize=64)
def pinned(text: str, *, file: str = "template.yaml") -> Pinned:
    """A template from its text. Raises Refused with every problem, each with its line, where it is not sound."""
    marked, problems = read_yaml(text, file=file)
    template, more = _checked(marked, file) if marked.lines else (None, ())
    if template is None or problems or more:
        raise Refused(
            Refusal(
                code="template.not-sound",
                what=f"The template {file} cannot be used",
                fact=f"it has {_counted(len(problems + more))}",
                rule="a template is checked whole before it is used",
                next_step="Mend each of these and check again:",
                problems=_sorted(problems + more),
            )
        )
    return Pinned(template, text, hashlib.sha256(text.encode()).hexdigest())


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
    try:
        examples = _EXAMPLES.validate_python(marked.content) if marked.lines else ()
    except ValidationError as error:
        problems += tuple(_problem(fault, marked, file) for fault in error.errors())
    if not problems:
        return tuple(
            Example(written.name, written.given, written.then, written.because, _lines(marked, place, written))
            for place, written in enumerate(examples)
        )
    raise Refused(
        Refusal(
            code="template.examples-not-sound",
            what=f"The worked examples in {file} cannot be run",
            fact=f"the file has {_counted(len(problems))}",
            rule="every template ships examples that run",
            next_step="Mend each of these and check again:",
            problems=_sorted(problems),
        )
    )


def _lines(marked: Marked, place: int, written: WrittenExample) -> dict[tuple[str, ...], int | None]:
    paths: list[tuple[str, ...]] = [("given",), ("then",)]
    paths += [("given", name) for name in written.given] + [("then", name) for name in written.then]
    return {path: marked.line_of((place, *path)) for path in paths}


def template_file(path: Path) -> Path:
    """The template file a path means: itself, or template.yaml in a folder."""
    return path / "template.yaml" if path.is_dir() else path


def _checked(marked: Marked, file: str) -> tuple[Template | None, tuple[Problem, ...]]:
    """The template, None where it has not the shape of one; and every fault of shape and of sense, each told once."""
    template, faults = None, []
    try:
        template = _TEMPLATE.validate_python(marked.content)
    except ValidationError as error:
        faults = error.errors()
    problems = dict.fromkeys(_problem(fault, marked, file) for fault in faults)
    told = {_place(fault) for fault in faults}
    for path, found, wanted in misfits(marked.content, calendars=calendar_ids()):
        if not any(path[:end] in told for end in range(len(path) + 1)):
            problems[Problem(file, marked.line_of(path), None, found, wanted, place=in_words(path))] = None
    return template, tuple(problems)


_PARTS: dict[str | int, type] = {
    "parties": PartyTerms,
    "indicators": Indicator,
    "measured": MeasuredTerms,
    "peer_groups": PeerGroup,
    "close": CloseTerms,
    "triggers": Trigger,
    "service_areas": ServiceArea,
    "term": TermTerms,
    "extensions": Extension,
    "breaks": Break,
    "review_points": ReviewPoint,
    "objectives": Objective,
    "clauses": Clause,
    "groups": GroupTerms,
    "members": Members,
    "obligations": Obligation,
    "answers": Answer,
    "disputes": Ladder,
    "steps": LadderStep,
    "mobilisation": MobilisationMatter,
    "key_posts": KeyPost,
    "functions": Function,
    "parameters": Parameter,
    "datasets": Dataset,
    "columns": DatasetColumn,
}
_PARTS_OF_MONEY: dict[tuple[str, str], type] = {
    ("service credits", "levels"): FailureLevels,
    ("service credits", "failures"): Failure,
    ("service credits", "scale"): Rung,
    ("service credits", "repeat"): Repeat,
    ("service credits", "earn_back"): EarnBack,
    ("bonus curve", "curve"): Pay,
    ("pain and gain", "bands"): Band,
    ("weighted score", "parts"): Weighted,
    ("weighted score", "marks"): Mark,
    ("profit by score", "curve"): Earned,
}
_WANTED = {
    "missing": "it stated",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "yes or no",
    "bool_parsing": "yes or no",
    "value_error": LENGTH_OF_TIME,
    "string_type": "text",
    "dict_type": "names with values beneath them",
    "tuple_type": "a list",
    "dataclass_type": "names with values beneath them",
}


def _problem(fault: Any, marked: Marked, file: str) -> Problem:
    """A fault of shape in words; what is missing stands at whatever should have held it."""
    path = _place(fault)
    kind, place = fault["type"], path
    if kind == "missing":
        found, wanted, place = f"no “{path[-1]}”", _WANTED[kind], path[:-1]
    elif kind == "unexpected_keyword_argument":
        found, wanted, place = f"“{path[-1]}”", f"one of {', '.join(_names_known_at(tuple(fault['loc'])))}", path[:-1]
    elif kind == "union_tag_not_found":
        found, wanted = "no “rule”", f"one of {', '.join(KINDS_OF_MONEY)}"
    elif kind == "union_tag_invalid":
        found, wanted = shown(str(fault["ctx"]["tag"])), f"one of {', '.join(KINDS_OF_MONEY)}"
    else:
        expected = fault.get("ctx", {}).get("expected", "something else")
        better = getattr(fault.get("ctx", {}).get("error"), "wanted", None)
        found, wanted = _said(fault["input"]), better or _WANTED.get(kind) or _choices(expected)
    return Problem(file, marked.line_of(path), None, found, wanted, place=in_words(place))


def _place(fault: Any) -> tuple[str | int, ...]:
    """Where a fault stands in the file: a rule of money is read by its kind, which is no place in it."""
    path: tuple[str | int, ...] = tuple(fault["loc"])
    return path[:2] + path[3:] if path[:1] == ("money",) and path[2:3] and path[2] in KINDS_OF_MONEY else path


def _choices(expected: str) -> str:
    """The choices of a word as pydantic lists them, in our quotation marks: 'a', 'b' or 'c'."""
    choices = re.sub(r"'([^']*)'", r"“\1”", expected)
    return f"one of {choices}" if choices.count("“") > 1 else choices


def _names_known_at(path: tuple[str | int, ...]) -> list[str]:
    if path[0] == "money" and len(path) > 3:
        kind = str(path[2])
        part = KINDS_OF_MONEY[kind] if len(path) == 4 else _PARTS_OF_MONEY.get((kind, str(path[3])), MoneyTerms)
        part = _PARTS_OF_MONEY.get((kind, str(path[-3])), part) if len(path) > 5 else part
        return [field.name for field in fields(part)]
    holder = path[-3] if len(path) > 2 else path[0] if len(path) == 2 else ""
    return [
        field.name for field in fields(_PARTS.get(holder, WrittenExample if isinstance(path[0], int) else Template))
    ]


def _said(content: Any) -> str:
    if isinstance(content, dict):
        return "names with values beneath them"
    return "a list" if isinstance(content, list | tuple) else shown(content or "")


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _counted(number: int) -> str:
    return "one problem" if number == 1 else f"{number} problems"
