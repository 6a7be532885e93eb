"""The command line: every command, by group. Each file of this folder is one group; here they are named."""

import io
import sys

import typer

from counterpart.cli import (
    accounts,
    agreements,
    audit,
    choosing,
    clocks,
    closing,
    demo,
    doctor,
    doing,
    installation,
    keeping,
    peers,
    people,
    privacy,
    record,
    serving,
    sign_on,
    statistics,
    subcontractors,
    team,
    templates,
)
from counterpart.cli.faults import must_be_text
from counterpart.values.refusal import Refused

app = typer.Typer(
    name="counterpart",
    help="The shared, verifiable record of a public-service partnership.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.add_typer(templates.app, name="templates")
app.add_typer(agreements.app, name="agreement")
app.add_typer(installation.people, name="people")
installation.people.command()(team.leave)
team.app.add_typer(subcontractors.app, name="subcontractor")
app.add_typer(team.app, name="team")
for personal in (people.token, privacy.data, privacy.hold, privacy.erase, privacy.due):
    installation.people.command()(personal)
for helping in (accounts.invite, accounts.password, accounts.uncode, accounts.signout):
    installation.people.command()(helping)
app.add_typer(sign_on.app, name="sign-on")
for command in (
    installation.init,
    demo.demo,
    serving.serve,
    serving.worker,
    installation.migrate,
    doctor.doctor,
    keeping.backup,
    keeping.restore,
    installation.stop,
    agreements.intake,
    agreements.blank,
    doing.do,
    doing.digest,
    closing.close,
    closing.sign,
    closing.figures,
    closing.explain,
    record.receipt,
    record.export,
    record.verify,
    statistics.signal,
    statistics.quartiles,
    peers.peers,
    audit.audit,
    choosing.appraise,
    choosing.price,
):
    app.command()(command)
app.command(context_settings=clocks.SETTINGS)(clocks.deadline)


def main() -> None:
    """Run a command. Exit code 0: done; 1: refused, with the reason; 2: wrong usage.

    What a terminal cannot show is replaced, so that no answer is lost for want of a letter.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        must_be_text(sys.argv[1:])
    except Refused as refused:
        print(refused, file=sys.stderr)
        sys.exit(1)
    sys.exit(app())
