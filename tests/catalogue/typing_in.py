"""Filling in the form of a record as a browser would."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from oseredok.collections.catalogue.models import Record

ISBN = "978-617-7171-13-2"
BOOK = {
    "title": "Млини над Тихою",
    "subtitle": "нариси з історії краю",
    "isbn": ISBN,
    "place": "Тихогори",
    "publisher": "Криниця",
    "date": "2019",
    "extent": "128 с. : іл.",
    "language": "ukr",
    "udc": "908(477)",
    "author_mark": "Г12",
}
ARTICLE = {
    "title": "Школа над річкою",
    "host_title": "Тихогірський вісник",
    "host_year": "2025",
    "host_number": "12",
    "host_pages": "4-5",
    "language": "ukr",
}


def sheet(
    told: dict[str, str],
    *,
    who: tuple[tuple[str, str], ...] = (),
    about: tuple[tuple[str, str], ...] = (),
    do: str = "save",
) -> dict[str, str]:
    """Return what a browser sends of the form; `who`: names and roles, `about`: kinds and texts."""
    sent = {**told, "do": do}
    for prefix, rows in (("who", who), ("about", about)):
        sent |= {f"{prefix}-TOTAL_FORMS": str(len(rows) + 1), f"{prefix}-INITIAL_FORMS": "0"}
    for place, (name, role) in enumerate((*who, ("", "aut"))):
        sent |= {f"who-{place}-name": name, f"who-{place}-role": role}
    for place, (kind, text) in enumerate((*about, ("topic", ""))):
        sent |= {f"about-{place}-kind": kind, f"about-{place}-text": text}
    return sent


AUTHOR = (("Гайова, Лідія Петрівна", "aut"),)


def send(client: Client, kind: str, sent: dict[str, str], **extra: Any) -> Any:
    return client.post(reverse("catalogue_new:describe", args=[kind]), sent, **extra)


def made(client: Client, kind: str = "book", told: dict[str, str] | None = None, **rows: Any) -> Record:
    """Describe a record and return it."""
    rows.setdefault("who", AUTHOR)
    answer = send(client, kind, sheet(BOOK if told is None else told, **rows))
    assert answer.status_code == 302, answer.context["screen"].form.errors
    record = Record.live.order_by("-pk").first()
    assert record is not None
    return record
