"""One counting, what each check found, and where."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from oseredok.collections.catalogue.models import Record


class Count(models.Model):
    """All checks made once. The former one is shown until the next is done, then it goes."""

    ordered_at = models.DateTimeField(_("замовлено"))
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    task_id = models.UUIDField(null=True, blank=True)
    done_at = models.DateTimeField(_("пораховано"), null=True, blank=True)
    records = models.PositiveIntegerField(_("записів"), default=0)

    class Meta:
        verbose_name = _("підрахунок якості каталогу")
        verbose_name_plural = _("підрахунки якості каталогу")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"quality {self.pk}"


class Tally(models.Model):
    """How many records one check has found, of how many that it concerns."""

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="tallies")
    code = models.CharField(max_length=20)  # of `checks.CHECKS`
    found = models.PositiveIntegerField()
    of = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("підсумок перевірки каталогу")
        verbose_name_plural = _("підсумки перевірок каталогу")
        constraints = [models.UniqueConstraint(fields=["count", "code"], name="tally_once_a_check")]

    def __str__(self) -> str:
        return f"{self.code} {self.found}/{self.of}"


class Flaw(models.Model):
    """A record that a check has found; `note` says where and what. Rows of records that have gone since mean nothing."""

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="flaws", db_index=False)
    code = models.CharField(max_length=20)
    record = models.ForeignKey(
        Record, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("вада запису")
        verbose_name_plural = _("вади записів")
        indexes = [models.Index(fields=["count", "code", "record"], name="flaw_in_order")]

    def __str__(self) -> str:
        return f"{self.code} {self.record_id}"


class NotSame(models.Model):
    """Two records that somebody has said to be different books; each pair stands both ways."""

    one = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("різні книги зі схожими описами")
        verbose_name_plural = _("різні книги зі схожими описами")
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="not_same_once")]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"


class Address(models.Model):
    """An address of the web that records lead to, and how it answered last."""

    class Outcome(models.TextChoices):
        UNKNOWN = "unknown", _("ще не перевірено")
        OK = "ok", _("працює")
        MOVED = "moved", _("переїхала")
        GONE = "gone", _("немає")
        CLOSED = "closed", _("не пускає програм")
        FAILING = "failing", _("не відповідає")
        UNASKED = "unasked", _("не перевіряємо")

    key = models.BigIntegerField(unique=True)  # of the whole address: `keys.hashed`
    url = models.TextField(_("адреса"))
    outcome = models.CharField(_("стан"), max_length=8, choices=Outcome, default=Outcome.UNKNOWN)
    note = models.CharField(_("чому"), max_length=120, blank=True)
    to = models.TextField(_("куди переїхала"), blank=True)
    checked_at = models.DateTimeField(_("перевірено"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # times in a row that it has not answered well

    class Meta:
        verbose_name = _("адреса із записів")
        verbose_name_plural = _("адреси із записів")
        indexes = [models.Index(fields=["checked_at", "id"], name="address_by_check")]

    def __str__(self) -> str:
        return self.url


class AddressUse(models.Model):
    """A record that leads to an address. Gathered anew each night."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="uses")
    record = models.ForeignKey(
        Record, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = _("запис з адресою")
        verbose_name_plural = _("записи з адресами")

    def __str__(self) -> str:
        return f"{self.record_id} {self.address_id}"
