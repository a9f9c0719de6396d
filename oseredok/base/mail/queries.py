"""What staff see of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet

from oseredok.base.mail.models import Letter, State


@dataclass(frozen=True)
class OutboxSummary:
    """How many letters are where. `delayed` are those of `queued` that failed at least once.

    `failed` are those about which something can still be done: a letter whose address was erased is over.
    """

    configured: bool
    queued: int
    delayed: int
    sending: int
    waiting: int
    failed: int
    sent: int
    oldest_unsent_at: datetime | None
    last_sent_at: datetime | None

    @property
    def needs_attention(self) -> bool:
        """Whether a person must do something: give settings, or look at failures."""
        return bool(self.failed or self.waiting)


def outbox_summary() -> OutboxSummary:
    """Count the outbox: from the index of states, however many letters were sent in all these years."""
    counts = dict(Letter.objects.order_by().values_list("state").annotate(Count("state")))
    unsent = Letter.objects.filter(state__in=[State.QUEUED, State.SENDING, State.WAITING_SETTINGS])
    return OutboxSummary(
        configured=settings.EMAIL_CONFIGURED,
        queued=counts.get(State.QUEUED, 0),
        delayed=Letter.objects.filter(state=State.QUEUED, attempts__gt=0).count(),
        sending=counts.get(State.SENDING, 0),
        waiting=counts.get(State.WAITING_SETTINGS, 0),
        failed=Letter.objects.filter(state=State.FAILED).exclude(to="").count(),
        sent=counts.get(State.SENT, 0),
        oldest_unsent_at=unsent.aggregate(at=Min("created_at"))["at"],
        last_sent_at=Letter.objects.filter(state=State.SENT).aggregate(at=Max("sent_at"))["at"],
    )


def held_from_before(moment: datetime) -> QuerySet[Letter]:
    """Return letters written before `moment` that still tell whom they were for or what they said."""
    return Letter.objects.filter(~Q(to="") | ~Q(text=""), created_at__lt=moment)


def letters(
    *, state: str = "", template: str = "", to: str = "", about: tuple[str, str] | None = None
) -> QuerySet[Letter]:
    """Return letters, newest first. Bodies are left out: they are read one letter at a time.

    `to` finds by a part of the address; an unknown `state` finds nothing.
    """
    found = Letter.objects.defer("text", "html")
    if state:
        found = found.filter(state=state)
    if template:
        found = found.filter(template=template)
    if to:
        found = found.filter(to__icontains=to.strip())
    if about:
        found = found.filter(about_app=about[0], about_id=about[1])
    return found
