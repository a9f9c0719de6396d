"""Papers for the tests: a document of the register, a file of it, files of kinds."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from oseredok.library.documents import actions
from oseredok.library.documents.actions import Details
from oseredok.library.documents.models import Document, DocumentFile
from oseredok.library.people.access import Duty
from oseredok.library.people.duty import duty_of
from tests.world import DAY, World

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"


def duty(world: World, who: str) -> Duty:
    from django.contrib.sessions.backends.signed_cookies import SessionStore

    found = duty_of(account=world.accounts[who], session=SessionStore())
    assert found is not None
    return found


def details(**changes: Any) -> Details:
    known: Details = {
        "kind": Document.Kind.RULES,
        "number": "",
        "dated": date(DAY.year, 1, 10),
        "title": "Правила користування бібліотекою",
        "place": None,
        "seen_by": Document.For.STAFF,
        "in_force_from": None,
        "in_force_until": None,
        "review_on": None,
        "replaces": None,
        "note": "",
    }
    return {**known, **changes}  # type: ignore[typeddict-item]


def a_document(world: World, *, who: str = "director", **changes: Any) -> Document:
    return actions.add_document(details=details(**changes), duty=duty(world, who), now=world.now)


def a_file(
    world: World, document: Document, *, who: str = "director", name: str = "Правила.pdf", content: bytes = PDF
) -> DocumentFile:
    sent = SimpleUploadedFile(name, content)
    return actions.add_file(document=document, file=sent, duty=duty(world, who), now=world.now)


def container(parts: dict[str, str]) -> bytes:
    """A zip with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()
