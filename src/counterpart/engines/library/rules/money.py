"""What a template says of money: what is held, taken off, added and shared for performance, and by which clause. Pure.

A rule comes to an amount for each period of its own length (`every`): what is added to what the commissioner pays, or
taken off it where it is negative. Percentages are written with “%”, sums with “£”.
"""

from typing import Annotated, Any

from counterpart.engines.library.rules.money_by_figures import (
    BonusCurve,
    CreditRetention,
    ServiceCredits,
    TargetLessActual,
)
from counterpart.engines.library.rules.money_by_scores import ExtensionByScore, PayAtRisk, ProfitByScore, WeightedScore
from counterpart.engines.library.rules.money_by_sums import (
    Ceiling,
    IncomeShare,
    LatePayment,
    PainAndGain,
    SharedSavings,
    Uplift,
)
from counterpart.engines.library.rules.money_terms import MoneyTerms

KINDS: dict[str, type[MoneyTerms]] = {
    "credit retention": CreditRetention,
    "service credits": ServiceCredits,
    "target less actual": TargetLessActual,
    "bonus curve": BonusCurve,
    "pain and gain": PainAndGain,
    "shared savings": SharedSavings,
    "income share": IncomeShare,
    "weighted score": WeightedScore,
    "profit by score": ProfitByScore,
    "pay at risk": PayAtRisk,
    "extension by score": ExtensionByScore,
    "uplift": Uplift,
    "late payment": LatePayment,
    "ceiling": Ceiling,
}
SCORES = ("weighted score",)


class _ByItsRule:
    """Reads a rule as the kind that its own `rule` names. A plain mapping, so that rules know nothing of pydantic."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> dict[str, Any]:
        choices = {kind: handler.generate_schema(terms) for kind, terms in KINDS.items()}
        return {"type": "tagged-union", "discriminator": "rule", "choices": choices}


MoneyRule = Annotated[
    CreditRetention
    | ServiceCredits
    | TargetLessActual
    | BonusCurve
    | PainAndGain
    | SharedSavings
    | IncomeShare
    | WeightedScore
    | ProfitByScore
    | PayAtRisk
    | ExtensionByScore
    | Uplift
    | LatePayment
    | Ceiling,
    _ByItsRule(),
]
