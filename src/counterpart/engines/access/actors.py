"""Finds who acts, and tells the database for the length of one transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db import connection, transaction
from django.db.models import F, Q

from counterpart.engines.access.models import Person, Role
from counterpart.engines.access.rules import Actor, Standing
from counterpart.values.refusal import Refusal, Refused

_acting: ContextVar[str | None] = ContextVar("acting", default=None)


def actor(email: str | None, *, on: date) -> Actor:
    """The person with this e-mail address, with the roles in force on a day.

    Raises Refused where nobody is named, or nobody of that name is known: an act without an actor is refused.
    """
    if not email:
        raise Refused(
            Refusal(
                code="actor.nobody",
                what="Nothing was done",
                fact="it was not said who acts",
                rule="every act and every reading is somebody’s",
                next_step="Use --as E-MAIL, or set COUNTERPART_ACTOR.",
            )
        )
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise Refused(
            Refusal(
                code="actor.unknown",
                what="Nothing was done",
                fact=f"nobody here has the e-mail address {email}",
                rule="every act and every reading is somebody’s",
                next_step="Check the address, or ask an administrator to add this person.",
            )
        )
    return actor_of(person, on=on)


def actor_of(person: Person, *, on: date) -> Actor:
    """A person with their roles in force on a day."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    member = Q(membership__starts_on__lte=on) & (Q(membership__ends_on=None) | Q(membership__ends_on__gte=on))
    roles = Role.objects.filter(in_force, member, membership__person=person)
    own_first = roles.order_by(F("delegated_from").asc(nulls_first=True), "id")
    standings = tuple(_standing(role) for role in own_first.select_related("delegated_from__membership"))
    return Actor(str(person.id), person.name, person.email, standings)


def _standing(role: Role) -> Standing:
    lender = str(role.delegated_from.membership.person_id) if role.delegated_from else None
    return Standing(str(role.agreement_id), str(role.party_id), role.party, role.side, role.name, lender)


def people_known(ids: Iterable[str]) -> list[Actor]:
    """People by their ids, as others name them: who they are, without what they may do. In the order of the ids."""
    wanted = list(ids)
    found = {str(person.id): person for person in Person.objects.filter(id__in=wanted)}
    return [Actor(str(found[i].id), found[i].name, found[i].email) for i in wanted if i in found]


@contextmanager
def acting(by: Actor, *, on: date, snapshot: bool = False) -> Iterator[None]:
    """One transaction in which the database knows who acts, and shows only what they may see.

    With `snapshot` every read sees the same moment (REPEATABLE READ, read only). A lazy query must be read inside.
    Within it, the same person may act again; another may not.
    """
    if _acting.get() is not None:
        if _acting.get() != by.person:
            raise RuntimeError("One transaction has one actor")
        with transaction.atomic():
            yield
        return
    token = _acting.set(by.person)
    try:
        with one_moment() if snapshot else transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('app.actor', %s, true), set_config('app.on', %s, true)",
                    [by.person, on.isoformat()],
                )
            yield
    finally:
        _acting.reset(token)


@contextmanager
def one_moment() -> Iterator[None]:
    """One transaction in which every read sees the same moment, and nothing is written."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
