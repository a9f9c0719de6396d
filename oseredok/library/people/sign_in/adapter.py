"""How sign-in behaves for staff: nobody signs up by themselves, accounts are made by the head."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.errors import NotAllowed
from oseredok.base.mail.actions import queue_letter
from oseredok.library.people import nav
from oseredok.library.people.duty import duty_of
from oseredok.library.people.models import Account, FailedSignIn
from oseredok.library.people.sign_in import attempts, notices, sealing, second_step, sessions, user_agent
from oseredok.library.people.sign_in import samples as sample_sign_ins

logger = logging.getLogger(__name__)
_MISMATCH = _("Ім’я для входу або пароль не той. Перевірте розкладку клавіатури й Caps Lock.")


_WRONG_CODE = _("Код не той. Перевірте, чи годинник на телефоні точний, і впишіть наступний код.")
_PUBLIC_PASSWORD = _(
    "Це пароль показової бібліотеки, його знають усі. Тут він не діє: попросіть тимчасовий у керівника."
)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "cannot_delete_authenticator": _(
            "Для вашої ролі другий крок обов’язковий. Спершу додайте інший спосіб, тоді вимкніть цей."
        ),
        "cannot_generate_recovery_codes": _("Запасні коди робимо, коли другий крок увімкнено."),
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; of one that another key sealed, a fresh one that no code fits. The form says why."""
        try:
            return sealing.unseal(encrypted_text)
        except sealing.UnreadableSecretError:
            logger.warning("A second step was sealed by another SECRET_KEY: its codes cannot be checked.")
            return str(generate_totp_secret())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        try:
            second_step.check_can_remove(authenticator=authenticator)
        except NotAllowed:
            return False
        return True

    def get_totp_label(self, user: Account) -> str:
        return user.username

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """A passkey that its owner did not name is called by where it was made."""
        return user_agent.words(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {"id": context.request.get_host().partition(":")[0], "name": self.get_totp_issuer()}


def _login_of(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for all: the page must not tell which accounts exist.
        "username_password_mismatch": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "too_many_login_attempts": _("Забагато невдалих спроб. Спробуйте за п’ять хвилин."),  # told exactly below
        "enter_current_password": _("Теперішній пароль не той."),
        "incorrect_password": _("Пароль не той."),
        "rate_limited": _("Забагато спроб. Зачекайте хвилину."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        if sample_sign_ins.is_public(credentials.get("password") or ""):
            raise ValidationError(_PUBLIC_PASSWORD, code="public_password")
        return super().authenticate(request, **credentials)  # type: ignore[no-any-return]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            key = self._get_login_attempts_cache_key(request, **credentials)
            wait = attempts.wait_of(request, action="login_failed", key=key)
            raise ValidationError(attempts.sentence(wait), code=refusal.code) from None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        attempts.record(request, step=FailedSignIn.Step.PASSWORD, login=_login_of(credentials), now=timezone.now())

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return attempts.key_of(_login_of(credentials))

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        sessions.begin(request.session, now=timezone.now())

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page of the staff bar that the roles open: the desk for those who serve, the office for others."""
        if isinstance(request.user, Account):
            duty = duty_of(account=request.user, session=request.session)
            first = nav.first_page(duty) if duty else ""
            if first:
                return resolve_url(first)
        return resolve_url("people:me")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("people:me")

    def set_password(self, user: Account, password: str) -> None:
        """Called when people choose a password themselves: it is not temporary any more."""
        user.password_is_temporary = False
        super().set_password(user, password)

    def send_notification_mail(
        self, template_prefix: str, user: Account, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        notices.tell(self.request, event=template_prefix, account=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters go through the mail room. The only one that allauth writes by this is the way to a new password.

        Without mail settings nothing is queued: the link would be dead long before it leaves.
        """
        if template_prefix != "account/email/password_reset_key" or not settings.EMAIL_CONFIGURED:
            return
        queue_letter(
            template="password_reset",
            to=email,
            context={
                "url": context["password_reset_url"],
                "username": context["user"].get_username(),
                "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
            },
            key=f"password-reset:{uuid4()}",
            now=timezone.now(),
        )
