"""Verbs about staff: accounts are made by a leader, roles are given and taken, and every row stays as history.

`by` is who does it; None is the installation itself (the first account, the demo centre).
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.backup import ledger
from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.core.text import cased_name, display_apostrophe, tidy
from oseredok.library.people import queries, rules
from oseredok.library.people.models import Account, AccountEvent, Role, RoleAssignment
from oseredok.library.people.sign_in import sessions
from oseredok.library.places.models import Library, LibrarySystem
from oseredok.library.places.rules import check_works

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
# Read aloud and typed from paper once: no letters and digits that look alike.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def create_account(
    *,
    username: str,
    surname: str,
    given_name: str,
    now: datetime,
    by: Account | None,
    patronymic: str = "",
    position: str = "",
    email: str = "",
    password: str | None = None,
) -> Account:
    """Make an account without roles. Without `password` nobody can sign in until `issue_password`.

    Raises:
        Invalid: the sign-in name or the person's name is not one.
        Conflict (`username_taken`, `email_taken`).
        NotAllowed: `by` leads nothing.
    """
    check_manages(by)
    name = username.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise Invalid(
            _("Ім’я для входу: від 3 латинських літер або цифр, можна з крапкою, наприклад o.tkachenko."),
            code="username_unclear",
            field="username",
        )
    if Account.objects.filter(username__iexact=name).exists():
        raise Conflict(
            _("Таке ім’я для входу вже є. Додайте літеру або цифру."), code="username_taken", field="username"
        )
    account = Account(username=name, date_joined=now)
    _name(account, surname=surname, given_name=given_name, patronymic=patronymic, position=position, email=email)
    account.set_password(password)
    account.save()
    return account


@transaction.atomic
def correct_account(
    *,
    account: Account,
    surname: str,
    given_name: str,
    by: Account | None,
    patronymic: str = "",
    position: str = "",
    email: str = "",
) -> Account:
    """Correct a colleague's name, position and address. Raises as `create_account`."""
    check_manages(by)
    _check_may_touch(by, account)
    _name(account, surname=surname, given_name=given_name, patronymic=patronymic, position=position, email=email)
    account.save()
    return account


@transaction.atomic
def issue_password(*, account: Account, by: Account | None, now: datetime | None = None) -> str:
    """Give a temporary password and return it, to be shown once; after signing in the person must change it.

    `now` is absent for a new account, which has no history yet.

    Raises:
        NotAllowed: `by` leads nothing, the account manages more than `by` does, or it is one's own.
    """
    # One's own: it would end one's own session before the password could be shown.
    check_may_help(by, account, own=_("Свій пароль змінюйте на власній сторінці."))
    password = "-".join("".join(secrets.choice(_ALPHABET) for _place in range(4)) for _group in range(3))
    account.set_password(password)
    account.password_is_temporary = True
    account.save(update_fields=["password", "password_is_temporary"])
    sessions.end_all(account=account)
    if now is not None:
        remember(account, AccountEvent.What.PASSWORD_ISSUED, by=by, now=now)
    return password


@transaction.atomic
def end_sessions(*, account: Account, by: Account | None, now: datetime) -> int:
    """End every session of a colleague; return how many there were.

    Raises:
        NotAllowed: `by` leads nothing, the account manages more than `by` does, or it is one's own.
    """
    check_may_help(by, account, own=_("Свої сеанси завершуйте на власній сторінці."))
    ended = sessions.end_all(account=account)
    remember(account, AccountEvent.What.SESSIONS_ENDED, by=by, now=now)
    return ended


