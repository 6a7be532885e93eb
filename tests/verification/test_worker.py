"""Jobs that a worker does: once, in time, on behalf of whoever asked, and again after the worker was killed."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from counterpart.capabilities.closing.jobs import CLOSE
from counterpart.capabilities.closing.tests.makers import YEAR
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, who
from counterpart.capabilities.performance.tests.makers import an_agreement_with_returns
from counterpart.engines.access.actors import acting
from counterpart.engines.acts import jobs, queue
from counterpart.engines.acts.jobs import JOBS, job
from counterpart.engines.acts.models import Job
from counterpart.engines.clocks.now import now
from counterpart.engines.clocks.progress import tell
from tests.commands import COUNTERPART

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]


@pytest.fixture
def agreement(home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of an agreement whose year has been returned and not closed."""
    monkeypatch.setattr(settings, "KEY_PASSPHRASE", os.environ["COUNTERPART_KEY_PASSPHRASE"])
    return an_agreement_with_returns(home).agreement_id


def ask_to_close(agreement: str, *, by: str = OFFICER, in_seconds: float = 0) -> str:
    details = {"reference": "ROTHERHAM", "period": str(YEAR)}
    due = now() + timedelta(seconds=in_seconds)
    subject = f"ROTHERHAM/{YEAR}"
    return jobs.ask(CLOSE, agreement=agreement, subject=subject, by=who(by), at=now(), details=details, due_at=due)


def work_off() -> list[str]:
    """Do what is due, here, and tell what was said."""
    said: list[str] = []
    queue.work(lambda job, person, last: jobs.run(job, person, last, said=said.append), wait=False)
    return said


def as_it_stands(name: str, *, by: str = OFFICER) -> Job:
    with acting(who(by), on=now().date()):
        found = jobs.asked_for(name, who(by))
    assert found is not None
    return found


def closes() -> int:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute("SELECT count(*) FROM ledger_entry WHERE act = 'period.closed'").fetchone()
    assert row is not None
    return int(row[0])


def wait_until(true: Callable[[], bool], *, seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come to pass"
        time.sleep(0.05)


def test_a_worker_killed_in_the_middle_of_a_job_leaves_it_to_be_done_once_later(
    agreement: str, as_superuser: psycopg.Connection
) -> None:
    asked = ask_to_close(agreement)
    with as_superuser.transaction():
        as_superuser.execute("SELECT FROM agreements_agreement FOR UPDATE")
        first = subprocess.Popen([str(COUNTERPART), "worker"], stdout=subprocess.DEVNULL)
        wait_until(lambda: as_it_stands(asked).step == "Sealing")
        first.send_signal(signal.SIGKILL)
        assert first.wait() == -signal.SIGKILL
    assert as_it_stands(asked).state == "running"
    assert closes() == 0
    second = subprocess.Popen([str(COUNTERPART), "worker", "--patience", "2"], stdout=subprocess.PIPE, text=True)
    try:
        wait_until(lambda: as_it_stands(asked).state == "done")
    finally:
        second.terminate()
    said = second.communicate()[0]
    assert second.returncode == 0
    assert f"ROTHERHAM/{YEAR}: done" in said
    assert closes() == 1
    assert as_it_stands(asked).reply["seal"] == 1
    assert work_off() == []
    assert closes() == 1


def test_a_job_waits_until_it_is_due(agreement: str) -> None:
    asked = ask_to_close(agreement, in_seconds=1.5)
    assert work_off() == []
    assert as_it_stands(asked).state == "waiting"
    time.sleep(1.5)
    assert work_off()[-1] == f"ROTHERHAM/{YEAR}: done"
    assert closes() == 1


def test_asking_twice_for_the_same_gives_the_same_job_until_it_has_ended(agreement: str) -> None:
    asked = ask_to_close(agreement)
    assert ask_to_close(agreement) == asked
    assert len(work_off()) == 2
    again = ask_to_close(agreement)
    assert again != asked
    work_off()
    assert as_it_stands(again).reply["stood"] is True
    assert closes() == 1


def test_a_job_of_somebody_who_may_not_is_refused_in_words_when_it_runs(agreement: str) -> None:
    asked = ask_to_close(agreement, by=KPI_MANAGER)
    assert "refused" in work_off()[-1]
    ended = as_it_stands(asked, by=KPI_MANAGER)
    assert ended.state == "refused"
    assert ended.refusal["code"] == "close.not-yours"
    assert closes() == 0


def test_a_job_is_seen_by_whoever_asked_and_nobody_else(agreement: str) -> None:
    asked = ask_to_close(agreement)
    with acting(who(KPI_MANAGER), on=now().date()):
        assert jobs.asked_for(asked, who(KPI_MANAGER)) is None
        assert jobs.under_way(who(KPI_MANAGER)) == []
    with acting(who(OFFICER), on=now().date()):
        assert [str(found.id) for found in jobs.under_way(who(OFFICER))] == [asked]


def test_whoever_has_no_part_in_it_any_more_when_it_runs_does_nothing(
    agreement: str, as_superuser: psycopg.Connection
) -> None:
    ask_to_close(agreement)
    as_superuser.execute("UPDATE access_role SET ends_on = '2008-06-01'")
    assert "no part in it any more" in work_off()[-1]
    assert closes() == 0


def test_a_job_that_breaks_off_is_tried_again_and_at_last_given_up(
    agreement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    @job("break", words="breaks")
    def breaks(*, key: str, **_: object) -> dict[str, object]:
        tried.append(key)
        tell("Breaking", done=1, of=2)
        raise ZeroDivisionError

    monkeypatch.setattr(queue, "BETWEEN_ATTEMPTS", 0)
    try:
        asked = jobs.ask("break", agreement=agreement, subject="ROTHERHAM/x", by=who(OFFICER), at=now(), details={})
        for _ in range(queue.ATTEMPTS):
            work_off()
    finally:
        del JOBS["break"]
    ended = as_it_stands(asked)
    assert (ended.state, ended.refusal["code"]) == ("given up", "job.broken")
    assert tried == [f"job:{asked}"] * queue.ATTEMPTS
    assert queue.condition().failed == 1


def test_a_job_asked_for_in_an_act_that_fails_was_never_asked_for(agreement: str) -> None:
    with pytest.raises(ZeroDivisionError), acting(who(OFFICER), on=now().date()):
        divided(ask_to_close(agreement))
    assert work_off() == []
    assert queue.condition() == queue.Condition(workers=0, waiting=0, failed=0)


def divided(asked: str) -> float:
    return len(asked) / 0
