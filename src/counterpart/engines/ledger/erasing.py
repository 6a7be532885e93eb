"""Erasing a person from the chains: the one deletion there is, done by the database itself and by nobody else.

The content of an entry is deleted with its salt only where it says who somebody is (`person.named`), or is personal to
them in the installation's chain. What was erased is written down, so that a record says so and still verifies. An
administrator asks for it; the function, which belongs to the owner of the tables, sees every chain for this alone.
"""

from django.conf import settings
from django.db import connection

from counterpart.engines.access.rules import INSTALLATION
from counterpart.engines.access.scoped import ADMINISTERS, owner_deletes

_STATEMENTS = f"""
    {owner_deletes("ledger_payload")}
    {owner_deletes("ledger_pseudonym")}
    CREATE POLICY owner_erases ON ledger_erased FOR INSERT TO CURRENT_USER WITH CHECK (true);
    REVOKE INSERT, UPDATE, DELETE ON ledger_erased FROM "%s";

    CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON ledger_payload
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT FROM ledger_erased e
                       WHERE e.agreement_id = OLD.agreement_id AND e.sequence = OLD.sequence) THEN
            RAISE EXCEPTION 'ledger_payload is append-only: a correction is a new row' USING ERRCODE = '23001';
        END IF;
        RETURN OLD;
    END $$;
    CREATE TRIGGER erased_only BEFORE DELETE ON ledger_payload
        FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

    CREATE FUNCTION erase_from_chains(erased uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    DECLARE counted bigint;
    BEGIN
        IF NOT ({ADMINISTERS}) THEN
            RAISE EXCEPTION 'an administrator erases people' USING ERRCODE = '42501';
        END IF;
        INSERT INTO ledger_erased (agreement_id, audience, sequence)
            SELECT e.agreement_id, e.audience, e.sequence FROM ledger_entry e
            JOIN ledger_pseudonym n ON n.agreement_id = e.agreement_id AND n.name = e.subject
            WHERE n.person_id = erased AND e.act = 'person.named'
            UNION
            SELECT e.agreement_id, e.audience, e.sequence FROM ledger_entry e
            JOIN ledger_payload p ON p.agreement_id = e.agreement_id AND p.sequence = e.sequence
            WHERE p.agreement_id = '{INSTALLATION}' AND p.audience = 'personal' AND p.audience_party_id = erased
            ON CONFLICT DO NOTHING;
        DELETE FROM ledger_payload p USING ledger_erased e
            WHERE p.agreement_id = e.agreement_id AND p.sequence = e.sequence;
        GET DIAGNOSTICS counted = ROW_COUNT;
        DELETE FROM ledger_pseudonym WHERE person_id = erased;
        RETURN counted;
    END $$;
"""  # noqa: S608


def statements() -> str:
    """What the migration runs: the function, and who may not do by hand what it does."""
    return str(_STATEMENTS % settings.DATABASES["default"]["USER"])


def erase_from_chains(person: str) -> int:
    """Erase who a person is from every chain; gives how many contents went. An administrator must be acting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT erase_from_chains(%s)", [person])
        return int(cursor.fetchone()[0])
