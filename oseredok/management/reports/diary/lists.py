"""Parts III and IV row by row: events held, requests answered. What was reversed is not in the diary any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from oseredok.base.core.periods import Period
from oseredok.base.core.text import initials
from oseredok.library.people.models import Account, AgeGroup, SocialStatus
from oseredok.library.places.models import Library
from oseredok.management.indicators import gathering
from oseredok.management.indicators.catalogue import EVENTS
from oseredok.management.indicators.formulas import Cut
from oseredok.management.indicators.selection import Selection
from oseredok.management.reports.diary.columns import REQUEST_GROUPS, SIGNS
from oseredok.management.reports.diary.parts import Cell, EventLine, RequestLine
from oseredok.spine.journal import subjects
from oseredok.spine.journal.models import Channel, Entry, Outcome

_PRESENCE = {"visit_event": "offline", "event_online_attendance": "online", "event_view": "views"}


def event_entries(*, period: Period, places: Sequence[Library]) -> QuerySet[Entry]:
    return _standing(Cut(kinds=EVENTS), period, places)


def request_entries(*, period: Period, places: Sequence[Library]) -> QuerySet[Entry]:
    return _standing(Cut(groups=REQUEST_GROUPS), period, places)


def _standing(cut: Cut, period: Period, places: Sequence[Library]) -> QuerySet[Entry]:
    entries = gathering.cut_entries(cut, period=period, places=places)
    return entries.filter(reverses__isnull=True, reversal__isnull=True).order_by("occurred_at", "pk")


def event_lines(entries: Iterable[Entry]) -> list[EventLine]:
    """Tell each event as its service does; those present are counted from the journal."""
    listed = list(entries)
    known = subjects.describe(listed)
    present = _presence(listed)
    return [_event_line(entry, known.get(_key(entry)), present) for entry in listed]


def _key(entry: Entry) -> tuple[str, str]:
    return entry.subject_app, entry.subject_id


def _presence(entries: Sequence[Entry]) -> Mapping[tuple[str, str, str], int]:
    """Sums by subject and kind, in one statement for the events of one list."""
    ids: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.subject_app:
            ids[entry.subject_app].add(entry.subject_id)
    wanted = Q(pk__in=[])
    for app, subject_ids in ids.items():
        wanted |= Q(subject_app=app, subject_id__in=subject_ids)
    rows = Entry.objects.filter(wanted, kind__code__in=_PRESENCE).order_by()
    sums = rows.values("subject_app", "subject_id", "kind__code").annotate(people=Sum("quantity"))
    return {(row["subject_app"], row["subject_id"], row["kind__code"]): row["people"] for row in sums}


def _event_line(
    entry: Entry, subject: subjects.Subject | None, present: Mapping[tuple[str, str, str], int]
) -> EventLine:
    told = subject.details if subject else {}

    def cell(kind: str) -> Cell:
        people = present.get((*_key(entry), kind), 0)
        return Cell(people, Selection(cut=Cut(kinds=(kind,)), subject=":".join(_key(entry))))

    return EventLine(
        day=entry.local_date,
        form=entry.theme.name if entry.theme else "",
        title=subject.title if subject else str(entry.kind.name),
        url=subject.url if subject else "",
        addressee=str(told.get("addressee", "")),
        offline=cell("visit_event"),
        online=cell("event_online_attendance"),
        views=cell("event_view"),
        documents=_unless_zero(told.get("documents_shown", "")),
        partners=str(told.get("partners", "")),
        responsible=str(told.get("responsible", "")) or performer(entry.staff),
        note=str(told.get("note", "")),
        marks=marks(entry),
    )


def _unless_zero(value: object) -> str:
    return "" if str(value) == "0" else str(value)


def request_lines(entries: Iterable[Entry]) -> list[RequestLine]:
    """Rows of part IV: who is a category, never a person."""
    ages, statuses = dict(AgeGroup.choices), dict(SocialStatus.choices)
    channels, outcomes = dict(Channel.choices), dict(Outcome.choices)
    return [
        RequestLine(
            at=entry.occurred_at,
            theme=entry.theme.name if entry.theme else "",
            who=", ".join(str(part) for part in (ages.get(entry.age_group), statuses.get(entry.social_status)) if part),
            channel=str(channels.get(entry.channel, entry.channel)),
            sign=SIGNS.get(entry.kind.code, ""),
            kind=entry.kind.short_name,
            quantity=entry.quantity,
            outcome=str(outcomes.get(entry.outcome, "")),
            performer=performer(entry.staff),
            minutes=entry.minutes,
            marks=marks(entry),
        )
        for entry in entries
    ]


def performer(account: Account | None) -> str:
    if account is None:
        return ""
    return initials(account.last_name, account.first_name, account.patronymic) or account.username


def marks(entry: Entry) -> tuple[str, ...]:
    """What the reader of the diary must know about when it was written."""
    found = []
    if entry.backfilled:
        found.append(_("внесено пізніше"))
    if getattr(entry, "after_closing", False):
        found.append(_("після закриття періоду"))
    return tuple(found)
