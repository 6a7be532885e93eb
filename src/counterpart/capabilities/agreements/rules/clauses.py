"""Pure: what may be used of what is recorded: nothing that stands under a clause that is not admissible."""

from counterpart.engines.library.rules.scope import LegalStatus
from counterpart.engines.library.rules.template import Template
from counterpart.values.refusal import Refusal


def admissible(template: Template, clause: str) -> Refusal | None:
    """Whether what is recorded under a clause may enter a bundle of a dispute, an incentive rule or a notice.

    Whoever makes one of these asks first. Refused where the closest clause that covers it is not admissible, so that
    people can speak openly under it.
    """
    if template.status_of(clause) is not LegalStatus.NOT_ADMISSIBLE:
        return None
    covering = [known for known in template.clauses if known.covers(clause)]
    closest = max(covering, key=lambda known: len(known.ref))
    return Refusal(
        code="clause.not-admissible",
        what="It was not taken up",
        fact=f"it was recorded under {clause}, and {closest.title} ({closest.ref}) is not admissible",
        rule=f"{template.name}: such records stay out of disputes, money and notices",
        next_step="Leave it out, or rest on what is recorded elsewhere.",
    )
