"""The demo's register of documents: a dozen papers of the invented centre, some with a file drawn for it."""

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.core.files.uploadedfile import SimpleUploadedFile

from oseredok.base.core import clock
from oseredok.base.core.dates import date_words
from oseredok.base.papers.pdf import render_pdf
from oseredok.demo.register import PAPERS, Paper
from oseredok.demo.town import PLACES, SYSTEM_NAME
from oseredok.library.documents import actions
from oseredok.library.documents.actions import Details
from oseredok.library.documents.models import Document
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library


def keep_documents(*, duty: Duty, libraries: dict[str, Library], now: datetime) -> None:
    """Write all the papers into the register, the older first, so that a new one can replace an old one."""
    kept: dict[str, Document] = {}
    for paper in PAPERS:
        details = _details(paper, libraries=libraries, kept=kept, today=clock.local_date(now))
        kept[paper.code] = actions.add_document(details=details, duty=duty, now=now)
        if paper.points:
            file = SimpleUploadedFile(f"{details['title']}.pdf", _drawn(paper, details, duty))
            actions.add_file(document=kept[paper.code], file=file, duty=duty, now=now)


def _details(paper: Paper, *, libraries: dict[str, Library], kept: dict[str, Document], today: date) -> Details:
    begins, ends = date(today.year, 1, 1), date(today.year, 12, 31)
    dated = begins - timedelta(days=12) if paper.of_year else today - relativedelta(months=paper.ago)
    until = ends if paper.of_year else _after(paper.until, today)
    return {
        "kind": paper.kind,
        "number": paper.number,
        "dated": dated,
        "title": paper.title.format(year=today.year),
        "place": libraries.get(paper.place),
        "seen_by": paper.seen_by,
        "in_force_from": begins if paper.of_year else None,
        "in_force_until": until,
        "review_on": _after(paper.review, today),
        "replaces": kept.get(paper.replaces),
        "note": paper.note,
    }


def _after(days: int | None, today: date) -> date | None:
    return None if days is None else today + timedelta(days=days)


def _drawn(paper: Paper, details: Details, duty: Duty) -> bytes:
    central = PLACES[0]
    data = {
        "library": SYSTEM_NAME,
        "lines": [central.address, central.phone],
        "dated": date_words(details["dated"]),
        "number": paper.number or None,
        "points": list(paper.points),
        "signed": [["Директорка", f"{duty.account.first_name} {duty.account.last_name.upper()}"]],
    }
    return render_pdf(template="demo/document.typ", data=data, title=details["title"])
