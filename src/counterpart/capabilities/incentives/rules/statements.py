"""Pure: the statement of a period: its lines with their steps, what was waived, and what it corrects.

A statement is computed whole first; a waiver only then lets go what was taken off. A final statement is never edited: a
later one of the same period states everything again, and what is due is the difference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from counterpart.capabilities.incentives.rules.facts import NOUGHT, Book, Worked, money, payer_of, provider_of
from counterpart.engines.library.rules.money_terms import MoneyTerms
from counterpart.engines.library.rules.template import Template
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.period import Period
from counterpart.values.refusal import Refusal

PROVISIONAL, FINAL, SUPERSEDED, CORRECTED = "provisional", "final", "superseded", "corrected"
STATEMENT = LifeCycle(
    subject="statement",
    initial=PROVISIONAL,
    steps={
        (PROVISIONAL, "finalised"): FINAL,
        (PROVISIONAL, "drawn again"): SUPERSEDED,
        (FINAL, "corrected"): CORRECTED,
    },
)
"""A later provisional statement takes the place of one before; a later final one corrects it."""


@dataclass(frozen=True)
class Waiver:
    """A deduction that was let go, with why and by whose authority. `amount` is what was forgone."""

    reference: str
    period: str
    rule: str
    amount: Decimal
    reason: str
    authority: str
    statement: str
    on: date
    by: str = ""


@dataclass(frozen=True)
class Line:
    """What one rule comes to in a statement: computed, waived, and so the amount; `before` is what the statement says
    that this one corrects."""

    place: int
    rule: str
    kind: str
    clause: str
    party: str
    computed: Decimal
    waived: Decimal
    amount: Decimal
    before: Decimal | None = None
    outcomes: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, Any] = field(default_factory=dict)

    @property
    def due(self) -> Decimal:
        """What is still to be paid, or taken off: the amount, less what an earlier final statement came to."""
        return self.amount - (self.before or NOUGHT)

    @property
    def steps(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self.why.get("inputs", ()))


@dataclass(frozen=True)
class Statement:
    """The money of a period as it was drawn on a day. `agreement` is the agreement’s reference.

    `seals` are the periods whose sealed figures it rests on, with the number of each seal; `wanting` the rules that
    could not be worked out, and why.
    """

    agreement_id: str
    agreement: str
    reference: str
    period: str
    state: str
    drawn_on: date
    lines: tuple[Line, ...]
    digest: str
    seals: Mapping[str, int] = field(default_factory=dict)
    wanting: Mapping[str, str] = field(default_factory=dict)
    corrects: str = ""
    final_on: date | None = None
    payer: str = ""

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), NOUGHT)

    @property
    def due(self) -> Decimal:
        return sum((line.due for line in self.lines), NOUGHT)

    @property
    def waived(self) -> Decimal:
        return sum((line.waived for line in self.lines), NOUGHT)


def lines_of(
    template: Template, worked: Sequence[Worked], waivers: Iterable[Waiver], before: Statement | None
) -> tuple[Line, ...]:
    """The lines of a statement, in the order in which the rules were worked out."""
    let_go: dict[str, Decimal] = {}
    for waiver in waivers:
        let_go[waiver.rule] = let_go.get(waiver.rule, NOUGHT) + waiver.amount
    earlier = {line.rule: line.amount for line in before.lines} if before else None
    return tuple(
        _line(template, place, each, let_go.get(each.terms.name, NOUGHT), earlier)
        for place, each in enumerate(worked, 1)
    )


def _line(
    template: Template, place: int, worked: Worked, let_go: Decimal, earlier: Mapping[str, Decimal] | None
) -> Line:
    terms, computed = worked.terms, worked.amount.value
    waived = min(let_go, max(-computed, NOUGHT))
    return Line(
        place=place,
        rule=terms.name,
        kind=kind_of(terms),
        clause=terms.clause,
        party=provider_of(template, terms),
        computed=computed,
        waived=waived,
        amount=computed + waived,
        before=None if earlier is None else earlier.get(terms.name, NOUGHT),
        outcomes={name: format(value, "f") for name, value in worked.outcomes.items()},
        why=worked.amount.as_data(),
    )


def kind_of(terms: MoneyTerms) -> str:
    """The kind of a rule, as the template writes it."""
    return str(getattr(terms, "rule", ""))


def content_of(
    template: Template,
    when: Period,
    lines: Sequence[Line],
    seals: Mapping[str, int],
    wanting: Mapping[str, Refusal],
    corrects: str,
) -> dict[str, Any]:
    """A statement as it is kept and signed: text and whole numbers only."""
    return {
        "period": str(when),
        "template": template.name,
        "payer": payer_of(template),
        "seals": dict(sorted(seals.items())),
        "corrects": corrects,
        "wanting": {name: f"{no.fact}. {no.next_step}" for name, no in sorted(wanting.items())},
        "lines": [
            {
                "place": line.place,
                "rule": line.rule,
                "kind": line.kind,
                "clause": line.clause,
                "party": line.party,
                "computed": format(line.computed, "f"),
                "waived": format(line.waived, "f"),
                "amount": format(line.amount, "f"),
                "before": None if line.before is None else format(line.before, "f"),
                "outcomes": dict(line.outcomes),
                "why": dict(line.why),
            }
            for line in lines
        ],
    }


def line_as_kept(kept: Mapping[str, Any]) -> Line:
    """A line from its content."""
    sums: dict[str, Any] = {name: Decimal(kept[name]) for name in ("computed", "waived", "amount")}
    before = None if kept["before"] is None else Decimal(kept["before"])
    named = {name: kept[name] for name in ("place", "rule", "kind", "clause", "party", "outcomes", "why")}
    return Line(before=before, **named, **sums)


def finalisable(template: Template, statement: Statement, book: Book, now: str) -> Refusal | None:
    """Refuses to make final what is not on sealed figures, wants something, or is no longer so."""
    what = f"{statement.reference} was not made final"
    if statement.state != PROVISIONAL:
        return _no("not-provisional", what, f"it is {statement.state}", "Draw the statement again.")
    rules = [terms for terms in template.money if terms.name in {line.rule for line in statement.lines}]
    measured = any(terms.measures for terms in rules)
    if measured and statement.period not in statement.seals:
        fact = f"{statement.period} is not sealed"
        next_step = (
            f"Close it: counterpart close {statement.agreement} {statement.period}; then draw the statement again."
        )
        return _no("not-sealed", what, fact, next_step)
    if statement.wanting:
        name, why = next(iter(statement.wanting.items()))
        return _no("wanting", what, f"{name} could not be worked out: {why}", "Enter it, and draw the statement again.")
    if missing := _unmeasured(template, rules, book):
        return _no("figures-wanting", what, f"{', '.join(missing)} has no figure", "Restate the period with it.")
    if statement.digest != now:
        fact = "what it rests on has changed since it was drawn"
        return _no("stale", what, fact, "Draw the statement again, and read what changed.")
    return None


def _unmeasured(template: Template, rules: Sequence[MoneyTerms], book: Book) -> list[str]:
    codes = [found.code for terms in rules for code in terms.measures if (found := template.indicator(code))]
    return sorted({code for code in codes if not (level := book.level(code)) or level.value is None})


def waivable(line: Line, amount: Decimal | None) -> Decimal | Refusal:
    """How much of a line is let go: all that is taken off by it, or a part. It is always computed first."""
    taken = max(-line.amount, NOUGHT)
    what, rule = (
        f"Nothing of {line.rule} was waived",
        "a waiver lets go what was computed and is taken off, or a part of it",
    )
    if not taken:
        fact = f"{line.rule} takes nothing off"
        return Refusal("waiver.nothing", what, fact, rule, "Open the line to see what it comes to.")
    wanted = taken if amount is None else amount
    if not NOUGHT < wanted <= taken:
        fact = f"{money(wanted)} is not between nothing and the {money(taken)} that it takes off"
        return Refusal("waiver.too-much", what, fact, rule, f"Waive {money(taken)} at the most.")
    return wanted


def authority_given(authority: str) -> Refusal | None:
    """Refuses a waiver that names no authority."""
    if authority.strip():
        return None
    return Refusal(
        code="waiver.no-authority",
        what="Nothing was waived",
        fact="no authority is named",
        rule="a deduction is let go for a reason and on somebody’s authority",
        next_step="Name the clause, the scheme of delegation or the decision that it rests on.",
    )


def forgone(waivers: Iterable[Waiver]) -> list[tuple[Waiver, Decimal]]:
    """Every waiver in the order it was made, with the total forgone up to it."""
    total, found = NOUGHT, []
    for waiver in sorted(waivers, key=lambda each: (each.on, each.reference)):
        total += waiver.amount
        found.append((waiver, total))
    return found


def unknown(reference: str) -> Refusal:
    return Refusal(
        code="statement.unknown",
        what="There is no such statement",
        fact=f"none here is called {reference[:40]}",
        rule="a statement is known by its reference, such as STM-2009-0001, and a line by its number",
        next_step="Open it from the list of statements.",
    )


def _no(code: str, what: str, fact: str, next_step: str) -> Refusal:
    rule = "a final statement rests on sealed figures, is whole, and says what those who sign it have read"
    return Refusal(f"statement.{code}", what, fact, rule, next_step)
