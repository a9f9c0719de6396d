"""Recording a held event and taking the record back: the row of diary part III and its entries, together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.offer.models import Theme
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.services.events import rules
from oseredok.services.events.models import HeldEvent
from oseredok.spine.journal import actions as journal
from oseredok.spine.journal.models import Channel, Entry, Reason

SUBJECT = "events"


@transaction.atomic
def record_event(
    *,
    place: Library,
    form: Theme,
    title: str,
    held_at: datetime,
    responsible: Account,
    staff: Account,
    now: datetime,
    mode: str = HeldEvent.Mode.OFFLINE,
    personal_development: bool = False,
    addressee: str = "",
    present_by_age: Mapping[str, int] | None = None,
    present_offline: int = 0,
    present_online: int = 0,
    views: int = 0,
    documents_shown: int = 0,
    partners: str = "",
    note: str = "",
    link: str = "",
    key: str | None = None,
) -> HeldEvent:
    """Record an event that was held and count it in the journal; return it.

    Entries: one event (by its form); those present in the library, by age, the rest without age; those present
    online and, apart from them, views of the recording; one more mark when it was of personal development (6-НК).
    A `key` that was used before returns that event and records nothing. Raises Invalid (see `rules`).
    """
    key = key or str(uuid4())
    if known := HeldEvent.objects.filter(key=key).first():
        if known.place_id != place.pk:
            raise Conflict(_("Цю форму вже надіслано з іншої бібліотеки. Відкрийте її знову."), code="key-reused")
        return known
    ages = {age: count for age, count in (present_by_age or {}).items() if count}
    rules.check_can_record(
        title=title,
        held_at=held_at,
        mode=mode,
        present_offline=present_offline,
        present_online=present_online,
        present_by_age=ages,
        now=now,
    )
    try:
        with transaction.atomic():
            event = HeldEvent.objects.create(
                place=place,
                form=form,
                title=display_apostrophe(tidy(title)),
                held_at=held_at,
                mode=mode,
                personal_development=personal_development,
                addressee=tidy(addressee),
                present_offline=present_offline,
                present_online=present_online,
                views=views,
                documents_shown=documents_shown,
                partners=tidy(partners),
                responsible=responsible,
                note=tidy(note),
                link=link,
                key=key,
            )
    except IntegrityError:
        # The same form sent twice at once: the other sending was first.
        return HeldEvent.objects.get(key=key)
    _count(event=event, ages=ages, staff=staff, now=now)
    return event


def _count(*, event: HeldEvent, ages: Mapping[str, int], staff: Account, now: datetime) -> None:
    online_only = event.mode == HeldEvent.Mode.ONLINE
    unknown = event.present_offline - sum(ages.values())
    counted = [
        ("event_held_online" if online_only else "event_held", "", 1),
        *(("visit_event", age, people) for age, people in ages.items()),
        ("visit_event", "", unknown),
        ("event_online_attendance", "", event.present_online),
        ("event_view", "", event.views),
        ("event_development", "", 1 if event.personal_development else 0),
    ]
    gesture = uuid4()
    for kind, age_group, quantity in counted:
        if quantity:
            journal.record(
                kind=kind,
                place=event.place,
                occurred_at=event.held_at,
                now=now,
                staff=staff,
                quantity=quantity,
                channel=Channel.EVENT,
                age_group=age_group,
                theme=None if kind == "event_view" else event.form,
                subject=(SUBJECT, str(event.pk)),
                gesture=gesture,
                backfilled=local_date(event.held_at) < local_date(now),
            )


@transaction.atomic
def cancel_event(*, event: HeldEvent, staff: Account, now: datetime, reason: str = Reason.SLIP) -> HeldEvent:
    """Take the record back: each of its entries gets a reversal, the row stays, marked. Raises Conflict if it has been."""
    event = HeldEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    rules.check_can_cancel(event)
    entries = Entry.objects.filter(
        subject_app=SUBJECT, subject_id=str(event.pk), reverses__isnull=True, reversal__isnull=True
    )
    for entry in entries.select_related("kind", "place").order_by("pk"):
        journal.reverse(entry=entry, staff=staff, now=now, reason=reason)
    event.cancelled_at = now
    event.save(update_fields=["cancelled_at"])
    return event
