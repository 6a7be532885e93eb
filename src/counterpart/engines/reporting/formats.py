"""A document in the form that was asked for, known by the ending of its file."""

from counterpart.engines.reporting.rules.document import Document, unlinked
from counterpart.values.refusal import Refusal, Refused

FORMATS = ("pdf", "docx", "xlsx", "html", "csv", "json")


def written(document: Document, form: str) -> bytes:
    """The file, the same bytes for the same document. Raises Refused for a form there is not, or that cannot be made.

    Each writer is loaded when it is first wanted: the typesetter alone is sixty megabytes.
    """
    document = unlinked(document)
    match form:
        case "pdf":
            from counterpart.engines.reporting import pdf

            return pdf.written(document)
        case "docx":
            from counterpart.engines.reporting import word

            return word.written(document)
        case "xlsx":
            from counterpart.engines.reporting import sheet

            return sheet.written(document)
        case "html":
            from counterpart.engines.reporting import web

            return web.written(document)
        case "csv" | "json":
            from counterpart.engines.reporting import data

            return data.csv_of(document) if form == "csv" else data.json_of(document)
    raise Refused(
        Refusal(
            code="report.no-such-form",
            what="The report was not written",
            fact=f"“{form}” is not a form of it",
            rule=f"a report is written as {', '.join(FORMATS)}",
            next_step="Choose one of these.",
        )
    )
