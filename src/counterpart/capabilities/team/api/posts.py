"""Functions, key posts, staff moves and mobilisation over the API."""

from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.team.queries import posts as queries
from counterpart.capabilities.team.rules.functions import matrix
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, Reference, Told


class PostAt(Told):
    """A post that holds a function, and its party."""

    party: str
    post: str


class FunctionTold(Told):
    """A piece of the work, who holds it, and whether that is nobody, once or several."""

    stage: str
    name: str
    clause: str
    held_by: list[PostAt]
    held: str


class HolderTold(Told):
    """Somebody in a key post; `name` is empty where it is not kept."""

    since: DayText
    until: DayText | None
    name: str


class KeyPostTold(Told):
    """A key post today: its holders over time, since when it is vacant, and the resource promised and stated."""

    party: str
    post: str
    clause: str
    holders: list[HolderTold]
    vacant_since: DayText | None
    promised: Decimal | None
    stated: Decimal | None


class StaffMoveTold(Told):
    """How many people of a party came or went on a day."""

    party: str
    kind: str
    how_many: int
    on: DayText


class MatterTold(Told):
    """A matter of mobilisation as it is promised."""

    promise: str
    matter: str
    party: str
    due_on: DayText
    state: str


@reading("/agreements/{reference}/functions", gives=Part[FunctionTold])
def functions(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Who does what, from aims to paying; what nobody holds is a gap, and what several hold may be a duplicate."""
    rows = matrix(agreement_named(reference, by=by).terms.template)
    told = [
        {
            "stage": row.stage,
            "name": row.name,
            "clause": row.clause,
            "held_by": [{"party": party, "post": post} for party, post in row.posts],
            "held": row.holding.value,
        }
        for row in rows
    ]
    return part_of(told, part)


@reading("/agreements/{reference}/key-posts", gives=Part[KeyPostTold])
def key_posts(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The key posts, with their holders over time, vacancies, and the resource promised and stated."""
    told = []
    for post in queries.posts_of(agreement_named(reference, by=by)):
        vacant, actual = post.vacant_since(at.date()), post.actual(at.date())
        told.append(
            {
                "party": post.terms.party,
                "post": post.terms.post,
                "clause": post.terms.clause,
                "holders": [
                    {
                        "since": one.since.isoformat(),
                        "until": one.until.isoformat() if one.until else None,
                        "name": one.name,
                    }
                    for one in post.holders
                ],
                "vacant_since": vacant.isoformat() if vacant else None,
                "promised": None if post.terms.resource is None else format(post.terms.resource, "f"),
                "stated": format(actual.fte, "f") if actual else None,
            }
        )
    return part_of(told, part)


@reading("/agreements/{reference}/staff-moves", gives=Part[StaffMoveTold])
def staff_moves(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """How many people came and went, by party and day. Nobody is named."""
    moves = queries.moves_of(agreement_named(reference, by=by))
    return part_of([vars(move) | {"on": move.on.isoformat()} for move in moves], part)


@reading("/agreements/{reference}/mobilisation", gives=Part[MatterTold])
def mobilisation(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The matters of mobilisation as they are promised; none before it is begun."""
    promised = queries.mobilisation_of(agreement_named(reference, by=by))
    told = [
        {
            "promise": one.reference,
            "matter": one.what,
            "party": one.party,
            "due_on": one.due_on.isoformat(),
            "state": one.state,
        }
        for one in promised
    ]
    return part_of(told, part)
