"""Paper as PDF, by WeasyPrint where it is installed; no address and no file is ever fetched."""

from __future__ import annotations

MISSING = (
    "A PDF needs WeasyPrint, which is not installed, or lacks a library of the system (Pango). Install it with "
    "`pip install jalon[pdf]`; or write HTML, open it in a browser, and print it."
)


class NoPrinterError(RuntimeError):
    """There is nothing that makes a PDF; the message says what to install."""


def as_pdf(page: str) -> bytes:
    """The PDF of a page that is complete in itself; raises NoPrinterError."""
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:  # OSError: it is there, and a library of the system is not
        raise NoPrinterError(MISSING) from error
    fetcher = URLFetcher(allowed_protocols=("data",))
    written: bytes = weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf()
    return written
