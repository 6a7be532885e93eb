"""A small agreement whose indicators are measured from repairs, and made files of repairs of every sort."""

from datetime import datetime
from functools import partial

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.tests.makers import a_registered_agreement, the_agreement
from counterpart.capabilities.performance.actions.intake import Incoming
from counterpart.capabilities.performance.tests import makers
from counterpart.engines.clocks.rules.deadlines import LONDON
from counterpart.engines.library.shelf import pinned

LATER = datetime(2011, 5, 9, 10, tzinfo=LONDON)
"""When the repairs below had been done."""
send = partial(makers.send, at=LATER)

TEMPLATE = """template: measured-repairs
version: 1
title: Repairs, measured from their rows
source: made for tests, in the form of a city’s published list of repairs
calendar: EW
rounding: pence, half up
assurance: unaudited
parties:
  council: {role: commissioner, organisation: Rotherham Metropolitan Borough Council}
  company: {role: provider, organisation: 2010 Rotherham Ltd}
datasets:
  - name: repairs
    title: Repairs
    key: number
    dated: closed_at
    columns:
      - {name: number, required: yes}
      - {name: opened_at, holds: moment}
      - {name: target_at, holds: moment}
      - {name: closed_at, holds: moment}
      - {name: on_time}
      - {name: area}
      - {name: provider}
      - {name: group}
      - {name: cost, holds: number}
indicators:
  - code: R 1
    title: Repairs finished by their target
    kind: KPI
    unit: percent
    better: higher
    measured_as: ratio
    measured:
      dataset: repairs
      dated: closed_at
      of: target_at is not null
      counting: closed_at <= target_at
      apart: closed_at < opened_at
      labelled: on_time = 'ONTIME'
      by: [area, provider, group]
      small_numbers: [group]
      fewest: 3
    target: {each month: 75 %}
    clause: "1"
  - code: R 2
    title: Mean cost of a repair
    kind: LPI
    unit: number
    better: lower
    measured_as: average
    measured: {dataset: repairs, dated: closed_at, adding: cost}
    clause: "2"
  - code: R 3
    title: Repairs finished
    kind: LPI
    unit: number
    better: higher
    measured_as: count
    decimals: 0
    measured: {dataset: repairs, dated: closed_at, counting: closed_at is not null, by: [area]}
    clause: "3"
  - code: R 4
    title: Homes inspected
    kind: LPI
    unit: percent
    better: higher
    measured_as: ratio
    starts_on: 2020-04-01
    clause: "5"
close:
  requires: [returns submitted]
  countersigned_by: [council, company]
  clause: "4"
"""
TITLES = "number,opened_at,target_at,closed_at,on_time,area,provider,group,cost"
SEPTEMBER = f"""{TITLES}
1,2010-09-01 09:00,2010-09-03 17:00,2010-09-02 10:00,ONTIME,North,Acme,a,10.00
2,2010-09-01 09:00,2010-09-03 17:00,2010-09-03 17:00,ONTIME,North,Acme,a,10.00
3,2010-09-01 09:00,2010-09-03 17:00,2010-09-03 17:01,OVERDUE,North,Best,a,10.00
4,2010-09-01 09:00,2010-09-03 17:00,2010-09-09 10:00,OVERDUE,South,Best,b,20.50
5,2010-09-01 09:00,2010-09-03 17:00,2010-09-02 10:00,,South,Acme,b,
6,2010-09-01 09:00,2010-09-30 17:00,2010-09-20 10:00,OVERDUE,south,Acme,c,10.00
7,2010-09-09 09:00,2010-09-12 17:00,2010-09-02 10:00,ONTIME,South,Acme,c,10.00
8,2010-09-01 09:00,,2010-09-02 10:00,ONTIME,South,Acme,c,10.00
9,2010-09-01 09:00,2010-09-03 17:00,,OVERDUE,South,Acme,c,10.00
10,2010-09-01 09:00,2010-09-30 17:00,2010-09-30 22:59,ONTIME,North,Acme,c,10.00
"""
OCTOBER = f"""{TITLES}
11,2010-10-01 09:00,2010-10-03 17:00,2010-10-02 10:00,ONTIME,North,Acme,a,10.00
12,2010-10-01 09:00,2010-10-03 17:00,2010-10-05 10:00,OVERDUE,South,Acme,b,10.00
"""


def an_agreement_that_measures() -> AgreementFacts:
    return a_registered_agreement("REPAIRS", pinned(TEMPLATE))


def the_repairs() -> AgreementFacts:
    return the_agreement("REPAIRS")


def repairs(text: str = SEPTEMBER, **more: object) -> Incoming:
    """A file of repairs from lines of text."""
    return Incoming("repairs", str(more.pop("name", "september.csv")), text.encode(), **more)  # type: ignore[arg-type]
