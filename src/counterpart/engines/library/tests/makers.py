"""What a sound template says as text, with some of it said otherwise."""

from typing import Any

from counterpart.engines.library.rules.misfits import misfits

PARTIES = "council, company, tenants"


def content(**other: Any) -> dict[str, Any]:
    """What a sound template without indicators says, as text, with some of it said otherwise."""
    said: dict[str, Any] = {
        "calendar": "EW",
        "parties": {
            "council": {"role": "commissioner"},
            "company": {"role": "provider"},
            "tenants": {"role": "represented"},
        },
        "groups": [group(), group(name="working-group", may_overrule=[], reports_to="core-group")],
        "close": {"countersigned_by": ["council", "company"]},
    }
    return said | other


def group(**other: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": "core-group",
        "title": "Core group",
        "members": [
            {"party": "council", "seats": "3", "counterparts": "yes"},
            {"party": "company", "seats": "3", "counterparts": "yes"},
            {"party": "tenants", "seats": "2"},
        ],
        "chair": "council",
        "meets": "quarterly",
        "quorum": "one from each party",
        "minutes_within": "7 working days",
        "papers_before": "5 working days",
        "may_overrule": ["working-group"],
    }
    return said | other


def with_core(**other: Any) -> dict[str, Any]:
    return content(groups=[group(**other), *content()["groups"][1:]])


def owed(**other: Any) -> dict[str, Any]:
    return content(obligations=[{"ref": "P1", "who": "company", "when": "quarter", "within": "1 month"} | other])


def review(**other: Any) -> dict[str, Any]:
    return content(review_points=[{"name": "yearly", **other}])


def found_in(said: Any) -> list[tuple[object, str, str]]:
    return list(misfits(said, calendars=("EW",)))
