"""How values read on a page: figures with units, marks with shapes, periods and moments as people say them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from counterpart.capabilities.performance.rules.benchmarks import IN_WORDS
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
SHAPES = {
    "tick": '<path d="M2 8.5 6 13 14 3" fill="none" stroke="currentColor" stroke-width="3"/>',
    "cross": '<path d="m3 3 10 10M13 3 3 13" fill="none" stroke="currentColor" stroke-width="3"/>',
    "up": '<path d="M8 2 15 14H1z" fill="currentColor"/>',
    "down": '<path d="M8 14 1 2h14z" fill="currentColor"/>',
    "same": '<path d="M2 5h12M2 11h12" fill="none" stroke="currentColor" stroke-width="3"/>',
    "none": '<path d="M4 8h8" fill="none" stroke="currentColor" stroke-width="3"/>',
}
MET = {True: ("good", "tick", "Met"), False: ("bad", "cross", "Missed"), None: ("none", "none", "No target")}
TRAVEL = {
    "better": ("good", "up", "Better"),
    "worse": ("bad", "down", "Worse"),
    "same": ("even", "same", "The same"),
    "none": ("none", "none", "Nothing to compare"),
}


@register.filter
def figure_value(figure: Mapping[str, Any], name: str) -> str:
    """A value of a figure with its unit: 98.47 %, 37.27 days; a dash where there is none."""
    value = figure[name]
    return "–" if value is None else f"{value}{Unit(figure['unit']).ending}"


@register.filter
def met(figure: Mapping[str, Any]) -> SafeString:
    """Whether the target is met, as a shape and a word."""
    return _mark(*MET[figure["target_met"]])


@register.filter
def travel(figure: Mapping[str, Any]) -> SafeString:
    """Better or worse than the period before, as an arrow and a word."""
    return _mark(*TRAVEL[figure["direction_of_travel"]])


@register.filter
def peer_label(peer: Mapping[str, Any]) -> str:
    """The label as people say it; N/A where none was published, “no label” where it could not be given."""
    return IN_WORDS.get(peer["label"]) or ("no label" if peer["applicable"] else "N/A")


@register.filter
def words_of(name: str) -> str:
    """The name of a reason as its heading says it."""
    return HEADINGS.get(name, name)


@register.filter
def period_in_words(text: str) -> str:
    return period(text).in_words


@register.filter
def moment(text: str) -> str:
    """Monday 12 May 2008, 2:00 pm, as clocks in London showed it."""
    when = datetime.fromisoformat(text).astimezone(ZoneInfo("Europe/London"))
    return f"{when:%A %-d %B %Y, %-I:%M} {when:%p}".replace("AM", "am").replace("PM", "pm")


@register.filter
def code_in_address(code: str) -> str:
    """An indicator's code as it stands in an address: BV 66a is bv66a."""
    return folded(code)


def _mark(tone: str, shape: str, word: str) -> SafeString:
    drawn = mark_safe(f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{SHAPES[shape]}</svg>')  # noqa: S308
    return format_html('<span class="mark mark--{}">{}{}</span>', tone, drawn, word)
