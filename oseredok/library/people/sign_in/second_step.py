"""The second step of signing in: who must have one, and what happens when a phone is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, NotAllowed
from oseredok.base.mail.actions import queue_letter
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import queries
from oseredok.library.people.models import Account, Role
from oseredok.library.people.sign_in import sessions
from oseredok.library.people.staff import actions as staff_actions
from oseredok.library.people.staff.models import AccountEvent
from oseredok.library.people.staff.preferences import EVERYBODY, SECOND_STEP_FOR

ALWAYS_FOR = frozenset({Role.DIRECTOR, Role.ADMINISTRATOR})
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_step(account: Account) -> bool:
    """Whether a phone or a passkey is asked for after the password; spare codes alone are no second step."""
    return bool(Authenticator.objects.filter(user_id=account.pk, type__in=KINDS).exists())


def is_demanded(*, account: Account, roles: frozenset[Role] | None = None) -> bool:
    """Whether this account may not work without a second step. `roles`: all live roles, when they are known already.

    The demo shows its passwords to everybody, so there is nothing to guard and nobody is asked.
    """
    if settings.DEMO:
        return False
    if roles is None:
        roles = frozenset(Role(one.role) for one in queries.live_roles(account=account))
    return not ALWAYS_FOR.isdisjoint(roles) or preferences.value(SECOND_STEP_FOR) == EVERYBODY


def is_owed(*, account: Account, roles: frozenset[Role] | None = None) -> bool:
    """Whether the account must set its second step up before anything else."""
    return is_demanded(account=account, roles=roles) and not has_second_step(account)


def check_can_remove(*, authenticator: Authenticator) -> None:
    """Raise NotAllowed (`second_step_demanded`) for the last way of an account that must have one."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=KINDS).exclude(pk=authenticator.pk)
    if authenticator.type in KINDS and not others.exists() and is_demanded(account=authenticator.user):
        raise NotAllowed(
            _("Для вашої ролі другий крок обов’язковий. Спершу додайте інший спосіб, тоді вимкніть цей."),
            code="second_step_demanded",
        )


@transaction.atomic
def reset_second_step(*, account: Account, by: Account | None, now: datetime) -> None:
    """Take the second step, passkeys and spare codes of a colleague who lost the phone, and tell that person by letter.

    Open sessions end too: whoever found the phone may sit in one of them.

    Raises:
        NotAllowed: `by` leads nothing, the account manages more than `by` does, or it is one's own.
        Conflict (`no_second_step`): there is nothing to take.
    """
    staff_actions.check_may_help(by, account, own=_("Свій другий крок змінюйте на власній сторінці."))
    if not Authenticator.objects.filter(user_id=account.pk).exists():
        raise Conflict(_("Другого кроку в цієї людини немає."), code="no_second_step")
    remove_all(account)
    sessions.end_all(account=account)
    staff_actions.remember(account, AccountEvent.What.SECOND_STEP_RESET, by=by, now=now)
    if account.email:
        queue_letter(
            template="second_step_reset",
            to=account.email,
            context={"username": account.username, "who": by.full_name if by else _("адміністратор сервера")},
            key=f"second-step-reset:{account.pk}:{now.timestamp()}",
            now=now,
            about=("people", str(account.pk)),
        )


def listen() -> None:
    """Have allauth tell of every new way of the second step."""
    authenticator_added.connect(_end_weaker_sessions, dispatch_uid="oseredok.people.second_step")


def _end_weaker_sessions(request: HttpRequest, user: Account, authenticator: Authenticator, **_other: Any) -> None:
    """With the first second step, end the sessions begun without one: the rights that it guards must not reach them."""
    others = Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exclude(pk=authenticator.pk)
    if authenticator.type in KINDS and not others.exists():
        sessions.end_all(account=user, but=request.session.session_key)


def remove_all(account: Account) -> None:
    """Delete every authenticator of the account."""
    for authenticator in Authenticator.objects.filter(user_id=account.pk):
        authenticator.delete()
