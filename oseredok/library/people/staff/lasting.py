"""What no older copy may bring back about staff: closed accounts and taken roles. See `base.backup.registry`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.backup.registry import Decision, Lasting, register_lasting
from oseredok.base.core.errors import NotAllowed
from oseredok.base.core.text import counted
from oseredok.library.people.models import Account, AccountEvent, RoleAssignment
from oseredok.library.people.sign_in import openid, second_step, sessions
from oseredok.library.people.staff import actions, leaving


def _closed() -> Iterator[Decision]:
    left = {
        event.account_id: event.at for event in AccountEvent.objects.filter(what=AccountEvent.What.LEFT).order_by("at")
    }
    for account in Account.objects.filter(is_active=False):
        yield Decision(account.lasting_id, "closed", left.get(account.pk, account.date_joined))


def _open() -> Iterator[str]:
    yield from (account.lasting_id for account in Account.objects.filter(is_active=True))


def _close_again(decisions: Sequence[Decision], now: datetime) -> list[str]:
    named = {account.lasting_id: account for account in Account.objects.filter(is_active=True)}
    told = [_close(named[one.subject], one.at) for one in decisions]
    number = counted(len(told), "працівника", "працівників", "працівників")
    return [_("Доступ {number}, закритий після копії, закрито знову.").format(number=number), *filter(None, told)]


def _close(account: Account, at: datetime) -> str:
    """Close an account again; return a sentence when something of it has to stay."""
    try:
        leaving.deactivate_account(account=account, by=None, now=at)
    except NotAllowed:  # in the copy nobody else manages roles: the account stays, and opens to nobody
        with transaction.atomic():
            account.set_unusable_password()
            account.save(update_fields=["password"])
            second_step.remove_all(account)
            openid.unlink(account)
            sessions.end_all(account=account)
        return _(
            "У копії ролями керує лише {name}, тож цей запис лишився, але ввійти з ним уже не можна. "
            "Щоб призначити керівника: oseredok unlock {username}."
        ).format(name=account.full_name, username=account.username)
    return ""


def _taken() -> Iterator[Decision]:
    for one in RoleAssignment.objects.filter(taken_at__isnull=False):
        if one.taken_at is not None:
            yield Decision(one.lasting_id, "taken", one.taken_at)


def _held() -> Iterator[str]:
    yield from (one.lasting_id for one in RoleAssignment.objects.filter(taken_at__isnull=True))


def _take_again(decisions: Sequence[Decision], now: datetime) -> list[str]:
    named = {
        one.lasting_id: one for one in RoleAssignment.objects.filter(taken_at__isnull=True).select_related("account")
    }
    done = 0
    for one in decisions:
        try:
            actions.take_role(assignment=named[one.subject], by=None, now=max(one.at, named[one.subject].given_at))
        except NotAllowed:  # nobody else manages roles in the copy
            continue
        done += 1
    number = counted(done, "роль", "ролі", "ролей")
    return [_("Роль, зняту після копії, знято знову: {number}.").format(number=number)] if done else []


def register() -> None:
    register_lasting(Lasting("account", decided=_closed, open=_open, repeat=_close_again, may_end=True))
    register_lasting(Lasting("role", decided=_taken, open=_held, repeat=_take_again))
