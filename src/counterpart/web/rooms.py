"""THE list of rooms, in their order: settings install them, and pages, acts and reports are mounted, from here."""

from importlib import import_module

ROOMS = ("partners", "agreements", "performance", "packs", "closing", "worklist")
PAGES = ("partners", "agreements", "performance", "closing", "worklist")
ACTING = ("partners", "agreements", "performance", "closing")


def register_acts() -> None:
    """Import the actions of every room, which is their registration."""
    for room in ACTING:
        import_module(f"counterpart.capabilities.{room}.actions")
