"""Who leaves, who comes back, and who is let in from the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.backup import ledger
from oseredok.base.core.errors import Conflict, DomainError, NotAllowed
from oseredok.library.people import queries, rules
from oseredok.library.people.models import Account, Role, RoleAssignment
from oseredok.library.people.sign_in import attempts, openid, second_step, sessions
from oseredok.library.people.staff import actions as staff_actions
from oseredok.library.people.staff.models import AccountEvent


@dataclass(frozen=True)
class HeldRole:
    """A role of one who leaves. `refusal` says why it cannot be taken; `alone` that nobody else holds it there."""

    assignment: RoleAssignment
    refusal: str
    alone: bool


@dataclass(frozen=True)
class Holdings:
    """What somebody still holds on the day of leaving."""

    roles: list[HeldRole]
    sessions: int
    has_second_step: bool
    is_linked: bool
    refusal: str = ""

    @property
    def may_leave(self) -> bool:
        return not self.refusal and not any(one.refusal for one in self.roles)


def holdings_of(*, account: Account, by: Account) -> Holdings:
    """Return what the account holds and what stops `by` from closing it, without changing anything."""
    refusal = ""
    try:
        _check_may_close(account, by)
    except DomainError as error:
        refusal = error.message
    held_by = queries.live_roles(account=by)
    return Holdings(
        roles=[_held(one, held_by) for one in queries.live_roles(account=account)],
        sessions=len(sessions.sessions_of(account=account)),
        has_second_step=second_step.has_second_step(account),
        is_linked=openid.is_linked(account),
        refusal=refusal,
    )


@transaction.atomic
def deactivate_account(*, account: Account, by: Account | None, now: datetime) -> None:
    """Close the account of a person who left; the work keeps its author.

    Roles are taken, sessions end, and nothing that opened the account opens it any more: password, phone, passkeys,
    spare codes, the link to another system.

    Raises:
        NotAllowed: one's own account, a role that `by` may not take, or the last who manages roles.
        Conflict (`account_inactive`): it is closed already.
    """
    _check_may_close(account, by)
    for assignment in queries.live_roles(account=account):
        staff_actions.take_role(assignment=assignment, by=by, now=now)
    account.is_active = False
    account.set_unusable_password()
    account.password_is_temporary = False
    account.save(update_fields=["is_active", "password", "password_is_temporary"])
    second_step.remove_all(account)
    openid.unlink(account)
    sessions.end_all(account=account)
    staff_actions.remember(account, AccountEvent.What.LEFT, by=by, now=now)
    ledger.note("account", "closed", [account.lasting_id], now=now)


@transaction.atomic
def restore_account(*, account: Account, by: Account | None, now: datetime) -> None:
    """Open a closed account again: without roles, and nobody signs in until a temporary password is given.

    Raises:
        NotAllowed: `by` leads nothing.
        Conflict (`account_active`): it is open.
    """
    staff_actions.check_manages(by)
    if account.is_active:
        raise Conflict(_("Обліковий запис і так відкрито."), code="account_active")
    account.is_active = True
    account.save(update_fields=["is_active"])
    staff_actions.remember(account, AccountEvent.What.RESTORED, by=by, now=now)
    ledger.note("account", ledger.NONE, [account.lasting_id], now=now)


@transaction.atomic
def unlock(*, account: Account, now: datetime) -> str:
    """Let somebody in again from the server's command line; return a temporary password.

    For the last administrator, whom nobody else can help: the second step is taken, sessions end.

    Raises:
        Conflict (`account_inactive`): the account is closed.
    """
    if not account.is_active:
        raise Conflict(
            _("Цей обліковий запис закрито: спершу його відкриває директор або адміністратор."), code="account_inactive"
        )
    password = staff_actions.issue_password(account=account, by=None)
    second_step.remove_all(account)
    attempts.forget_limits(account)
    staff_actions.remember(account, AccountEvent.What.UNLOCKED, by=None, now=now)
    return password


def _held(assignment: RoleAssignment, held_by: list[RoleAssignment]) -> HeldRole:
    role = Role(assignment.role)
    refusal = ""
    try:
        rules.check_can_manage_role(held=held_by, role=role, place=assignment.place)
        rules.check_keeps_a_manager(
            role=role,
            place_id=assignment.place_id,
            managers=queries.system_managers(without_assignment=assignment.pk, and_account=assignment.account_id),
            account_id=assignment.account_id,
        )
    except DomainError as error:
        refusal = error.message
    others = queries.holders(roles=(role,), place=assignment.place).exclude(pk=assignment.account_id)
    return HeldRole(assignment=assignment, refusal=refusal, alone=not others.exists())


def _check_may_close(account: Account, by: Account | None) -> None:
    staff_actions.check_manages(by)
    if by is not None and by.pk == account.pk:
        raise NotAllowed(_("Власний обліковий запис вимкне хтось інший."), code="own_account")
    if not account.is_active:
        raise Conflict(_("Обліковий запис уже закрито."), code="account_inactive")
