"""THE list of rooms, in their order: settings install them, and pages, API and reports are mounted, from here."""

ROOMS = ("partners", "agreements", "performance", "closing", "worklist")
PAGES = ("partners", "agreements", "performance", "closing", "worklist")
