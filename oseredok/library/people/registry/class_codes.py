"""«Запис класу»: a code from the desk by which a whole class applies for cards from one network."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from oseredok.library.people import rules
from oseredok.library.people.models import Account
from oseredok.library.people.registry.models import ClassCode
from oseredok.library.places.models import Library

LASTS = timedelta(hours=1)
A_CLASS = 60  # two classes at once; more is no class, and another code costs one tap


@transaction.atomic
def give(*, place: Library, staff: Account, now: datetime) -> ClassCode:
    """Return the place's code, good for an hour from now; a used up one is replaced. Twice is once."""
    ClassCode.objects.filter(ends_at__lte=now).delete()
    living = ClassCode.objects.select_for_update().filter(place=place, used__lt=A_CLASS).first()
    if living is not None:
        living.ends_at = now + LASTS
        living.save(update_fields=["ends_at"])
        return living
    taken = set(ClassCode.objects.values_list("code", flat=True))
    code = next(one for one in iter(_any_code, None) if one not in taken)
    return ClassCode.objects.create(code=code, place=place, made_by=staff, ends_at=now + LASTS)


def living(*, place: Library, now: datetime) -> ClassCode | None:
    """Return the code that a place has given and that still lets somebody in."""
    return ClassCode.objects.filter(place=place, ends_at__gt=now, used__lt=A_CLASS).order_by("-pk").first()


def use(*, code: str, now: datetime) -> bool:
    """Count one application by a code; tell whether the code still lets it in."""
    digits = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
    row = ClassCode.objects.filter(code=digits, ends_at__gt=now, used__lt=A_CLASS)
    return bool(row.update(used=F("used") + 1))


def _any_code() -> str:
    return f"{secrets.randbelow(10**rules.APPLICATION_DIGITS):0{rules.APPLICATION_DIGITS}d}"
