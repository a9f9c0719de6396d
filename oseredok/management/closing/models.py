"""Closing of a library or of the whole centre: by whose decision, who is in the commission, what was exported."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Account
from oseredok.library.places.models import Library


class State(models.TextChoices):
    PREPARED = "prepared", _("готуємо")
    EXPORTED = "exported", _("дані вивантажено")
    CANCELLED = "cancelled", _("скасовано")


class Closing(models.Model):
    """One closing. Nothing in the centre changes by it until the last step; a cancelled one stays as history."""

    class DecidedBy(models.TextChoices):
        FOUNDER = "founder", _("рішення засновника")
        DIRECTOR = "director", _("наказ директора")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    place = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("бібліотека")
    )  # None: the whole centre
    decided_by = models.CharField(_("чиє рішення"), max_length=10, choices=DecidedBy)
    order_number = models.CharField(_("номер рішення"), max_length=40)
    order_date = models.DateField(_("дата рішення"))
    ground = models.CharField(_("підстава"), max_length=300)
    planned_on = models.DateField(_("день закриття"))
    state = models.CharField(_("стан"), max_length=12, choices=State, default=State.PREPARED)
    made_at = models.DateTimeField(_("внесено"))
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто вніс"))
    exported_at = models.DateTimeField(_("вивантажено"), null=True, blank=True)
    export_sha256 = models.CharField(_("SHA-256 вивантаження"), max_length=64, blank=True)
    export_size = models.PositiveBigIntegerField(_("розмір вивантаження"), default=0)
    export_rows = models.PositiveBigIntegerField(_("рядків вивантажено"), default=0)

    class Meta:
        verbose_name = _("закриття")
        verbose_name_plural = _("закриття")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("place", 0), condition=~Q(state="cancelled"), name="one_live_closing_of_a_place"
            ),
            models.CheckConstraint(
                condition=~Q(state="exported") | Q(exported_at__isnull=False), name="closing_exported_at_some_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}, № {self.order_number}"

    @property
    def what(self) -> str:
        """What is being closed, as people call it."""
        return self.place.short_name if self.place else str(_("Увесь центр"))


class Member(models.Model):
    """One of the liquidation commission, as named in the decision; not necessarily somebody with an account."""

    class Part(models.TextChoices):
        CHAIR = "chair", _("голова комісії")
        MEMBER = "member", _("член комісії")

    closing = models.ForeignKey(Closing, on_delete=models.CASCADE, related_name="members", verbose_name=_("закриття"))
    part = models.CharField(_("роль у комісії"), max_length=8, choices=Part)
    name = models.CharField(_("хто"), max_length=160)
    order = models.PositiveSmallIntegerField(_("порядок"))

    class Meta:
        verbose_name = _("член ліквідаційної комісії")
        verbose_name_plural = _("ліквідаційна комісія")
        ordering = ["closing", "order"]
        constraints = [
            models.UniqueConstraint(fields=["closing"], condition=Q(part="chair"), name="one_chair_of_a_closing"),
        ]

    def __str__(self) -> str:
        return self.name
