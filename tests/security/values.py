"""What stands in the places of every address, query, body and form: theirs, nothing's, and our own.

A new parameter is one line in `values`. `nothing` is as long as theirs and names nothing that exists.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from counterpart.capabilities.team.views.deeds import DEEDS
from counterpart.capabilities.team.views.subcontractors import DECISIONS
from tests.security.partnerships import Seeded


@dataclass(frozen=True)
class Value:
    """One place: what of theirs stands in it, a thing there is not, and our own. `told` is how an answer says it.

    `each` is all that can stand in a place that says what is done, nobody’s: every one is a route of its own.
    """

    theirs: Any
    nothing: Any
    ours: Any
    told: Callable[[str], tuple[str, ...]] = lambda value: (value,)
    each: tuple[str, ...] = ()


Values = Mapping[str, Value]

CODES = ("mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp")


def fixed(value: Any) -> Value:
    """A place in which nothing of anybody’s stands."""
    return Value(value, value, value, lambda _: ())


def one_of(names: Iterable[str]) -> Value:
    """A place that says what is done."""
    return Value("", "", "", lambda _: (), tuple(names))


def values(theirs: Seeded, ours: Seeded) -> Values:
    """By the name of the place; where one name means several things, by the route or operation and the name."""
    them, us = theirs.of, ours.of
    period = Value("2006-07", "2003-04", "2007-08", lambda text: (text, text.replace("-", "/")))
    reason = Value("The quillon office", "The quiller office", "The brindle office")
    digest = Value(theirs.seal, "ab" * 32, ours.seal)
    organisation = Value(them.provider, "Quillfeather Hoses Ltd", us.provider)
    email = Value(them.email("KPI manager"), "kpi-manager@quillan-provider.example", us.email("KPI manager"))
    return {
        "reference": Value(them.reference, "ZEPHYR-VOLE", us.reference, lambda text: (text, text.lower())),
        "period": period,
        "name": Value(them.name, "Quillfeather upkeep agreemint", us.name),
        "page:name": period,
        "job.name": Value(theirs.job, str(uuid4()), ours.job),
        "person_added.name": Value("Quillon KPI managerson", "Quillen KPI managerson", "Brindle KPI managerson"),
        "subcontractor_proposed.name": organisation,
        "agreement_registered.reference": Value(them.reference, "ZEPHYR-VULE", "BRINDLE-TWO"),
        "code": Value(them.code, "ZQ 71b", us.code),
        "indicator": Value(them.code, "ZQ 71b", us.code),
        "area": Value(them.area, "Harrowmere South", us.area),
        "seal": Value("3", "7", "1", lambda text: (f"seal {text}", f"seal={text}")),
        "subject": Value(f"{them.reference}/2007-08", "ZEPHYR-VOLE/2007-08", f"{us.reference}/2007-08"),
        "email": email,
        "to": email,
        "of": Value(them.email("auditor"), "auditor@quillan-council.example", us.email("auditor")),
        "one": email,
        "other": Value(them.email("provider manager"), "provider-manager@quillan-a.example", us.email("auditor")),
        "organisation": organisation,
        "post": fixed("KPI manager"),
        "party": fixed("provider"),
        "role": fixed("observer"),
        "roles": fixed(["KPI manager"]),
        "reason": reason,
        "restates": reason,
        "scope": reason,
        "document": Value("quillon-flow.pdf", "quillan-flow.pdf", "brindle-flow.pdf"),
        "principles": fixed(["collaboration"]),
        "areas": Value([them.area], ["Harrowmere South"], [us.area]),
        "number": Value(theirs.subcontractor, "SUB-2099-0009", ours.subcontractor),
        "digest": digest,
        "fingerprint": Value(theirs.fingerprint, "cd" * 32, ours.fingerprint),
        "passphrase": fixed("correct horse battery staple"),
        "label": Value("quillon upload", "quillan upload", "brindle upload"),
        "template": fixed("rotherham-almo"),
        "seats": fixed({"commissioner": us.council, "provider": us.provider, "tenants": us.tenants}),
        "entered": fixed("2026-12-01"),
        "effective": fixed("2026-12-01"),
        "commencement": fixed("2026-12-01"),
        "value": fixed("1250000"),
        "group": fixed("core-group"),
        "item": fixed("1"),
        "line": fixed("1"),
        "sum_entered.kind": fixed("charges"),
        "amount": fixed("12.00"),
        "year": fixed("2010"),
        "periods": fixed("4"),
        "compliance_noted.kind": fixed("gas"),
        "motion_put.kind": fixed("resolution"),
        "kind": fixed("returns"),
        "kept_in": fixed("programme"),
        "register": fixed("programme"),
        "mapping": fixed(None),
        "dry_run": fixed("true"),
        "form": fixed("json"),
        "show": fixed("late"),
        "certainty.period": fixed("2006-07"),
        "cells": fixed("indicator,period,value"),
        "as": fixed("json"),
        "limit": fixed("3"),
        "cursor": Value("theirs", "nothing", "ours", lambda _: ()),
        "since": fixed("2026-12-01"),
        "until": fixed("2026-12-24"),
        "last": fixed("2026-12-24"),
        "file": Value(them.returns, them.returns.replace(b"quillon", b"quillan"), us.returns, lambda _: ()),
        "Idempotency-Key": Value(them.key, "quillan-monday", None),
        "record": fixed(b"{}"),
        "receipt": fixed(b"{}"),
        "secret": fixed("q" * 43),
        "people-change.what": one_of(DEEDS),
        "subcontractor-decide.what": one_of(DECISIONS),
        "session": Value(theirs.session, "999999", ours.session, lambda _: ()),
        "provider_id": fixed("nowhere-council"),
        "login": email,
        "note": fixed("password"),
        "next": fixed("/"),
        "password": fixed("none of anybody’s"),
        "oldpassword": fixed("none of anybody’s"),
        "password1": fixed("a new one, quite long"),
        "password2": fixed("a new one, quite long"),
        "again": fixed("a new one, quite long"),
        **{f"{page}.code": fixed("000000") for page in CODES},
    }
