"""What the hall holds about people: for readers «Мої дані», and the nightly forgetting of names and contacts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core import clock
from oseredok.base.preferences.queries import value
from oseredok.library.people.holders import Fact, Group, Holder, Unfinished
from oseredok.library.people.models import Reader
from oseredok.library.privacy.retention import BATCH, OwnTerm
from oseredok.services.seats import letters
from oseredok.services.seats.models import LIVE, Hold, State, Waiting
from oseredok.services.seats.preferences import KEEP_CONTACTS
from oseredok.services.seats.rows import WAITS

_NOBODY = {"nickname": "", "phone": "", "email": "", "mark": "", "reader": None}
_SOMEBODY = ~Q(nickname="", phone="", email="", mark="") | Q(reader__isnull=False)


def _collect(reader: Reader) -> Iterable[Group]:
    holds = Hold.objects.filter(reader=reader).select_related("seat", "place").order_by("-starts_at")
    yield Group(
        "seats",
        _("Місця в залі"),
        records=tuple(
            (
                Fact("place", _("Бібліотека"), one.place.name, one.place.code),
                Fact("seat", _("Місце"), one.seat.name),
                Fact("when", _("Коли"), letters.when_words(one), one.starts_at.isoformat()),
                Fact("state", _("Стан"), str(one.get_state_display()), one.state),
                Fact("nickname", _("Як звертатися"), one.nickname),
                Fact("contact", _("Зв’язок"), one.phone or one.email),
            )
            for one in holds
        ),
    )


def _unfinished(reader: Reader, now: datetime) -> Unfinished | None:
    if not _unfinished_ids([reader], now):
        return None
    return Unfinished(
        desk=_("Читач зараз за місцем у залі: спершу завершіть сеанс."),
        reader=_("Ви зараз за місцем у залі. Завершіть сеанс і спробуйте ще раз."),
    )


def _unfinished_ids(readers: Sequence[Reader], now: datetime) -> set[int]:
    sitting = Hold.objects.filter(reader__in=[reader.pk for reader in readers], state=State.SEATED, ends_at__gt=now)
    return {pk for pk in sitting.values_list("reader_id", flat=True) if pk is not None}


def _erase_many(readers: Sequence[Reader], now: datetime) -> None:
    gone = [reader.pk for reader in readers]
    ahead = Hold.objects.filter(reader__in=gone, state__in=[State.BOOKED, State.OFFERED])
    ahead.update(state=State.CANCELLED)
    Hold.objects.filter(reader__in=gone).update(**_NOBODY)
    Waiting.objects.filter(reader__in=gone, state__in=WAITS).update(state=Waiting.State.LEFT)
    Waiting.objects.filter(reader__in=gone).update(**_NOBODY)


def _merge(kept: Reader, gone: Reader, _now: datetime) -> None:
    Hold.objects.filter(reader=gone).update(reader=kept)
    Waiting.objects.filter(reader=gone).update(reader=kept)


HOLDER = Holder(
    code="seats",
    order=45,
    collect=_collect,
    erase=lambda reader, now: _erase_many([reader], now),
    erase_many=_erase_many,
    merge=_merge,
    models=("seats.Hold", "seats.Waiting"),
    unfinished=_unfinished,
    unfinished_ids=_unfinished_ids,
)


def with_names(today: date) -> QuerySet[Hold]:
    """Holds over for longer than the term that still tell whose they were; a club's name is nobody's."""
    cut = clock.day_bounds(today)[0] - value(KEEP_CONTACTS) * (clock.day_bounds(today)[1] - clock.day_bounds(today)[0])
    return Hold.objects.filter(_SOMEBODY, ends_at__lt=cut, series__isnull=True).exclude(state__in=LIVE)


def forget(today: date, *, limit: int = BATCH) -> int:
    """Forget names and contacts of a batch of holds, and of those who waited; return how many holds."""
    due = list(with_names(today).values_list("pk", flat=True)[:limit])
    Hold.objects.filter(pk__in=due).update(**_NOBODY, code="")
    cut = clock.day_bounds(today)[0]
    Waiting.objects.filter(_SOMEBODY, latest__lt=cut).exclude(state__in=WAITS).update(**_NOBODY)
    return len(due)


CONTACTS = OwnTerm(
    "seat_contacts", lazy("Стерти імена й контакти тих, хто бронював місце"), KEEP_CONTACTS, with_names, erase=forget
)
