"""Documents that wait to be read anew, told on the office's first page to those who may renew them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.text import quoted
from oseredok.library.documents import queries, rules
from oseredok.library.people.access import Duty
from oseredok.library.people.waiting import Decision


def documents_to_review(duty: Duty, now: datetime) -> Iterator[Decision]:
    for row in queries.to_review(on=local_date(now)):
        document = row.document
        if not (rules.can_see(document, duty) and rules.can_write(duty, place_id=document.place_id)):
            continue
        assert document.review_on  # noqa: S101 - the query asks for it
        is_late = row.state is rules.State.OVERDUE
        sentence = _("Час переглянути документ {title}") if is_late else _("Скоро переглянути документ {title}")
        url = reverse("office:document", args=[document.public_id])
        yield Decision(sentence.format(title=quoted(document.title)), url, urgent=is_late)
