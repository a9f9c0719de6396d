"""«Wi-Fi» at the desk as it is drawn: rows of today's codes, sheets that lie ready, what a code is now in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time
from oseredok.base.core.text import counted
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.services.wifi import counting, digits, queries, rules
from oseredok.services.wifi.models import WifiCode, WifiSettings
from oseredok.services.wifi.paper import length_words

MOST_ROWS = 60


@dataclass(frozen=True)
class CodeRow:
    """A code of today in a list."""

    code: WifiCode
    digits: str
    state: str
    kind: str
    """Which tag: `success` or empty."""
    used: str


def today(place: Library, *, now: datetime) -> dict[str, Any]:
    """Return what the page shows of a library that lets people in by codes."""
    found = list(queries.today(place, now=now).prefetch_related("sessions")[: MOST_ROWS + 1])
    return {
        "rows": [row_of(code, now=now) for code in found[:MOST_ROWS]],
        "has_more": len(found) > MOST_ROWS,
        "devices": queries.devices_now(place, now=now),
        "batches": queries.batches(place, now=now),
        "closure": places.live_closures(place, at=now).first(),
    }


def row_of(code: WifiCode, *, now: datetime) -> CodeRow:
    """Return a row: the state in words, and for how long the code was used."""
    state = rules.state_of(code, now=now)
    live = getattr(code, "live", 0)
    words, kind = {
        rules.State.AHEAD: (_("ще не діє"), ""),
        rules.State.WAITING: (_("чекає на вхід"), ""),
        rules.State.WORKING: (_("діє до {time}").format(time=_clock(rules.over_at(code))), "success"),
        rules.State.OVER: (_("скінчився о {time}").format(time=_clock(rules.over_at(code))), ""),
        rules.State.REVOKED: (_("скасовано"), ""),
    }[state]
    if live:
        words = f"{words}, {_('у мережі')}"
    minutes = counting.minutes_of(list(code.sessions.all()))
    used = counted(minutes, _("хвилина"), _("хвилини"), _("хвилин")) if minutes else ""
    return CodeRow(code=code, digits=digits.shown(code.code), state=words, kind=kind, used=used)


def what_now(code: WifiCode, *, now: datetime) -> str:
    """Return one sentence about what the code is now."""
    match rules.state_of(code, now=now):
        case rules.State.REVOKED:
            return _("Код скасовано: він нікого не пустить.")
        case rules.State.OVER:
            return _("Час коду скінчився {when}.").format(when=rules.moment_words(rules.over_at(code), now=now))
        case rules.State.WORKING:
            return _("Ним уже користуються. Діє до {time}.").format(time=_clock(rules.over_at(code)))
        case _state:
            return length_words(code)


def door_words(mine: WifiSettings) -> str:
    """Return why a code may not work yet: no key was made, or the server has never spoken; empty when all is well."""
    if not mine.key_hash:
        return _("Коди ще нікого не пустять: RADIUS-сервер не під’єднано.")
    if mine.heard_at is None:
        return _("RADIUS-сервер іще не озивався. Перевірте код на своєму телефоні.")
    return ""


def _clock(moment: datetime) -> str:
    return clock_time(clock.local(moment))
