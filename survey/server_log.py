"""What the server's own log says of a request that failed: the kind of error and where, never what was sent."""

from __future__ import annotations

import logging
import sys
import traceback

ERROR_LOG = "gunicorn.error"
READER_ERRORS = "gunicorn.http.errors"
ABOUT_REQUESTS = ("Invalid request", "Error handling request", "Socket error processing request")


def quiet(record: logging.LogRecord) -> bool:
    """Take addresses, request lines and bodies out of a record: they hold the tokens of links, and answers."""
    kind, _, trace = record.exc_info or sys.exc_info()
    # The application's log gets an error of the server's own reader where a body breaks off inside a page.
    if str(record.msg).startswith(ABOUT_REQUESTS) or (kind and kind.__module__ == READER_ERRORS):
        told = f"A request could not be handled: {kind.__name__ if kind else 'unknown'}"
        # The lines of the program alone: the text of an error repeats what was sent.
        frames = traceback.format_tb(trace) if record.levelno >= logging.ERROR else []
        record.msg, record.args, record.exc_info, record.exc_text = "\n".join([told, *frames]).strip(), (), None, None
    return True


def keep_requests_out(application: logging.Logger) -> None:
    """Let the logs of the server and of the application tell of failed requests without their content."""
    for logger in (logging.getLogger(ERROR_LOG), application):
        logger.addFilter(quiet)
