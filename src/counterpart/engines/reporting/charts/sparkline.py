"""Pure: a small line without words, for a series beside its value."""

from counterpart.engines.reporting.charts.pen import at, framed, path
from counterpart.engines.reporting.palette import TEAL
from counterpart.engines.reporting.rules.drawings import Sparkline

WIDE, HIGH, EDGE = 120, 28, 4


def drawn(sparkline: Sparkline, title: str, description: str) -> str:
    """The series from its lowest value to its highest, broken where a value is wanting, with a dot on the last."""
    known = [float(value) for value in sparkline.values if value is not None]
    lowest, span = (min(known), max(known) - min(known)) if known else (0.0, 0.0)
    across = (WIDE - 2 * EDGE) / max(len(sparkline.values) - 1, 1)
    steps, last = [], None
    for place, value in enumerate(sparkline.values):
        if value is None:
            last = None
            continue
        part = (float(value) - lowest) / span if span else 0.5
        x, y = EDGE + place * across, HIGH - EDGE - part * (HIGH - 2 * EDGE)
        steps.append(f"{'M' if last is None else 'L'}{at(x)} {at(y)}")
        last = (x, y)
    parts = [path(steps, TEAL, width=2)] if steps else []
    if last:
        parts.append(f'<circle cx="{at(last[0])}" cy="{at(last[1])}" r="3" fill="{TEAL}"/>')
    return framed(title, description, parts, width=WIDE, height=HIGH)
