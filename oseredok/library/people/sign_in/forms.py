"""The forms of signing in, in our words: allauth's logic, our labels and hints, no placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Account, FailedSignIn
from oseredok.library.people.sign_in import attempts, openid, sealing
from oseredok.library.people.sign_in.samples import SampleSignIn, offered

_LONGEST_NAME = 60
_OTHER_KEY = _(
    "Код перевірити не можна: на сервері інший секретний ключ, ніж тоді, коли ви вмикали другий крок. "
    "Увійдіть ключем доступу або попросіть директора чи адміністратора зняти другий крок."
)
_UNKNOWN_KEY = _("Цим ключем тут увійти не можна. Увійдіть із паролем, а тоді додайте ключ на своїй сторінці.")
_SPARE_CODE = _(
    "Цей запасний код не діє: або в ньому помилка, або його вже використано. Кожен діє раз, візьміть інший."
)
_CODE_HINT = _("Шість цифр із застосунку на телефоні або один із запасних кодів.")


def _say(field: forms.Field, *, label: Any, hint: Any = "", missing: Any = "", **attributes: str) -> None:
    field.label = label
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)
    if missing:
        field.error_messages["required"] = missing


class SignInForm(account.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self.fields["login"],
            label=_("Ім’я для входу"),
            hint=_("Або ваша адреса електронної пошти."),
            missing=_("Напишіть ім’я для входу."),
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
        )
        _say(self.fields["password"], label=_("Пароль"), missing=_("Напишіть пароль."))

    @property
    def sample_sign_ins(self) -> list[SampleSignIn]:
        """Ready sign-ins of the demo centre; empty anywhere else."""
        return offered()

    @property
    def provider(self) -> dict[str, str]:
        """The other system to sign in through: `path` and `label`; empty when the environment names none."""
        if not openid.is_on():
            return {}
        return {"path": openid.sign_in_path(), "label": gettext("Увійти через «{name}»").format(name=openid.name())}


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], label=_("Теперішній пароль"), missing=_("Напишіть теперішній пароль."))
        _new_password(self.fields)


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self.fields["email"],
            label=_("Ваша адреса електронної пошти"),
            hint=_("Та, яку записано у вашому обліковому записі."),
            missing=_("Напишіть адресу."),
            autocomplete="email",
        )

    @property
    def mail_works(self) -> bool:
        """Without mail settings the page sends nobody a letter; it says whom to ask."""
        return settings.EMAIL_CONFIGURED


class NewPasswordForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self.fields)


class ConfirmPasswordForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], label=_("Пароль"), missing=_("Напишіть пароль."))


class _CountsTries:
    """A refused code of signing in is remembered for the office; «забагато» is told as a wait."""

    user: Account
    is_signing_in = True
    cleaned_data: dict[str, str]

    def clean_code(self) -> str:
        try:
            return super().clean_code()  # type: ignore[misc,no-any-return]
        except ValidationError as refusal:
            if refusal.code == "incorrect_code" and not self.is_signing_in:
                raise
            if refusal.code == "incorrect_code" and sealing.is_unreadable(self.user):
                raise ValidationError(_OTHER_KEY, code="sealed_by_another_key") from None
            if refusal.code == "incorrect_code" and _looks_spare(self.cleaned_data["code"]):
                refusal = ValidationError(_SPARE_CODE, code=refusal.code)
            raise attempts.told(refusal, request=context.request, account=self.user, now=timezone.now()) from None


def _looks_spare(code: str) -> bool:
    """A spare code has more digits than the phone shows: advice about the phone's clock would mislead."""
    return bool(sum(sign.isdigit() for sign in code) == mfa_settings.RECOVERY_CODE_DIGITS)


class SecondStepForm(_CountsTries, mfa.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class ConfirmCodeForm(_CountsTries, mfa.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class FirstCodeForm(_CountsTries, totp.ActivateTOTPForm):  # type: ignore[misc]
    is_signing_in = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], hint=_("Шість цифр, які показує застосунок."))


class SecondStepByPasskeyForm(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The same for a passkey. What is not even an answer of a browser is refused like a wrong one."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError as refusal:
            raise attempts.told(refusal, request=context.request, account=self.user, now=timezone.now()) from None


class SignInByPasskeyForm(webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of the name and the password: the device has asked for a finger, a face or a PIN itself."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except (ValidationError, ArithmeticError, AttributeError, TypeError, ValueError):
            # What is not the answer of a browser is refused like a key that nobody added.
            attempts.record(context.request, step=FailedSignIn.Step.PASSKEY, now=timezone.now())
            raise ValidationError(_UNKNOWN_KEY, code="unknown_passkey") from None


class NewPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _passkey_name(self.fields["name"])
        self.fields["passwordless"].initial = True
        _say(
            self.fields["passwordless"],
            label=_("Входити цим ключем без імені й пароля"),
            hint=_("Пристрій сам спитає відбиток, обличчя або PIN-код. Хто може його розблокувати, той і ввійде."),
        )
        self.fields["credential"].error_messages["required"] = _("Ключ не відповів. Спробуйте ще раз.")
        self.fields["credential"].error_messages["invalid"] = _("Ключ не відповів. Спробуйте ще раз.")


class PasskeyNameForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _passkey_name(self.fields["name"])


def _passkey_name(field: Any) -> None:
    _say(field, label=_("Як його назвати"), hint=_("Щоб потім упізнати: «мій телефон», «комп’ютер на стійці»."))
    field.error_messages["required"] = _("Напишіть назву.")
    field.max_length = _LONGEST_NAME
    field.validators.append(MaxLengthValidator(_LONGEST_NAME, _("Задовго: найбільше 60 знаків.")))
    field.widget.attrs["maxlength"] = str(_LONGEST_NAME)


def _new_password(fields: dict[str, forms.Field]) -> None:
    _say(
        fields["password1"],
        label=_("Новий пароль"),
        hint=_("Не менше 10 знаків. Добре: три-чотири слова поспіль."),
        missing=_("Напишіть новий пароль."),
    )
    _say(fields["password2"], label=_("Новий пароль ще раз"), missing=_("Напишіть новий пароль ще раз."))


def _code(field: forms.Field, hint: Any = _CODE_HINT) -> None:
    _say(
        field, label=_("Код"), hint=hint, missing=_("Напишіть код."), autocomplete="one-time-code", inputmode="numeric"
    )
