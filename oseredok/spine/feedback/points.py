"""Where one rates: tablets and printed codes, made and switched off in the office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import tidy
from oseredok.library.offer.models import ServiceKind
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.spine.feedback import keys, staff_rules
from oseredok.spine.feedback.models import Point


@transaction.atomic
def make(
    *, way: str, place: Library, kind: ServiceKind | None, label: str, staff: Account, key: str, now: datetime
) -> Point:
    """Make a tablet's address or a code to print; the same `key` makes once.

    Raises:
        Invalid: no such way, a label too long.
        Conflict: the library is closed.
    """
    if way not in Point.Way.values:
        raise Invalid(_("Оберіть, що це: планшет, код на столі чи плакат."), code="way", field="way")
    title = tidy(label)
    if len(title) > 80:
        raise Invalid(_("Задовго: найбільше 80 знаків."), code="label-long", field="label")
    if place.closed_on is not None:
        raise Conflict(_("Цю бібліотеку зачинено."), code="place-closed")
    code = keys.long_code() if way == Point.Way.TILE else keys.short_code()
    point, _made = Point.objects.get_or_create(
        key=keys.mark("point", key),
        defaults={
            "way": way, "place": place, "kind": kind, "label": title, "code": code, "made_at": now, "made_by": staff,
        },
    )  # fmt: skip
    return point


@transaction.atomic
def revoke(*, point: Point, places: Iterable[Library], staff: Account, now: datetime) -> Point:
    """Switch a tablet or a code off: its address rates no more; what was said there stays.

    Raises:
        Conflict: it is off already.
        NotAllowed: it belongs to another library.
    """
    held = Point.objects.select_for_update().get(pk=point.pk)
    staff_rules.check_belongs(held.place_id, places=places)
    if held.revoked_at is not None:
        raise Conflict(_("Цю адресу вже вимкнено."), code="already-revoked")
    held.revoked_at, held.revoked_by = now, staff
    held.save()
    return held
