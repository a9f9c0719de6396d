"""Opening a new centre by the code from the console, and leaving steps of the set-up for later."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import NotAllowed
from oseredok.faces.office.models import SetupCode, StepMark
from oseredok.library.people.models import Account
from oseredok.library.people.staff.founding import found_centre
from oseredok.library.places.place_actions import Requisites

# Read from one screen and typed on another: no letters and digits that look alike.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4


@transaction.atomic
def issue_code(*, now: datetime) -> str:
    """Return a new code for an empty centre; the codes given before open nothing any more."""
    code = "-".join("".join(secrets.choice(_ALPHABET) for _sign in range(_GROUP)) for _group in range(_GROUPS))
    SetupCode.objects.filter(used_at__isnull=True).delete()
    SetupCode.objects.create(code_hash=_hash(code), issued_at=now)
    return code


@transaction.atomic
def open_centre(
    *,
    code: str,
    library_name: str,
    surname: str,
    given_name: str,
    username: str,
    password: str,
    now: datetime,
) -> Account:
    """Make the institution and its director's account, and use the code up.

    Raises:
        NotAllowed (`code_wrong`, `code_used`), field `code`.
        Invalid, Conflict: see `people.staff.founding.found_centre`; the code stays good.
    """
    rows = SetupCode.objects.filter(code_hash=_hash(code))
    if not rows.filter(used_at__isnull=True).update(used_at=now):
        if rows.exists():
            raise NotAllowed(_("Цей код уже використано. Увійдіть зі своїм іменем."), code="code_used", field="code")
        raise NotAllowed(
            _("Код не той. Він стоїть в останніх рядках вікна, де запущено Осередок."), code="code_wrong", field="code"
        )
    return found_centre(
        requisites=Requisites(name=library_name),
        surname=surname,
        given_name=given_name,
        username=username,
        password=password,
        now=now,
    )


@transaction.atomic
def mark_step(*, step: str, is_done: bool, now: datetime) -> None:
    """Remember that a step was answered, or left for later; what was answered stays so."""
    row = StepMark.objects.select_for_update().filter(step=step).first() or StepMark(step=step, is_done=False)
    row.is_done, row.marked_at = row.is_done or is_done, now
    row.save()


def _hash(code: str) -> str:
    plain = "".join(sign for sign in code.lower() if sign.isascii() and sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
