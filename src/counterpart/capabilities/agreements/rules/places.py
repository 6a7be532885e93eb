"""Pure: the addresses of the pages of this room, as offers and links name them."""

AGREEMENT = "/agreements/{reference}"
CHANGES, CHANGE = f"{AGREEMENT}/changes", f"{AGREEMENT}/changes/{{number}}"
ANOMALIES, ANOMALY = f"{AGREEMENT}/anomalies", f"{AGREEMENT}/anomalies/{{number}}"
DOCUMENTS, DOCUMENT = f"{AGREEMENT}/documents", f"{AGREEMENT}/documents/{{number}}"
OBLIGATIONS, TERM, TERMS = f"{AGREEMENT}/obligations", f"{AGREEMENT}/term", f"{AGREEMENT}/terms"
SEEN = "Both sides see it at once, and the record keeps it."
