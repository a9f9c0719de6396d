"""A bad rating or a comment is heard the same day: one letter to the head of a library, without a word of what was said."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.base.mail.actions import queue_letter
from oseredok.base.preferences.queries import value
from oseredok.library.people.models import Role
from oseredok.library.people.queries import holders
from oseredok.library.places.models import Library
from oseredok.spine.feedback.preferences import LETTER_TO_HEAD

LETTER = "feedback_heard"


def tell_of_bad_rating(*, place: Library, now: datetime) -> None:
    """Write to the heads of a library, once a day, that somebody is not content."""
    _tell(place, "bad_rating", now)


def tell_of_comment(*, place: Library, now: datetime) -> None:
    """Write to the heads of a library, once a day, that somebody wrote a comment."""
    _tell(place, "comment", now)


def _tell(place: Library, what: str, now: datetime) -> None:
    if not value(LETTER_TO_HEAD):
        return
    day = clock.local_date(now)
    for account in holders(roles=(Role.HEAD, Role.BRANCH_LIBRARIAN), place=place):
        if account.email:
            try:
                queue_letter(
                    template=LETTER,
                    to=account.email,
                    context={
                        "what": what,
                        "place": place.short_name,
                        "day": day,
                        "url": settings.PUBLIC_ADDRESS + reverse("office:opinions") if settings.PUBLIC_ADDRESS else "",
                    },
                    key=f"feedback-{what}-{place.pk}-{account.pk}-{day:%Y%m%d}",
                    now=now,
                    about=("feedback", str(place.pk)),
                )
            except Invalid:  # an address typed wrongly must not cost anybody their rating
                continue
