"""Every rule that the groups of a template must keep."""

from typing import Any

import pytest

from counterpart.engines.library.tests.makers import PARTIES, content, found_in, group, with_core

CORE_AT = ("groups", 0)


@pytest.mark.parametrize(
    ("said", "misfit"),
    [
        (content(groups=[]), ((), "neither “indicators” nor “groups”", "what is measured, or who meets")),
        (
            content(groups=[group(may_overrule=[]), group(may_overrule=[])]),
            (("groups", 1, "name"), "“core-group” a second time", "each name once"),
        ),
        (
            content(groups=[group(name="Core Group", may_overrule=[])]),
            ((*CORE_AT, "name"), "“Core Group”", "lower-case words, 40 characters at the most"),
        ),
        (with_core(title="x" * 201), ((*CORE_AT, "title"), "201 characters", "200 at the most")),
        (with_core(members=[], chair="elected"), ((*CORE_AT, "members"), "nobody", "the parties that sit in it")),
        (
            with_core(members=[{"party": "bank", "seats": "2"}], chair="elected"),
            ((*CORE_AT, "members", 0, "party"), "“bank”", f"a party: {PARTIES}"),
        ),
        (
            with_core(members=[{"party": "council", "seats": "0"}]),
            ((*CORE_AT, "members", 0, "seats"), "“0”", "a whole number from 1 to 99"),
        ),
        (
            with_core(members=[{"party": "council", "seats": "1"}] * 2),
            ((*CORE_AT, "members", 1, "party"), "“council” a second time", "each party once"),
        ),
        (
            with_core(members=[{"party": "council", "seats": "2", "counterparts": "yes"}]),
            (
                (*CORE_AT, "members", 0, "counterparts"),
                "them required of one party alone",
                "them required of each side",
            ),
        ),
        (
            with_core(
                members=[
                    {"party": "council", "seats": "3", "counterparts": "true"},
                    {"party": "company", "seats": "2", "counterparts": "yes"},
                ]
            ),
            (
                (*CORE_AT, "members", 1, "seats"),
                "another number than its counterparts have",
                "as many seats on each side",
            ),
        ),
        (
            with_core(chair="bank"),
            (
                (*CORE_AT, "chair"),
                "“bank”",
                "a party that sits in it (council, company, tenants), by rotation or elected",
            ),
        ),
        (
            with_core(meets="now and then"),
            (
                (*CORE_AT, "meets"),
                "“now and then”",
                "weekly, fortnightly, monthly, quarterly, yearly, as needed, or such as every 2 months",
            ),
        ),
        (
            with_core(quorum="most of them"),
            ((*CORE_AT, "quorum"), "“most of them”", "one from each party, or such as 4 members"),
        ),
        (with_core(quorum="9 members"), ((*CORE_AT, "quorum"), "“9 members”", "no more members than its 8 seats")),
        (
            with_core(minutes_within="7"),
            ((*CORE_AT, "minutes_within"), "“7”", "a length of time, such as 7 working days"),
        ),
        (with_core(reports_to="board"), ((*CORE_AT, "reports_to"), "“board”", "another group: working-group")),
        (with_core(may_overrule=["board"]), ((*CORE_AT, "may_overrule", 0), "“board”", "another group: working-group")),
        (
            with_core(may_overrule=["working-group"] * 2),
            ((*CORE_AT, "may_overrule", 1), "“working-group” a second time", "each group once"),
        ),
        (
            content(groups=[group(reports_to="core-group", may_overrule=[])]),
            ((*CORE_AT, "reports_to"), "“core-group”", "another group, and there is none"),
        ),
        (
            with_core(starts="effective", meets_until="Easter"),
            ((*CORE_AT, "meets_until"), "“Easter”", "“commencement”, or nothing where it meets to the end"),
        ),
        (
            with_core(meets_until="commencement"),
            (
                (*CORE_AT, "meets_until"),
                "“commencement”",
                "it to start on the effective date, or it would never meet",
            ),
        ),
    ],
)
def test_each_rule_broken_is_one_misfit_where_it_stands(said: dict[str, Any], misfit: tuple[object, str, str]) -> None:
    assert found_in(said) == [misfit]


def test_groups_that_report_to_each_other_in_a_circle_are_told_each() -> None:
    names = ("a", "b", "c")
    said = content(
        groups=[group(name=own, reports_to=to, may_overrule=[]) for own, to in zip(names, "bca", strict=True)]
    )
    assert [where for where, _, _ in found_in(said)] == [("groups", place, "reports_to") for place in range(3)]