@transaction.atomic
def give_role(
    *, account: Account, role: Role, place: Library | None, by: Account | None, now: datetime
) -> RoleAssignment:
    """Give a role at a place, or in the whole system when `place` is None.

    Raises:
        NotAllowed: `by` may not give this role there.
        Conflict (`role_held`): it is held already; (`account_inactive`): the person does not work any more;
            (`place_closed`): nor does the library.
    """
    _check_manages_role(by, role, place)
    if place is not None:
        check_works(library=place, on=clock.local_date(now))
    if not account.is_active:
        raise Conflict(_("Обліковий запис вимкнено. Спершу увімкніть його."), code="account_inactive")
    try:
        with transaction.atomic():
            return RoleAssignment.objects.create(account=account, role=role, place=place, given_at=now, given_by=by)
    except IntegrityError:
        raise Conflict(_("Ця роль тут уже є."), code="role_held", field="role") from None


@transaction.atomic
def take_role(*, assignment: RoleAssignment, by: Account | None, now: datetime) -> RoleAssignment:
    """Take a role; the row stays as history.

    Raises:
        NotAllowed: `by` may not take it, or nobody would be left to manage roles.
        Conflict (`role_taken`): it has been taken already.
    """
    _lock_managers()
    assignment = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.taken_at is not None:
        raise Conflict(_("Цю роль уже знято."), code="role_taken")
    role = Role(assignment.role)
    _check_manages_role(by, role, assignment.place)
    rules.check_keeps_a_manager(
        role=role,
        place_id=assignment.place_id,
        managers=queries.system_managers(without_assignment=assignment.pk, and_account=assignment.account_id),
        account_id=assignment.account_id,
    )
    assignment.taken_at, assignment.taken_by = now, by
    assignment.save(update_fields=["taken_at", "taken_by"])
    ledger.note("role", "taken", [assignment.lasting_id], now=now)
    return assignment


def check_may_help(by: Account | None, account: Account, *, own: str) -> None:
    """Raise NotAllowed unless `by` may act on the sign-in of `account`; `own` is what is said about one's own."""
    check_manages(by)
    if by is not None and by.pk == account.pk:
        raise NotAllowed(own, code="own_account")
    _check_may_touch(by, account)


def remember(account: Account, what: AccountEvent.What, *, by: Account | None, now: datetime) -> None:
    """Add a line to the history of the account."""
    AccountEvent.objects.create(account=account, what=what, at=now, by=by)


def _name(account: Account, *, surname: str, given_name: str, patronymic: str, position: str, email: str) -> None:
    names = (surname, given_name, patronymic)
    surname, given_name, patronymic = (cased_name(display_apostrophe(tidy(name))) for name in names)
    if not surname:
        raise Invalid(_("Напишіть прізвище."), code="no_surname", field="surname")
    if not given_name:
        raise Invalid(_("Напишіть ім’я."), code="no_given_name", field="given_name")
    address = email.strip().lower()
    if address and Account.objects.filter(email__iexact=address).exclude(pk=account.pk).exists():
        # People sign in by address too: it must name one of them.
        raise Conflict(_("Ця адреса вже належить іншому працівникові."), code="email_taken", field="email")
    account.last_name, account.first_name, account.patronymic = surname, given_name, patronymic
    account.position, account.email = tidy(position), address


def check_manages(by: Account | None) -> None:
    """Raise NotAllowed unless `by` leads something."""
    if by is None:
        return
    if not any(one.role in (*rules.SYSTEM_MANAGERS, Role.HEAD) for one in queries.live_roles(account=by)):
        raise NotAllowed(_("Обліковими записами керують керівник центру, директор і адміністратор."), code="not_leader")


def _check_may_touch(by: Account | None, account: Account) -> None:
    """A head must not take over the director's account by giving it a new password."""
    if by is None or by.pk == account.pk:
        return
    held = queries.live_roles(account=by)
    for one in queries.live_roles(account=account):
        rules.check_can_manage_role(held=held, role=Role(one.role), place=one.place)


def _check_manages_role(by: Account | None, role: Role, place: Library | None) -> None:
    if by is not None:
        rules.check_can_manage_role(held=queries.live_roles(account=by), role=role, place=place)


def _lock_managers() -> None:
    """Two managers must not take each other's last role at the same moment."""
    list(LibrarySystem.objects.select_for_update().values_list("pk"))
