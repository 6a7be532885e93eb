"""What can be done about the yearly action plan of an indicator."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from counterpart.capabilities.performance.actions import action_plans as actions  # noqa: F401 (offered here)
from counterpart.capabilities.performance.queries.action_plans import plan_at
from counterpart.capabilities.performance.rules.action_plans import SIGNED, WRITTEN, ActionPlan
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Count, Prose

PLAN = "/agreements/{reference}/action-plans/{year}/{code}"
SEEN = "Both sides see it at once, and the record keeps it."


class Writing(Body):
    actions: Prose = Field(
        title="What will be done?", description="By whom and by when, with what means, and what it is to bring."
    )


def _says(plan: ActionPlan) -> str:
    if plan.state == SIGNED:
        return f"The text becomes a new version, and the signature under the one before lapses. {SEEN}"
    return f"The owner of {plan.indicator} is asked to sign it within ten working days. {SEEN}"


class Signing(Body):
    version: Count = Field(title="Which version have you read?", description="Only the newest can be signed.")


def _newest(plan: ActionPlan, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"version": [(str(plan.now.version), f"Version {plan.now.version}")] if plan.now else []}


offers(
    Offer(
        act="action_plan.written",
        on=PLAN,
        word="write",
        path=f"{PLAN}/versions",
        of=plan_at,
        title="Write the action plan",
        says=_says,
        button="Keep it",
        body=Writing,
    ),
    Offer(
        act="action_plan.signed",
        on=PLAN,
        word="sign",
        path=f"{PLAN}/signatures",
        of=plan_at,
        title="Sign it as its owner",
        says="You sign exactly what was written. If it is written anew, your signature lapses. " + SEEN,
        button="Sign it",
        body=Signing,
        choices=_newest,
        while_=(WRITTEN,),
    ),
)
