"""Several colleagues at once: accounts with their roles and temporary passwords, all or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.errors import NotAllowed
from oseredok.library.people import queries
from oseredok.library.people.models import Account, Role
from oseredok.library.people.sign_in import second_step
from oseredok.library.people.staff import actions as staff_actions
from oseredok.library.places.models import Library

EVERYWHERE = (Role.METHODIST, Role.CATALOGUER, Role.DIRECTOR, Role.ADMINISTRATOR)
"""Roles that are held in the whole system; the rest belong to a library."""


LEADERS_LATER = _(
    "Директора чи адміністратора додайте після того, як налаштуєте собі другий крок входу. "
    "Решту колег можна записати зараз."
)


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """A colleague as somebody else knows them."""

    surname: str
    given_name: str
    role: Role
    patronymic: str = ""
    position: str = ""


@dataclass(frozen=True)
class Pass:
    """What a newcomer gets on paper once."""

    account: Account
    role: Role
    password: str


@transaction.atomic
def hire(*, newcomers: Iterable[Newcomer], place: Library, by: Account, now: datetime) -> list[Pass]:
    """Make the accounts, give each its role, and return the temporary passwords, which nobody can read again.

    Raises:
        NotAllowed (`second_step_first`): a leader is among them, and `by` has no second step yet.
        Whatever `create_account`, `give_role` and `issue_password` raise.
    """
    newcomers = list(newcomers)
    check_may_hire(roles={one.role for one in newcomers}, by=by)
    passes = []
    for one in newcomers:
        account = staff_actions.create_account(
            username=queries.free_username(given_name=one.given_name, surname=one.surname),
            surname=one.surname,
            given_name=one.given_name,
            patronymic=one.patronymic,
            position=one.position,
            now=now,
            by=by,
        )
        where = None if one.role in EVERYWHERE else place
        staff_actions.give_role(account=account, role=one.role, place=where, by=by, now=now)
        passes.append(Pass(account, one.role, staff_actions.issue_password(account=account, by=by)))
    return passes


def check_may_hire(*, roles: Iterable[Role], by: Account) -> None:
    """Raise NotAllowed (`second_step_first`): whoever owes a second step makes nobody who could do everything."""
    if not second_step.ALWAYS_FOR.isdisjoint(roles) and second_step.is_owed(account=by):
        raise NotAllowed(str(LEADERS_LATER), code="second_step_first", field="role")
