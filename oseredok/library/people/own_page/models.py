"""How readers are let in: codes that wait to be typed, sessions, and counts of attempts. None of it outlives its hour."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReaderCode(models.Model):
    """A code on its way to an address: for signing in, for proving a new address, for confirming a deed.

    A row stands for an address that nobody here has as well, so that both look and cost the same. The code itself is
    not kept, only its keyed mark. Rows are forgotten when their time is over.
    """

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in", _("вхід")
        NEW_ADDRESS = "new_address", _("нова адреса")
        ERASE = "erase", _("стерти дані")

    handle = models.UUIDField(default=uuid4, unique=True, editable=False)  # what the browser that asked holds
    purpose = models.CharField(max_length=12, choices=Purpose)
    address = models.CharField(max_length=254)  # in lower case
    reader = models.ForeignKey("people.Reader", on_delete=models.CASCADE, null=True, related_name="+")
    code_mark = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name = _("код для читача")
        verbose_name_plural = _("коди для читачів")
        constraints = [
            # One code at a time: asking again makes the former useless.
            models.UniqueConstraint(
                fields=["address", "purpose"], condition=Q(reader__isnull=True), name="one_code_for_an_address"
            ),
            models.UniqueConstraint(
                fields=["reader", "purpose"], condition=Q(reader__isnull=False), name="one_code_for_a_reader"
            ),
            models.CheckConstraint(
                condition=Q(purpose="sign_in", reader__isnull=True) | (~Q(purpose="sign_in") & Q(reader__isnull=False)),
                name="code_of_a_deed_has_a_reader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} code {self.pk}"


class ReaderSession(models.Model):
    """A browser in which a reader is signed in. The token is in the browser only; here is its mark.

    `reader` is empty while one of several people with the same address is being chosen.
    """

    class Way(models.TextChoices):
        CODE = "code", _("код із листа")
        PIN = "pin", _("квиток і PIN")

    token_mark = models.CharField(max_length=64, unique=True)
    reader = models.ForeignKey("people.Reader", on_delete=models.CASCADE, null=True, related_name="web_sessions")
    way = models.CharField(_("як"), max_length=4, choices=Way)
    address = models.CharField(max_length=254, blank=True)  # by which the code came: whom else it opens
    program = models.CharField(_("програма"), max_length=60, blank=True)
    is_own_device = models.BooleanField(_("власний пристрій"), default=False)
    began_at = models.DateTimeField(_("почато"))
    seen_at = models.DateTimeField(_("востаннє"))
    proved_at = models.DateTimeField()  # when the person last proved who they are

    class Meta:
        verbose_name = _("вхід читача")
        verbose_name_plural = _("входи читачів")
        ordering = ["-seen_at", "-pk"]
        indexes = [models.Index(fields=["seen_at"], name="reader_session_seen")]

    def __str__(self) -> str:
        return f"reader session {self.pk}"


class ReaderAttempts(models.Model):
    """How many times something was tried by a card, an address or a network; whose, tells only a keyed mark.

    In the database, not in the cache: attempts that come at the same moment must all be counted.
    """

    mark = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name = _("спроби входу читачів")
        verbose_name_plural = _("спроби входу читачів")
        indexes = [models.Index(fields=["ends_at"], name="reader_attempts_end")]

    def __str__(self) -> str:
        return f"attempts {self.pk}"
