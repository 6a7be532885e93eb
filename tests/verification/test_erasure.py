"""Erasing a person: nowhere named afterwards, in a full dump of the database; and every record still fits."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from counterpart.capabilities.agreements.actions.registering import give_role
from counterpart.capabilities.closing.jobs import CLOSE
from counterpart.capabilities.closing.tests.makers import a_closed_year, sign_year, the_agreement, the_record
from counterpart.capabilities.partners import actions, queries
from counterpart.capabilities.partners.actions import add_person, erase_person, lift_hold, place_hold
from counterpart.capabilities.partners.queries import installation, leaver
from counterpart.capabilities.partners.tests.makers import COMPANY, LATER, OFFICER, who
from counterpart.cli import embedded
from counterpart.cli.embedded import Server
from counterpart.engines.access.actors import acting
from counterpart.engines.acts import jobs
from counterpart.engines.ledger.rules.verify import verify
from counterpart.values.refusal import Refused
from tests.commands import counterpart

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

ADMINISTRATOR = "administrator@counterpart.example"
NAME, ADDRESS = "Quillon Zephyrbrook", "quillon.zephyrbrook@2010rotherham.example"
WHY = "Left, and nobody needs it any more"
WHERE = {"access_person", "ledger_payload", "acts_request"}
"""Where somebody's name or address stands, while they are here: docs/reference/personal-data.md says why."""


@contextmanager
def administering() -> Iterator[None]:
    with acting(who(ADMINISTRATOR), on=LATER.date()):
        yield


def somebody_who_did_things(home: Path) -> None:
    """Somebody of the company who was given a role, signed, made a token, asked for a job and sent a keyed request."""
    a_closed_year(home)
    administrator, manager = who(ADMINISTRATOR), who("contract-manager@rotherham.example")
    details = {"email": ADDRESS, "name": NAME, "organisation": COMPANY, "post": "KPI manager"}
    add_person(installation(), by=administrator, at=LATER, key="add", **details)
    give_role(the_agreement(), by=manager, at=LATER, email=ADDRESS, key="give")
    sign_year(home, by=ADDRESS)
    actions.new_token(f"token of {NAME}", by=who(ADDRESS), at=LATER)
    asked = {"reference": "ROTHERHAM", "period": "2007-08"}
    agreement = the_agreement().agreement_id
    jobs.ask(CLOSE, agreement=agreement, subject="ROTHERHAM/2007-08", by=who(ADDRESS), at=LATER, details=asked)


def leave(as_superuser: psycopg.Connection) -> None:
    for table in ("membership", "role"):
        whose = "person_id = p.id" if table == "membership" else "membership_id = m.id AND m.person_id = p.id"
        among = "access_person p" if table == "membership" else "access_person p, access_membership m"
        statement = f"UPDATE access_{table} t SET ends_on = '2008-05-05' FROM {among} WHERE t.{whose} AND p.email = %s"
        as_superuser.execute("UPDATE access_membership SET starts_on = '2008-05-01' WHERE starts_on = '2008-05-06'")
        as_superuser.execute("UPDATE access_role SET starts_on = '2008-05-01' WHERE starts_on = '2008-05-06'")
        as_superuser.execute(statement, [ADDRESS])


def erase(reason: str = WHY, *, email: str = ADDRESS, by: str = ADMINISTRATOR) -> dict[str, int]:
    with acting(who(by), on=LATER.date()):
        reply: dict[str, int] = erase_person(leaver(email, on=LATER.date()), by=who(by), at=LATER, reason=reason)
        return reply


def dump(fresh: Server) -> str:
    """The whole database as text, as its superuser sees it."""
    name = os.environ["DATABASE_URL"].rpartition("@/")[2].partition("?")[0]
    url = fresh.url("postgres", name)
    done = subprocess.run([embedded.program("pg_dump"), url], capture_output=True, text=True, check=True)
    return done.stdout


def tables_that_name_them(text: str) -> set[str]:
    """The tables whose rows hold the name or the address, in a dump."""
    found, table = set(), ""
    for line in text.splitlines():
        if line.startswith("COPY public."):
            table = line.split()[1].removeprefix("public.")
        if any(part in line.casefold() for part in ("quillon", "zephyrbrook")):
            found.add(table)
    return found


def test_a_person_who_is_erased_is_nowhere_in_a_full_dump_and_every_record_fits(
    home: Path, fresh: Server, as_superuser: psycopg.Connection
) -> None:
    somebody_who_did_things(home)
    assert tables_that_name_them(dump(fresh)) == WHERE | {"access_token"}
    leave(as_superuser)
    assert erase()["contents"] >= 3
    assert tables_that_name_them(dump(fresh)) == set()
    verdict = verify(the_record(by=OFFICER))
    assert verdict.fits
    assert "(0 withheld, 1 erased)" in " ".join(verdict.says)
    whole = counterpart("verify", "--database")
    assert whole.returncode == 0, whole.stdout
    with acting(who(OFFICER), on=LATER.date()):
        from counterpart.capabilities.agreements.queries.agreements import trail_of

        signed = [entry for entry in trail_of(the_agreement()) if entry["words"] == "signed"]
    assert "Somebody whose name was erased" in {entry["who"] for entry in signed}


