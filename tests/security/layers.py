"""Takes away one of the two layers that keep partnerships apart, to see that the other holds alone."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import ModuleType
from typing import Any

import psycopg

from counterpart.engines.access import actors
from counterpart.engines.access.models import Person, Role
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import ACTS
from tests.security.canaries import scoped_tables


@contextmanager
def without_python(monkeypatch: Any) -> Iterator[None]:
    """Python takes everybody for somebody with every role in every agreement, and every policy says yes.

    The database is told as ever who acts, and alone keeps them from what is not theirs.
    """
    truly = actors.actor_of
    _everywhere(monkeypatch, truly, _of_every_agreement)
    for known in _modules():
        for name, value in list(vars(known).items()):
            if name.startswith("may_") and callable(value) and ".policy" in str(getattr(value, "__module__", "")):
                monkeypatch.setattr(known, name, _yes)
    asked = {name: act.may for name, act in ACTS.items()}
    for act in ACTS.values():
        object.__setattr__(act, "may", _yes)
    try:
        yield
    finally:
        for name, may in asked.items():
            object.__setattr__(ACTS[name], "may", may)


def without_row_security(database: psycopg.Connection) -> None:
    """The database keeps nothing from anybody: no policy is asked on any table."""
    for table in scoped_tables():
        database.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
    ((left,),) = database.execute("SELECT count(*) FROM pg_class WHERE relrowsecurity").fetchall()
    assert left == 0


def _yes(*_: Any) -> None:
    return None


def _of_every_agreement(person: Person, *, on: date) -> Actor:
    roles = Role.objects.select_related("delegated_from__membership").order_by("id")
    own = [actors._standing(role) for role in roles.filter(membership__person=person)]
    every = [actors._standing(role) for role in roles]
    return Actor(str(person.id), person.name, person.email, tuple(dict.fromkeys([*own, *every])))


def _everywhere(monkeypatch: Any, former: Any, other: Any) -> None:
    """Put another function in the place of one, wherever it was imported."""
    for module in _modules():
        for name, value in list(vars(module).items()):
            if value is former:
                monkeypatch.setattr(module, name, other)


def _modules() -> list[ModuleType]:
    return [module for name, module in list(sys.modules.items()) if name.startswith("counterpart.") and module]
