"""Whom a reader's address or card opens, and which session a browser's token is."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from oseredok.base.core import clock
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import rules
from oseredok.library.people.models import FormerCard, Reader
from oseredok.library.people.own_page.models import ReaderSession
from oseredok.library.people.own_page.preferences import OWN_DEVICE_DAYS, SHARED_IDLE_MINUTES
from oseredok.library.people.registry.preferences import CONSENT_AGE

NO_ADDRESS = "-"  # in a session whose reader has asked to keep no address
_LONGEST_SHARED = timedelta(hours=8)


def clean_address(address: str) -> str:
    """Return an address as it is compared: people write the same one with a capital letter."""
    return address.strip().lower()[:254]


def live_readers() -> QuerySet[Reader]:
    """Return the readers whose record still holds a person; one who left is among them."""
    return Reader.objects.filter(erased_on__isnull=True, merged_into__isnull=True)


def readers_at(address: str, *, now: datetime) -> list[Reader]:
    """Return whom an address opens: those who gave it, and the children of those people for whom a parent agrees."""
    clean = clean_address(address)
    if not clean:
        return []
    own = list(live_readers().filter(email__in={clean, address.strip()}).order_by("birth_year", "pk"))
    return own + children_of(own, now=now)


def children_of(parents: list[Reader], *, now: datetime) -> list[Reader]:
    """Return the children whose card names one of these readers as the parent, by name and phone both."""
    known = {one.pk for one in parents}
    # Nobody's number: an address that nobody has costs the same query.
    phones = {one.phone for one in parents if one.phone} or {"-"}
    rows = live_readers().filter(guardian_phone__in=phones).exclude(pk__in=known).order_by("birth_year", "pk")
    return [child for child in rows if is_child(child, now=now) and any(_is_parent(one, child) for one in parents)]


def _is_parent(parent: Reader, child: Reader) -> bool:
    name = set(rules.name_words(f"{parent.surname} {parent.given_name}"))
    named = parent.surname and parent.given_name and name <= set(rules.name_words(child.guardian_name))
    return bool(named) and parent.phone == child.guardian_phone


def is_child(reader: Reader, *, now: datetime) -> bool:
    """Tell whether a parent agrees for the reader; in the year of the birthday only the whole date tells that not."""
    year = reader.birth_date.year if reader.birth_date else reader.birth_year
    if year is None:
        return False
    known = rules.is_child(
        birth_year=year,
        birth_date=reader.birth_date,
        on=clock.local_date(now),
        consent_age=preferences.value(CONSENT_AGE),
    )
    return known is not False


def choices_of(session: ReaderSession, *, now: datetime) -> list[Reader]:
    """Return the readers between whom this session may choose: those of its address, asked anew each time."""
    return readers_at(session.address, now=now) if session.address else []


def reader_by_card_or_joined(number: str) -> Reader | None:
    """Return the live reader of a card, also of one whose record was joined with another; a lost card opens nothing."""
    reader = live_readers().filter(card_number=number).first()
    if reader is not None:
        return reader
    former = FormerCard.objects.filter(number=number, reason=FormerCard.Reason.MERGED).select_related("reader").first()
    if former is None or former.reader is None or former.reader.erased_on or former.reader.merged_into_id:
        return None
    return former.reader


# --- Sessions ---------------------------------------------------------------------------------------------


def token_mark(token: str) -> str:
    """Return what is kept of a token: the token itself is long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def session_by_token(token: str, *, now: datetime) -> ReaderSession | None:
    """Return the open session of a token, with its reader.

    None when its time is over, the record is gone, or the address by which it was opened does not open it any more.
    """
    rows = ReaderSession.objects.filter(token_mark=token_mark(token)).select_related("reader__home_library__system")
    row = rows.first()
    if row is None or is_over(row, now=now):
        return None
    gone = row.reader is not None and (row.reader.erased_on is not None or row.reader.merged_into_id is not None)
    if gone or (row.reader is None and not row.address):
        return None
    return row if _still_opens(row, now=now) else None


def _still_opens(session: ReaderSession, *, now: datetime) -> bool:
    """Tell whether the address of a session still is its reader's: the desk corrects it, a parent's one opens a child."""
    reader = session.reader
    if reader is None or session.way != ReaderSession.Way.CODE or session.address in ("", NO_ADDRESS):
        return True
    # Nearly always the first: it costs no query.
    return clean_address(reader.email) == session.address or reader in readers_at(session.address, now=now)


def is_over(session: ReaderSession, *, now: datetime) -> bool:
    """Tell whether the session's time has passed."""
    if session.is_own_device:
        return now - session.began_at >= timedelta(days=preferences.value(OWN_DEVICE_DAYS))
    idle = now - session.seen_at >= timedelta(minutes=preferences.value(SHARED_IDLE_MINUTES))
    return idle or now - session.began_at >= _LONGEST_SHARED


def ended_sessions(*, now: datetime) -> QuerySet[ReaderSession]:
    """Return the sessions whose time is over for sure."""
    shared = now - timedelta(minutes=preferences.value(SHARED_IDLE_MINUTES))
    own = now - timedelta(days=preferences.value(OWN_DEVICE_DAYS))
    return ReaderSession.objects.filter(
        Q(is_own_device=False, seen_at__lte=shared) | Q(is_own_device=True, began_at__lte=own)
    )


def sessions_of(reader: Reader, *, now: datetime) -> list[ReaderSession]:
    """Return the open sessions of a reader, the latest first; one whose address opens the record no more is not open."""
    rows = ReaderSession.objects.filter(reader=reader).select_related("reader")
    return [row for row in rows if not is_over(row, now=now) and _still_opens(row, now=now)]
