"""Pure: works out the rules of a template over the periods that follow one another, in the order the template states.

A rule that rests on others comes after them; otherwise the template’s own order holds.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from counterpart.capabilities.incentives.rules.bounds import ceiling
from counterpart.capabilities.incentives.rules.credits import credits_over
from counterpart.capabilities.incentives.rules.curves import bonus, shortfall
from counterpart.capabilities.incentives.rules.facts import Book, Worked, Working, provider_of
from counterpart.capabilities.incentives.rules.other_sums import late_payment, uplift
from counterpart.capabilities.incentives.rules.pain_and_gain import pain_and_gain
from counterpart.capabilities.incentives.rules.retention import retention
from counterpart.capabilities.incentives.rules.scores import at_risk, extension_over, profit, weighted
from counterpart.capabilities.incentives.rules.shares import income, savings
from counterpart.engines.library.rules.money_terms import MoneyTerms
from counterpart.engines.library.rules.scope import LegalStatus
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import Kind
from counterpart.values.refusal import Refusal, Refused

EVERY = {Kind.MONTH: "month", Kind.FINANCIAL_QUARTER: "quarter", Kind.FINANCIAL_YEAR: "year"}
Done = Mapping[str, Sequence[Worked]]
Verb = Callable[..., Worked]

_ALONE: dict[str, Verb] = {
    "credit retention": retention,
    "target less actual": shortfall,
    "bonus curve": bonus,
    "pain and gain": pain_and_gain,
    "shared savings": savings,
    "income share": income,
    "uplift": uplift,
    "late payment": late_payment,
}
_BY_SCORE: dict[str, Verb] = {"profit by score": profit, "pay at risk": at_risk}


def work_out(
    template: Template, books: Sequence[Book], *, wanting: dict[str, Refusal] | None = None
) -> list[tuple[Worked, ...]]:
    """What every rule of the books’ length comes to, book by book; the books follow one another, the first first.

    Raises Refused where a rule cannot be worked out, or rests on what stays out of money; with `wanting`, such a rule
    is left out, and kept there with why.
    """
    if not books:
        return []
    wanted = EVERY.get(books[0].period.kind)
    done: dict[str, Sequence[Worked]] = {}
    for terms in in_order([terms for terms in template.money if terms.every == wanted]):
        try:
            done[terms.name] = _worked(template, terms, books, done)
        except Refused as no:
            if wanting is None:
                raise
            wanting[terms.name] = no.refusal
    return [tuple(each) for each in zip(*done.values(), strict=True)] if done else [()] * len(books)


def _worked(template: Template, terms: MoneyTerms, books: Sequence[Book], done: Done) -> list[Worked]:
    if refusal := inadmissible(template, terms):
        raise Refused(refusal)
    return _over(terms, books, Working(terms, template.name), provider_of(template, terms), done)


def in_order(rules: Sequence[MoneyTerms]) -> list[MoneyTerms]:
    """The rules, each after those it rests on. Raises Refused where one rests on itself."""
    waiting, ready = list(rules), list[MoneyTerms]()
    while waiting:
        names = {terms.name for terms in waiting}
        able = [terms for terms in waiting if not names & set(terms.rests_on)]
        if not able:
            raise Refused(_circular(waiting))
        ready.append(able[0])
        waiting.remove(able[0])
    return ready


def _over(terms: Any, books: Sequence[Book], working: Working, party: str, done: Done) -> list[Worked]:
    if terms.rule == "service credits":
        return credits_over(terms, books, working, party)
    if terms.rule in _ALONE:
        return [_ALONE[terms.rule](terms, book, working, party) for book in books]
    known = [{name: worked[place] for name, worked in done.items()} for place in range(len(books))]
    if terms.rule == "extension by score":
        return extension_over(terms, books, working, known)
    if terms.rule == "weighted score":
        return [weighted(terms, book, working, scores) for book, scores in zip(books, known, strict=True)]
    if terms.rule == "ceiling":
        return [
            ceiling(terms, book, working, party, [worked[name] for name in terms.of if name in worked])
            for book, worked in zip(books, known, strict=True)
        ]
    verb = _BY_SCORE[terms.rule]
    return [verb(terms, book, working, party, scores) for book, scores in zip(books, known, strict=True)]


def inadmissible(template: Template, terms: MoneyTerms) -> Refusal | None:
    """Refuses a rule that rests on a clause, or on an indicator under a clause, whose records stay out of money."""
    measured = [found for code in terms.measures if (found := template.indicator(code))]
    for clause in (terms.clause, *(indicator.clause for indicator in measured)):
        if template.status_of(clause) is LegalStatus.NOT_ADMISSIBLE:
            return Refusal(
                code="money.inadmissible",
                what=f"{terms.name} was not worked out",
                fact=f"it rests on what is recorded under {clause}",
                rule=f"{template.name}: what is recorded under {clause} stays out of disputes and money",
                next_step="Change the agreement so that the rule rests on a clause that is admissible.",
            )
    return None


def _circular(rules: Sequence[MoneyTerms]) -> Refusal:
    return Refusal(
        code="money.circular",
        what="The money of the period was not worked out",
        fact=f"{', '.join(terms.name for terms in rules)} rest on one another in a circle",
        rule="rules rest on one another in one direction",
        next_step="Check the template: counterpart templates check PATH names the rule.",
    )
