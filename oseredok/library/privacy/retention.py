"""The terms of keeping: what is erased and when. One run a day, in small transactions, taken up where it stopped.

A run is a list of steps; each deals with its rows by batches and counts them in the same transaction, so a power cut
loses at most one batch, which is then done again. The dry run counts by the same queries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.base.mail import queries as outbox
from oseredok.base.mail.actions import forget_letters, queue_letter
from oseredok.base.mail.models import Letter
from oseredok.base.preferences.queries import value
from oseredok.base.preferences.registry import Declared
from oseredok.library.people import holders
from oseredok.library.people.models import Reader, Registration
from oseredok.library.people.registry import name_index
from oseredok.library.people.registry.preferences import CONSENT_AGE
from oseredok.library.privacy import erasing, preferences
from oseredok.library.privacy.models import (
    Consent,
    Erasure,
    ErasureWarning,
    Incident,
    Look,
    RetentionCount,
    RetentionRun,
    SubjectRequest,
)

BATCH = 500
LETTERS_A_NIGHT = 300  # more in an hour is what mail servers take for spam; the rest are warned on the next nights
WARNING_LETTER = "privacy_warning"


def back(day: date, *, years: int = 0, months: int = 0) -> date:
    """Return the day that many years or months before; 29 February becomes 28."""
    index = day.year * 12 + day.month - 1 - years * 12 - months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)  # not reached: every month has 28 days


# --- Whom and what a term is about --------------------------------------------------------------------


def _known() -> QuerySet[Reader]:
    return Reader.objects.filter(erased_on__isnull=True, merged_into__isnull=True)


def _silent_since(rows: QuerySet[Reader], cut: date) -> QuerySet[Reader]:
    """Narrow to those whose last registration (or the record itself) is not after `cut`."""
    later = Registration.objects.filter(reader=OuterRef("pk"), registered_on__gt=cut)
    return rows.filter(~Exists(later), created_on__lte=cut)


def to_warn(today: date) -> QuerySet[Reader]:
    """Readers not registered for the term, whom nobody has warned yet."""
    cut = back(today, years=value(preferences.KEEP_READERS))
    rows = _silent_since(_known().exclude(category=Reader.Category.GUEST), cut)
    return rows.filter(~Exists(ErasureWarning.objects.filter(reader=OuterRef("pk"))))


def to_erase(today: date) -> QuerySet[Reader]:
    """Warned readers whose day has come and who have not come themselves."""
    cut = back(today, years=value(preferences.KEEP_READERS))
    rows = _silent_since(_known().exclude(category=Reader.Category.GUEST), cut)
    # Begun from the warnings: they are few beside the registry.
    return rows.filter(pk__in=ErasureWarning.objects.filter(erase_from__lte=today).values("reader"))


def guests_to_erase(today: date) -> QuerySet[Reader]:
    """Guests of the town whose term is over."""
    cut = back(today, months=value(preferences.KEEP_GUESTS))
    return _silent_since(_known().filter(category=Reader.Category.GUEST), cut)


def came_back(today: date) -> QuerySet[ErasureWarning]:
    """Warnings of readers who have registered since: the term begins anew."""
    cut = back(today, years=value(preferences.KEEP_READERS))
    since = Registration.objects.filter(reader=OuterRef("reader"), registered_on__gt=cut)
    return ErasureWarning.objects.filter(Exists(since))


def grown_up(today: date) -> QuerySet[Reader]:
    """Those who are not children any more, with a parent's data or a whole date of birth still there."""
    age = value(CONSENT_AGE)
    has_more = ~Q(guardian_name="") | ~Q(guardian_phone="") | Q(birth_date__isnull=False)
    surely = Q(birth_date__lte=back(today, years=age)) | Q(birth_date__isnull=True, birth_year__lt=today.year - age)
    return _known().filter(has_more, surely)


def old_looks(today: date) -> QuerySet[Look]:
    """Looks older than their term."""
    cut = back(today, months=value(preferences.KEEP_LOOKS))
    return Look.objects.filter(hour__lt=clock.day_bounds(cut)[0])


def old_consents(today: date) -> QuerySet[Consent]:
    """Withdrawn consents whose proof nobody needs any more."""
    cut = back(today, years=value(preferences.KEEP_WITHDRAWN))
    return Consent.objects.filter(withdrawn_at__lt=clock.day_bounds(cut)[0])


def old_requests(today: date) -> QuerySet[SubjectRequest]:
    """Answered requests that still tell from whom they were."""
    cut = back(today, years=value(preferences.KEEP_REQUESTS))
    told = ~Q(from_name="") | ~Q(contact="") | ~Q(details="") | ~Q(answer="") | Q(reader__isnull=False)
    # A request of an erased reader is done with as soon as it is answered.
    return SubjectRequest.objects.filter(told, answered_on__lt=cut)


def old_incidents(today: date) -> QuerySet[Incident]:
    """Incidents closed longer ago than their term."""
    return Incident.objects.filter(closed_on__lt=back(today, years=value(preferences.KEEP_INCIDENTS)))


