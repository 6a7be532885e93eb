"""Pure: which party a figure is of."""

from counterpart.engines.library.rules.template import Template
from counterpart.values.reference import folded


def party_of(template: Template, area: str | None) -> str | None:
    """The party a figure’s area is: by its name in the template, or that of its organisation; none otherwise."""
    if area is None:
        return None
    names = {folded(name): name for name in template.parties}
    names |= {folded(terms.organisation): name for name, terms in template.parties.items() if terms.organisation}
    return names.get(folded(area))
