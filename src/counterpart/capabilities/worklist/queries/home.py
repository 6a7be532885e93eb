"""What waits for somebody, read from the engines alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from counterpart.capabilities.worklist.queries.hands import open_proposals
from counterpart.capabilities.worklist.rules import due as rules
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts import jobs, proposals
from counterpart.engines.acts.models import Job
from counterpart.engines.acts.rules import ENDED
from counterpart.engines.clocks.running import running_for
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refusal, Refused

INSTALLATION_NAME = "INSTALLATION"


@dataclass(frozen=True)
class Waiting:
    """A seal that waits for a signature of the reader's own party, or for another party's."""

    agreement: str
    period: str
    number: int
    since: str
    parties: tuple[str, ...]
    mine: bool


@dataclass(frozen=True)
class Work:
    """A job the reader asked for: what it does, how far it has come, and what came of it.

    `state` is as in the life cycle of a job; `of` is 0 where nobody can say how much there is to do.
    """

    id: str
    agreement: str
    period: str
    words: str
    state: str
    step: str
    done: int
    of: int
    since: str
    reply: Mapping[str, Any] | None
    refusal: Mapping[str, str] | None

    @property
    def ended(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True)
class Mine:
    """An agreement of the reader's, and in what part they stand in it."""

    reference: str
    party: str
    roles: tuple[str, ...]


def agreements_by_name(by: Actor) -> dict[str, str]:
    """The agreements somebody has a part in: the id of each, and its reference."""
    return {known: name for known, name in book.chain_names(by).items() if name != INSTALLATION_NAME}


def my_agreements(by: Actor, names: Mapping[str, str] | None = None) -> list[Mine]:
    """The agreements somebody has a part in, by reference; `names` where they were read already."""
    known = agreements_by_name(by) if names is None else names
    found = []
    for agreement, name in sorted(known.items(), key=lambda item: item[1]):
        standings = [standing for standing in by.standings if standing.agreement == agreement]
        if standings:
            roles = tuple(dict.fromkeys(standing.role for standing in standings))
            found.append(Mine(name, standings[0].party, roles))
    return found


def my_jobs(by: Actor) -> list[Work]:
    """The reader's jobs that have not ended, oldest first."""
    return [_work(job) for job in jobs.under_way(by)]


def my_job(name: str, *, by: Actor) -> Work:
    """A job of the reader's. Raises Refused where there is none of this name, or it is somebody else's."""
    found = jobs.asked_for(name, by)
    if found is None:
        raise Refused(
            Refusal(
                code="job.unknown",
                what="There is no such job among yours",
                fact="you asked for none of this name",
                rule="a job is seen by whoever asked for it",
                next_step="Open it from your home page.",
            )
        )
    return _work(found)


def _work(job: Job) -> Work:
    agreement, when = job.subject.split("/", 1)
    return Work(
        id=str(job.id),
        agreement=agreement,
        period=when,
        words=jobs.JOBS[job.name].words,
        state=job.state,
        step=job.step,
        done=job.done,
        of=job.of,
        since=job.asked_at.isoformat(),
        reply=job.reply,
        refusal=job.refusal,
    )


def waiting_for(by: Actor) -> list[Waiting]:
    """The seals that are not signed by everybody, those that wait for the reader's party first."""
    parties = {standing.agreement: standing.party for standing in by.standings}
    found = []
    for proposal, wanted in proposals.waiting(by):
        agreement, when = proposal.subject.split("/", 1)
        found.append(
            Waiting(
                agreement=agreement,
                period=when,
                number=proposal.content["seal"],
                since=proposal.opened_at.isoformat(),
                parties=wanted,
                mine=parties.get(str(proposal.agreement_id)) in wanted,
            )
        )
    return sorted(found, key=lambda row: (not row.mine, row.since))


def my_work(by: Actor, *, on: date, names: Mapping[str, str] | None = None) -> rules.Work:
    """What is somebody's now in every agreement of theirs, and what waits on others, as far ahead as is shown."""
    chains = dict(agreements_by_name(by) if names is None else names)
    clocks = running_for(by, chains, until=on + timedelta(days=rules.AHEAD))
    return rules.work_of(by, clocks, open_proposals(by, chains), on)
