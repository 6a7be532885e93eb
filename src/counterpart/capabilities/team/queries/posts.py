"""Reads of key posts, staff moves and mobilisation. Each sees what whoever acts may see."""

from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team import models
from counterpart.capabilities.team.rules.mobilisation import ABOUT
from counterpart.capabilities.team.rules.posts import Holder, Move, Post, Resource, named
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Reference
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.running import clocks_of


def agreement_at(by: Actor, at: datetime, reference: Reference) -> AgreementFacts:
    """The agreement an act on its posts is done to."""
    return agreement_named(reference, by=by)


def posts_of(agreement: AgreementFacts) -> list[Post]:
    """The key posts of an agreement in the order of its terms, in as many queries however many they are."""
    holders: dict[str, list[Holder]] = {}
    rows = models.PostHolding.objects.filter(agreement_id=agreement.agreement_id)
    for row in rows.select_related("membership__person").order_by("starts_on", "id"):
        name = row.membership.person.name if row.membership else ""
        holders.setdefault(f"{row.party}: {row.post}", []).append(Holder(row.starts_on, row.ends_on, name))
    stated: dict[str, list[Resource]] = {}
    for kept in models.PostResource.objects.filter(agreement_id=agreement.agreement_id).order_by("on", "id"):
        stated.setdefault(f"{kept.party}: {kept.post}", []).append(Resource(kept.on, kept.fte))
    return [
        Post(terms, tuple(holders.get(named(terms), ())), tuple(stated.get(named(terms), ())))
        for terms in agreement.terms.template.key_posts
    ]


def moves_of(agreement: AgreementFacts) -> list[Move]:
    """The staff moves of an agreement, the newest first."""
    rows = models.StaffMove.objects.filter(agreement_id=agreement.agreement_id).order_by("-on", "-id")
    return [Move(row.party, row.kind, row.how_many, row.on) for row in rows]


def mobilisation_of(agreement: AgreementFacts) -> list[Clock]:
    """The promises of the mobilisation, in the order of the matters."""
    found = clocks_of(agreement.agreement_id, agreement.reference, about=(ABOUT,))
    return sorted(found, key=lambda clock: clock.reference)
