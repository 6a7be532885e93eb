"""Pure: runs the worked examples of a template, and says every one that does not hold."""

from collections.abc import Iterable
from typing import Any, Protocol

from counterpart.capabilities.performance.rules.figures import figure
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.engines.library.rules import Indicator, Template, quantity
from counterpart.values.explained import Source
from counterpart.values.period import Period, period
from counterpart.values.refusal import Problem, Refusal, Refused


class Example(Protocol):
    """A worked example: what is given, what must follow, and where the agreement says so."""

    @property
    def name(self) -> str: ...
    @property
    def given(self) -> dict[str, str]: ...
    @property
    def then(self) -> dict[str, str | None]: ...
    @property
    def because(self) -> str: ...


_WORDS = {True: "yes", False: "no", None: "none"}


def must_hold(template: Template, examples: Iterable[Example]) -> None:
    """Run the examples. Raises Refused with every one whose outcome is another than it says."""
    problems = tuple(problem for example in examples for problem in _run(template, example))
    if problems:
        raise Refused(
            Refusal(
                code="template.examples-fail",
                what=f"{template.name} cannot be used",
                fact=f"{len(problems)} outcomes of its worked examples are not what the template gives",
                rule="worked examples are the contract’s own arithmetic, and must hold",
                next_step="Mend the template or the example:",
                problems=problems,
            )
        )


def _run(template: Template, example: Example) -> Iterable[Problem]:
    def problem(column: str, found: str, wanted: str) -> Problem:
        return Problem("examples.yaml", None, f"{example.name}, {column}", found, f"{wanted} ({example.because})")

    indicator = template.indicator(example.given.get("indicator", ""))
    if indicator is None or not {"period", "value"}.issubset(example.given):
        yield problem("given", ", ".join(example.given), "an indicator of the template, a period and a value")
        return
    judged = _judged(template, indicator, example.given)
    for name, wanted in example.then.items():
        found = _said(judged.get(name, "no such outcome"))
        if found != (wanted or "none"):
            yield problem(name, found, wanted or "none")


def _judged(template: Template, indicator: Indicator, given: dict[str, str]) -> dict[str, Any]:
    when = period(given["period"])
    rows = [_row(indicator, when, given["value"])]
    if "previous" in given:
        rows.append(_row(indicator, when.previous, given["previous"]))
    return figure("EXAMPLE", template, indicator, when, None, standing={row.names: row for row in rows}, peers=())


def _row(indicator: Indicator, when: Period, value: str) -> Returned:
    figure_given = quantity(value, indicator.unit)
    return Returned(indicator.code, when, None, figure_given, None, None, None, "", Source("examples.yaml", "", 0))


def _said(outcome: object) -> str:
    return _WORDS[outcome] if outcome is None or isinstance(outcome, bool) else str(outcome)
