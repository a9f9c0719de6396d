"""Numbers as they stood at one moment. Written once: the database refuses every change, a digest proves it on reading."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.management.reports.frozen.content import Content, Row


class Snapshot(models.Model):
    """What the indicators said of a period and places at `frozen_at`.

    `last_entry` is the last journal entry counted, `last_rating` the last row of ratings; older snapshots do not know it.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    starts_on = models.DateField(_("від"))
    ends_on = models.DateField(_("до (не включно)"))
    everywhere = models.BooleanField(_("уся система"))
    frozen_at = models.DateTimeField(_("заморожено"))
    last_entry = models.PositiveBigIntegerField(_("останній запис щоденника"))
    last_rating = models.PositiveBigIntegerField(_("остання оцінка"), null=True)
    digest = models.CharField(_("контрольна сума"), max_length=64)

    class Meta:
        verbose_name = _("заморожені числа")
        verbose_name_plural = _("заморожені числа")
        ordering = ["-frozen_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="snapshot_of_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.period.title} ({self.digest[:8]})"

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def content(self) -> Content:
        """Everything frozen, compared with its digest first. Raises Changed when they differ."""
        from oseredok.management.reports.frozen.queries import read

        return read(self)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The indicators, in order. Raises Changed as `content`."""
        return self.content.rows


class SnapshotPlace(models.Model):
    """A library that was counted, under the name that it had."""

    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="counted_places", verbose_name=_("заморожені числа")
    )
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", verbose_name=_("бібліотека"))
    order = models.PositiveSmallIntegerField(_("порядок"))
    name = models.CharField(_("назва"), max_length=200)

    class Meta:
        verbose_name = _("бібліотека в заморожених числах")
        verbose_name_plural = _("бібліотеки в заморожених числах")
        ordering = ["snapshot", "order"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "place"], name="place_once_in_a_snapshot")]

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """One indicator: its number beside those that it is compared with."""

    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="lines", verbose_name=_("заморожені числа")
    )
    order = models.PositiveSmallIntegerField(_("порядок"))
    code = models.CharField(_("показник"), max_length=60)
    name = models.CharField(_("назва"), max_length=200)
    section = models.CharField(_("розділ"), max_length=100)
    unit = models.CharField(_("одиниця"), max_length=40)
    direction = models.CharField(_("що краще"), max_length=8)
    number_kind = models.CharField(_("вид числа"), max_length=8)
    number = models.DecimalField(_("число"), max_digits=16, decimal_places=3, null=True)
    before = models.DecimalField(_("попередній період"), max_digits=16, decimal_places=3, null=True)
    year_ago = models.DecimalField(_("торік"), max_digits=16, decimal_places=3, null=True)
    target = models.DecimalField(_("план"), max_digits=16, decimal_places=3, null=True)
    n = models.PositiveIntegerField(_("скільки спостережень"), null=True)
    low = models.DecimalField(_("межа знизу"), max_digits=6, decimal_places=1, null=True)
    high = models.DecimalField(_("межа згори"), max_digits=6, decimal_places=1, null=True)
    query = models.TextField(_("записи за числом"), blank=True)
    formula = models.TextField(_("як рахуємо"), blank=True)
    sensitive = models.BooleanField(_("вразлива категорія"), default=False)

    class Meta:
        verbose_name = _("заморожений показник")
        verbose_name_plural = _("заморожені показники")
        ordering = ["snapshot", "order"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "code"], name="indicator_once_in_a_snapshot")]

    def __str__(self) -> str:
        return self.name


class Cell(models.Model):
    """One number of a series: a month or a library of an indicator, an age or an hour of the visits."""

    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="cells", verbose_name=_("заморожені числа")
    )
    code = models.CharField(_("показник"), max_length=60)
    series = models.CharField(_("ряд"), max_length=12)
    order = models.PositiveSmallIntegerField(_("порядок"))
    key = models.CharField(_("ключ"), max_length=60)
    label = models.CharField(_("назва"), max_length=200)
    number = models.DecimalField(_("число"), max_digits=16, decimal_places=3, null=True)
    query = models.TextField(_("записи за числом"), blank=True)

    class Meta:
        verbose_name = _("заморожене число ряду")
        verbose_name_plural = _("заморожені числа рядів")
        ordering = ["snapshot", "code", "series", "order"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "code", "series", "key"], name="cell_once_in_a_snapshot")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.series} {self.key}"
