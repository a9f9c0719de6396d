"""What the staff may write down, take back and show. Pure: buttons and actions share it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.core.text import counted
from oseredok.library.places.models import Library
from oseredok.spine.feedback.models import Comment, PaperBatch, Reason
from oseredok.spine.feedback.scale import Outcome, Score

PAPER_DAYS = 366
MOST_SLIPS = 2000


def check_paper(
    *, place: Library, day: date, today: date, scores: Mapping[int, int], outcomes: Mapping[tuple[str, bool], int]
) -> None:
    """Raise Invalid with its field when such a batch of slips cannot be."""
    if day > today:
        raise Invalid(_("Цей день іще не настав. Перевірте дату."), code="not-yet", field="day")
    if day < today - timedelta(days=PAPER_DAYS):
        raise Invalid(_("Це було понад рік тому. Перевірте дату."), code="long-ago", field="day")
    if place.opened_on is not None and day < place.opened_on:
        raise Invalid(_("Тоді бібліотека ще не працювала. Перевірте дату."), code="before-opening", field="day")
    if place.closed_on is not None and day >= place.closed_on:
        raise Invalid(_("Того дня бібліотека вже не працювала. Перевірте дату."), code="after-closing", field="day")
    if set(scores) - set(Score.values) or min(scores.values(), default=0) < 0:
        raise Invalid(_("Аркушиків не буває менше нуля."), code="negative", field="score_5")
    if min(outcomes.values(), default=0) < 0:
        raise Invalid(_("Відповідей не буває менше нуля."), code="negative", field="knowledge_yes")
    slips = sum(scores.values())
    if slips == 0 and not any(outcomes.values()):
        raise Invalid(_("Впишіть, скільки аркушиків з кожною оцінкою."), code="nothing", field="score_5")
    if slips > MOST_SLIPS:
        raise Invalid(
            _("За один день більш як {most} аркушиків. Перевірте числа або розділіть за днями.").format(
                most=MOST_SLIPS
            ),
            code="too-many",
            field="score_5",
        )
    for outcome in Outcome:
        answered = outcomes.get((outcome, True), 0) + outcomes.get((outcome, False), 0)
        if slips and answered > slips:
            raise Invalid(
                _("Відповідей більше, ніж аркушиків: {answered} проти {slips}.").format(answered=answered, slips=slips),
                code="outcomes-exceed",
                field=f"{outcome}_yes",
            )


def doubt_about_paper(*, slips: int, visits: int, already: int) -> str:
    """Return a question to ask before such a batch is written down; empty when there is nothing to ask."""
    if already and slips:
        return _(
            "Аркушики за цей день уже вводили: {already}. Усього стане {total}. Це нові аркушики, а не ті самі?"
        ).format(already=already, total=already + slips)
    if slips > visits:
        return _("Того дня записано {visits}, а аркушиків {slips}. Дату й числа вказано правильно?").format(
            visits=counted(visits, _("відвідування"), _("відвідування"), _("відвідувань")), slips=slips
        )
    return ""


def check_can_take_back(batch: PaperBatch, *, reason: str) -> None:
    """Raise when the batch is taken back already or nobody says why."""
    if batch.taken_back_at is not None:
        raise Conflict(_("Цю пачку вже скасовано."), code="already-taken-back")
    if reason not in Reason.values or reason == Reason.CHANGED:
        raise Invalid(_("Оберіть, чому скасовуєте."), code="reason", field="reason")


def check_belongs(place_id: int, *, places: Iterable[Library]) -> None:
    """Raise NotAllowed for what was said of a library that is not among `places`, those where one may decide."""
    if place_id not in {place.pk for place in places}:
        raise NotAllowed(_("Це сказали про іншу бібліотеку."), code="another-place")


def check_can_publish(comment: Comment, *, public_text: str) -> None:
    """Raise Conflict or Invalid when a comment cannot be shown on the site."""
    if not comment.may_publish:
        raise Conflict(_("Людина не дозволила показувати ці слова на сайті."), code="not-allowed-to-publish")
    if comment.forgotten_on is not None:
        raise Conflict(_("Слова цього відгуку вже стерто."), code="forgotten")
    if not public_text.strip():
        raise Invalid(_("Напишіть, що саме показати."), code="public-text-empty", field="public_text")


def can_publish(comment: Comment) -> bool:
    """Whether `check_can_publish` would let it, words given."""
    return comment.may_publish and comment.forgotten_on is None
