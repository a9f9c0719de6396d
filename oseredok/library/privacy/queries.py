"""Reading personal data: what somebody agreed to, what is held, who looked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from oseredok.base.core import clock
from oseredok.base.preferences.queries import value
from oseredok.library.people import holders
from oseredok.library.people.models import Account, Reader
from oseredok.library.people.registry.preferences import CONSENT_AGE
from oseredok.library.places.models import Library
from oseredok.library.privacy.models import (
    Consent,
    ConsentText,
    ErasureWarning,
    Look,
    Purpose,
    SensitiveFlag,
    SubjectRequest,
)

Homes = Collection[Library] | None
"""Whose readers a list names: those at home in these libraries, or everybody's (ADR 0009)."""


def text_in_force(purpose: str, *, on: date | None = None) -> ConsentText | None:
    """Return the version of a purpose's text that is in force on a day (today)."""
    on = on or _today()
    return ConsentText.objects.filter(purpose=purpose, in_force_from__lte=on).order_by("-version").first()


def texts_in_force(*, on: date | None = None) -> dict[str, ConsentText]:
    """Return purpose → the version in force, in the order of purposes."""
    rows = ConsentText.objects.filter(in_force_from__lte=on or _today()).order_by("version")
    latest = {row.purpose: row for row in rows}
    return {purpose: latest[purpose] for purpose in Purpose.values if purpose in latest}


def consents_of(reader: Reader) -> QuerySet[Consent]:
    """Return everything a reader ever agreed to, newest first; withdrawn ones too, until their term."""
    return reader.consents.select_related("text", "recorded_by", "withdrawn_by")


def consent_in_force(reader: Reader, purpose: str, *, on: date | None = None) -> Consent | None:
    """Return the consent that stands: not withdrawn, and no newer version asked again."""
    return _standing(reader.consents.all(), on=on).filter(text__purpose=purpose).select_related("text").first()


def to_ask(reader: Reader, *, on: date | None = None) -> list[ConsentText]:
    """Return the texts that the desk may offer a reader: not agreed yet, of a parent only while the reader is a child.

    Sensitive groups are asked about on a page of their own only.
    """
    on = on or _today()
    agreed = purposes_agreed(reader, on=on) | {Purpose.FLAGS}
    grown_up = reader.birth_year is not None and on.year - reader.birth_year > value(CONSENT_AGE)
    if grown_up or reader.kind == Reader.Kind.ORGANISATION:
        agreed |= {Purpose.GUARDIAN}
    return [text for purpose, text in texts_in_force(on=on).items() if purpose not in agreed]


def superseded(reader: Reader, *, on: date | None = None) -> list[ConsentText]:
    """Return the texts in force that a reader agreed to in an older version only, and that ask again."""
    live = set(reader.consents.filter(withdrawn_at__isnull=True).values_list("text__purpose", flat=True))
    ended = live - purposes_agreed(reader, on=on)
    return [text for purpose, text in texts_in_force(on=on).items() if purpose in ended]


def former_consent(reader: Reader, purpose: str) -> Consent | None:
    """Return the last consent of a purpose that was not taken back, whether it still stands or a newer text asked again."""
    rows = reader.consents.filter(text__purpose=purpose, withdrawn_at__isnull=True)
    return rows.select_related("text").order_by("-text__version").first()


def consents_to(text: ConsentText, *, homes: Homes = None) -> QuerySet[Consent]:
    """Return the live consents to one version, by readers who are still in the registry, the latest first."""
    rows = text.consents.filter(withdrawn_at__isnull=True, reader__erased_on__isnull=True)
    if homes is not None:
        rows = rows.filter(reader__home_library__in=homes)
    return rows.select_related("reader__home_library").order_by("-given_at", "-pk")


def version_before(text: ConsentText) -> ConsentText | None:
    """Return the version that a text replaced."""
    older = ConsentText.objects.filter(purpose=text.purpose, version__lt=text.version)
    return older.order_by("-version").first()


def purposes_agreed(reader: Reader, *, on: date | None = None) -> frozenset[str]:
    """Return the purposes for which a consent stands."""
    return frozenset(_standing(reader.consents.all(), on=on).values_list("text__purpose", flat=True))


def flags_of(reader: Reader | None, *, on: date | None = None) -> frozenset[str]:
    """Return the sensitive groups to be counted with a reader's visit or service; none without a standing consent."""
    if reader is None:
        return frozenset()
    rows = SensitiveFlag.objects.filter(reader=reader, consent__in=_standing(Consent.objects.all(), on=on))
    return frozenset(rows.values_list("flag", flat=True))


def flags_of_many(readers: Iterable[Reader], *, on: date | None = None) -> dict[int, frozenset[str]]:
    """Return reader id → groups, for those who have any: what is counted in one go asks once."""
    rows = SensitiveFlag.objects.filter(reader__in=list(readers), consent__in=_standing(Consent.objects.all(), on=on))
    found: dict[int, set[str]] = {}
    for reader_id, flag in rows.values_list("reader_id", "flag"):
        found.setdefault(reader_id, set()).add(flag)
    return {reader_id: frozenset(flags) for reader_id, flags in found.items()}