def old_letters(today: date) -> QuerySet[Letter]:
    """Letters whose text and address nobody needs any more; one that still waits would come too late."""
    cut = today - timedelta(days=value(preferences.KEEP_LETTERS))
    return outbox.held_from_before(clock.day_bounds(cut)[0])


# --- What is done with a batch ------------------------------------------------------------------------


def _warn(rows: QuerySet[Reader], now: datetime, letters_left: int, after: int) -> tuple[int, int]:
    """Warn a batch: first those whom no letter reaches, for the desk's list; then by letters, as many as are left today.

    Return how many, and the last reader of the first kind: the next batch begins after that one, not from the start.
    """
    today = clock.local_date(now)
    erase_from = today + timedelta(days=value(preferences.WARN_DAYS))
    quiet = rows.filter(email="") if settings.EMAIL_CONFIGURED else rows
    chosen = list(quiet.filter(pk__gt=after).order_by("pk")[:BATCH])
    after = chosen[-1].pk if chosen else after
    if not chosen and letters_left > 0:
        chosen = list(rows.select_related("home_library").order_by("pk")[: min(letters_left, 50)])
    written = {reader.pk for reader in chosen if settings.EMAIL_CONFIGURED and _write(reader, erase_from, now)}
    ErasureWarning.objects.bulk_create(
        [
            ErasureWarning(reader=reader, warned_on=today, by_letter=reader.pk in written, erase_from=erase_from)
            for reader in chosen
        ]
    )
    return len(chosen), after


def _write(reader: Reader, erase_from: date, now: datetime) -> bool:
    if not reader.email:
        return False
    try:
        queue_letter(
            template=WARNING_LETTER,
            to=reader.email,
            context={
                "erase_from": erase_from,
                "library": reader.home_library.name,
                "phone": reader.home_library.phone,
                "years": value(preferences.KEEP_READERS),
            },
            key=f"privacy-warning-{reader.public_id}-{erase_from:%Y%m%d}",
            now=now,
            about=("people", str(reader.public_id)),
        )
    except Invalid:  # an address that an import brought: the desk's list tells of the reader
        return False
    return True


def _erase(rows: QuerySet[Reader], now: datetime, after: int) -> tuple[int, int]:
    """Erase a batch after the reader `after`; whose something is unfinished waits for another night."""
    batch = list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[: erasing.BATCH])
    if not batch:
        return 0, after
    due = erasing.hold(ids=batch, due=rows)  # whoever registers at this moment stays
    busy = holders.unfinished_ids(due, now)
    ready = [reader for reader in due if reader.pk not in busy]
    erasing.erase_readers(readers=ready, why=Erasure.Why.RETENTION, staff=None, now=now)
    return len(ready), batch[-1]


def _drop_parents(rows: QuerySet[Reader]) -> int:
    # Held while both statements run: who is corrected into a child at this moment keeps the parent.
    ids = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True)[:BATCH])
    chosen = Reader.objects.filter(pk__in=ids)
    chosen.filter(birth_date__isnull=False).update(birth_year=ExtractYear(F("birth_date")))
    # By a statement, not by `save()`: what is dropped must not reach the audit log as «before».
    chosen.update(birth_date=None, guardian_name="", guardian_phone="")
    return len(ids)


# --- The run ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """A kind of what is dealt with: its name in sentences, the preference that sets it, the query of what is due."""

    code: str
    title: str | Promise
    preference: Declared[int]
    due: Callable[[date], QuerySet[Any]]
    url_name: str = ""


TERMS: tuple[Term, ...] = (
    Term("warned", _("Попередити читачів, які давно не перереєструвалися"), preferences.KEEP_READERS, to_warn),
    Term("erased", _("Стерти дані читачів, яких попередили"), preferences.WARN_DAYS, to_erase),
    Term("guests", _("Стерти дані гостей"), preferences.KEEP_GUESTS, guests_to_erase),
    Term("parents", _("Прибрати дані батьків і повні дати народження"), CONSENT_AGE, grown_up),
    Term("looks", _("Забути, хто переглядав дані"), preferences.KEEP_LOOKS, old_looks),
    Term("consents", _("Стерти відкликані згоди"), preferences.KEEP_WITHDRAWN, old_consents),
    Term("requests", _("Знеособити запити, на які відповіли"), preferences.KEEP_REQUESTS, old_requests),
    Term("letters", _("Стерти адреси й тексти листів"), preferences.KEEP_LETTERS, old_letters),
    Term("incidents", _("Стерти закриті інциденти"), preferences.KEEP_INCIDENTS, old_incidents),
)


@dataclass(frozen=True)
class OwnTerm(Term):
    """A term of a room above: `erase` deals with a batch of what is due and returns how many, inside a transaction."""

    erase: Callable[[date], int] = lambda _today: 0


_own: dict[str, OwnTerm] = {}


def register(term: OwnTerm) -> None:
    """Let the nightly run deal with a term of a room above this one. Registering the same code again replaces the former."""
    _own[term.code] = term


def terms() -> tuple[Term, ...]:
    """Return every term, those of the rooms above last."""
    return (*TERMS, *_own.values())


