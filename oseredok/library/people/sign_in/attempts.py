"""Failed sign-ins: remembered for the office, counted by allauth's limits, and the limits told as a wait."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict
from oseredok.base.core.text import counted
from oseredok.base.preferences import queries as preferences
from oseredok.library.people.models import Account
from oseredok.library.people.sign_in import networks
from oseredok.library.people.staff import actions as staff_actions
from oseredok.library.people.staff.models import AccountEvent, FailedSignIn
from oseredok.library.people.staff.preferences import KEEP_FAILURES_DAYS

TOO_MANY = ("too_many_login_attempts", "rate_limited")
_FAILED = "login_failed"
_SHOWN = 500

# Which of allauth's limits stands before which page, for the page that says «забагато».
_LIMITS = {
    "account_login": "login",
    "account_reauthenticate": "reauthenticate",
    "account_change_password": "change_password",
    "account_reset_password": "reset_password",
    "account_reset_password_from_key": "reset_password_from_key",
    "mfa_reauthenticate": "reauthenticate",
    "mfa_reauthenticate_webauthn": "reauthenticate",
    "mfa_login_webauthn": "webauthn_login",
}
_OF_SECOND_STEP = frozenset({"webauthn_login"})
"""Limits that allauth keeps apart, with those of its second step."""


def account_called(login: str) -> Account | None:
    """Return the account that a sign-in name or an address means."""
    name = login.strip()
    if not name:
        return None
    return Account.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).order_by("pk").first()


# --- Limits -----------------------------------------------------------------------------------------


def key_of(login: str) -> str:
    """Return what the limit of an account counts by: its name and its address are one door, under any host name."""
    account = account_called(login)
    return f"account:{account.pk}" if account else f"name:{login.strip().lower()}"


def wait_of(request: HttpRequest | None, *, action: str, key: str | None = None) -> timedelta:
    """Return how long until `action` is allowed again; zero when it is. Without a request only `key` is looked at."""
    now = time.time()
    waits = [0.0]
    for rate in ratelimit.get_rates(app=_app_of(action), action=action):
        if (rate.per == "key" and key is None) or (rate.per != "key" and request is None):
            continue
        if rate.per == "user" and not (request and request.user.is_authenticated):
            continue
        kept = cache.get(_cache_key(request, action=action, rate=rate, key=key), [])
        alive = [moment for moment in kept if moment > now - rate.duration]
        if len(alive) >= rate.amount:
            waits.append(min(alive) + rate.duration - now)
    return timedelta(seconds=max(waits))


def sentence(wait: timedelta) -> str:
    """Return «Забагато спроб. Спробуйте за 4 хвилини.»"""
    return _("Забагато невдалих спроб. Спробуйте за {after}.").format(after=_in_words(wait))


def _in_words(wait: timedelta) -> str:
    seconds = max(1, ceil(wait.total_seconds()))
    if seconds < 60:
        return counted(seconds, "секунду", "секунди", "секунд")
    return counted(ceil(seconds / 60), "хвилину", "хвилини", "хвилин")


def wait_before(request: HttpRequest) -> timedelta:
    """Return the wait of the page that was refused with «забагато»."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    action = _LIMITS.get(name or "", "")
    key = None
    if action == "reset_password":
        key = request.POST.get("email", "").strip().lower()
    return wait_of(request, action=action, key=key) if action else timedelta(minutes=1)


def told(refusal: ValidationError, *, request: HttpRequest, account: Account, now: datetime) -> ValidationError:
    """Return what is said about a refused second step: a wait in words, or the refusal itself, remembered."""
    if refusal.code in TOO_MANY:
        return ValidationError(sentence(wait_of(request, action=_FAILED, key=_step_key(account))), code=refusal.code)
    if refusal.code == "incorrect_code":
        record(request, step=FailedSignIn.Step.CODE, account=account, now=now)
    return refusal


def locked_for(account: Account) -> timedelta:
    """Return how long the account's own limits still refuse it; zero when they do not."""
    return max(wait_of(None, action=_FAILED, key=key) for key in (f"account:{account.pk}", _step_key(account)))


def locked_sentence(account: Account) -> str:
    """Return what the office says about a locked-out colleague; empty when nothing stops the person."""
    wait = locked_for(account)
    if not wait:
        return ""
    return _("Забагато невдалих спроб: вхід закрито ще на {time}.").format(time=_in_words(wait))


@transaction.atomic
def free(*, account: Account, by: Account | None, now: datetime) -> None:
    """Let a locked-out colleague try again at once.

    Raises:
        NotAllowed: `by` leads nothing, the account manages more than `by` does, or it is one's own.
        Conflict (`not_locked`): nothing stops the person.
    """
    staff_actions.check_may_help(by, account, own=_("Зачекайте: обмеження зникне саме."))
    if not locked_for(account):
        raise Conflict(_("Обмеження вже немає: людина може входити."), code="not_locked")
    forget_limits(account)
    staff_actions.remember(account, AccountEvent.What.FREED, by=by, now=now)


def forget_limits(account: Account) -> None:
    """Forget the attempts that count against the account; those that count against a network stay."""
    for rate in ratelimit.get_rates(app="allauth.account", action=_FAILED):
        if rate.per == "key":
            for key in (f"account:{account.pk}", _step_key(account)):
                cache.delete(_cache_key(None, action=_FAILED, rate=rate, key=key))


def _step_key(account: Account) -> str:
    return f"mfa-auth-user-{account.pk}"  # as allauth.mfa.base.internal.flows.check_rate_limit has it


def _cache_key(request: HttpRequest | None, *, action: str, rate: ratelimit.Rate, key: str | None) -> str:
    made: str = ratelimit.get_cache_key(request, app=_app_of(action), action=action, rate=rate, key=key)
    return made


def _app_of(action: str) -> str:
    return "allauth.mfa" if action in _OF_SECOND_STEP else "allauth.account"


# --- What is remembered -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Failure:
    """A failed attempt as the office reads it."""

    at: datetime
    account: Account | None
    mark: str
    step: str
    network: str


def record(
    request: HttpRequest,
    *,
    step: FailedSignIn.Step,
    now: datetime,
    account: Account | None = None,
    login: str = "",
) -> None:
    """Remember a failed attempt. allauth's limit per network keeps the table from being flooded."""
    account = account or account_called(login)
    mark = "" if account or not login else salted_hmac("people.failed-sign-in", login.strip().lower()).hexdigest()[:16]
    FailedSignIn.objects.create(
        account=account,
        name_mark=mark,
        step=step,
        network=networks.shortened(get_adapter().get_client_ip(request)),
        at=now,
    )


def failures(*, account: Account | None = None) -> list[Failure]:
    """Return the failed attempts that are still kept, the latest first; of one account or of all."""
    rows: QuerySet[FailedSignIn] = FailedSignIn.objects.select_related("account")
    if account is not None:
        rows = rows.filter(account=account)
    return [
        Failure(
            at=row.at, account=row.account, mark=row.name_mark[:6], step=row.get_step_display(), network=row.network
        )
        for row in rows[:_SHOWN]
    ]


def forget_old(*, now: datetime) -> int:
    """Erase what is older than the centre keeps; return how many."""
    oldest = now - timedelta(days=preferences.value(KEEP_FAILURES_DAYS))
    erased, _kinds = FailedSignIn.objects.filter(at__lt=oldest).delete()
    return erased
