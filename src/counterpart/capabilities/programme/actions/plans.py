"""Agrees the delivery plan of a year."""

from collections.abc import Sequence
from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.programme import models, policy
from counterpart.capabilities.programme.rules.plans import measures_of, planned_year
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("plan.agreed", words="agreed the delivery plan of a year", may=policy.may_plan)
def agree_plan(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    year: str,
    aims: str,
    priorities: Sequence[str] = (),
    measures: Sequence[str] = (),
) -> Done:
    """Agree the delivery plan of a year: it is part of the agreement, and in force until the next is."""
    hold(agreement)
    planned = planned_year(year, at.date())
    if isinstance(planned, Refusal):
        raise Refused(planned)
    kept = measures_of(measures, agreement.terms.template)
    if isinstance(kept, Refusal):
        raise Refused(kept)
    rows = models.DeliveryPlan.objects.filter(agreement_id=agreement.agreement_id, year=str(planned))
    content = {
        "year": str(planned),
        "version": rows.count() + 1,
        "aims": words(aims, what="What the year is for", longest=4000),
        "priorities": [words(text, what="A priority", longest=200) for text in priorities],
        "measures": [
            {"indicator": one.indicator, "target": None if one.target is None else str(one.target)} for one in kept
        ],
    }
    models.DeliveryPlan.objects.create(agreement_id=agreement.agreement_id, agreed_on=at.date(), **content)
    says = f"The delivery plan of {planned.in_words} is agreed. It is part of the agreement."
    return Done(f"{agreement.reference}/delivery-plan/{planned}", content, reply={"year": str(planned), "says": says})
