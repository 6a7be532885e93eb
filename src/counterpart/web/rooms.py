"""THE list of rooms, in their order: settings install them, and pages, acts and reports are mounted, from here."""

from importlib import import_module

ROOMS = ("partners", "agreements", "performance", "packs", "closing", "worklist")
PAGES = ("partners", "agreements", "performance", "closing", "worklist")
ACTING = ("partners", "agreements", "performance", "closing")
PROGRAMS = ("partners", "agreements", "performance", "closing", "worklist")
WORKING = ("closing",)


def register_acts() -> None:
    """Import the actions of every room and the jobs, which is their registration."""
    for room in ACTING:
        import_module(f"counterpart.capabilities.{room}.actions")
    for room in WORKING:
        import_module(f"counterpart.capabilities.{room}.jobs")


def register_api() -> None:
    """Import what every room declares of the API, which is its registration, in the order in which it is told."""
    for room in reversed(PROGRAMS):
        import_module(f"counterpart.capabilities.{room}.api")
