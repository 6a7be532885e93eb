"""Pure: what a review of an agreement finds on its table on a day: service levels, obligations, anomalies, changes."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.agreements.rules.changes import OPEN, Change
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.keeping import Anomaly
from counterpart.capabilities.agreements.rules.obligations import LATE
from counterpart.engines.clocks.rules.promises import Clock


def on_the_table(
    agreement: AgreementFacts,
    obligations: Sequence[Clock],
    anomalies: Sequence[Anomaly],
    changes: Sequence[Change],
    on: date,
) -> tuple[tuple[str, str], ...]:
    """The standing matters of a review, each in a few words."""
    late = {party.name: 0 for party in agreement.parties if any(one.party == party.name for one in obligations)}
    for one in obligations:
        late[one.party] = late.get(one.party, 0) + (one.standing(on) in LATE)
    waiting = [change.reference for change in changes if change.state in OPEN]
    open_ = sum(anomaly.state == "open" for anomaly in anomalies)
    measured = len(agreement.template.indicators)
    without = sum(not one.target for one in agreement.template.indicators)
    return (
        (
            "What is measured",
            f"{measured} indicators, {without} of them without a target" if measured else "nothing yet",
        ),
        ("Obligations that are late", ", ".join(f"{count} of the {party}" for party, count in late.items()) or "none"),
        ("Anomalies of rates", f"{open_} open, of {len(anomalies)} named" if anomalies else "none named"),
        ("Changes that wait", ", ".join(waiting) or "none"),
        ("Objectives without a measure", str(sum(not one.measures for one in agreement.template.objectives))),
    )
