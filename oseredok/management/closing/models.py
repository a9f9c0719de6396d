"""Closing of a library or of the whole centre: by whose decision, who is in the commission, what was exported."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from oseredok.library.documents.models import Document
from oseredok.library.people.models import Account, Reader
from oseredok.library.places.models import Library


class State(models.TextChoices):
    PREPARED = "prepared", _("готуємо")
    EXPORTED = "exported", _("дані вивантажено")
    CLOSED = "closed", _("закрито")
    CANCELLED = "cancelled", _("скасовано")
    REOPENED = "reopened", _("відчинено знову")


OVER = (State.CANCELLED, State.REOPENED)
"""Nothing follows; the place may be closed again by another decision."""


class Closing(models.Model):
    """One closing. Nothing in the centre changes by it until `closed_at`; a cancelled one stays as history."""

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
    job = models.UUIDField(null=True, blank=True, editable=False)  # the long work that was ordered last
    instead = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("куди йти людям")
    )
    instead_words = models.CharField(_("куди йти людям, словами"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("закрито"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("хто закрив")
    )
    reopened_at = models.DateTimeField(_("відчинено знову"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("хто відчинив знову")
    )
    act = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("підписаний акт")
    )

    class Meta:
        verbose_name = _("закриття")
        verbose_name_plural = _("закриття")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("place", 0), condition=~Q(state__in=OVER), name="one_live_closing_of_a_place"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "reopened"]) | Q(closed_at__isnull=False),
                name="closing_closed_at_some_moment",
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

    @property
    def data_decision(self) -> DataDecision | None:
        """What is decided about readers' data; None while nothing is."""
        return DataDecision.objects.filter(closing=self).select_related("move_to").first()


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


class DataDecision(models.Model):
    """What becomes of readers' data, by whose decision, and how far it is done.

    `seal_recipient` is the public half of a key of the age format; the other half lies in `seal_secret`, encrypted with
    a passphrase that is kept nowhere. Whoever has the database alone opens nothing.
    """

    class Way(models.TextChoices):
        MOVE = "move", _("перевести до іншої бібліотеки системи")
        HAND_OVER = "hand_over", _("передати правонаступникові")
        ERASE = "erase", _("стерти")

    closing = models.OneToOneField(Closing, on_delete=models.CASCADE, related_name="data", verbose_name=_("закриття"))
    way = models.CharField(_("що робимо з даними читачів"), max_length=10, choices=Way)
    move_to = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("куди переводимо")
    )
    recipient = models.CharField(_("кому передаємо"), max_length=200, blank=True)
    recipient_code = models.CharField(_("код ЄДРПОУ одержувача"), max_length=8, blank=True)
    ground = models.CharField(_("правова підстава"), max_length=300)
    decided_at = models.DateTimeField(_("вирішено"))
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто вніс"))
    seal_recipient = models.CharField(max_length=80, blank=True)
    seal_secret = models.BinaryField(blank=True, default=bytes)
    sealed_at = models.DateTimeField(_("запечатано"), null=True, blank=True)
    sealed_sha256 = models.CharField(_("SHA-256 запечатаного файла"), max_length=64, blank=True)
    sealed_size = models.PositiveBigIntegerField(_("розмір запечатаного файла"), default=0)
    sealed_readers = models.PositiveIntegerField(_("читачів у запечатаному файлі"), default=0)
    handed_on = models.DateField(_("передано"), null=True, blank=True)
    handed_to = models.CharField(_("хто прийняв"), max_length=160, blank=True)
    moved = models.PositiveIntegerField(_("переведено читачів"), default=0)
    erased = models.PositiveIntegerField(_("стерто читачів"), default=0)
    erasing_from = models.DateTimeField(_("почали стирати"), null=True, blank=True)
    erased_at = models.DateTimeField(_("стерто"), null=True, blank=True)

    class Meta:
        verbose_name = _("рішення про персональні дані")
        verbose_name_plural = _("рішення про персональні дані")
        constraints = [
            models.CheckConstraint(
                condition=(Q(way="move", move_to__isnull=False) | (~Q(way="move") & Q(move_to__isnull=True))),
                name="data_moved_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(way="hand_over") | ~Q(recipient=""), name="data_handed_over_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.closing_id}"


class MovedReader(models.Model):
    """A reader moved to another library, so that the way back finds the readers; forgotten when there is none any more."""

    decision = models.ForeignKey(DataDecision, on_delete=models.CASCADE, related_name="moved_readers")
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("переведений читач")
        verbose_name_plural = _("переведені читачі")
        constraints = [models.UniqueConstraint(fields=["decision", "reader"], name="reader_moved_once_by_a_decision")]

    def __str__(self) -> str:
        return f"moved {self.pk}"
