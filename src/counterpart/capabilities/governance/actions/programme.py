"""Plans reports for a group’s work programme, and rolls them forward with the reason."""

from datetime import date, datetime

from counterpart.capabilities.governance import models, policy
from counterpart.capabilities.governance.actions.carrying import move
from counterpart.capabilities.governance.queries.groups import group_row
from counterpart.capabilities.governance.queries.programme import report_named
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.numbering import month_in_words, month_of
from counterpart.capabilities.governance.rules.programme import REPORT, ReportOf, rolled
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.values.refusal import Refusal, Refused

PREFIX = "RPT"


@act("report.planned", words="planned a report", may=policy.may_speak)
def plan(group: GroupFacts, *, by: Actor, at: datetime, title: str, party: str, month: date | None = None) -> Done:
    """Plan a report on the work programme of a group: for a month, or unallocated."""
    row = group_row(group)
    month = month_of(month) if month else None
    year = (month or at.date()).year
    reference = next_reference(PREFIX, agreement=group.agreement_id, year=year)
    models.Report.objects.create(
        agreement_id=group.agreement_id,
        reference=reference,
        group=row,
        title=title,
        party=party,
        month=month,
        first=month,
        state=REPORT.initial,
    )
    when = month_in_words(month) if month else "no month yet"
    content = {"group": group.name, "title": title, "party": party, "month": month.isoformat() if month else ""}
    return Done(reference, content, reply={"reference": reference, "says": f"“{title}” is planned for {when}."})


@act("report.rolled", words="rolled a report forward", may=policy.may_speak)
def roll(
    of: ReportOf, *, by: Actor, at: datetime, reason: str, month: date | None = None, authority: str | None = None
) -> Done:
    """Roll a report to another month, or take its month away, with the reason; the month first planned stays."""
    row = models.Report.objects.select_for_update().get(agreement_id=of.agreement_id, reference=of.report.reference)
    fresh = report_named(by, at, of.group.agreement.reference, of.group.name, of.report.reference).report
    state = REPORT.after(row.state, "rolled")
    month = month_of(month) if month else None
    refusal = state if isinstance(state, Refusal) else rolled(fresh, month)
    if refusal:
        raise Refused(refusal)
    before = row.month
    move(row, month, reason, by, at, authority or "")
    if row.first is None:
        row.first = month
        row.save(update_fields=["first"])
    when = month_in_words(month) if month else "no month yet"
    content = {
        "title": row.title,
        "before": before.isoformat() if before else "",
        "month": month.isoformat() if month else "",
        "reason": reason,
    } | ({"authority": authority} if authority else {})
    return Done(row.reference, content, reply={"says": f"“{row.title}” comes in {when}: {reason}"})
