"""Pure: what is seen to between the effective date and commencement (002, Appendix D, Governance 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.library.rules.people import MobilisationMatter
from counterpart.values.refusal import Refusal, shown

ABOUT = "mobilisation"


@dataclass(frozen=True)
class Promised:
    """The matters of a mobilisation as they are promised: by one party for the day of commencement, to another."""

    matters: tuple[MobilisationMatter, ...]
    due_on: date
    party: str
    accepted_by: str


def promises(agreement: AgreementFacts, running: Sequence[Clock], party: str, today: date) -> Promised | Refusal:
    """What is promised when a mobilisation is begun. Refused where there is nothing, or no day, to promise."""
    if refusal := _not_now(agreement, running, party, today):
        return refusal
    begins = agreement.dates.commencement_on
    if begins is None:
        return _no("no-day", "no day of commencement is known", "Set it when an agreement is registered.")
    accepts = next(iter(agreement.others(party)), "")
    return Promised(agreement.terms.template.mobilisation, begins, party, accepts)


def _not_now(agreement: AgreementFacts, running: Sequence[Clock], party: str, today: date) -> Refusal | None:
    if not agreement.terms.template.mobilisation:
        return _no("none", "the agreement names no matter of mobilisation", "There is nothing to promise.")
    if running:
        return _no("begun", f"it was begun on {running[0].opened_on:%-d %B %Y}", "Look at the promises on its page.")
    if party not in agreement.signatories:
        parties = " or ".join(agreement.signatories)
        return _no("party", f"{shown(party)} is no party that signs", f"Name {parties}.")
    begins = agreement.dates.commencement_on
    if begins and begins < today:
        return _no("late", f"the agreement began on {begins:%-d %B %Y}", "Promise what is left as actions instead.")
    return None


def _no(code: str, fact: str, next_step: str) -> Refusal:
    return Refusal(
        code=f"mobilisation.{code}",
        what="Mobilisation was not begun",
        fact=fact,
        rule="its matters are promised once, between the effective date and commencement (002, Governance 3)",
        next_step=next_step,
    )
