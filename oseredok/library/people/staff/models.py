"""What is remembered about signing in: who was done what to, and who tried in vain. Apart from personal log lines."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AccountEvent(models.Model):
    """Something that was done to an account, by others or by its owner. Rows stay as history; `by` null is the command
    line of the server.
    """

    class What(models.TextChoices):
        PASSWORD_ISSUED = "password_issued", _("дано тимчасовий пароль")
        SECOND_STEP_RESET = "second_step_reset", _("знято другий крок входу")
        SESSIONS_ENDED = "sessions_ended", _("завершено всі сеанси")
        FREED = "freed", _("знято обмеження після невдалих спроб")
        UNLINKED = "unlinked", _("від’єднано вхід через іншу систему")
        LEFT = "left", _("обліковий запис закрито")
        RESTORED = "restored", _("обліковий запис відкрито знову")
        UNLOCKED = "unlocked", _("доступ повернуто з сервера: тимчасовий пароль, другий крок знято")
        PASSWORD_CHANGED = "password_changed", _("змінено пароль")
        PASSWORD_BY_LETTER = "password_by_letter", _("змінено пароль за листом")
        PHONE_ADDED = "phone_added", _("додано застосунок на телефоні")
        PHONE_REMOVED = "phone_removed", _("вилучено застосунок на телефоні")
        PASSKEY_ADDED = "passkey_added", _("додано ключ доступу")
        PASSKEY_REMOVED = "passkey_removed", _("вилучено ключ доступу")
        CODES_MADE = "codes_made", _("зроблено нові запасні коди")

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="events")
    what = models.CharField(_("що"), max_length=20, choices=What)
    at = models.DateTimeField(_("коли"))
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("подія облікового запису")
        verbose_name_plural = _("події облікових записів")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.what}"


class FailedSignIn(models.Model):
    """One attempt that failed. A name that belongs to nobody is kept as a mark only: people type passwords there."""

    class Step(models.TextChoices):
        PASSWORD = "password", _("пароль")
        CODE = "code", _("другий крок")
        PASSKEY = "passkey", _("ключ доступу")
        PROVIDER = "provider", _("вхід через іншу систему")

    account = models.ForeignKey(
        "people.Account", on_delete=models.CASCADE, null=True, blank=True, related_name="failed_sign_ins"
    )
    name_mark = models.CharField(max_length=16, blank=True)  # the same unknown name has the same mark
    step = models.CharField(_("на чому"), max_length=10, choices=Step)
    network = models.CharField(_("звідки"), max_length=45, blank=True)  # without the last part of the address
    at = models.DateTimeField(_("коли"))

    class Meta:
        verbose_name = _("невдала спроба входу")
        verbose_name_plural = _("невдалі спроби входу")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], name="failed_sign_in_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True) | Q(name_mark=""), name="failed_name_kept_only_when_unknown"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d %H:%M}"
