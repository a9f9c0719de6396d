"""A record as it is cited: `cite(work, "dstu8302", looked_on=today)`. No database here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.collections.catalogue.citing import apa, bibtex, dstu8302, gost71, ris
from oseredok.collections.catalogue.citing.works import Work

__all__ = ["FILES", "STYLES", "Style", "Work", "cite"]

Writer: TypeAlias = Callable[[Work, date], str]


@dataclass(frozen=True)
class Style:
    """A way to cite. `extension` and `content_type` are of the file in which a program takes it."""

    code: str
    label: str | Promise
    write: Writer
    extension: str = "txt"
    content_type: str = "text/plain; charset=utf-8"


_ALL = (
    Style("dstu8302", _("ДСТУ 8302:2015 (посилання)"), dstu8302.reference),
    Style("gost71", _("ДСТУ ГОСТ 7.1:2006 (опис)"), gost71.description),
    Style("apa", "APA 7", apa.reference),
    Style("bibtex", "BibTeX", bibtex.entry, "bib", "application/x-bibtex; charset=utf-8"),
    Style("ris", "RIS", ris.entry, "ris", "application/x-research-info-systems; charset=utf-8"),
)
STYLES = {style.code: style for style in _ALL if style.extension == "txt"}
"""For people: a line of text."""
FILES = {style.code: style for style in _ALL if style.extension != "txt"}
"""For programs that keep references (Zotero, Mendeley, LaTeX): entries may follow one another in one file."""


def cite(work: Work, code: str, *, looked_on: date) -> str:
    """Return the work in one style. `looked_on`: the day on which an electronic document was seen. Raises KeyError."""
    return (STYLES | FILES)[code].write(work, looked_on)
