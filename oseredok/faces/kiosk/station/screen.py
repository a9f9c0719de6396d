"""What the templates of a seat's computer say. Each screen is one template, `kiosk/seat/<screen>.html`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import long_date
from oseredok.faces.kiosk.station.forms import CardForm, CodeForm
from oseredok.services.seats import hall as halls
from oseredok.services.seats import rules
from oseredok.services.seats.models import Hold
from oseredok.services.seats.stations.models import Station
from oseredok.services.seats.stations.now import Look, Screen, Word, look

_TEMPLATES = {Screen.SHUT: "closed", Screen.BROKEN: "closed", Screen.GONE: "closed"}
REFRESH = {
    "idle": 60,
    "welcome": 60,
    "session": 30,
    "closing": 30,
    "thanks": 4,
    "pairing": 10,
    "leaving": 0,
    "rules": 0,
}
"""Seconds after which a browser without scripts looks again; 0: what is being read or typed stays. The rest: 30."""
STAYS = {"closing": 30, "thanks": 4, "leaving": 60, "rules": 120}
"""Seconds after which the script goes on by itself when nobody touches the screen."""


def shown(
    request: HttpRequest, station: Station, *, now: datetime, name: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    """Draw the screen of a paired computer; `name` draws a step that only the page knows (rules, thanks, leaving)."""
    found = look(station, now=now)
    step = name or _TEMPLATES.get(found.screen, str(found.screen))
    more_minutes = halls.rules_of(found.seat.room.library).extension
    context = {
        "look": found,
        "step": step,
        "word": _word(found, name),
        "version": found.version,
        "refresh": REFRESH.get(step, 30),
        "stays": STAYS.get(step, 0),
        "time_left": hours_and_minutes(found.left) if found.screen == Screen.SESSION else "",
        "minutes_left": -(-found.left // 60),
        "part": min(found.left * 100 // found.whole, 100),
        "until": rules.time_words(found.ends_at) if found.ends_at else "",
        "opening": opening(found.opens_at, now=now),
        "extension": rules.span_words(more_minutes),
        "extension_minutes": more_minutes,
        "other": other_language(),
        "code_form": CodeForm(),
        "card_form": CardForm(),
        **more,
    }
    return render(request, f"kiosk/seat/{step}.html", context, status=status)


def pairing(request: HttpRequest, station: Station) -> HttpResponse:
    """Draw the code of a computer that nobody has paired yet."""
    context = {
        "station": station,
        "step": "pairing",
        "word": Word.PAIRING,
        "version": f"pairing-{station.code}",
        "refresh": REFRESH["pairing"],
        "other": other_language(),
    }
    return render(request, "kiosk/seat/pairing.html", context)


def hours_and_minutes(seconds: int) -> str:
    """Return `00:42`, the begun minute counted whole: what stands in the title."""
    minutes = -(-seconds // 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def first_words(hold: Hold | None, *, minutes: int, now: datetime) -> str:
    """Say until when the seat is one's own, before anything has begun."""
    return _("Місце ваше до {time}.").format(
        time=rules.time_words(hold.ends_at if hold else now + timedelta(minutes=minutes))
    )


def opening(at: datetime | None, *, now: datetime) -> str:
    """Say when the doors open: `Відчинимо о 9:00`, with the day when it is another one."""
    if at is None:
        return ""
    if clock.local_date(at) == clock.local_date(now):
        return _("Відчинимо о {time}.").format(time=rules.time_words(at))
    return _("Відчинимо: {day}, {time}.").format(day=long_date(clock.local_date(at)), time=rules.time_words(at))


def other_language() -> dict[str, str]:
    """Return the link to the same page in the other language."""
    code, name = ("en", "English") if get_language() == "uk" else ("uk", "Українською")
    return {"code": code, "name": name, "url": translate_url(reverse("kiosk:seat"), code)}


def _word(found: Look, name: str) -> Word:
    if name in ("thanks", "leaving"):
        return Word.CLOSING
    return Word.IDLE if name == "rules" else found.word
