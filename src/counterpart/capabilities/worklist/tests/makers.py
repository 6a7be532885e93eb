"""Brings an agreement to where something runs, something is proposed and returns are called for, through acts."""

from datetime import datetime
from typing import Any

from django.conf import settings

from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, who
from counterpart.capabilities.team.tests.makers import PROVIDER
from counterpart.engines.access.actors import acting
from counterpart.engines.acts import hands
from counterpart.engines.acts.offers import OFFERS, read
from counterpart.engines.clocks.running import clocks_of
from counterpart.engines.ledger.book import chain_names

REF = "ROTHERHAM"


def offered(act: str, by: str, *, at: datetime = LATER, number: str | None = None, **sent: Any) -> Any:
    """Do what is offered, as a page, a program or a command does."""
    settings.REGISTER_ACTS()
    offer, actor = OFFERS[act], who(by, at)
    places = {"reference": REF} | ({"number": number} if number else {})
    with acting(actor, on=at.date()):
        return hands.do(offer, places, read(offer.body, sent), by=actor, at=at)


def what_runs() -> tuple[str, str, str]:
    """A promise, returns, a clock proposed to be extended: the references of the clock, the proposal, the return."""
    due = {"due_on": "2008-06-30", "what": "Publish how complaints were answered", "accepted_by": "commissioner"}
    offered("promise.made", PROVIDER, **due)
    offered("returns.called", OFFICER, when="2008-09")
    with acting(who(OFFICER), on=LATER.date()):
        agreement = next(known for known, name in chain_names(who(OFFICER)).items() if name == REF)
        clock = next(one for one in clocks_of(agreement, REF, about=("return",), open_only=True))
    sent = {"due_on": "2009-12-31", "reason": "A new system is put in", "authority": "Core group, May 2008"}
    told = offered("clock.extended", PROVIDER, number=clock.reference, **sent)
    return clock.reference, str(told["reference"]), clock.subject
