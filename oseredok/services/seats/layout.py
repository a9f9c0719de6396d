"""Verbs of the office: seats and the fair rules; where seats stand is told to `planning`. The log of changes keeps who changed what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import count, islice
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.places.models import Library, Room
from oseredok.services.seats.models import LIVE, HallRules, Hold, Kind, KindRule, Seat

CHANGEABLE = (
    "room",
    "name",
    "kind",
    "capacity",
    "wheelchair",
    "backup_power",
    "large_monitor",
    "headphones",
    "screen_reader",
    "kept_for",
    "order",
)

NAMES = {
    Kind.PC: _lazy("ПК"),
    Kind.LAPTOP: _lazy("Ноутбук"),
    Kind.OWN_LAPTOP: _lazy("Стіл"),
    Kind.QUIET: _lazy("Тихий стіл"),
    Kind.GROUP: _lazy("Стіл для гурту"),
    Kind.ROOM: _lazy("Кімната"),
}
"""What seats of a kind are called when nobody has named them: a number follows."""


@transaction.atomic
def add_seat(*, room: Room, name: str, kind: str, **details: Any) -> Seat:
    """Add a seat to a room; `details` are fields of `CHANGEABLE`. Raises Invalid (`name-empty`), Conflict (`name-taken`)."""
    last = Seat.objects.filter(room__library=room.library).order_by("-order").first()
    details.setdefault("order", last.order + 1 if last else 1)
    return _kept(Seat(room=room), {**details, "name": name, "kind": kind})


@transaction.atomic
def furnish(*, room: Room, numbers: Mapping[str, int]) -> list[Seat]:
    """Add so many seats of each kind to a room, named «ПК 1», «ПК 2» after those that are there. Raises as `add_seat`."""
    made = []
    for kind, number in numbers.items():
        word = NAMES[Kind(kind)]
        taken = set(Seat.objects.filter(room=room, retired_on__isnull=True).values_list("name", flat=True))
        free = (name for name in (f"{word} {place}" for place in count(1)) if name not in taken)
        made += [add_seat(room=room, name=name, kind=kind) for name in islice(free, number)]
    return made


@transaction.atomic
def change_seat(*, seat: Seat, **details: Any) -> Seat:
    """Change fields of `CHANGEABLE`. Raises as `add_seat`; Conflict (`other-library`): a seat does not change its library."""
    room = details.get("room")
    if room is not None and room.library_id != seat.room.library_id:
        raise Conflict(_("Місце не переносять до іншої бібліотеки: приберіть його тут і додайте там."),
                       code="other-library", field="room")  # fmt: skip
    if room is not None and room.pk != seat.room_id:
        seat.plan_x = seat.plan_y = None
    return _kept(seat, details)


@transaction.atomic
def retire_seat(*, seat: Seat, now: datetime) -> Seat:
    """Take a seat out of the hall from today on; its history stays. Raises Conflict (`is-held`): somebody has it ahead."""
    if Hold.objects.filter(seat=seat, state__in=LIVE, ends_at__gt=now).exists():
        raise Conflict(_("На це місце ще є броні. Пересадіть людей, тоді прибирайте."), code="is-held")
    gone = Seat.objects.filter(pk=seat.pk, retired_on__isnull=True)
    gone.update(retired_on=clock.local_date(now), plan_x=None, plan_y=None)
    seat.refresh_from_db()
    return seat


@transaction.atomic
def return_seat(*, seat: Seat) -> Seat:
    """Put a retired seat back into the hall. Raises Conflict (`name-taken`)."""
    seat.retired_on = None
    return _kept(seat, {})


@transaction.atomic
def set_rules(*, place: Library, kinds: Mapping[str, Mapping[str, Any]] | None = None, **changes: Any) -> HallRules:
    """Set the fair rules of a library. `kinds`: kind → fields of `KindRule`. Raises Invalid for what cannot be."""
    rules = HallRules.objects.filter(place=place).first() or HallRules(place=place)
    for name, value in changes.items():
        setattr(rules, name, value)
    _check_rules(rules)
    rules.save()
    for kind, fields in (kinds or {}).items():
        if kind not in Kind.values:
            raise Invalid(_("Такого виду місць немає."), code="unknown-kind", field="kind")
        KindRule.objects.update_or_create(rules=rules, kind=kind, defaults=dict(fields))
    return rules


def _kept(seat: Seat, details: Mapping[str, Any]) -> Seat:
    for name, value in details.items():
        if name not in CHANGEABLE:
            raise ValueError(f"a seat has no {name!r} to change")
        setattr(seat, name, value)
    seat.name = display_apostrophe(tidy(seat.name))
    if not seat.name or len(seat.name) > 40:
        raise Invalid(_("Назвіть місце коротко, до сорока літер: «Ноутбук 2»."), code="name-empty", field="name")
    if seat.kind not in Kind.values:
        raise Invalid(_("Виберіть, що це за місце."), code="unknown-kind", field="kind")
    if not 1 <= seat.capacity <= 500:
        raise Invalid(_("На скількох людей місце? Від 1 до 500."), code="capacity", field="capacity")
    try:
        with transaction.atomic():
            seat.save()
    except IntegrityError:
        raise Conflict(_("У цьому приміщенні вже є місце з такою назвою."), code="name-taken", field="name") from None
    return seat


def _check_rules(rules: HallRules) -> None:
    for name, least, most, said in (
        ("longest", 15, 720, _("Сеанс триває від 15 хвилин до 12 годин.")),
        ("a_day", 0, 1440, _("На день можна від 0 (без межі) до 1440 хвилин.")),
        ("a_week", 0, 100, _("На тиждень можна від 0 (без межі) до 100 бронювань.")),
        ("horizon", 0, 365, _("Наперед можна від 0 (лише сьогодні) до 365 днів.")),
        ("horizon_unreached", 0, 365, _("Наперед можна від 0 (лише сьогодні) до 365 днів.")),
        ("grace", 1, 120, _("Чекати на людину можна від 1 до 120 хвилин.")),
        ("gap", 0, 60, _("Перерва між людьми: від 0 до 60 хвилин.")),
        ("extension", 5, 120, _("Продовжувати можна на 5–120 хвилин.")),
        ("walk_in_percent", 0, 100, _("Частка місць без запису: від 0 до 100 відсотків.")),
        ("adult_under", 0, 18, _("Вік, до якого потрібен дорослий: від 0 (не потрібен) до 18.")),
        ("offer", 1, 120, _("Тримати місце для черги можна від 1 до 120 хвилин.")),
        ("kept_hours", 0, 336, _("Притримувати місце можна за 0–336 годин до початку.")),
        ("closure_shift", 0, 240, _("Пересувати бронь можна на 0–240 хвилин.")),
    ):
        if not least <= getattr(rules, name) <= most:
            raise Invalid(said, code=f"{name.replace('_', '-')}-range", field=name)