def test_nobody_is_erased_who_is_needed_and_nobody_alone(home: Path, as_superuser: psycopg.Connection) -> None:
    somebody_who_did_things(home)
    for email, by, why in (
        (ADDRESS, ADMINISTRATOR, "is KPI manager still"),
        (ADDRESS, OFFICER, "is not an administrator"),
        (ADMINISTRATOR, ADMINISTRATOR, "this is yourself"),
        ("nobody@nowhere.example", ADMINISTRATOR, "nobody here has the address"),
    ):
        with pytest.raises(Refused, match=why):
            erase(email=email, by=by)
    leave(as_superuser)
    with pytest.raises(Refused, match="the reason names them"):
        erase(f"{NAME} has left")
    with administering():
        place_hold(leaver(ADDRESS, on=LATER.date()), by=who(ADMINISTRATOR), at=LATER, reason="A claim")
    with pytest.raises(Refused, match="there is a hold on their data: A claim"):
        erase()
    with administering(), pytest.raises(Refused, match="there is one already"):
        place_hold(leaver(ADDRESS, on=LATER.date()), by=who(ADMINISTRATOR), at=LATER, reason="Another")
    with administering():
        lift_hold(leaver(ADDRESS, on=LATER.date()), by=who(ADMINISTRATOR), at=LATER, reason="Settled")
    assert erase()["contents"]


def test_the_database_itself_erases_for_an_administrator_and_deletes_nothing_else(
    home: Path, as_superuser: psycopg.Connection
) -> None:
    somebody_who_did_things(home)
    person = who(ADDRESS).person
    with pytest.raises(Exception, match="an administrator erases people"), acting(who(OFFICER), on=LATER.date()):
        run(f"SELECT erase_from_chains('{person}')")
    for statement, why in (
        ("DELETE FROM ledger_payload", "append-only"),
        ("UPDATE ledger_payload SET salt = ''", "append-only"),
        ("INSERT INTO ledger_erased (agreement_id, audience, sequence) SELECT agreement_id, 'shared', 1 "
         "FROM ledger_chain LIMIT 1", "permission denied"),
    ):  # fmt: skip
        with pytest.raises(Exception, match=why), acting(who(OFFICER), on=LATER.date()):
            run(statement)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_everybody_gets_what_is_kept_of_them_and_of_nobody_else(home: Path) -> None:
    somebody_who_did_things(home)
    by = who(ADDRESS)
    with acting(by, on=LATER.date()):
        kept = queries.data_of(by, on=LATER.date())
    assert kept["person"] == {"name": NAME, "email": ADDRESS, "last_signed_in": None}
    assert [post["post"] for post in kept["posts"]] == ["KPI manager"]
    assert kept["posts"][0]["roles"][0]["party"] == "provider"
    assert {act["act"] for act in kept["acts"]} >= {"proposal.signed", "token.issued"}
    assert COMPANY in str(kept)
    assert "performance officer" not in str(kept)


def test_who_held_no_post_for_six_years_is_due_unless_their_data_is_held(
    home: Path, as_superuser: psycopg.Connection
) -> None:
    somebody_who_did_things(home)
    leave(as_superuser)
    for on, due in (("2014-05-05", []), ("2014-05-07", [ADDRESS])):
        day = type(LATER.date()).fromisoformat(on)
        with administering():
            assert [person.email for person, _ in queries.due_for_erasure(on=day)] == due
    with administering():
        place_hold(leaver(ADDRESS, on=LATER.date()), by=who(ADMINISTRATOR), at=LATER, reason="A claim")
        assert queries.due_for_erasure(on=day) == []


def test_the_command_line_holds_erases_and_tidies(home: Path, as_superuser: psycopg.Connection, tmp_path: Path) -> None:
    somebody_who_did_things(home)
    mine = counterpart("people", "data", "--out", tmp_path / "mine.json", "--as", ADDRESS)
    assert "acts among it" in mine.stdout, mine.stderr
    leave(as_superuser)
    held = counterpart("people", "hold", ADDRESS, "--reason", "A claim", "--as", ADMINISTRATOR)
    assert held.returncode == 0, held.stderr
    refused = counterpart("people", "erase", ADDRESS, "--reason", WHY, "--as", ADMINISTRATOR)
    assert "there is a hold" in refused.stderr
    counterpart("people", "hold", ADDRESS, "--lift", "--reason", "Settled", "--as", ADMINISTRATOR)
    assert ADDRESS in counterpart("people", "due", "--as", ADMINISTRATOR).stdout
    tidied = counterpart("people", "due", "--tidy", "--as", ADMINISTRATOR)
    assert "2 old request keys and jobs have gone." in tidied.stdout, tidied.stdout
    erased = counterpart("people", "erase", ADDRESS, "--reason", WHY, "--as", ADMINISTRATOR)
    assert "They are erased" in erased.stdout, erased.stderr
    assert "Nobody is due" in counterpart("people", "due", "--as", ADMINISTRATOR).stdout
