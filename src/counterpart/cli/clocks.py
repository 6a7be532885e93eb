"""`counterpart deadline`: a deadline and the days it skipped. Needs no database."""

from datetime import date, datetime
from typing import Annotated, Any

import typer

from counterpart.cli.saying import as_json as print_json
from counterpart.cli.saying import refuse
from counterpart.engines.clocks.rules.deadlines import Calendar, Deadline, Unit
from counterpart.engines.clocks.rules.deadlines import deadline as worked_out
from counterpart.values.refusal import Refusal, Refused

# Lets a number of units be negative (counted backwards) without being taken for an option.
SETTINGS = {"ignore_unknown_options": True}


def deadline(
    start: Annotated[
        str, typer.Argument(help="A day, 2026-12-24; for hours a moment, 2026-12-24T09:30 (London time).")
    ],
    n: Annotated[int, typer.Argument(help="How many; negative counts backwards.")],
    unit: Annotated[Unit, typer.Argument(help="What is counted.")],
    calendar: Annotated[
        str, typer.Option(help="Whose bank holidays: EW (England and Wales), SCT, NIR, or UK_ANY (any part of the UK).")
    ],
    beginning_with: Annotated[bool, typer.Option("--beginning-with", help="The start is day 1.")] = False,
    day_after: Annotated[bool, typer.Option("--day-after", help="The day after the start is day 1.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer, or refuse, in JSON.")] = False,
) -> None:
    """A deadline, and the days it skipped with the reason for each.

    Say how the period is counted: “beginning with” a day makes it day 1 (if working days are counted and it is not
    one, the next that is); otherwise the day after is day 1. Deadlines in days, weeks and months are not moved to a
    working day. Hours are elapsed time and run from the moment itself.

    Example: counterpart deadline 2026-12-24 8 working-days --calendar UK_ANY --beginning-with
    """
    if beginning_with == day_after:
        raise typer.BadParameter("say one of --beginning-with and --day-after", param_hint="--beginning-with")
    answer = worked_out(_start(start), n, unit, _calendar(calendar, as_json=as_json), beginning_with=beginning_with)
    if isinstance(answer, Refusal):
        refuse(answer, as_json=as_json)
    if as_json:
        print_json(_as_data(answer))
    else:
        print("\n".join(_in_lines(answer)))


def _start(text: str) -> date | datetime:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    raise typer.BadParameter(f"“{text}” is not a day (2026-12-24) or a moment (2026-12-24T09:30)", param_hint="START")


def _calendar(id: str, *, as_json: bool) -> Calendar:
    from counterpart.engines.library.calendars import calendar, calendar_ids

    if id not in calendar_ids():
        raise typer.BadParameter(f"“{id}” is not one of {', '.join(calendar_ids())}", param_hint="--calendar")
    try:
        return calendar(id)
    except Refused as refused:
        refuse(refused.refusal, as_json=as_json)


def _in_lines(answer: Deadline) -> list[str]:
    end = answer.at.isoformat() if answer.at else answer.on.isoformat()
    lines = [f"{end} {answer.on:%A}: {answer.because}"]
    if answer.skipped:
        lines += ["Days skipped:", *(f"  {skipped.on} {skipped.on:%A}: {skipped.why}" for skipped in answer.skipped)]
    if answer.computed:
        lines.append("Some of these days lie in a year whose bank holidays were computed, not published.")
    if answer.not_working:
        lines.append(f"That day is not a working day ({answer.not_working}); this deadline is not moved.")
    return lines


def _as_data(answer: Deadline) -> dict[str, Any]:
    return {
        "deadline": answer.on.isoformat(),
        "at": answer.at.isoformat() if answer.at else None,
        "because": answer.because,
        "skipped": [{"date": skipped.on.isoformat(), "why": skipped.why} for skipped in answer.skipped],
        "computed": answer.computed,
        "not_working": answer.not_working,
    }
