"""How values read on a page: figures with units, marks with shapes, periods and moments as people say them."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from counterpart.capabilities.performance.rules import wording
from counterpart.capabilities.worklist.rules.due import days_in_words
from counterpart.engines.reporting.rules.cells import Mark
from counterpart.engines.reporting.web import mark
from counterpart.values.period import period
from counterpart.values.quantity import Unit
from counterpart.values.reference import folded

register = template.Library()

HEADINGS = {
    "value": "the figure",
    "previous": "the period before",
    "target": "the target",
    "target_met": "whether the target is met",
}


@register.filter
def figure_value(figure: Mapping[str, Any], name: str) -> str:
    """A value of a figure with its unit: 98.47 %, 37.27 days; a dash where there is none."""
    value = figure[name]
    return "–" if value is None else f"{value}{Unit(figure['unit']).ending}"


@register.filter
def met(figure: Mapping[str, Any]) -> SafeString:
    """Whether the target is met, as a shape and a word."""
    return _drawn(wording.met(figure))


@register.filter
def travel(figure: Mapping[str, Any]) -> SafeString:
    """Better or worse than the period before, as an arrow, a face and a word."""
    return _drawn(wording.TRAVEL[figure["direction_of_travel"]])


@register.filter
def among_peers(figure: Mapping[str, Any]) -> SafeString:
    """Where a figure stands among its peers, one line a peer group, as the items of a list."""
    if not figure["benchmarks"]:
        return mark_safe("<li>None published</li>")
    peers = (
        (peer["peer_group"], period_in_words(peer["period"]), _drawn(wording.standing(peer)))
        for peer in figure["benchmarks"]
    )
    return format_html_join("", "<li>{} {}: {}</li>", peers)


@register.filter
def words_of(name: str) -> str:
    """The name of a reason as its heading says it."""
    return HEADINGS.get(name, name)


@register.filter
@lru_cache(maxsize=1024)
def period_in_words(text: str) -> str:
    return period(text).in_words


@register.filter
def moment(text: str) -> str:
    """Monday 12 May 2008, 2:00 pm, as clocks in London showed it."""
    when = datetime.fromisoformat(text).astimezone(ZoneInfo("Europe/London"))
    return f"{when:%A %-d %B %Y, %-I:%M} {when:%p}".replace("AM", "am").replace("PM", "pm")


@register.filter
@lru_cache(maxsize=4096)
def code_in_address(code: str) -> str:
    """An indicator's code as it stands in an address: BV 66a is bv66a."""
    return folded(code)


@lru_cache
def _drawn(status: Mark) -> SafeString:
    return mark_safe(mark(status))  # noqa: S308


@register.simple_tag(takes_context=True)
def said(context: template.Context) -> SafeString:
    """What came of the act that brought one here, said once."""
    request = context.get("request")
    words = request.session.pop("said", "") if request and hasattr(request, "session") else ""
    return format_html('<div class="said" role="status"><p>{}</p></div>', words) if words else mark_safe("")


@register.filter
def days_from(due_on: date, today: date) -> str:
    """How long until a day, or since: in 3 days, today, 2 days late."""
    return days_in_words(due_on, today)
