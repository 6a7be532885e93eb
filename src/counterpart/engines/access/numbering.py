"""References of an agreement’s own things, each number given once and none left out."""

from django.db import connection

from counterpart.values.reference import Reference

_TAKE = """
    INSERT INTO access_counter (agreement_id, audience, kind, year, last) VALUES (%s, 'shared', %s, %s, %s)
    ON CONFLICT (agreement_id, kind, year) DO UPDATE SET last = access_counter.last + EXCLUDED.last RETURNING last
"""


def next_references(kind: str, *, agreement: str, year: int, how_many: int = 1) -> list[str]:
    """The next references of a kind in an agreement, such as CHG-2009-0001. Whoever comes second waits."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [agreement, kind, year, how_many])
        (last,) = cursor.fetchone()
    return [str(Reference(kind, year, number)) for number in range(last - how_many + 1, last + 1)]


def next_reference(kind: str, *, agreement: str, year: int) -> str:
    """The next reference of a kind in an agreement."""
    return next_references(kind, agreement=agreement, year=year)[0]
