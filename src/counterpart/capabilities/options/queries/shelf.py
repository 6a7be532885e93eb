"""What the shelf knows of choosing: the questions of the funnel, partnering scenarios, discounting, thresholds."""

from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter

from counterpart.capabilities.options.rules.facts import Question
from counterpart.capabilities.options.rules.partnering import Partnering
from counterpart.capabilities.options.rules.route import Threshold
from counterpart.capabilities.options.rules.worth import Discounting
from counterpart.engines.library.marked import read_yaml


@cache
def questions() -> tuple[Question, ...]:
    return TypeAdapter(tuple[Question, ...]).validate_python(_content("options", "funnel"))


@cache
def partnering() -> Partnering:
    return TypeAdapter(Partnering).validate_python(_content("options", "partnering"))


@cache
def discounting() -> Discounting:
    """The schedule that whole-life costs are discounted by."""
    return TypeAdapter(tuple[Discounting, ...]).validate_python(_content("options", "discounting"))[0]


@cache
def thresholds() -> tuple[Threshold, ...]:
    return TypeAdapter(tuple[Threshold, ...]).validate_python(_content("rule_rows", "procurement-thresholds"))


def _content(folder: str, name: str) -> Any:
    """A file of the shelf. Each is sound: a test reads them all."""
    text = (files("counterpart") / "library" / folder / f"{name}.yaml").read_text(encoding="utf-8")
    marked, _ = read_yaml(text, file=f"{name}.yaml")
    return marked.content
