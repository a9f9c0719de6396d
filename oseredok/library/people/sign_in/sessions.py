"""Sessions of staff: which are open, how long they last, and how they end.

allauth keeps a row for each session (browser, address, since when). Its own middleware would write on every request;
here a session is touched once a minute, and that is also when its terms are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict
from oseredok.base.preferences import queries as preferences
from oseredok.library.people.sign_in import networks, user_agent
from oseredok.library.people.staff.preferences import IDLE_MINUTES, SESSION_HOURS

if TYPE_CHECKING:
    from oseredok.library.people.models import Account

BEGAN, SEEN = "began_at", "seen_at"
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class OpenSession:
    """One open session as people read it."""

    number: int
    program: str
    network: str
    since: datetime
    seen: datetime
    is_here: bool


def begin(session: SessionBase, *, now: datetime) -> None:
    """Start the terms of a new session; a second sign-in in the same browser starts them anew."""
    session[BEGAN] = session[SEEN] = now.timestamp()


def go_on(request: HttpRequest, *, now: datetime) -> bool:
    """Touch the session of a signed-in request; False when its time is over and it must end."""
    session = request.session
    began, seen = _moment(session.get(BEGAN)), _moment(session.get(SEEN))
    if began is None or seen is None:
        begin(session, now=now)
        UserSession.objects.create_from_request(request)
        return True
    if now - seen < TOUCH_EVERY:
        return True
    if now - began >= timedelta(hours=preferences.value(SESSION_HOURS)):
        return False
    if now - seen >= timedelta(minutes=preferences.value(IDLE_MINUTES)):
        return False
    session[SEEN] = now.timestamp()
    UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=now)
    return True


def sessions_of(*, account: Account, here: str | None = None) -> list[OpenSession]:
    """Return the open sessions of an account, the one that asks first, then the latest; dead rows are dropped.

    `here` is the key of the session that asks.
    """
    rows = sorted(UserSession.objects.purge_and_list(account), key=lambda row: (row.session_key != here, -row.pk))
    return [
        OpenSession(
            number=row.pk,
            program=user_agent.words(row.user_agent),
            network=networks.shortened(row.ip),
            since=row.created_at,
            seen=row.last_seen_at,
            is_here=row.session_key == here,
        )
        for row in rows
    ]


def end_one(*, account: Account, number: int) -> None:
    """End one of the account's own sessions. Raises Conflict (`session_ended`) for a number that is not one of them."""
    row = UserSession.objects.filter(user_id=account.pk, pk=number).first()
    if row is None:
        raise Conflict(_("Цей сеанс уже завершено."), code="session_ended")
    row.end()


def end_all(*, account: Account, but: str | None = None) -> int:
    """End every session of the account except the one with the key `but`; return how many."""
    rows = list(UserSession.objects.filter(user_id=account.pk).exclude(session_key=but or ""))
    for row in rows:
        row.end()
    return len(rows)


def _moment(kept: object) -> datetime | None:
    return datetime.fromtimestamp(kept, tz=UTC) if isinstance(kept, int | float) else None
