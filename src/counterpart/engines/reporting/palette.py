"""Pure: our colours, the same on page, paper and picture; each tone is readable as text on white."""

from collections.abc import Mapping
from types import MappingProxyType

from counterpart.engines.reporting.rules.cells import Tone

INK = "#1b2a2f"
TEAL = "#0f5c5c"
TEAL_LIGHT = "#e3efee"
GREEN = "#2a7a46"
AMBER = "#b45f06"
RED = "#a8323a"
GREY = "#5b6b70"
RULE = "#c9d3d5"

TONES: Mapping[Tone, str] = MappingProxyType({Tone.GOOD: GREEN, Tone.CAUTION: AMBER, Tone.BAD: RED, Tone.PLAIN: GREY})
TYPEFACE = "Source Sans 3"
OFFICE_TYPEFACE = "Arial"
"""What every office has: a document for editing is seen with the typefaces of whoever opens it."""
