"""THE list of rooms, in their order: settings install them, and pages, acts and reports are mounted, from here."""

from importlib import import_module
from pkgutil import iter_modules

ROOMS = (
    "partners",
    "accounts",
    "agreements",
    "team",
    "programme",
    "frameworks",
    "governance",
    "risks",
    "performance",
    "disputes",
    "pricing",
    "incentives",
    "assurance",
    "options",
    "packs",
    "closing",
    "worklist",
)
PAGES = (
    "accounts",
    "agreements",
    "team",
    "programme",
    "frameworks",
    "governance",
    "risks",
    "performance",
    "disputes",
    "incentives",
    "closing",
    "worklist",
)
ACTING = (
    "partners",
    "accounts",
    "agreements",
    "team",
    "programme",
    "frameworks",
    "governance",
    "risks",
    "performance",
    "disputes",
    "incentives",
    "closing",
)
PROGRAMS = (
    "partners",
    "accounts",
    "agreements",
    "team",
    "programme",
    "frameworks",
    "governance",
    "risks",
    "performance",
    "disputes",
    "incentives",
    "closing",
    "worklist",
)
OFFERING = (
    "agreements",
    "team",
    "programme",
    "frameworks",
    "governance",
    "risks",
    "performance",
    "disputes",
    "incentives",
    "worklist",
)
WORKING = ("closing",)


def register_acts() -> None:
    """Import the actions of every room, the jobs and what is offered, which is their registration."""
    for room in ACTING:
        _import(f"counterpart.capabilities.{room}.actions")
    for room in WORKING:
        import_module(f"counterpart.capabilities.{room}.jobs")
    for room in reversed(OFFERING):
        _import(f"counterpart.capabilities.{room}.offers")


def register_api() -> None:
    """Import what every room declares of the API, which is its registration, in the order in which it is told."""
    for room in reversed(PROGRAMS):
        _import(f"counterpart.capabilities.{room}.api")


def _import(name: str) -> None:
    """Import a file of a room, or every file in the folder it has become."""
    found = import_module(name)
    for part in iter_modules(getattr(found, "__path__", ()), f"{name}."):
        import_module(part.name)
