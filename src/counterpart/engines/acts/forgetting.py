"""Forgetting: what was kept so that a request is done once, or a job shown, goes with the person or with time.

Done by functions of the owner of the tables, since these rows are seen by nobody but their person.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from counterpart.engines.access.scoped import ADMINISTERS, owner_deletes

STATEMENTS = f"""
    {owner_deletes("acts_request")}
    {owner_deletes("acts_job")}
    CREATE FUNCTION forget_requests_of(erased uuid, named text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    BEGIN
        IF NOT ({ADMINISTERS}) THEN
            RAISE EXCEPTION 'an administrator erases people' USING ERRCODE = '42501';
        END IF;
        DELETE FROM acts_request WHERE person_id = erased
            OR EXISTS (SELECT FROM unnest(named) n WHERE strpos(lower(reply::text), lower(n)) > 0);
        DELETE FROM acts_job WHERE person_id = erased
            OR EXISTS (SELECT FROM unnest(named) n
                       WHERE strpos(lower(concat(reply::text, refusal::text, details::text)), lower(n)) > 0);
    END $$;
    CREATE FUNCTION forget_requests_before(requested timestamptz, ended timestamptz) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    DECLARE requests bigint; jobs bigint;
    BEGIN
        DELETE FROM acts_request WHERE asked_at < least(requested, now() - interval '1 day');
        GET DIAGNOSTICS requests = ROW_COUNT;
        DELETE FROM acts_job WHERE ended_at < least(ended, now() - interval '1 day');
        GET DIAGNOSTICS jobs = ROW_COUNT;
        RETURN requests + jobs;
    END $$;
"""  # noqa: S608


def forget_requests_of(person: str, *, named: Sequence[str]) -> None:
    """Delete what was kept of a person's requests and jobs, and of others' whose answer names them.

    An administrator must be acting.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_requests_of(%s, %s)", [person, list(named)])


def forget_requests_before(*, requested: datetime, ended: datetime) -> int:
    """Delete the keys and replies of requests, and the jobs that ended, before these moments; gives how many went."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_requests_before(%s, %s)", [requested, ended])
        return int(cursor.fetchone()[0])
