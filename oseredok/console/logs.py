"""The line format of every log of ours: no personal data, whatever a library puts into a message."""

import logging
import re

_SECRETS = (
    # PostgreSQL names the offending values: `DETAIL:  Key (phone)=(+380...) already exists.`
    (re.compile(r"^(\s*)DETAIL:.*$", re.MULTILINE), r"\1DETAIL: …"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "…@…"),
    (re.compile(r"(?<![\w.:-])(?:\+?38[ (-]*)?\(?0\d{2}\)?[ -]*\d{3}[ -]*\d{2}[ -]*\d{2}(?!\w)"), "…"),
    (re.compile(r"(?<![\w.:-])\d{9,}(?![\w.:-])"), "…"),
    # A query string may carry what somebody typed into a search box.
    (re.compile(r"(/[^\s?\"']*)\?[^\s\"']+"), r"\1?…"),
)


class ImpersonalFormatter(logging.Formatter):
    """Formats as usual, then hides e-mail addresses, phone and card numbers and query strings."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for pattern, replacement in _SECRETS:
            line = pattern.sub(replacement, line)
        return line
