"""What can be done about key posts, staff moves and mobilisation."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team.queries.posts import agreement_at
from counterpart.capabilities.team.rules.posts import named
from counterpart.engines.access.roles import May
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Day, Email, Label, Line

POSTS, MOBILISATION = "/agreements/{reference}/key-posts", "/agreements/{reference}/mobilisation"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."
WHICH = "Which post?"


class Filling(Body):
    post: Line = Field(title=WHICH, description="A key post of your own party.")
    since: Day = Field(title="From which day?")
    email: Email | None = Field(
        None, title="Who holds it?", description="Their address, if they have a role here. Empty: nobody is named."
    )


class Vacating(Body):
    post: Line = Field(title=WHICH, description="A key post of your own party.")
    last: Day = Field(title="What was the last day?")
    how: Literal["left", "moved within", "transferred", "not said"] = Field("not said", title="In what way?")


class Resourcing(Body):
    post: Line = Field(title=WHICH, description="A key post of your own party.")
    fte: Label = Field(title="How much is there?", description="In full-time equivalents, like 1 or 0.5.")
    on: Day | None = Field(None, title="On which day?", description="Today, where you leave it.")


class Moving(Body):
    kind: Literal["joined", "left", "transferred in", "transferred out"] = Field(title="What did they do?")
    how_many: Annotated[int, Field(ge=1, le=100_000)] = Field(title="How many people?")
    on: Day = Field(title="On which day?")


class Mobilising(Body):
    party: Label = Field(title="Which party sees to it?")


def _own_posts(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    here = agreement.agreement_id
    posts = [p for p in agreement.terms.template.key_posts if by.standing_to(May.REPRESENT, here, party=p.party)]
    return {"post": [(named(post), named(post)) for post in posts]}


def _parties(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"party": [(name, name) for name in agreement.signatories]}


offers(
    Offer(
        act="post.filled",
        on=POSTS,
        word="fill",
        path=f"{POSTS}/holders",
        of=agreement_at,
        title="Enter who holds a post",
        says="The post is held from that day. Whoever held it before stays in the record. " + SEEN,
        button="Enter it",
        body=Filling,
        choices=_own_posts,
    ),
    Offer(
        act="post.vacated",
        on=POSTS,
        word="vacate",
        path=f"{POSTS}/vacancies",
        of=agreement_at,
        title="Enter that a post is vacant",
        says="The post is vacant from the next day, and counted so until somebody holds it. " + SEEN,
        button="Enter it",
        body=Vacating,
        choices=_own_posts,
    ),
    Offer(
        act="post.resourced",
        on=POSTS,
        word="resource",
        path=f"{POSTS}/resources",
        of=agreement_at,
        title="State the resource in a post",
        says="It stands beside what was promised. " + SEEN,
        button="State it",
        body=Resourcing,
        choices=_own_posts,
    ),
    Offer(
        act="staff.moved",
        on=POSTS,
        word="moves",
        path=f"{POSTS}/moves",
        of=agreement_at,
        title="Count people who came or went",
        says="Only how many is kept, for your own party: nobody is named. " + SEEN,
        button="Count them",
        body=Moving,
    ),
    Offer(
        act="mobilisation.begun",
        on=MOBILISATION,
        word="begin",
        path=MOBILISATION,
        of=agreement_at,
        title="Begin the mobilisation",
        says="Each matter becomes a promise for the day of commencement, which the other party verifies. " + SEEN,
        button="Begin it",
        body=Mobilising,
        choices=_parties,
    ),
)
