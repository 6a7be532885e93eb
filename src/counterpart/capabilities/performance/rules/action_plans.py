"""Pure: the yearly action plan of an indicator: written by its manager, signed by its owner.

A signature is put under one text. Where the text changes, the plan is a new version, and nobody has signed that.
Source: 004 (2010 Rotherham Ltd, Performance Management Framework, issue 3, 2009), section 5.
"""

from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.performance.rules.keepers import Keeper
from counterpart.engines.access.rules import Hand
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import Kind, Period
from counterpart.values.reference import folded
from counterpart.values.refusal import Refusal, shown

UNWRITTEN, WRITTEN, SIGNED = "unwritten", "written", "signed"
ABOUT = "action plan"
"""What the clock of a signature is about."""
SIGN_WITHIN = 10
"""Working days in which an owner signs, where the agreement does not say."""


@dataclass(frozen=True)
class Version:
    """A text of a plan: by whom and when it was written, and who signed it, if anybody did."""

    version: int
    actions: str
    digest: str
    written_on: date
    written_by: str
    party: str
    signed_on: date | None = None
    signed_by: str = ""
    signed_for: str = ""


@dataclass(frozen=True)
class ActionPlan:
    """The plan of an indicator for a year, with every version, the newest last; none where nobody has written it.

    `hands` are those of whoever wrote the newest.
    """

    agreement_id: str
    agreement: str
    indicator: str
    title: str
    year: Period
    owner: Keeper
    manager: Keeper
    hands: tuple[Hand, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def address(self) -> str:
        """The page of this plan."""
        return f"/agreements/{self.agreement}/action-plans/{self.year}/{folded(self.indicator)}"

    @property
    def name(self) -> str:
        return f"The action plan of {self.indicator} for {self.year.in_words}"

    @property
    def now(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @property
    def state(self) -> str:
        if self.now is None:
            return UNWRITTEN
        return SIGNED if self.now.signed_on else WRITTEN

    @property
    def has_lapsed(self) -> bool:
        """Whether an earlier text was signed and this one is not."""
        return self.state == WRITTEN and any(one.signed_on for one in self.versions)


def planned_for(template: Template, code: str, year: Period) -> Indicator | Refusal:
    """The indicator whose plan for a year is looked at. Refused where there is none, or it is no year of it."""
    known = template.indicator(code)
    if known is None:
        codes = ", ".join(one.code for one in template.indicators)
        return _unknown(f"the terms have no indicator {shown(code)}", f"they have {codes}", "Choose one of these.")
    if year.kind not in (Kind.FINANCIAL_YEAR, Kind.CALENDAR_YEAR):
        return _unknown(f"{year.in_words} is no year", "an action plan is of a year", "Write it like 2011-12.")
    if not known.in_force_in(year):
        fact, rule = f"{known.code} is not in force in {year.in_words}", "an action plan is of a year of its indicator"
        return _unknown(fact, rule, "Choose another year.")
    return known


def differs(plan: ActionPlan, digest: str) -> Refusal | None:
    """A new version says something else: otherwise the signature under the one before would lapse for nothing."""
    if plan.now is None or plan.now.digest != digest:
        return None
    return Refusal(
        code="action-plan.unfit",
        what="No action plan was written",
        fact=f"version {plan.now.version} says exactly this already",
        rule="a new version says something else",
        next_step="Change the text, or leave it as it is.",
    )


def can_be_signed(plan: ActionPlan, read: int) -> Version | Refusal:
    """The version that is signed: the newest, once, where it is the one that was read."""
    if plan.now is not None and plan.now.version != read:
        return Refusal(
            code="action-plan.written-anew",
            what=f"{plan.name} was not signed",
            fact=f"you have read version {read}, and version {plan.now.version} is the newest",
            rule="a signature is put under the text that was read",
            next_step="Read the newest, and sign that.",
        )
    if plan.now is not None and plan.state == WRITTEN:
        return plan.now
    signed = f"version {plan.now.version} was signed by {plan.now.signed_by}" if plan.now else "nobody has written it"
    return Refusal(
        code="action-plan.not-to-sign",
        what=f"{plan.name} was not signed",
        fact=signed,
        rule="each text is signed once",
        next_step="It is signed once its manager has written it, or written it anew.",
    )


def no_year(fault: str) -> Refusal:
    """What is told where an address names no year."""
    return _unknown(fault, "an action plan is of a year", "Write it like 2011-12.")


def _unknown(fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal("action-plan.unknown", "There is no such action plan", fact, rule, next_step)
