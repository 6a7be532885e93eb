"""What a worked example says wrongly is told with its line."""

import pytest

from counterpart.capabilities.performance.rules.examples import must_hold
from counterpart.engines.library.shelf import examples_beside, on_the_shelf
from counterpart.values.refusal import Refused

TEXT = """\
- name: rent collected
  given:
    indicator: BV 66a
    period: 2007-08
    value: "98.47"
  then:
    target_met: no
    value: "98.48"
  because: year-end summary
- name: relet time
  given:
    indicator: BV 212
    period: last year
    value: "15"
  then: {target_met: yes}
  because: year-end summary
"""


def test_what_does_not_hold_and_what_cannot_be_read_are_told_with_their_lines() -> None:
    with pytest.raises(Refused) as raised:
        must_hold(on_the_shelf("rotherham-almo").template, examples_beside(TEXT, file="examples.yaml"))
    assert [(problem.line, problem.place) for problem in raised.value.refusal.problems] == [
        (7, "rent collected, target_met"),
        (8, "rent collected, value"),
        (13, "relet time, period"),
    ]