@dataclass(frozen=True)
class Planned:
    """How many rows a term would deal with on a day."""

    term: Term
    setting: str
    now: int
    soon: int


def plan(*, today: date, ahead: int = 30) -> list[Planned]:
    """The dry run: how many are due today, and how many more will be within `ahead` days. Nothing is changed."""
    later = today + timedelta(days=ahead)
    found = []
    for term in terms():
        due = term.due(today).count()
        soon = max(0, term.due(later).count() - due)
        found.append(planned(term, due, soon))
    return found


def planned(term: Term, now: int, soon: int) -> Planned:
    """Return a line of the dry run."""
    return Planned(term, term.preference.words(value(term.preference)), now, soon)


@dataclass(frozen=True)
class Report:
    """What a run did: the name of each term with its count."""

    run: RetentionRun
    rows: list[tuple[str, int]]


def reports(*, limit: int = 10) -> list[Report]:
    """Return what the last runs did, the latest first."""
    titles = {term.code: str(term.title) for term in terms()}
    runs = RetentionRun.objects.prefetch_related("counts")[:limit]
    return [Report(run, [(titles.get(row.what, row.what), row.number) for row in run.counts.all()]) for run in runs]


def run(*, now: datetime, tell: Callable[[str], None] = lambda code: None) -> RetentionRun:
    """Deal with everything that is due; a run that was cut off is taken up. Call it outside a transaction.

    `tell` hears the code of each batch: the progress of a long job.
    """
    going = RetentionRun.objects.filter(finished_at__isnull=True).first()
    going = going or RetentionRun.objects.create(started_at=now)
    today = clock.local_date(now)
    with transaction.atomic():
        came_back(today).delete()
    # Erasing before warning: a reader is never warned and erased in one run.
    for code, rows in (("erased", to_erase(today)), ("guests", guests_to_erase(today))):
        _erase_all(going, code, rows, now, tell)
    _warn_all(going, now, tell)
    _until_none(going, "parents", lambda: _drop_parents(grown_up(today)), tell)
    for code, old in (
        ("looks", old_looks(today)),
        ("consents", old_consents(today)),
        ("incidents", old_incidents(today)),
    ):
        _until_none(going, code, partial(_delete_some, old), tell)
    _until_none(going, "requests", lambda: _blank_requests(old_requests(today)), tell)
    _until_none(going, "letters", lambda: _forget_letters(old_letters(today), now), tell)
    for term in _own.values():
        _until_none(going, term.code, partial(term.erase, today), tell)
    name_index.sweep()
    RetentionRun.objects.filter(pk=going.pk).update(finished_at=now)
    going.refresh_from_db()
    return going


def run_if_due(*, now: datetime) -> RetentionRun | None:
    """Run once a Kyiv day, whenever the computer is on; None when today's run is done."""
    start, _end = clock.day_bounds(clock.local_date(now))
    if RetentionRun.objects.filter(finished_at__gte=start).exists():
        return None
    return run(now=now)


def _erase_all(
    going: RetentionRun, code: str, rows: QuerySet[Reader], now: datetime, tell: Callable[[str], None]
) -> None:
    after = 0
    while True:
        with transaction.atomic():
            number, last = _erase(rows, now, after)
            _count(going, code, number)
        if last == after:
            return
        after = last
        tell(code)


def _warn_all(going: RetentionRun, now: datetime, tell: Callable[[str], None]) -> None:
    start, _end = clock.day_bounds(clock.local_date(now))
    today, after = clock.local_date(start), 0
    while True:
        with transaction.atomic():
            written = ErasureWarning.objects.filter(warned_on=today, by_letter=True).count()
            number, after = _warn(to_warn(today), now, LETTERS_A_NIGHT - written, after)
            _count(going, "warned", number)
        if not number:
            return
        tell("warned")


def _until_none(going: RetentionRun, code: str, step: Callable[[], int], tell: Callable[[str], None]) -> None:
    while True:
        with transaction.atomic():
            number = step()
            _count(going, code, number)
        if not number:
            return
        tell(code)


def _delete_some(rows: QuerySet[Look] | QuerySet[Consent] | QuerySet[Incident]) -> int:
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[: BATCH * 4])
    rows.model._default_manager.filter(pk__in=ids).delete()
    return len(ids)


def _blank_requests(rows: QuerySet[SubjectRequest]) -> int:
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    blank = {"from_name": "", "contact": "", "details": "", "answer": "", "reader": None}
    SubjectRequest.objects.filter(pk__in=ids).update(**blank)
    return len(ids)


def _forget_letters(rows: QuerySet[Letter], now: datetime) -> int:
    ids = list(rows.order_by("created_at", "pk").values_list("pk", flat=True)[:BATCH])
    return forget_letters(found=Q(pk__in=ids), now=now, why_unsent=gettext("Лист не пішов, поки був потрібний."))


def _count(going: RetentionRun, code: str, number: int) -> None:
    if number:
        row, _made = RetentionCount.objects.get_or_create(run=going, what=code, defaults={"number": 0})
        RetentionCount.objects.filter(pk=row.pk).update(number=F("number") + number)
