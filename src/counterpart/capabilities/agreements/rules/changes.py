"""Pure: a change of the terms, from its proposal to the day it takes effect, by the signatures of both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.engines.access.rules import Hand
from counterpart.engines.library.rules.template import Template
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal

CHANGE = LifeCycle(
    subject="change",
    initial="proposed",
    steps={
        ("proposed", "written"): "proposed",
        ("proposed", "assessed"): "assessed",
        ("proposed", "refused"): "refused",
        ("proposed", "withdrawn"): "withdrawn",
        ("assessed", "agreed"): "agreed",
        ("assessed", "refused"): "refused",
        ("assessed", "withdrawn"): "withdrawn",
    },
)
"""One side proposes, the other assesses, and each signs: with the last hand the new terms are kept."""
OPEN = ("proposed", "assessed")
ASSESSED = ("service", "money", "advice")
"""What an assessment speaks of: what it does to the service, what to money, and what is advised."""


@dataclass(frozen=True)
class ChangeStep:
    """Something that was done about a change."""

    verb: str
    party: str
    on: date
    reason: str


@dataclass(frozen=True)
class Change:
    """A change of the terms of an agreement: its differences in words, and how far it has come.

    `before` is the fingerprint of the terms it changes, `fingerprint` that of the new ones.
    """

    agreement: AgreementFacts
    reference: str
    title: str
    why: str
    takes_effect_on: date
    state: str
    party: str
    hand: Hand
    before: str
    fingerprint: str
    differences: tuple[str, ...]
    assessment: tuple[tuple[str, str], ...] = ()
    steps: tuple[ChangeStep, ...] = ()

    @property
    def agreement_id(self) -> str:
        return self.agreement.agreement_id


@dataclass(frozen=True)
class Version:
    """A version of the terms and the day from which it holds; None for the one that was registered."""

    terms: Terms
    takes_effect_on: date | None


def may_stand(before: Template, after: Template) -> Refusal | None:
    """Whether a template may be the next version of another: the same template and parties, the number after."""
    wanted = before.version + 1
    if after.template != before.template or after.version != wanted:
        return _not_written(
            f"it is {after.name}",
            f"the next version of these terms is {before.template}@{wanted}",
            f"Write “template: {before.template}” and “version: {wanted}” in the file.",
        )
    if {name: terms.role for name, terms in after.parties.items()} != {n: t.role for n, t in before.parties.items()}:
        fact = f"its parties are {', '.join(after.parties)}"
        return _not_written(fact, "a change of the terms keeps the parties", "Keep the seats, and their sides.")
    if (after.term is None) != (before.term is None):
        return _not_written("the term was added or removed", "a change keeps whether there is a term", "Keep it.")
    return None


def may_take_effect(change: Change, versions: Sequence[Version], *, on: date) -> Refusal | None:
    """Whether a change may be agreed on a day: it was written from the newest terms, and its day is still to come.

    Old periods keep the version then in force, so no version begins in the past or before another.
    """
    newest = versions[-1]
    if change.before != newest.terms.fingerprint:
        return _not_agreed(
            change,
            f"the terms were changed to version {newest.terms.template.version} since it was written",
            "a change is written from the newest terms",
            "Propose it again from these.",
        )
    if change.takes_effect_on < on:
        return _not_agreed(
            change,
            f"{_day(change.takes_effect_on)}, when it was to take effect, has passed",
            "old periods keep the version then in force",
            "Propose it again with a later day.",
        )
    if newest.takes_effect_on and change.takes_effect_on <= newest.takes_effect_on:
        return _not_agreed(
            change,
            f"version {newest.terms.template.version} takes effect on {_day(newest.takes_effect_on)}",
            "a later version takes effect on a later day",
            "Propose it again with a later day.",
        )
    return None


def wrong_day(takes_effect_on: date, *, on: date) -> Refusal | None:
    """A change is proposed for a day that is still to come."""
    if takes_effect_on >= on:
        return None
    return Refusal(
        code="change.past",
        what="The change was not proposed",
        fact=f"{_day(takes_effect_on)} has passed",
        rule="old periods keep the version then in force",
        next_step="Choose a day that is still to come.",
    )


def says_nothing(differences: Sequence[str]) -> Refusal | None:
    """A change that changes nothing is none."""
    if differences:
        return None
    return _not_written(
        "it says the same as the terms in force", "a change changes something", "Write what it changes."
    )


def _not_written(fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code="change.unfit", what="The change was not written", fact=fact, rule=rule, next_step=next_step)


def _not_agreed(change: Change, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(
        code="change.overtaken", what=f"{change.reference} was not agreed", fact=fact, rule=rule, next_step=next_step
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
