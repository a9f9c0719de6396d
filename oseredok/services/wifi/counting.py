"""From a code that is over to the journal: one person with one code is one service, whatever the phone did meanwhile.

A phone that falls asleep leaves the network and comes back a dozen times an hour; each return is a session for the router.
Counting those would make ten services of one. So a code is counted once, when it is over, with the minutes during which at
least one of its devices was connected.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from oseredok.base.core.errors import Invalid
from oseredok.services.wifi import queries, rules
from oseredok.services.wifi.models import WifiCode, WifiSession
from oseredok.spine.journal import actions as journal

logger = logging.getLogger(__name__)

KIND = "wifi"
SUBJECT = "wifi"
GRACE = timedelta(minutes=5)
"""A router tells of the end of a session a little after it, and again when nobody answered."""


def minutes_of(sessions: list[WifiSession]) -> int:
    """Return whole minutes during which at least one session went on; two devices at once count once."""
    spans = sorted((one.started_at, one.ended_at or one.seen_at) for one in sessions)
    total = timedelta()
    covered = spans[0][0] if spans else None
    for starts, ends in spans:
        if covered is not None and ends > covered:
            total += ends - max(starts, covered)
            covered = ends
    return min(round(total / timedelta(minutes=1)), 24 * 60)


def settle(code: WifiCode, *, now: datetime) -> None:
    """End what is left of the code's sessions and write its one entry. Inside a transaction, the code locked.

    Raises Invalid: the journal refuses it (the service is not given any more); then nothing is changed.
    """
    if code.started_at is None or code.counted_at is not None:
        return
    code.sessions.filter(key__isnull=True).delete()  # let in, and the router never told of it
    sessions = list(code.sessions.all())
    journal.record(
        kind=KIND,
        place=code.library,
        occurred_at=code.started_at,
        now=now,
        minutes=minutes_of(sessions) or None,
        subject=(SUBJECT, str(code.pk)),
        key=f"wifi:{code.public_id}",
    )
    for one in sessions:
        if one.ended_at is None:
            one.ended_at, one.station = one.seen_at, ""
            one.save(update_fields=["ended_at", "station"])
    code.counted_at = now
    code.save(update_fields=["counted_at"])


def settle_if_over(code: WifiCode, *, now: datetime) -> None:
    """Count the code at once when it opens nothing any more and nobody is connected by it."""
    if rules.state_of(code, now=now) not in (rules.State.OVER, rules.State.REVOKED):
        return
    if code.sessions.filter(queries.live_now(now)).exists():
        return
    try:
        with transaction.atomic():
            settle(code, now=now)
    except Invalid as refusal:
        logger.warning("A Wi-Fi code cannot be counted: %s", refusal.code)


def settle_due(*, now: datetime) -> int:
    """Count every used code whose time is over; return how many. Call it outside a transaction: each is its own."""
    counted = 0
    for pk in queries.to_count(now=now, grace=GRACE).values_list("pk", flat=True):
        try:
            with transaction.atomic():
                code = WifiCode.objects.select_for_update(of=("self",)).select_related("library").get(pk=pk)
                settle(code, now=now)
        except Invalid as refusal:
            logger.warning("A Wi-Fi code cannot be counted: %s", refusal.code)
        else:
            counted += 1
    return counted


def forget_devices(*, now: datetime) -> int:
    """Drop the marks of devices that are not connected any more; return how many."""
    gone = WifiSession.objects.exclude(station="").exclude(queries.live_now(now))
    return gone.update(station="")
