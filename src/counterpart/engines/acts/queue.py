"""The queue in the database. Nothing else imports procrastinate.

A row of it carries ids only: the job, and the person on whose behalf. It is put there in the transaction of whoever
asks. A worker that is killed leaves its row behind; another takes it up once no sign of life has come for a while.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import connection
from procrastinate import App, RetryStrategy
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.schema import SchemaManager

TASK = "counterpart.job"
ATTEMPTS = 3
BETWEEN_ATTEMPTS = 2
"""Seconds until what broke off is tried again, as often as that."""
PATIENCE = 30.0
"""Seconds without a sign of life after which a worker counts as gone."""
Run = Callable[[str, str, bool], None]
"""Does a job on behalf of a person; told whether this is the last attempt."""


@dataclass(frozen=True)
class Condition:
    """How the queue stands: workers that show signs of life, jobs that wait past their time, jobs that failed."""

    workers: int
    waiting: int
    failed: int


def schema() -> str:
    """The queue's tables and functions, for the migration. They change with the library's minor version (pinned)."""
    return SchemaManager.get_schema()


def put(job: str, person: str, *, lock: str, due_at: datetime) -> None:
    """Put a job in the queue, in the transaction that is open. Jobs with one lock are done one after the other."""
    app = App(connector=DjangoConnector())
    app.configure_task(name=TASK, lock=lock, schedule_at=due_at).defer(job=job, person=person)


def work(run: Run, *, patience: float = PATIENCE, wait: bool = True) -> None:
    """Do the jobs that are due; with `wait` go on until told to stop, otherwise until none is due."""
    asyncio.run(_work(run, patience, wait))


def condition() -> Condition:
    """How the queue stands now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM procrastinate_workers"
            "        WHERE last_heartbeat > now() - make_interval(secs => %s)),"
            " count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),"
            " count(*) FILTER (WHERE status = 'failed') FROM procrastinate_jobs",
            [PATIENCE],
        )
        return Condition(*cursor.fetchone())


async def _work(run: Run, patience: float, wait: bool) -> None:
    app = App(connector=PsycopgConnector(kwargs=_connection()))

    @app.task(name=TASK, retry=RetryStrategy(max_attempts=ATTEMPTS - 1, wait=BETWEEN_ATTEMPTS), pass_context=True)
    def perform(context: Any, job: str, person: str) -> None:
        run(job, person, context.job.attempts >= ATTEMPTS - 1)

    async with app.open_async():
        await _take_up(app, patience)
        watching = asyncio.create_task(_watch(app, patience))
        try:
            await app.run_worker_async(
                wait=wait,
                delete_jobs="successful",
                update_heartbeat_interval=patience / 3,
                stalled_worker_timeout=patience,
            )
        finally:
            watching.cancel()


async def _watch(app: App, patience: float) -> None:
    while True:
        await asyncio.sleep(patience / 2)
        await _take_up(app, patience)


async def _take_up(app: App, patience: float) -> None:
    """Put back what a worker that shows no sign of life was at. Where another worker was quicker, let it be."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=cast(int, patience)):
        with contextlib.suppress(ConnectorException):
            await app.job_manager.retry_job(job)


def _connection() -> dict[str, Any]:
    return {**connector_params("default")}
