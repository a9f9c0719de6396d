"""The first minute of a centre: its institution, its central library and the director, all at once or nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.db import transaction

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Invalid
from oseredok.library.people.models import Account, Role
from oseredok.library.people.staff import actions as staff_actions
from oseredok.library.places import place_actions
from oseredok.library.places.place_actions import Requisites

FILLED_IN_WITHIN = timedelta(hours=24)
_FOUNDED_AT = "centre_founded_at"


@transaction.atomic
def found_centre(
    *, requisites: Requisites, surname: str, given_name: str, username: str, password: str, now: datetime
) -> Account:
    """Turn an empty database into a centre where its director can sign in.

    Raises:
        Conflict (`centre_exists`): somebody was first.
        Invalid: the password is too weak (field `password`), or as `create_account` and `found_system`.
    """
    place_actions.found_system(requisites=requisites, today=local_date(now))
    check_password(password, username=username, surname=surname, given_name=given_name)
    account = staff_actions.create_account(
        surname=surname, given_name=given_name, username=username, password=password, now=now, by=None
    )
    for role in (Role.DIRECTOR, Role.ADMINISTRATOR):
        staff_actions.give_role(account=account, role=role, place=None, by=None, now=now)
    return account


def check_password(password: str, *, username: str, surname: str, given_name: str) -> None:
    """Raise Invalid (`password_weak`) with the sentences of Django's validators."""
    person = Account(username=username, last_name=surname, first_name=given_name)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), code="password_weak", field="password") from None


# --- The set-up right after it --------------------------------------------------------------------------
# A new centre is filled in before its director reaches for the phone: there is nobody's data in it yet. That holds
# for the very session that typed the code from the console; a password alone, in any other, opens no set-up.


def begin_filling_in(session: SessionBase, *, now: datetime) -> None:
    """Let this session fill the new centre in before its second step."""
    session[_FOUNDED_AT] = now.timestamp()


def is_filling_in(session: SessionBase, *, now: datetime) -> bool:
    """Whether this session founded the centre not long ago and has not finished its set-up."""
    founded_at = session.get(_FOUNDED_AT)
    if not isinstance(founded_at, int | float):
        return False
    return timedelta(0) <= timedelta(seconds=now.timestamp() - founded_at) < FILLED_IN_WITHIN


def end_filling_in(session: SessionBase) -> None:
    """The set-up is over: its pages ask for the second step like every other. Ending twice is no error."""
    session.pop(_FOUNDED_AT, None)
