"""Who may do what with news and with reported barriers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.faces.front.models import Barrier, NewsItem
from oseredok.library.people.access import DESK, LEADERS, Duty
from oseredok.library.people.models import Role

WRITERS = DESK
PUBLISHERS = (Role.BRANCH_LIBRARIAN, Role.HEAD, Role.DIRECTOR)
FURTHEST = timedelta(days=731)


class State(TextChoices):
    DRAFT = "draft", gettext_lazy("чернетка")
    PLANNED = "planned", gettext_lazy("заплановано")
    SHOWN = "shown", gettext_lazy("на сайті")
    OVER = "over", gettext_lazy("строк минув")


def state_of(item: NewsItem, *, now: datetime) -> State:
    """Return whether visitors read the item at a moment."""
    if item.published_at is None:
        return State.DRAFT
    if item.shown_until is not None and item.shown_until < local_date(now):
        return State.OVER
    return State.PLANNED if item.published_at > now else State.SHOWN


def check_can_write(duty: Duty) -> None:
    """Raise NotAllowed for a person who does not work at the desk."""
    if not duty.may(*WRITERS):
        raise NotAllowed(_("Новини пишуть ті, хто працює на стійці."), code="not-a-writer")


def check_is_ours(item: NewsItem, duty: Duty) -> None:
    """Raise NotAllowed for news of another library, and for news about all libraries that somebody else wrote."""
    ours = item.place_id == duty.place.pk or item.author_id == duty.account.pk
    if not ours and not duty.may(*LEADERS):
        raise NotAllowed(
            _("Це новина не вашої бібліотеки. Її змінює та, про яку вона, керівник центру або директор."),
            code="not-of-this-library",
        )


def check_can_edit(item: NewsItem, duty: Duty) -> None:
    """Raise NotAllowed: what visitors already read is changed only by those who may publish."""
    check_can_write(duty)
    check_is_ours(item, duty)
    if item.published_at and not duty.may(*PUBLISHERS):
        raise NotAllowed(
            _("Новину вже опубліковано. Змінити її може бібліотекар філії, керівник центру або директор."),
            code="not-a-publisher",
        )


def check_can_plan(item: NewsItem, duty: Duty) -> None:
    """Raise NotAllowed for those who may not decide when visitors read it."""
    if not duty.may(*PUBLISHERS):
        raise NotAllowed(
            _("Опублікувати може бібліотекар філії, керівник центру або директор."), code="not-a-publisher"
        )
    check_is_ours(item, duty)


def check_can_publish(item: NewsItem, duty: Duty, *, now: datetime) -> None:
    """Raise NotAllowed or, when visitors read it already, Conflict."""
    check_can_plan(item, duty)
    if item.published_at and item.published_at <= now:
        raise Conflict(_("Новину вже опубліковано."), code="already-published")


def check_days(
    *, starts_at: datetime | None, pinned_until: date | None, shown_until: date | None, now: datetime
) -> None:
    """Raise Invalid for a time that cannot be: passed, too far, or the end before the beginning."""
    today, latest = local_date(now), local_date(now + FURTHEST)
    if starts_at is not None and starts_at <= now:
        sentence = _("Цей час уже минув. Лишіть поле порожнім і натисніть «Опублікувати».")
        raise Invalid(sentence, code="start-passed", field="starts_at")
    start = local_date(starts_at) if starts_at else None
    for day, field in ((start, "starts_at"), (pinned_until, "pinned_until"), (shown_until, "shown_until")):
        if day is not None and day > latest:
            raise Invalid(_("Перевірте рік: це надто далеко."), code="day-far", field=field)
    if shown_until is not None and shown_until < (start or today):
        raise Invalid(_("Останній день на сайті має бути не раніше першого."), code="end-early", field="shown_until")


def check_can_unpublish(item: NewsItem, duty: Duty) -> None:
    """Raise NotAllowed or, when it is a draft, Conflict."""
    check_can_edit(item, duty)
    if not item.published_at:
        raise Conflict(_("Це чернетка: на сайті її немає."), code="not-published")


def check_can_handle(barrier: Barrier, duty: Duty) -> None:
    """Raise NotAllowed or, when somebody was first, Conflict."""
    if not duty.may(*DESK):
        raise NotAllowed(_("Перешкоди усувають ті, хто працює на стійці."), code="not-at-the-desk")
    if barrier.handled_at:
        raise Conflict(_("Це повідомлення вже закрито."), code="already-handled")
