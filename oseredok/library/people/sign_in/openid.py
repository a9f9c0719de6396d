"""Signing in through another system (OpenID Connect): off until the environment names one.

It replaces the password, not the second step. Only an account that exists is let in: its address, written by a leader,
must be the one that the other system has verified. From then on the account is tied to that person's mark there, and a
second person with the same address is refused. The secret, the token and what the other system tells are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from requests import RequestException

from oseredok.base.core.errors import Conflict, DomainError, NotAllowed
from oseredok.library.people.models import Account
from oseredok.library.people.sign_in import attempts
from oseredok.library.people.sign_in.openid_settings import provider_id
from oseredok.library.people.staff import actions as staff_actions
from oseredok.library.people.staff.models import AccountEvent, FailedSignIn


def is_on() -> bool:
    """Whether the environment names another system to sign in through."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID)


def name() -> str:
    """Return how people call the other system."""
    return settings.OIDC_NAME or urlsplit(settings.OIDC_ISSUER).hostname or _("інша система")


def sign_in_path() -> str:
    """Return where the button «Увійти через …» leads; empty when there is no other system."""
    return reverse("openid_connect_login", args=[provider_id(settings.OIDC_ISSUER)]) if is_on() else ""


def is_linked(account: Account) -> bool:
    """Whether somebody in another system is tied to this account."""
    return bool(SocialAccount.objects.filter(user_id=account.pk).exists())


def unlink(account: Account) -> None:
    """Forget who in another system the account belongs to."""
    SocialAccount.objects.filter(user_id=account.pk).delete()


@transaction.atomic
def unlink_account(*, account: Account, by: Account | None, now: datetime) -> None:
    """Untie a colleague's account, so that the next sign-in through the other system ties it anew.

    Raises:
        NotAllowed: `by` leads nothing, the account manages more than `by` does, or it is one's own.
        Conflict (`not_linked`): nothing is tied.
    """
    staff_actions.check_may_help(by, account, own=_("Власний вхід від’єднає хтось інший."))
    if not is_linked(account):
        raise Conflict(_("Цей обліковий запис не під’єднано до іншої системи."), code="not_linked")
    unlink(account)
    staff_actions.remember(account, AccountEvent.What.UNLINKED, by=by, now=now)


def account_for(*, provider: str, claims: Mapping[str, Any]) -> Account:
    """Return the account of a person whom the other system tells about for the first time.

    Raises:
        NotAllowed (`email_unverified`, `unknown_person`, `linked_elsewhere`).
    """
    email = str(claims.get("email") or "").strip()
    verified = claims.get("email_verified")
    # Some systems send the word: "false" must not count as true.
    if not email or not (verified is True or verified == "true"):
        raise NotAllowed(
            _("Та система не підтвердила вашої адреси пошти. Підтвердьте її там або ввійдіть із паролем."),
            code="email_unverified",
        )
    # Outside ASCII, databases hold letters equal that are not (a dotless i): that would be somebody else's address.
    found = list(Account.objects.filter(email__iexact=email, is_active=True)[:2]) if email.isascii() else []
    if len(found) != 1:
        raise NotAllowed(
            _("Облікового запису з такою адресою тут немає. Попросіть керівника додати вас або виправити адресу."),
            code="unknown_person",
        )
    if SocialAccount.objects.filter(user=found[0], provider=provider).exists():
        raise NotAllowed(
            _("Цей обліковий запис уже належить іншій людині з тієї системи. Скажіть про це адміністраторові."),
            code="linked_elsewhere",
        )
    return found[0]


class OpenIdAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Our rules in allauth's flow: everything that is not a plain sign-in of a known person is refused with a sentence."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return False  # `account_for` is stricter

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        told: dict[str, Any] = sociallogin.account.extra_data
        sociallogin.account.extra_data = {}
        try:
            if sociallogin.state.get("process") != "login":
                raise NotAllowed(_("Так увійти не можна: почніть зі сторінки входу."), code="not_a_sign_in")
            claims = _claims(told)
            if sociallogin.is_existing:
                sociallogin.account.save(update_fields=["extra_data"])
                return
            account = account_for(provider=sociallogin.account.provider, claims=claims)
        except DomainError as refusal:
            attempts.record(request, step=FailedSignIn.Step.PROVIDER, now=timezone.now())
            raise ImmediateHttpResponse(refused(request, refusal.message)) from refusal
        sociallogin.connect(request, account)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        raise ImmediateHttpResponse(refused(request, _why(request, error, exception, extra_context or {})))


def refused(request: HttpRequest, sentence: str, *, status: int = 403) -> HttpResponse:
    """Say why nobody was signed in, and how to go on."""
    return render(request, "account/provider_refused.html", {"sentence": sentence}, status=status)


def unreachable(request: HttpRequest) -> HttpResponse:
    """Say that the other system does not answer."""
    return refused(
        request,
        _("Система «{name}» не відповідає. Спробуйте за кілька хвилин або ввійдіть із паролем.").format(name=name()),
        status=503,
    )


def _claims(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of the person; the two answers of the other system must be about the same one."""
    signed, more = told.get("id_token") or {}, told.get("userinfo") or {}
    if signed and more and signed.get("sub") != more.get("sub"):
        raise NotAllowed(_("Та система відповіла про двох різних людей. Увійдіть із паролем."), code="two_persons")
    return {**signed, **more}


def _why(request: HttpRequest, error: Any, exception: Any, context: Mapping[str, Any]) -> str:
    if error == "cancelled" or request.GET.get("error") == "access_denied":
        return _("Вхід скасовано.")
    if isinstance(exception, RequestException):
        return _("Система «{name}» не відповідає. Спробуйте за кілька хвилин або ввійдіть із паролем.").format(
            name=name()
        )
    if "state_id" in context:
        return _("Цей вхід розпочато в іншому вікні або задавно. Почніть знову зі сторінки входу.")
    return _("Система «{name}» не підтвердила вхід. Спробуйте ще раз або ввійдіть із паролем.").format(name=name())
