"""The application's role, and the row security beneath every query."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import connection, transaction

from counterpart.capabilities.agreements.models import Agreement, Party
from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.partners.tests.makers import (
    COMPANY,
    KPI_MANAGER,
    LATER,
    OFFICER,
    OUTSIDER,
    an_installation,
    who,
)
from counterpart.capabilities.team.tests.makers import MANAGER, a_team
from counterpart.engines.access.actors import acting, actor
from counterpart.engines.access.models import Membership, Role
from counterpart.engines.access.scoped import Audience, Scoped
from counterpart.engines.ledger.models import Payload

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

UNSCOPED = {
    "access_person",
    "access_organisation",
    "access_membership",
    "access_role",
    "access_token",
    "account_emailaddress",
    "account_emailconfirmation",
    "accounts_attempt",
    "accounts_invitation",
    "accounts_signon",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "django_session",
    "mfa_authenticator",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "usersessions_usersession",
}
"""Read by the policies themselves, or before it is known who acts, or the framework’s own. A written list: another
table is scoped, or argued for.

Before it is known who acts: a token; an invitation (by the digest of its link); how an organisation signs in its
people; attempts to sign in; one-time codes (encrypted); who somebody is at their organisation; sessions. What
django-allauth brings of e-mail addresses, applications and their tokens is never written: a test says so."""


ERASED_FROM = {"ledger_payload", "ledger_pseudonym", "ledger_erased", "acts_request", "acts_job"}
"""Where a function of the owner deletes what names an erased person, and writes down that it did."""


def every_row(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_the_application_is_neither_owner_nor_superuser_and_cannot_change_tables() -> None:
    ((role, superuser, bypasses, makes_roles),) = every_row(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    assert (role, superuser, bypasses, makes_roles) == ("counterpart_app", False, False, False)
    owners = {owner for (owner,) in every_row("SELECT tableowner FROM pg_tables WHERE schemaname = 'public'")}
    assert owners == {"counterpart_owner"}
    for statement in ("CREATE TABLE mine ()", "TRUNCATE access_person", "ALTER TABLE ledger_entry DISABLE TRIGGER ALL"):
        with pytest.raises(Exception, match=r"permission denied|must be owner"), transaction.atomic():
            every_row(statement)


def test_every_table_is_scoped_or_on_the_written_list_and_the_database_says_the_same() -> None:
    scoped = {model._meta.db_table for model in apps.get_models() if issubclass(model, Scoped)}
    tables = {table for (table,) in every_row("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert tables == scoped | UNSCOPED
    forced = {
        table for (table,) in every_row("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    }
    assert forced == scoped
    policies = {(table, name) for table, name in every_row("SELECT tablename, policyname FROM pg_policies")}
    erasing = {(table, "owner_erases") for table in ERASED_FROM}
    assert policies == {(table, name) for table in scoped for name in ("scope", "owner_reads")} | erasing


def test_with_no_actor_nothing_is_seen_and_nothing_written(home: Path) -> None:
    agreement = a_registered_agreement()
    assert not Agreement.objects.exists()
    assert not Payload.objects.exists()
    with pytest.raises(Exception, match="row-level security"):
        Party.objects.create(
            agreement_id=agreement.agreement_id, name="mine", side="provider", organisation_id=uuid.uuid4()
        )


def test_both_parties_see_their_agreement_and_an_outsider_nothing_of_it(home: Path) -> None:
    a_registered_agreement()
    for email, seen in ((OFFICER, 1), (KPI_MANAGER, 1), (OUTSIDER, 0)):
        with acting(who(email), on=LATER.date()):
            assert Agreement.objects.count() == seen


def test_a_delegate_sees_in_the_days_of_the_delegation_what_the_delegator_sees_and_no_longer(home: Path) -> None:
    a_team()
    (held,) = Role.objects.filter(membership__person__email=MANAGER)
    delegate = Membership.objects.get(person__email=OUTSIDER)
    lent = {field: getattr(held, field) for field in ("agreement_id", "party_id", "party", "side", "name")}
    day = LATER.date()
    Role.objects.create(membership=delegate, **lent, starts_on=day, ends_on=day, delegated_from=held)
    for days, seen in ((-1, 0), (0, 1), (1, 0)):
        when = day + timedelta(days=days)
        with acting(actor(OUTSIDER, on=when), on=when):
            assert Agreement.objects.count() == seen


def test_an_administrator_administers_and_reads_nothing(home: Path) -> None:
    administrator = an_installation()
    a_registered_agreement()
    with acting(administrator, on=LATER.date()):
        assert not Agreement.objects.exists()


def test_a_role_that_has_ended_shows_nothing_from_the_next_day(home: Path, as_superuser: psycopg.Connection) -> None:
    a_registered_agreement()
    officer = who(OFFICER)
    as_superuser.execute("UPDATE access_role SET ends_on = '2008-05-05'")
    with acting(officer, on=LATER.date()):
        assert not Agreement.objects.exists()
    with acting(officer, on=LATER.replace(day=5).date()):
        assert Agreement.objects.count() == 1


@contextmanager
def seen_by(email: str) -> Iterator[None]:
    with acting(who(email), on=LATER.date()):
        yield


AUDIENCES = [
    (Audience.SHARED, {OFFICER, KPI_MANAGER}),
    (Audience.PARTY, {OFFICER}),
    (Audience.COMMISSIONER, {OFFICER, KPI_MANAGER}),
    (Audience.PERSONAL, {OFFICER}),
    (Audience.PUBLIC, {OFFICER, KPI_MANAGER, OUTSIDER}),
]


@pytest.mark.parametrize(("audience", "readers"), AUDIENCES)
def test_a_row_is_seen_by_its_audience_and_nobody_else(
    home: Path, as_superuser: psycopg.Connection, audience: Audience, readers: set[str]
) -> None:
    agreement = a_registered_agreement()
    parties = {party.name: party.id for party in agreement.parties}
    officer = who(OFFICER).person
    to = {Audience.PARTY: parties["commissioner"], Audience.PERSONAL: officer}.get(audience)
    owner = parties["provider"] if audience is Audience.COMMISSIONER else None
    as_superuser.execute(
        "INSERT INTO ledger_payload"
        " (sequence, salt, content, agreement_id, audience, audience_party_id, owner_party_id)"
        " VALUES (99, 'salt', '{}', %s, %s, %s, %s)",
        [agreement.agreement_id, audience.value, to, owner],
    )
    seen = set()
    for email in (OFFICER, KPI_MANAGER, OUTSIDER):
        with seen_by(email):
            seen |= {email} if Payload.objects.filter(sequence=99).exists() else set()
    assert seen == readers


def test_open_book_papers_of_one_provider_are_never_seen_by_another(
    home: Path, as_superuser: psycopg.Connection
) -> None:
    agreement = a_registered_agreement()
    as_superuser.execute(
        "INSERT INTO ledger_payload (agreement_id, audience, owner_party_id, sequence, salt, content)"
        " VALUES (%s, 'commissioner', %s, 99, 'salt', '{}')",
        [agreement.agreement_id, uuid.uuid4()],
    )
    with seen_by(KPI_MANAGER):
        assert COMPANY in {party.organisation for party in agreement.parties}
        assert not Payload.objects.filter(sequence=99).exists()
    with seen_by(OFFICER):
        assert Payload.objects.filter(sequence=99).exists()


def test_one_transaction_has_one_actor(home: Path) -> None:
    a_registered_agreement()
    with seen_by(OFFICER), pytest.raises(RuntimeError, match="one actor"), seen_by(KPI_MANAGER):
        pass


def test_the_setting_of_one_actor_does_not_outlive_its_transaction(home: Path) -> None:
    a_registered_agreement()
    with seen_by(OFFICER):
        assert Agreement.objects.count() == 1
    assert not Agreement.objects.exists()
