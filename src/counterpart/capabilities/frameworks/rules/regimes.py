"""Pure: the law of procurement an agreement stands under, and what shows it (PA23, Schedule 2, paragraphs 2 and 3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.engines.library.rules.duty_rows import BuysOf
from counterpart.engines.library.rules.scope import Regime
from counterpart.values.refusal import Refusal

MORE_THAN, AT_MOST = Decimal(80), Decimal(20)
EXEMPT = (Regime.VERTICAL, Regime.HORIZONTAL)


@dataclass(frozen=True)
class Standing:
    """Under what law an agreement stands from a day on, and the evidence. `share` is the tested percentage.

    Vertical: how much of its activities the controlled body does for who controls it. Horizontal: how much of the
    activities is outside the public functions of those who co-operate.
    """

    regime: Regime
    kind: BuysOf
    light_touch: bool
    value: Decimal
    evidence: str
    tested_on: date
    share: Decimal | None = None


def unmet(regime: Regime, share: Decimal | None) -> Refusal | None:
    """Refuses an exemption whose test was not made or not met: more than 80 % vertical, 20 % at the most horizontal."""
    if regime not in EXEMPT:
        return None
    vertical = regime is Regime.VERTICAL
    wanted = f"more than {MORE_THAN} %" if vertical else f"{AT_MOST} % at the most"
    rule = f"{'a vertical' if vertical else 'a horizontal'} arrangement is exempt at {wanted} (PA23 Sch 2 para "
    rule += "2)" if vertical else "3)"
    if share is None:
        return _not_exempt("the share of activities was not tested", rule)
    if not 0 <= share <= 100:
        return _not_exempt(f"{share} % is no share", rule)
    met = share > MORE_THAN if vertical else share <= AT_MOST
    return None if met else _not_exempt(f"the share is {share} %", rule)


def evidence_in_words(standing: Standing) -> str:
    """What shows the regime, with the tested share where there is one."""
    if standing.share is None:
        return standing.evidence
    what = "of its activities are for who controls it" if standing.regime is Regime.VERTICAL else "is outside"
    return f"{standing.share} % {what}; {standing.evidence}"


def _not_exempt(fact: str, rule: str) -> Refusal:
    return Refusal(
        code="regime.not-met",
        what="The exemption was not recorded",
        fact=fact,
        rule=rule,
        next_step="Test it again with figures, or record the regime that applies without the exemption; take advice.",
    )
