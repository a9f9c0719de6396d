"""Wi-Fi of the demo: the centre lets people in by codes, the branches count by hand; today's codes and a sheet of slips."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from oseredok.base.core import clock
from oseredok.demo.days import Crew
from oseredok.library.places.models import Library
from oseredok.services.wifi import actions, counting, queries, sessions, settings_actions
from oseredok.services.wifi.models import WifiCode

NETWORK, PASSWORD = "Biblioteka-Tykhohory", "tykhi-hory-2026"
DAYS = 5
CODES_A_DAY = 6


def connect_people(*, crews: list[Crew], now: datetime) -> None:
    """Set the networks up and live through the last days of the central one."""
    for crew in crews:
        _set_up(crew.library, now=now)
    central = next(crew for crew in crews if crew.library.is_central)
    today = clock.local_date(now)
    actions.print_batch(place=central.library, size=30, days=90, now=now - timedelta(days=DAYS), key="demo:wifi")
    for days_ago in range(DAYS, -1, -1):
        day = today - timedelta(days=days_ago)
        for span in central.schedule.planned(day):
            _day(central.library, opens_at=span.opens_at, now=now, roll=Random(f"wifi:{day}"))  # noqa: S311 - a picture
    counting.settle_due(now=now)


def _set_up(library: Library, *, now: datetime) -> None:
    settings_actions.save_settings(
        library=library,
        by_codes=library.is_central,
        network=NETWORK if library.is_central else f"Biblioteka-{library.code}".title()[:32],
        password=PASSWORD if library.is_central else "",
        code_minutes=120 if library.is_central else None,
        one_device=True,
    )
    if library.is_central:
        settings_actions.make_key(library=library, now=now - timedelta(days=40))
        settings_actions.heard(mine=queries.settings_of(library), now=now)


def _day(library: Library, *, opens_at: datetime, now: datetime, roll: Random) -> None:
    for number in range(CODES_A_DAY):
        at = opens_at + timedelta(minutes=20 + 70 * number + roll.randrange(40))
        if at >= now:
            return
        code = _slip(library) if number == 2 else actions.issue_code(place=library, now=at)
        if code is not None and number != CODES_A_DAY - 2:  # one took a code and did not use it
            _stay(library, code, at=at + timedelta(minutes=2), minutes=20 + roll.randrange(90), now=now)


def _slip(library: Library) -> WifiCode | None:
    return queries.codes_here(library).filter(batch__isnull=False, started_at__isnull=True).order_by("pk").first()


def _stay(library: Library, code: WifiCode, *, at: datetime, minutes: int, now: datetime) -> None:
    """A phone comes in, the router tells of it each five minutes, it leaves or is still here."""
    device = f"02-00-00-00-{code.pk % 100:02d}-01"
    if at >= now or not sessions.let_in(library=library, typed=code.code, station=device, now=at).is_open:
        return
    told = sessions.Told(code=code.code, session=f"demo-{code.pk}", router="hotspot", station=device)
    sessions.began(library=library, told=told, now=at)
    left_at = at + timedelta(minutes=minutes)
    if left_at < now:
        sessions.ended(library=library, told=told, now=left_at)
    else:
        sessions.goes_on(library=library, told=told, now=now)
