"""Verbs of the staff about comments: look, sort, answer, show on the site, hide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import slug, tidy
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.spine.feedback import staff_rules
from oseredok.spine.feedback.models import Comment, Topic
from oseredok.spine.feedback.rules import MOST_SIGNS


@dataclass(frozen=True)
class Judgement:
    """What the staff decided on a comment."""

    sort: str
    topic: Topic | None = None
    answer: str = ""
    publish: bool = False
    public_text: str = ""


@transaction.atomic
def look(
    *, comment: Comment, judgement: Judgement, places: Iterable[Library], staff: Account, now: datetime
) -> Comment:
    """Keep what the staff decided on a comment of one of `places`; it may be decided anew.

    Raises:
        Invalid: not sorted, a remark without a topic, no words to show.
        Conflict: the person did not allow to show it.
        NotAllowed: it was said of another library.
    """
    held = Comment.objects.select_for_update().get(pk=comment.pk)
    staff_rules.check_belongs(held.place_id, places=places)
    if judgement.sort not in Comment.Sort.values:
        raise Invalid(_("Оберіть, що це: подяка, зауваження чи пропозиція."), code="sort", field="sort")
    if judgement.sort == Comment.Sort.REMARK and judgement.topic is None:
        raise Invalid(_("Оберіть, про що зауваження."), code="topic", field="topic")
    if len(judgement.answer) > MOST_SIGNS:
        raise Invalid(_("Відповідь задовга."), code="answer-long", field="answer")
    if judgement.publish:
        staff_rules.check_can_publish(held, public_text=judgement.public_text)
    answer = judgement.answer.strip()
    if answer and answer != held.answer:
        held.answered_on = clock.local_date(now)
    elif not answer:
        held.answered_on = None
    held.sort, held.topic, held.answer = judgement.sort, judgement.topic, answer
    held.looked_at, held.looked_by = held.looked_at or now, staff
    held.published_at = (held.published_at or now) if judgement.publish else None
    held.public_text = judgement.public_text.strip() if judgement.publish else ""
    held.save()
    return held


@transaction.atomic
def add_topic(*, name: str) -> Topic:
    """Add a topic of remarks.

    Raises:
        Invalid: no name.
        Conflict: there is one called so.
    """
    title = _name(name)
    base = code = slug(title)[:36] or "topic"
    number = 1
    while Topic.objects.filter(code=code).exists():
        number += 1
        code = f"{base}-{number}"
    return Topic.objects.create(code=code, name=title, order=Topic.objects.count())


@transaction.atomic
def set_topic(*, topic: Topic, name: str, is_active: bool) -> Topic:
    """Rename a topic, or leave it out of new choices; what was counted under it stays."""
    title = _name(name, but=topic)
    held = Topic.objects.select_for_update().get(pk=topic.pk)
    held.name, held.is_active = title, is_active
    held.save()
    return held


def _name(name: str, but: Topic | None = None) -> str:
    title = tidy(name)
    if not title:
        raise Invalid(_("Напишіть назву теми."), code="name-empty", field="name")
    if len(title) > 60:
        raise Invalid(_("Назва задовга: найбільше 60 знаків."), code="name-long", field="name")
    rest = Topic.objects.exclude(pk=but.pk) if but else Topic.objects.all()
    if any(one.name.casefold() == title.casefold() for one in rest):
        raise Conflict(_("Така тема вже є."), code="name-taken", field="name")
    return title


# --- The term of keeping --------------------------------------------------------------------------------


def to_forget(cut: date) -> QuerySet[Comment]:
    """Return comments received before `cut` that nobody reads on the site and that still have words."""
    return Comment.objects.filter(received_on__lt=cut, published_at__isnull=True).exclude(text="")


def forget(rows: QuerySet[Comment], *, today: date, limit: int | None) -> int:
    """Blank the words of at most `limit` comments; what it was and about what stays, and so does what the site shows.

    By a statement: erased words stay out of every log.
    """
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    Comment.objects.filter(pk__in=ids).update(text="", forgotten_on=today)
    return len(ids)
