"""What people may say, when and of what. Pure: pages and actions share it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.places.models import Library
from oseredok.spine.feedback.models import Point
from oseredok.spine.feedback.scale import Outcome, Score

LATE_DAYS = 7
"""A tablet that was without network says the day of each rating; older ones nobody believes."""
MOST_SIGNS = 2000


def check_can_rate(*, place: Library, score: int, day: date, today: date) -> None:
    """Raise Invalid or Conflict when there can be no such rating."""
    if score not in Score.values:
        raise Invalid(_("Оберіть одну з п’яти оцінок."), code="score-unclear", field="score")
    check_day(place=place, day=day, today=today)


def check_day(*, place: Library, day: date, today: date) -> None:
    """Raise when nothing can be said of the place on that day."""
    if day > today:
        raise Invalid(_("Цей день іще не настав."), code="not-yet", field="day")
    if day < today - timedelta(days=LATE_DAYS):
        raise Invalid(_("Оцінка запізнилася більш як на тиждень, тому її не враховано."), code="too-late", field="day")
    if place.closed_on is not None and day >= place.closed_on:
        raise Conflict(_("Цю бібліотеку зачинено. Дякуємо, що були з нами."), code="place-closed")


def check_comment(text: str) -> None:
    """Raise Invalid for a comment that is no comment."""
    if not text.strip():
        raise Invalid(_("Напишіть хоч слово або пропустіть."), code="comment-empty", field="comment")
    if len(text) > MOST_SIGNS:
        raise Invalid(
            _("Скоротіть, будь ласка: місця є на {most} знаків.").format(most=MOST_SIGNS),
            code="comment-long",
            field="comment",
        )


def check_outcomes(answers: Mapping[str, bool]) -> None:
    """Raise Invalid for an outcome that nobody asks about."""
    if set(answers) - set(Outcome.values):
        raise Invalid(_("Такого запитання немає."), code="outcome-unknown")


def check_point_works(point: Point) -> None:
    """Raise Conflict when the tablet or the code was switched off, or its library closed."""
    if point.revoked_at is not None:
        raise Conflict(_("Цю адресу вимкнено. Оцінити можна на сайті бібліотеки."), code="point-revoked")


def too_often() -> str:
    """Return the sentence for a network that sends more than people can say."""
    return _("Із вашої мережі щойно надійшло забагато оцінок. Спробуйте за годину.")
