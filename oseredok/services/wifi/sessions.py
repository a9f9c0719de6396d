"""The door of the network: who may come in by a code, and how long they stayed, as a RADIUS server asks and tells.

A server repeats what was not answered, tells things out of order and sometimes never tells the end: each told thing may come
twice, and what was not told is closed by `counting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, DomainError
from oseredok.library.offer import queries as offer
from oseredok.library.people.own_page import limits
from oseredok.library.places import hours
from oseredok.library.places.models import Library
from oseredok.services.wifi import counting, digits, marks, queries, rules
from oseredok.services.wifi.models import WifiCode, WifiSession

# Ten million numbers and at most a few hundred that open: a device that tries ten in a quarter of an hour has no chance, and
# whoever changes the device's name at each try meets the limit of the library. Past that one, codes in use go on.
WRONG_OF_DEVICE = limits.Limit("wifi-device", 10, timedelta(minutes=15))
WRONG_OF_LIBRARY = limits.Limit("wifi-library", 300, timedelta(hours=1))
NEW_SESSION_AFTER = timedelta(minutes=1)
"""A beginning told so long after the end is another session under the same number: the router was restarted."""


@dataclass(frozen=True)
class Admission:
    """The answer to a device: how many seconds it may stay, or why not, as a sentence for the person."""

    seconds: int = 0
    refusal: str = ""
    code: str = ""

    @property
    def is_open(self) -> bool:
        return not self.refusal


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a router tells about a session. `ago` is how long it kept the news, `lasted` how long the session has gone on."""

    code: str
    session: str
    router: str
    station: str = ""
    ago: timedelta = timedelta()
    lasted: timedelta | None = None
    octets: int = 0


def let_in(*, library: Library, typed: str, station: str, now: datetime) -> Admission:
    """Decide whether a device may come in by what was typed; the first time begins the code. Call it outside a transaction."""
    device = marks.station(library, station)
    tries = (WRONG_OF_DEVICE, f"{library.pk}:{device}")
    everybody = (WRONG_OF_LIBRARY, str(library.pk))
    too_often: Conflict | None = None
    try:
        if device:
            limits.count(tries, now=now)
        try:
            limits.count(everybody, now=now)
        except Conflict as refusal:
            too_often = refusal
        with transaction.atomic():
            code = _admit(library=library, typed=typed, device=device, too_often=too_often, now=now)
    except DomainError as refusal:
        return Admission(refusal=refusal.message, code=refusal.code)
    if device:
        limits.give_back(*tries)
    if too_often is None:
        limits.give_back(*everybody)
    return Admission(seconds=max(1, int((rules.over_at(code) - now).total_seconds())))


def _admit(*, library: Library, typed: str, device: str, too_often: Conflict | None, now: datetime) -> WifiCode:
    mine = queries.settings_of(library)
    if not mine.by_codes or not offer.kind(counting.KIND).is_active or _is_closed(library, now):
        raise Conflict(_("Wi-Fi за кодами зараз вимкнено. Спитайте біля стійки."), code="off")
    number = rules.check_is_typed_well(typed)
    code = _code(library, number)
    if too_often is not None and (code is None or code.started_at is None):
        raise too_often
    if code is None:
        raise Conflict(_("Такого коду немає. Перевірте цифри або візьміть код біля стійки."), code="unknown")
    rules.check_opens(code, now=now)
    if mine.one_device and code.sessions.filter(queries.live_now(now)).exclude(station=device).exists():
        raise Conflict(_("Цей код уже працює на іншому пристрої. Для другого візьміть ще один."), code="another-device")
    _begin(code, at=now)
    code.sessions.filter(key__isnull=True, station=device).delete()
    if not code.sessions.filter(queries.live_now(now), station=device).exists():
        code.sessions.create(station=device, started_at=now, seen_at=now)
    return code


def began(*, library: Library, told: Told, now: datetime) -> WifiSession | None:
    """A session began. Told twice, it is the same session; None when the code is not ours."""
    return _heard(library=library, told=told, now=now, begins=True)


@transaction.atomic
def goes_on(*, library: Library, told: Told, now: datetime) -> WifiSession | None:
    """A session goes on; one whose beginning was lost begins as long ago as it has lasted."""
    session = _heard(library=library, told=told, now=now)
    if session is not None and session.ended_at is None:
        session.seen_at, session.octets = now, max(session.octets, told.octets)
        session.save(update_fields=["seen_at", "octets"])
    return session


@transaction.atomic
def ended(*, library: Library, told: Told, now: datetime) -> WifiSession | None:
    """A session ended: the device's mark goes, and when the code is over too, it is counted."""
    session = _heard(library=library, told=told, now=now)
    if session is None or session.ended_at is not None:
        return session
    at = now - told.ago if told.lasted is None else min(now, session.started_at + told.lasted)
    session.ended_at = session.seen_at = max(session.started_at, at)
    session.octets, session.station = max(session.octets, told.octets), ""
    session.save(update_fields=["ended_at", "seen_at", "octets", "station"])
    counting.settle_if_over(session.code, now=now)
    return session


@transaction.atomic
def router_restarted(*, library: Library, router: str, now: datetime) -> int:
    """A router was switched on or is being switched off: nobody is connected through it; return how many were cut off.

    A session cut off by a power cut ended when the router was heard last.
    """
    gone = WifiSession.objects.select_for_update(of=("self",)).filter(
        code__library=library, router=marks.mark("router", library.pk, router), ended_at__isnull=True
    )
    cut_off = list(gone)
    for session in cut_off:
        session.ended_at, session.station = session.seen_at, ""
    WifiSession.objects.bulk_update(cut_off, ["ended_at", "station"])
    return len(cut_off)


@transaction.atomic
def _heard(*, library: Library, told: Told, now: datetime, begins: bool = False) -> WifiSession | None:
    """Return the session that is told about, made when it was not known yet."""
    code = _code(library, digits.clean(told.code))
    if code is None or not told.session:
        return None
    key = marks.mark("session", library.pk, code.code, told.router, told.session)
    at = min(now, now - told.ago)
    known = WifiSession.objects.filter(key=key).first()
    if known is not None and begins and known.ended_at is not None and at > known.ended_at + NEW_SESSION_AFTER:
        WifiSession.objects.filter(pk=known.pk).update(key=marks.mark("former", known.pk, key))
        known = None
    if known is not None:
        known.code = code
        return known
    started = at - (told.lasted or timedelta())
    _begin(code, at=started)
    device = marks.station(library, told.station)
    session = code.sessions.filter(key__isnull=True, station=device).first() or WifiSession(station=device)
    session.code, session.key, session.router = code, key, marks.mark("router", library.pk, told.router)
    session.started_at, session.seen_at = started, now
    session.save()
    return session


def _begin(code: WifiCode, *, at: datetime) -> None:
    if code.started_at is None:
        day_ends_at = rules.end_of_day(hours.load(code.library), at)
        code.started_at, code.ends_at = at, rules.end_of_first_use(code, day_ends_at=day_ends_at, at=at)
        code.save(update_fields=["started_at", "ends_at"])


def _code(library: Library, number: str) -> WifiCode | None:
    """Return the code, locked: two devices that come by it at once come one after the other."""
    held = WifiCode.objects.select_for_update(of=("self",)).select_related("library__system")
    return held.filter(library=library, code=number[: digits.LENGTH + 1]).first()


def _is_closed(library: Library, now: datetime) -> bool:
    return library.closed_on is not None and clock.local_date(now) >= library.closed_on