def held(reader: Reader, now: datetime) -> list[holders.Group]:
    """Return everything that is held about a reader, by every room that holds something; empty groups are left out.

    `now` is when it is told: what ended before it is not held any more even while a clean-up is on its way.
    """
    del now  # holders answer from what is kept at this moment; kept in the signature for those whose answer ages
    return [group for holder in holders.holders() for group in holder.collect(reader) if group.facts or group.records]


def looks_at(reader: Reader) -> QuerySet[Look]:
    """Return who of the staff looked at a reader, the latest first."""
    return reader.looks.select_related("account")


def looks_by_account(*, since: datetime) -> QuerySet[Look, dict[str, int | str]]:
    """Return for each of the staff how many readers' data they opened and how many times, the busiest first."""
    rows = Look.objects.filter(hour__gte=since).values("account_id", "account__last_name", "account__first_name")
    return rows.annotate(readers=Count("reader", distinct=True), times=Count("pk")).order_by("-times", "account_id")


def looks_of(account: Account, *, since: datetime) -> QuerySet[Look]:
    """Return what one of the staff opened, the latest first."""
    return Look.objects.filter(account=account, hour__gte=since).select_related("reader")


def consent_counts(*, on: date | None = None) -> list[tuple[ConsentText, int, int]]:
    """Return every version of every text with how many consents to it are live and how many were withdrawn."""
    live = Count("consents", filter=Q(consents__withdrawn_at__isnull=True))
    gone = Count("consents", filter=Q(consents__withdrawn_at__isnull=False))
    rows = ConsentText.objects.annotate(live=live, gone=gone).order_by("purpose", "-version")
    order = Purpose.values
    return sorted(((row, row.live, row.gone) for row in rows), key=lambda one: order.index(one[0].purpose))


def requests_seen(*, homes: Homes, by: Account) -> QuerySet[SubjectRequest]:
    """Return the requests that a leader sees: of readers at home in `homes`, of nobody in the registry, and those that
    they have written down or answered themselves.
    """
    rows = SubjectRequest.objects.select_related("reader", "answered_by")
    if homes is None:
        return rows
    return rows.filter(
        Q(reader__isnull=True) | Q(reader__home_library__in=homes) | Q(recorded_by=by) | Q(answered_by=by)
    )


def open_requests(*, homes: Homes, by: Account) -> QuerySet[SubjectRequest]:
    """Return requests that wait for an answer, the most urgent first."""
    return requests_seen(homes=homes, by=by).filter(answered_on__isnull=True).order_by("due_on", "pk")


def answered_requests(*, homes: Homes, by: Account) -> QuerySet[SubjectRequest]:
    """Return requests that were answered, the latest first."""
    return requests_seen(homes=homes, by=by).filter(answered_on__isnull=False).order_by("-answered_on", "-pk")


def warned(*, homes: Homes = None) -> QuerySet[ErasureWarning]:
    """Return readers who were warned that their data will be erased: whom a letter does not reach comes first."""
    rows = (
        ErasureWarning.objects.all() if homes is None else ErasureWarning.objects.filter(reader__home_library__in=homes)
    )
    return rows.select_related("reader__home_library").order_by("by_letter", "erase_from", "pk")


def lacking(purpose: str, *, on: date | None = None, homes: Homes = None) -> QuerySet[Reader]:
    """Return readers of today's list without a standing consent for a purpose: whom the desk asks when they come."""
    mine = Q() if homes is None else Q(home_library__in=homes)
    agreed = _standing(Consent.objects.filter(reader=OuterRef("pk"), text__purpose=purpose), on=on)
    return Reader.objects.filter(
        mine, ~Exists(agreed.order_by()), erased_on__isnull=True, merged_into__isnull=True, closed_on__isnull=True
    )


def ended_texts(*, on: date | None = None) -> frozenset[int]:
    """Return ids of the versions to which a consent does not stand any more: a newer one asked again."""
    newer = ConsentText.objects.filter(
        purpose=OuterRef("purpose"), version__gt=OuterRef("version"), asks_again=True, in_force_from__lte=on or _today()
    )
    return frozenset(ConsentText.objects.filter(Exists(newer)).values_list("pk", flat=True))


def _standing(rows: QuerySet[Consent], *, on: date | None) -> QuerySet[Consent]:
    """Narrow consents to those that stand: live, and not older than the last version that asked again."""
    asked = (
        ConsentText.objects.filter(in_force_from__lte=on or _today(), asks_again=True)
        .values_list("purpose")
        .annotate(least=Max("version"))
    )
    old = Q(pk__in=[])
    for purpose, least in asked.order_by("purpose"):
        old |= Q(text__purpose=purpose, text__version__lt=least)
    return rows.filter(withdrawn_at__isnull=True).exclude(old) if old else rows.filter(withdrawn_at__isnull=True)


def _today() -> date:
    return clock.local_date(timezone.now())
