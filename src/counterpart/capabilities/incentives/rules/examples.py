"""Pure: runs the worked examples of a template’s money, and says every one that does not hold.

An example gives a rule and a period, and what is known of it: `met` and `missed` indicators, `figures` (“OSL 1: 94.5”),
`before` (“2008-Q1, OSL 1: 94.5”, of periods before, with the same charges), `charges` (one a month), `sums` (“saving,
one van: £100.00” or “index, CPI, 2008-04: 102.5”) and the day of commencement.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from counterpart.capabilities.incentives.rules.books import kind_before, months_of
from counterpart.capabilities.incentives.rules.facts import SUMS, Book, Level, Sum, Worked
from counterpart.capabilities.incentives.rules.working import EVERY, work_out
from counterpart.capabilities.performance.rules.examples import Example
from counterpart.engines.library.rules.indicators import Better
from counterpart.engines.library.rules.targets import stated_around
from counterpart.engines.library.rules.template import Template
from counterpart.values.money import exact
from counterpart.values.period import Period, period
from counterpart.values.reference import folded
from counterpart.values.refusal import Problem, Refusal, Refused, shown

GIVEN = ("rule", "period", "met", "missed", "figures", "before", "charges", "sums", "commenced")
FILE = "money-examples.yaml"
BETWEEN = "; "
"""What stands between the items of a list, where an example is read as text."""


def money_must_hold(template: Template, examples: Iterable[Example]) -> None:
    """Run the examples. Raises Refused with every one whose outcome is another than it says."""
    problems = tuple(problem for example in examples for problem in _run(template, example))
    if problems:
        counted = "one thing that is not so" if len(problems) == 1 else f"{len(problems)} things that are not so"
        raise Refused(
            Refusal(
                code="template.examples-fail",
                what=f"{template.name} cannot be used",
                fact=f"its worked examples of money say {counted}",
                rule="worked examples are the contract’s own arithmetic, and must hold",
                next_step="Mend the template or the example:",
                problems=problems,
            )
        )


def _run(template: Template, example: Example) -> Iterator[Problem]:
    for name in sorted(set(example.given) - set(GIVEN)):
        yield _problem(example, ("given",), shown(name), f"one of {', '.join(GIVEN)}")
    if not example.then:
        yield _problem(example, ("then",), "nothing", "at least one outcome, such as amount")
    try:
        worked = _worked(template, example.given)
    except Refused as no:
        yield _problem(example, ("given",), no.refusal.fact, no.refusal.rule)
        return
    except ValueError as error:
        yield _problem(example, ("given",), str(error), "what the example can be run with")
        return
    for name, wanted in example.then.items():
        found = worked.amount.value if name == "amount" else worked.outcomes.get(name)
        if not _same(found, wanted):
            said = "no such outcome" if found is None else format(found, "f")
            yield _problem(example, ("then", name), said, f"{wanted} ({example.because})")


def _same(found: Decimal | None, wanted: str | None) -> bool:
    try:
        return found is not None and found == _number(wanted or "")
    except ValueError:
        return False


def _worked(template: Template, given: Mapping[str, str]) -> Worked:
    """What the rule comes to. Raises ValueError where something cannot be read."""
    when = period(given.get("period", ""))
    if when.kind not in EVERY:
        raise ValueError(f"{when} is no month, quarter or financial year")
    books = [_book(template, given, each) for each in kind_before(when, len(_before(given)))]
    books = [replace(book, levels=_levels(template, book.period, given)) for book in books]
    name = given.get("rule", "")
    for worked in work_out(template, books)[-1]:
        if worked.terms.name == name:
            return worked
    known = ", ".join(terms.name for terms in template.money) or "none"
    raise ValueError(f"{shown(name)} is no rule worked out for {when}; there are {known}")


def _book(template: Template, given: Mapping[str, str], when: Period) -> Book:
    months = months_of(when)
    charges = [
        Sum("charges", _number(amount), months[min(place, len(months) - 1)].starts_on)
        for place, amount in enumerate(_items(given, "charges"))
    ]
    commenced = date.fromisoformat(given["commenced"]) if "commenced" in given else None
    return Book(when, {}, (*charges, *(_sum(text, when) for text in _items(given, "sums"))), commenced_on=commenced)


def _sum(text: str, when: Period) -> Sum:
    names, _, amount = text.rpartition(":")
    what, about, month = ([part.strip() for part in names.split(",")] + ["", ""])[:3]
    if what not in SUMS:
        raise ValueError(f"{shown(what)} is none of {', '.join(SUMS)}")
    on = period(month).starts_on if month else when.starts_on
    days = int(about.removesuffix(" days")) if what == "paid late" else 0
    return Sum(what, _number(amount), on, about, days=days)


def _levels(template: Template, when: Period, given: Mapping[str, str]) -> dict[str, Level]:
    """The figures of a period: those given of the example’s own, or of the periods before."""
    found: dict[str, Level] = {}
    if str(when) == str(period(given.get("period", ""))):
        for name, met in (("met", True), ("missed", False)):
            for code in _items(given, name):
                found[folded(code)] = Level(code, None, None, met)
        told = [text.rpartition(":")[::2] for text in _items(given, "figures")]
    else:
        told = [(code, value) for name, code, value in _before(given) if period(name) == when]
    for code, value in told:
        indicator = template.indicator(code.strip())
        if indicator is None:
            raise ValueError(f"{shown(code)} is no indicator of {template.name}")
        target = stated_around(indicator.target, when, indicator.unit)
        higher = indicator.better is not Better.LOWER
        number = _number(value)
        reached = None if target is None else number >= target if higher else number <= target
        found[folded(code)] = Level(indicator.code, number, target, reached, higher)
    return found


def _before(given: Mapping[str, str]) -> list[tuple[str, str, str]]:
    told = [text.rpartition(":")[::2] for text in _items(given, "before")]
    parts = [(*names.partition(",")[::2], value) for names, value in told]
    return [(name.strip(), code.strip(), value) for name, code, value in parts]


def _items(given: Mapping[str, str], name: str) -> list[str]:
    return [item.strip() for item in given.get(name, "").split(BETWEEN) if item.strip()]


def _number(text: str) -> Decimal:
    return exact(text.replace("£", "").strip().removesuffix("%").strip())


def _problem(example: Example, path: tuple[str, ...], found: str, wanted: str) -> Problem:
    line = example.lines.get(path, example.lines.get(path[:1]))
    return Problem(FILE, line, None, found, wanted, place=f"{example.name}, {path[-1]}")
