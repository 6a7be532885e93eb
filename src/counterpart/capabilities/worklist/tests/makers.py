"""Brings an agreement to where something runs, something is proposed and returns are called for, through acts."""

from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, offered, who
from counterpart.capabilities.team.tests.makers import PROVIDER
from counterpart.engines.access.actors import acting
from counterpart.engines.clocks.running import clocks_of
from counterpart.engines.ledger.book import chain_names

REF = "ROTHERHAM"


def what_runs() -> tuple[str, str, str]:
    """A promise, returns, a clock proposed to be extended: the references of the clock, the proposal, the return."""
    due = {"due_on": "2008-06-30", "what": "Publish how complaints were answered", "accepted_by": "commissioner"}
    offered("promise.made", PROVIDER, places={"reference": REF}, **due)
    offered("returns.called", OFFICER, places={"reference": REF}, when="2008-09")
    with acting(who(OFFICER), on=LATER.date()):
        agreement = next(known for known, name in chain_names(who(OFFICER)).items() if name == REF)
        clock = next(one for one in clocks_of(agreement, REF, about=("return",), open_only=True))
    sent = {"due_on": "2009-12-31", "reason": "A new system is put in", "authority": "Core group, May 2008"}
    told = offered("clock.extended", PROVIDER, places={"reference": REF, "number": clock.reference}, **sent)
    return clock.reference, str(told["reference"]), clock.subject
