"""Letters of the hall. Somebody who left no e-mail reads the same on the page of the booking, and the desk may call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from oseredok.base.core.text import by_fours
from oseredok.base.mail.actions import queue_letter
from oseredok.services.seats import rules
from oseredok.services.seats.models import Hold

SAMPLE: dict[str, Any] = {
    "nickname": "Орися",
    "when": "четвер, 15 жовтня, 14:00–16:00",
    "seat": "Ноутбук 2",
    "room": "Коворкінг",
    "library": "Тихогірська міська бібліотека",
    "address": "вул. Соборна, 12",
    "code": "482 913",
    "url": "https://biblioteka.example/seats/b/2d0c/",
    "grace": "15 хвилин",
    "until": "12:40",
    "before": "Ноутбук 1",
}
TITLES = {
    "seat_booked": "Місце заброньовано",
    "seat_reminder": "Нагадування про місце",
    "seat_moved": "Місце довелося поміняти",
    "seat_freed": "Бронь довелося скасувати",
    "seat_offer": "З’явилося місце",
}


def write(name: str, hold: Hold, *, now: datetime, key: str = "", **more: Any) -> None:
    """Queue a letter about a hold, when there is where to write to. `key` tells apart letters of one name."""
    to = hold.address
    if not to:
        return
    queue_letter(
        template=name,
        to=to,
        context={**about(hold), **more},
        key=f"{name}:{hold.public_id}:{key}",
        now=now,
        about=("seats", str(hold.public_id)),
    )


def about(hold: Hold) -> dict[str, Any]:
    """What every letter tells: when, where, by which code, and the address to change it."""
    place = hold.place
    return {
        "nickname": hold.nickname,
        "when": when_words(hold),
        "seat": hold.seat.name,
        "room": hold.seat.room.name,
        "library": place.name,
        "address": place.address,
        "code": by_threes(hold.code),
        "url": url_of(hold),
    }


def when_words(hold: Hold) -> str:
    """Return `четвер, 15 жовтня, 14:00–16:00`."""
    return f"{rules.moment_words(hold.starts_at)}–{rules.time_words(hold.ends_at)}"


def by_threes(code: str) -> str:
    """Return a six-digit code as it is read aloud: `482 913`."""
    return f"{code[:3]} {code[3:]}" if len(code) == 6 else by_fours(code)


def url_of(hold: Hold) -> str:
    """The public page of a booking; empty when nobody knows the site's address or it has no such page."""
    if not settings.PUBLIC_ADDRESS:
        return ""
    try:
        return f"{settings.PUBLIC_ADDRESS}{reverse('seats:booking', args=[hold.public_id])}"
    except NoReverseMatch:
        return ""
