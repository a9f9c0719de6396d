"""Verbs about what the library says of itself: texts of consents and the register of processing. New versions only."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.people.models import Account
from oseredok.library.privacy import rules
from oseredok.library.privacy.models import Activity, ConsentText, Purpose


class ActivityDetails(TypedDict):
    """A line of the register, as an inspector reads it."""

    title: str
    purpose: str
    ground: str
    people: str
    composition: str
    term: str
    recipients: str
    protection: str
    kept_where: str
    responsible: str
    public_words: str


@transaction.atomic
def write_consent_text(
    *, purpose: str, title: str, body: str, in_force_from: date, asks_again: bool, staff: Account, now: datetime
) -> ConsentText:
    """Add a version of what people agree to; with `asks_again` those who agreed to older ones are asked anew.

    Raises:
        Invalid: no such purpose, an empty or unchanged text, a day before today.
    """
    if purpose not in Purpose.values:
        raise Invalid(_("Такої мети немає."), code="purpose_unknown", field="purpose")
    title, body = display_apostrophe(tidy(title)), display_apostrophe(body.replace("\r\n", "\n").strip())
    for field, text in (("title", title), ("body", body)):
        if not text:
            raise Invalid(_("Це поле не може бути порожнім."), code="empty", field=field)
    rules.check_can_come_into_force(on=in_force_from, today=clock.local_date(now))
    last = ConsentText.objects.select_for_update().filter(purpose=purpose).order_by("-version").first()
    if last is not None and (last.title, last.body) == (title, body):
        raise Invalid(_("Текст не змінився."), code="unchanged", field="body")
    if last is not None and in_force_from < last.in_force_from:
        raise Invalid(_("Попередня редакція набуває чинності пізніше."), code="before_the_last", field="in_force_from")
    return ConsentText.objects.create(
        purpose=purpose,
        version=last.version + 1 if last else 1,
        title=title[:160],
        body=body,
        in_force_from=in_force_from,
        asks_again=asks_again,
        made_at=now,
        made_by=staff,
    )


@transaction.atomic
def write_activity(*, activity: Activity, data: ActivityDetails, staff: Account, now: datetime) -> Activity:
    """Add a version of a line of the register; the former ones stay to be read.

    Raises:
        Conflict (`not_the_latest`): somebody has written a newer version meanwhile.
        Invalid (`unchanged`): nothing is different.
    """
    last = Activity.objects.select_for_update().filter(code=activity.code).order_by("-version").first()
    if last is None or last.pk != activity.pk:
        raise Conflict(_("Цей рядок щойно змінив хтось інший: відкрийте його знову."), code="not_the_latest")
    clean: dict[str, str] = {
        name: display_apostrophe(str(text).replace("\r\n", "\n").strip()) for name, text in data.items()
    }
    if all(getattr(last, name) == text for name, text in clean.items()):
        raise Invalid(_("Нічого не змінилося."), code="unchanged")
    return Activity.objects.create(
        code=last.code, version=last.version + 1, order=last.order, made_at=now, made_by=staff, **clean
    )


@transaction.atomic
def retire_activity(*, activity: Activity, staff: Account, now: datetime) -> Activity:
    """Say by a new version that the library does this no more.

    Raises:
        Conflict (`not_the_latest`): somebody has written a newer version meanwhile.
    """
    last = Activity.objects.select_for_update().filter(code=activity.code).order_by("-version").first()
    if last is None or last.pk != activity.pk or last.is_retired:
        raise Conflict(_("Цей рядок щойно змінив хтось інший: відкрийте його знову."), code="not_the_latest")
    last.pk, last.version, last.is_retired = None, last.version + 1, True
    last.made_at, last.made_by = now, staff
    last.save(force_insert=True)
    return last
