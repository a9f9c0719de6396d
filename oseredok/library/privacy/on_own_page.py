"""What a reader finds about consents on «Моє»."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.ui.parts import Link
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page.cabinet_cards import Shown
from oseredok.library.privacy import queries


def asked_again(reader: Reader, now: datetime) -> Iterator[Shown]:
    """Yield the card that asks a reader anew: a text has changed so much that the former consent is over."""
    superseded = queries.superseded(reader, on=clock.local_date(now))
    if superseded:
        yield Shown(
            title=_("Ми змінили текст згоди"),
            lines=tuple(text.title for text in superseded),
            links=(Link(reverse("cabinet:consents"), _("Прочитати, що змінилося, і вирішити")),),
            is_now=True,
        )
