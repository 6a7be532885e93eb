"""What every scoped table carries, and the row security that repeats it inside the database.

A row belongs to an agreement and says who may see it. With no actor nothing is seen: `app.actor` (a person's id) and
`app.on` (the day) are set for one transaction by `acting`.
"""

from typing import Any

from django.db import migrations, models

from counterpart.engines.access.rules import INSTALLATION


class Audience(models.TextChoices):
    SHARED = "shared"
    PARTY = "party"
    COMMISSIONER = "commissioner"
    PERSONAL = "personal"
    PUBLIC = "public"


class Scoped(models.Model):
    """Belongs to an agreement and has an audience.

    shared: every party. party: the party in `audience_party_id`. commissioner: the commissioners, and the party in
    `owner_party_id`. personal: the two people whose ids stand in `audience_party_id` and `owner_party_id`.
    public: anybody who is signed in (public pages are told from what is public, by an act).

    In the installation itself, where only administrators have a role, everybody keeps what is personal to them, and
    the chain with its hashes is public: contents stay with those they are for.
    """

    agreement_id = models.UUIDField()
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.SHARED)
    audience_party_id = models.UUIDField(null=True)
    owner_party_id = models.UUIDField(null=True)

    class Meta:
        abstract = True


ACTOR = "nullif(current_setting('app.actor', true), '')::uuid"
_AGREEMENTS = "(SELECT public.agreements_of_actor())::uuid[]"
_COMMISSIONED = "(SELECT public.agreements_of_actor('commissioner'))::uuid[]"
_PARTIES = "(SELECT public.parties_of_actor())::uuid[]"
_IN_FORCE = """
        FROM public.access_role r JOIN public.access_membership m ON m.id = r.membership_id
        WHERE m.person_id = nullif(current_setting('app.actor', true), '')::uuid
          AND daterange(m.starts_on, m.ends_on, '[]') @> nullif(current_setting('app.on', true), '')::date
          AND daterange(r.starts_on, r.ends_on, '[]') @> nullif(current_setting('app.on', true), '')::date
"""
ASKED_BY_POLICIES = f"""
    CREATE FUNCTION agreements_of_actor(of_side text DEFAULT NULL) RETURNS uuid[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$ BEGIN RETURN ARRAY(
        SELECT r.agreement_id {_IN_FORCE} AND (of_side IS NULL OR r.side = of_side)
    ); END $$;
    CREATE FUNCTION parties_of_actor() RETURNS uuid[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$ BEGIN RETURN ARRAY(
        SELECT r.party_id {_IN_FORCE}
    ); END $$;
"""
"""What the policies ask, once a query, of the roles in force: functions whose plans are kept, since to plan the same
subqueries again for every query cost a third of the throughput (benchmarks/row_security.py)."""
_OWN = f"""agreement_id = '{INSTALLATION}'
    AND audience = 'personal' AND {ACTOR} IN (audience_party_id, owner_party_id)"""
_THE_CHAIN = f"""agreement_id = '{INSTALLATION}' AND audience = 'public' AND {ACTOR} IS NOT NULL"""
VISIBLE = f"""
    (audience = 'public' AND {ACTOR} IS NOT NULL)
    OR {_OWN}
    OR agreement_id = ANY ({_AGREEMENTS}) AND (
        audience = 'shared'
        OR audience = 'party' AND audience_party_id = ANY ({_PARTIES})
        OR audience = 'commissioner' AND (
            owner_party_id = ANY ({_PARTIES}) OR agreement_id = ANY ({_COMMISSIONED}))
        OR audience = 'personal' AND {ACTOR} IN (audience_party_id, owner_party_id)
    )
"""
WRITABLE = f"agreement_id = ANY ({_AGREEMENTS}) AND ({VISIBLE}) OR {_OWN} OR {_THE_CHAIN}"


ADMINISTERS = f"'{INSTALLATION}'::uuid = ANY ({_AGREEMENTS})"
"""In SQL: whether whoever acts has a role in the installation itself, which is an administrator's."""


def owner_deletes(table: str) -> str:
    """The statement that lets the owner of the tables delete from one of them: for a function that erases a person."""
    return f"CREATE POLICY owner_erases ON {table} FOR DELETE TO CURRENT_USER USING (true);"


def secured(*tables: str) -> list[Any]:
    """The migration operations that put row security on tables, forced on their owner too.

    The owner, who migrates, may read everything (a backup and `verify --database` need it) and write nothing.
    """
    return [_statements(_SECURE, _UNSECURE, table) for table in tables]


def append_only(*tables: str) -> list[Any]:
    """The migration operations by which the database itself refuses UPDATE and DELETE, whoever asks."""
    return [_statements(_APPEND_ONLY, _CHANGEABLE, table) for table in tables]


def _statements(forward: str, backward: str, table: str) -> Any:
    return migrations.RunSQL(forward.format(table=table), backward.format(table=table))


_SECURE = f"""
    ALTER TABLE {{table}} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY scope ON {{table}} USING ({VISIBLE}) WITH CHECK ({WRITABLE});
    CREATE POLICY owner_reads ON {{table}} FOR SELECT TO CURRENT_USER USING (true);
    CREATE INDEX {{table}}_scope ON {{table}} (agreement_id);
"""
_UNSECURE = """
    DROP INDEX {table}_scope;
    DROP POLICY owner_reads ON {table};
    DROP POLICY scope ON {table};
    ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
"""
_APPEND_ONLY = """
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only: a correction is a new row', TG_TABLE_NAME USING ERRCODE = '23001';
    END $$;
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
_CHANGEABLE = "DROP TRIGGER append_only ON {table};"
