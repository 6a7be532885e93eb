"""Brings an agreement to the stage where months of figures can be judged, through acts."""

from pathlib import Path

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.tests.makers import REFERENCE, a_registered_agreement, the_agreement
from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, offered, who
from counterpart.capabilities.performance.queries.returning import returns_of as returns_of_agreement
from counterpart.capabilities.performance.tests.makers import returns_of, send
from counterpart.engines.access.actors import acting
from counterpart.engines.library.shelf import Pinned, on_the_shelf, pinned
from counterpart.values.period import Kind, Period

INDICATORS = """  - code: J 1
    title: Repairs completed in time
    kind: KPI
    unit: percent
    better: higher
    measured_as: ratio
    every: month
    service_area: "1"
    owner: provider manager
    target: {each month: 90 %, 2007-08: 90 %}
    amber_within: 2
    felt_in: [J 2]
    clause: schedule, 1
  - code: J 2
    title: Complaints
    kind: LPI
    unit: number
    better: lower
    measured_as: count
    every: month
    service_area: "2"
    decimals: 0
    clause: schedule, 2
  - code: J 3
    title: Homes without heating
    kind: LPI
    unit: number
    better: lower
    clause: schedule, 3
"""
AREAS = 'service_areas:\n  - {code: "1", name: Repairs}\n  - {code: "2", name: Care of customers}\n'
IN_TIME = (91, 92, 90, 93, 91, 92, 90, 91, 93, 92, 97, 98)
COMPLAINTS = (5, 4, 6, 5, 4, 5, 6, 5, 4, 5, 7, 9)
"""Of each month from April 2007 to March 2008."""
MONTHS = tuple(Period(Kind.MONTH, 2007 + (month > 12), (month - 1) % 12 + 1) for month in range(4, 16))


def the_terms() -> Pinned:
    """Rotherham’s template with three indicators by month, in two service areas."""
    text = on_the_shelf("rotherham-almo").text
    begins, ends = text.index("indicators:\n"), text.index("close:\n")
    return pinned(f"{text[:begins]}{AREAS}\nindicators:\n{INDICATORS}\n{text[ends:]}")


def rows(in_time: tuple[int, ...] = IN_TIME, complaints: tuple[int, ...] = COMPLAINTS) -> str:
    """A year of months: repairs in three areas, of which South is the worst in the last month, and complaints."""
    told = ["indicator,period,area,value,numerator,denominator"]
    for at, (month, good, bad) in enumerate(zip(MONTHS, in_time, complaints, strict=False)):
        south = good * 2 - 24 if at == len(MONTHS) - 1 else good * 2
        told += [f"J 1,{month},{area},,{so_many},200" for area, so_many in (("North", good * 2), ("East", good * 2))]
        told += [f"J 1,{month},South,,{south},200", f"J 2,{month},,{bad},,"]
    return "\n".join(told) + "\n"


def months_of_figures(home: Path) -> AgreementFacts:
    """An agreement with a year of monthly figures."""
    agreement = a_registered_agreement(kept=the_terms())
    send(agreement, home, returns_of(rows(), name="months.csv"))
    return agreement


def assured(home: Path) -> None:
    """A return of the last month that was sent, signed by its owner, and assured with a doubt."""
    offered("returns.called", OFFICER, places={"reference": REFERENCE}, when="2008-03")
    text = "indicator,period,value\nJ 3,2008-03,4\n"
    send(the_agreement(), home, returns_of(text, name="heating.csv"))
    with acting(who(OFFICER), on=LATER.date()):
        number = next(one.reference for one in returns_of_agreement(the_agreement()) if one.indicator == "J 3")
    places = {"reference": REFERENCE, "number": number}
    offered("return.signed", "provider-manager@2010rotherham.example", places=places)
    offered("return.assured", OFFICER, places=places, accuracy="poor", accuracy_reason="Counted by hand")
