"""What may be recorded as a held event, and when it may be cancelled. Pure: the button and the action share them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, DomainError, Invalid, NotAllowed
from oseredok.library.places.models import Library
from oseredok.services.events.models import HeldEvent


def check_can_record(
    *,
    title: str,
    held_at: datetime,
    mode: str,
    present_offline: int,
    present_online: int,
    present_by_age: Mapping[str, int],
    now: datetime,
) -> None:
    """Raise Invalid with the field it is about, when the event cannot have been like that."""
    if not title.strip():
        raise Invalid(_("Напишіть назву або тему."), code="title-empty", field="title")
    if held_at > now:
        raise Invalid(_("Захід ще не відбувся. Запишіть його, коли закінчиться."), code="not-yet", field="held_at")
    if mode == HeldEvent.Mode.ONLINE and present_offline:
        raise Invalid(
            _("Захід був онлайн, а присутні є й у бібліотеці. Оберіть «у бібліотеці й онлайн»."),
            code="mode-unfit",
            field="mode",
        )
    if mode == HeldEvent.Mode.OFFLINE and present_online:
        raise Invalid(_("Є присутні онлайн. Оберіть «у бібліотеці й онлайн»."), code="mode-unfit", field="mode")
    if min([present_offline, present_online, *present_by_age.values()]) < 0:
        raise Invalid(_("Людей не буває менше нуля."), code="negative", field="present_offline")
    if sum(present_by_age.values()) > present_offline:
        raise Invalid(
            _("За віком людей більше, ніж присутніх у бібліотеці. Перевірте числа."),
            code="ages-exceed",
            field="present_offline",
        )


def check_belongs(event: HeldEvent, *, place: Library) -> None:
    """Raise NotAllowed when the event was held at another library than the one on duty."""
    if event.place_id != place.pk:
        raise NotAllowed(_("Захід проходив в іншій бібліотеці. Перейдіть до неї вгорі сторінки."), code="another-place")


def check_can_cancel(event: HeldEvent) -> None:
    """Raise Conflict when the event is cancelled already."""
    if event.cancelled_at is not None:
        raise Conflict(_("Цей запис уже скасовано."), code="already-cancelled")


def can_cancel(event: HeldEvent) -> bool:
    try:
        check_can_cancel(event)
    except DomainError:
        return False
    return True
