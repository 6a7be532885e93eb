"""Pure: draws a chart as accessible SVG, used alike on page, PDF and Word."""

from counterpart.engines.reporting.charts import bars, funnel, line, sparkline
from counterpart.engines.reporting.rules.drawings import Bars, Chart, Funnel, Line


def drawn(chart: Chart, *, narrow: bool = False) -> str:
    """The chart as SVG: 720 units wide, or 288 where it is narrow, for screens of 320 pixels.

    It has a role, a title and a description; text stays text, escaped; the same chart makes the same picture.
    """
    match chart.drawing:
        case Bars():
            return bars.drawn(chart.drawing, chart.title, chart.description, narrow=narrow)
        case Line():
            return line.drawn(chart.drawing, chart.title, chart.description, narrow=narrow)
        case Funnel():
            return funnel.drawn(chart.drawing, chart.title, chart.description, narrow=narrow)
    return sparkline.drawn(chart.drawing, chart.title, chart.description)
