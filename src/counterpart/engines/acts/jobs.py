"""Jobs: what takes too long to wait for, or is due later, done on behalf of whoever asked for it.

The one who asked is looked up again when the job runs, with the roles they then have. A job is done once: it is begun
again after its worker was killed, and what it calls is an act with the job's key, or gives the same when done again.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connections, transaction

from counterpart.engines.access.actors import acting, actor_of
from counterpart.engines.access.models import Person
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.models import Job
from counterpart.engines.acts.rules import ENDED, JOB
from counterpart.engines.clocks.now import now
from counterpart.engines.clocks.progress import Step, heard_by
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.values.refusal import Refusal, Refused

BETWEEN = 0.25
"""Seconds between two reports of how far a job has come."""


@dataclass(frozen=True)
class Kind:
    """A kind of job: its name, what it does in words, and the verb."""

    name: str
    words: str
    verb: Callable[..., Mapping[str, Any]]


JOBS: dict[str, Kind] = {}


def job(name: str, *, words: str) -> Callable[[Callable[..., Mapping[str, Any]]], Callable[..., Mapping[str, Any]]]:
    """Make a verb a job, told in words such as “closes a period”. It takes `by=`, `at=`, `key=` and its details."""

    def wrap(verb: Callable[..., Mapping[str, Any]]) -> Callable[..., Mapping[str, Any]]:
        JOBS[name] = Kind(name, words, verb)
        return verb

    return wrap


def ask(
    name: str,
    *,
    agreement: str,
    subject: str,
    by: Actor,
    at: datetime,
    details: Mapping[str, Any],
    due_at: datetime | None = None,
) -> str:
    """Ask for a job about a subject; gives its id. Asking again before it has ended gives the same job.

    `details` are plain data. It runs at once, or when it is due, in a worker.
    """
    from counterpart.engines.acts import queue

    mark = digest({"name": name, "agreement": agreement, "subject": subject, "details": dict(details)})
    due = due_at or at
    with acting(by, on=at.date()):
        try:
            with transaction.atomic():
                asked = Job.objects.create(
                    agreement_id=agreement,
                    audience="personal",
                    audience_party_id=by.person,
                    name=name,
                    subject=subject,
                    person_id=by.person,
                    details=dict(details),
                    digest=mark,
                    state=JOB.initial,
                    asked_at=at,
                    due_at=due,
                )
                queue.put(str(asked.id), by.person, lock=agreement, due_at=due)
        except IntegrityError:
            asked = Job.objects.exclude(state__in=ENDED).get(person_id=by.person, digest=mark)
    return str(asked.id)


def asked_for(job_id: str, by: Actor) -> Job | None:
    """A job of the reader's, by its id."""
    return Job.objects.filter(id=job_id, person_id=by.person).first()


def under_way(by: Actor) -> list[Job]:
    """The reader's jobs that have not ended, oldest first."""
    return list(Job.objects.exclude(state__in=ENDED).filter(person_id=by.person).order_by("asked_at"))


def run(job_id: str, person: str, last: bool, *, said: Callable[[str], None] = lambda _: None) -> None:
    """Do a job, in a worker. A refusal ends it; another fault breaks it off, and ends it at the last attempt."""
    try:
        _run(job_id, person, last, said)
    finally:
        connections.close_all()


def _run(job_id: str, person: str, last: bool, said: Callable[[str], None]) -> None:
    at = now()
    found = Person.objects.filter(id=person, is_active=True).first()
    by = actor_of(found, on=at.date()) if found else None
    begun = _begun(job_id, by, at) if by else None
    if by is None or begun is None:
        said(f"{job_id} was left: it has ended, or whoever asked has no part in it any more.")
        return
    kind = JOBS[begun.name]
    said(f"{begun.subject}: {kind.words}, for {by.email}")
    try:
        with _reporting(begun, by):
            reply = kind.verb(by=by, at=at, key=f"job:{job_id}", **begun.details)
    except Refused as refused:
        _end(begun, by, "refused", refusal=refused.refusal.as_data())
        said(f"{begun.subject}: refused. {refused.refusal.fact}")
    except Exception:
        _end(begun, by, "broken off", refusal=_broken(begun).as_data())
        if last:
            _end(begun, by, "given up")
        raise
    else:
        _end(begun, by, "done", reply=dict(reply))
        said(f"{begun.subject}: done")


def _begun(job_id: str, by: Actor, at: datetime) -> Job | None:
    with acting(by, on=at.date()):
        held = Job.objects.select_for_update().filter(id=job_id).first()
        if held is None or held.state in ENDED:
            return None
        held.state = str(JOB.after(held.state, "begun"))
        held.save(update_fields=["state"])
        return held


def _end(begun: Job, by: Actor, how: str, **came: Any) -> None:
    at = now()
    with acting(by, on=at.date()):
        begun.state = str(JOB.after(begun.state, how))
        begun.ended_at = at
        for name, value in came.items():
            setattr(begun, name, value)
        begun.save(update_fields=["state", "ended_at", *came])


@contextmanager
def _reporting(begun: Job, by: Actor) -> Iterator[None]:
    """Writes down how far the job has come: on a connection of its own, so that it is seen at once."""
    steps: deque[Step] = deque(maxlen=1)
    ended = threading.Event()

    def write() -> None:
        shown = None
        while not ended.wait(BETWEEN):
            if steps and steps[-1] != shown:
                shown = steps[-1]
                with acting(by, on=now().date()):
                    Job.objects.filter(id=begun.id).update(step=shown.words[:200], done=shown.done, of=shown.of)
        connections.close_all()

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    try:
        with heard_by(steps.append):
            yield
    finally:
        ended.set()
        writer.join()


def _broken(begun: Job) -> Refusal:
    return Refusal(
        code="job.broken",
        what=f"{begun.subject}: the work broke off",
        fact="something went wrong on our side",
        rule="an act is done whole or not at all, so nothing is half done",
        next_step="It is tried again a few times; if it does not come right, tell the administrator.",
    )
