"""Ends roles, and with each what was delegated from it. Called by acts, in their transaction."""

from datetime import date

from django.db.models import Q, QuerySet

from counterpart.engines.access.models import Role


def end(roles: QuerySet[Role], *, on: date) -> int:
    """Let roles end with a day, and what was delegated from them; what has not begun by then never does.

    From the next day they show nothing. Says how many of the roles themselves it concerned.
    """
    ids = list(roles.filter(Q(ends_on=None) | Q(ends_on__gt=on)).values_list("id", flat=True))
    concerned = Role.objects.filter(Q(id__in=ids) | Q(delegated_from__in=ids))
    concerned.filter(starts_on__gt=on).delete()
    concerned.filter(Q(ends_on=None) | Q(ends_on__gt=on)).update(ends_on=on)
    return len(ids)


def parties_of(agreement: str) -> list[str]:
    """The parties of an agreement that sign for themselves: those of the commissioner and of the provider, by name."""
    sides = ("commissioner", "provider")
    held = Role.objects.filter(agreement_id=agreement, side__in=sides)
    return list(held.order_by("party").values_list("party", flat=True).distinct())
