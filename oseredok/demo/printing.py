"""Printing in the demo: how the central library prints, what was printed this morning, who waits with a code."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.services.printing import actions
from oseredok.services.printing.actions import How
from oseredok.services.printing.models import PrintFile, PrintSettings

FREE_PAGES = 5
WAITING = (
    (
        "Список документів на субсидію.txt",
        35,
        "Список документів на субсидію\n\n1. Заява.\n2. Декларація про доходи.\n3. Довідки про доходи за півроку.\n",
    ),
    ("Розклад автобусів Тихогори.txt", 12, "Розклад автобусів\n\n" + "Тихогори 7:10  Заріччя 7:25  Високе 7:50\n" * 70),
)
PRINTED = ("Заява до садочка.txt", 140, "Заява\n\nПрошу зарахувати мою дитину до групи подовженого дня.\n")


def print_today(*, library: Library, staff: Account, now: datetime) -> None:
    """Let the library take files; two wait with their codes, one was printed in two copies."""
    PrintSettings.objects.create(library=library, takes_files=True, free_pages=FREE_PAGES, has_duplex=True)
    printed = _sent(PRINTED, library=library, now=now)
    actions.print_by_hand(
        file=printed,
        place=library,
        staff=staff,
        how=How(copies=2, is_colour=False, is_duplex=False),
        now=printed.uploaded_at + timedelta(minutes=4),
    )
    for paper in WAITING:
        _sent(paper, library=library, now=now)


def _sent(paper: tuple[str, int, str], *, library: Library, now: datetime) -> PrintFile:
    name, minutes_ago, text = paper
    file = SimpleUploadedFile(name, text.encode(), "text/plain")
    return actions.receive_file(file=file, library=library, now=now - timedelta(minutes=minutes_ago))
