"""Pure: runs the worked examples of a template, and says every one that does not hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from counterpart.capabilities.performance.rules.figures import figure
from counterpart.capabilities.performance.rules.numbers import Known
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Source
from counterpart.values.period import Period, period
from counterpart.values.quantity import quantity
from counterpart.values.refusal import Problem, Refusal, Refused, shown


class Example(Protocol):
    """A worked example: what is given, what must follow, where the agreement says so, and the line of each name."""

    @property
    def name(self) -> str: ...
    @property
    def given(self) -> dict[str, str]: ...
    @property
    def then(self) -> dict[str, str | None]: ...
    @property
    def because(self) -> str: ...
    @property
    def lines(self) -> Mapping[tuple[str, ...], int | None]: ...


GIVEN = ("indicator", "period", "value", "previous")
_WORDS = {True: "yes", False: "no", None: "none"}


def must_hold(template: Template, examples: Iterable[Example]) -> None:
    """Run the examples. Raises Refused with every one whose outcome is another than it says."""
    problems = tuple(problem for example in examples for problem in _run(template, example))
    if problems:
        counted = "one thing that is not so" if len(problems) == 1 else f"{len(problems)} things that are not so"
        raise Refused(
            Refusal(
                code="template.examples-fail",
                what=f"{template.name} cannot be used",
                fact=f"its worked examples say {counted}",
                rule="worked examples are the contract’s own arithmetic, and must hold",
                next_step="Mend the template or the example:",
                problems=problems,
            )
        )


def _run(template: Template, example: Example) -> Iterator[Problem]:
    given = example.given
    indicator = template.indicator(given.get("indicator", ""))
    problems = [*_unreadable(template, example, indicator)]
    if indicator is None or problems:
        yield from problems
        return
    judged = _judged(template, indicator, given)
    for name, wanted in example.then.items():
        found = _said(judged.get(name, "no such outcome"))
        if found != (wanted or "none"):
            yield _problem(example, ("then", name), found, f"{wanted or 'none'} ({example.because})")


def _unreadable(template: Template, example: Example, indicator: Indicator | None) -> Iterator[Problem]:
    """What keeps an example from being run, or from saying anything."""
    given = example.given
    for name in sorted(set(given) - set(GIVEN)):
        yield _problem(example, ("given",), shown(name), f"one of {', '.join(GIVEN)}")
    if indicator is None:
        known = f"one of the {len(template.indicators)} indicators of {template.name}"
        yield _problem(example, ("given", "indicator"), shown(given.get("indicator", "")), known)
    if not _reads(period, given.get("period", "")):
        yield _problem(example, ("given", "period"), shown(given.get("period", "")), "a period, such as 2007-08")
    unit = indicator.unit if indicator else None
    for name in ("value", *(["previous"] if "previous" in given else [])):
        if not _reads(lambda text: quantity(text, unit), given.get(name, "")):
            yield _problem(example, ("given", name), shown(given.get(name, "")), unit.wanted if unit else "a figure")
    if not example.then:
        yield _problem(example, ("then",), "nothing", "at least one outcome, such as target_met")


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _problem(example: Example, path: tuple[str, ...], found: str, wanted: str) -> Problem:
    line = example.lines.get(path, example.lines.get(path[:1]))
    return Problem("examples.yaml", line, None, found, wanted, place=f"{example.name}, {path[-1]}")


def _judged(template: Template, indicator: Indicator, given: dict[str, str]) -> dict[str, Any]:
    when = period(given["period"])
    rows = [_row(indicator, when, given["value"])]
    if "previous" in given:
        rows.append(_row(indicator, when.previous, given["previous"]))
    known = Known(template, {row.names: row for row in rows})
    return figure("EXAMPLE", known, indicator, when, None, peers=())


def _row(indicator: Indicator, when: Period, value: str) -> Returned:
    figure_given = quantity(value, indicator.unit)
    return Returned(indicator.code, when, None, figure_given, None, None, None, "", Source("examples.yaml", "", 0))


def _said(outcome: object) -> str:
    return _WORDS[outcome] if outcome is None or isinstance(outcome, bool) else str(outcome)
