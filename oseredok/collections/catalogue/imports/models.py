"""A file of records on its way into the catalogue, what was found in it, and what stood before."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.Model):
    """A system that records come from. A record is known again by its number within its origin."""

    name = models.CharField(_("назва"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("звідки записи")
        verbose_name_plural = _("звідки записи")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """A file of the server's folder that another system writes anew, and that is taken again whenever it has changed."""

    class Mode(models.TextChoices):
        FULL = "full", _("Увесь каталог: чого у файлі немає, те вилучаємо")
        DELTA = "delta", _("Лише нове і змінене; вилучені позначено у файлі")

    origin = models.ForeignKey(Origin, on_delete=models.CASCADE, related_name="feeds")
    file_name = models.CharField(_("файл"), max_length=200)
    mode = models.CharField(_("що у файлі"), max_length=5, choices=Mode, default=Mode.DELTA)
    hour = models.PositiveSmallIntegerField(_("о котрій годині"), default=3)
    format = models.CharField(max_length=8)
    dialect = models.CharField(max_length=8)
    encoding = models.CharField(max_length=12)
    is_on = models.BooleanField(_("діє"), default=True)
    mark = models.CharField(max_length=60, blank=True)  # size and moment of the file as it was taken last
    tried_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("регулярне перенесення")
        verbose_name_plural = _("регулярні перенесення")
        ordering = ["file_name"]
        constraints = [models.UniqueConstraint(fields=["file_name"], name="feed_once_a_file")]

    def __str__(self) -> str:
        return self.file_name


class Batch(models.Model):
    """One file taken once. The counts tell of the last run, dry or real."""

    class State(models.TextChoices):
        TAKEN = "taken", _("завантажено, ще не перевірено")
        CHECKING = "checking", _("перевіряємо")
        CHECKED = "checked", _("перевірено, ще не перенесено")
        RUNNING = "running", _("переносимо")
        DONE = "done", _("перенесено")
        UNDOING = "undoing", _("скасовуємо")
        UNDONE = "undone", _("скасовано")

    class Mode(models.TextChoices):
        ADD = "add", _("Додати нові, оновити відомі")
        DELTA = "delta", _("Нові, змінені і вилучені")
        FULL = "full", _("Увесь каталог")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    origin = models.ForeignKey(Origin, on_delete=models.PROTECT, related_name="batches")
    feed = models.ForeignKey(Feed, on_delete=models.SET_NULL, null=True, blank=True, related_name="batches")
    name = models.CharField(_("назва файлу"), max_length=120)
    server_file = models.CharField(max_length=500, blank=True)  # in the server's folder; empty: uploaded
    size = models.BigIntegerField(default=0)  # bytes
    format = models.CharField(max_length=8)
    dialect = models.CharField(max_length=8)
    encoding = models.CharField(max_length=12)
    mode = models.CharField(max_length=5, choices=Mode, default=Mode.ADD)
    take_duplicates = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State, default=State.TAKEN)
    task_id = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    file_deleted_on = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True)
    total = models.PositiveIntegerField(default=0)  # how many a dry run has counted; 0: nobody knows
    done = models.PositiveIntegerField(default=0)  # raw records of the file that are dealt with for good
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    repaired = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    deleted = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("файл записів")
        verbose_name_plural = _("файли записів")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"records {self.pk}"


class FileColumn(models.Model):
    """What a column of a table means."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="columns")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=20, blank=True)  # `formats.columns.TARGETS`; empty: not carried over

    class Meta:
        verbose_name = _("стовпець списку книг")
        verbose_name_plural = _("стовпці списків книг")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="catalogue_column_once")]

    def __str__(self) -> str:
        return f"{self.batch} {self.place}"


class KnownColumn(models.Model):
    """What a librarian said that a title means: the next list is read so."""

    key = models.CharField(max_length=200, unique=True)  # the loose key of the title
    target = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("відома назва стовпця списку")
        verbose_name_plural = _("відомі назви стовпців списків")

    def __str__(self) -> str:
        return f"{self.key}: {self.target}"


class Finding(models.Model):
    """A record of a file that somebody should look at. `raw` is kept of what was not taken."""

    class Outcome(models.TextChoices):
        REJECTED = "rejected", _("не взято")
        DUPLICATE = "duplicate", _("схожий на інший")
        REPAIRED = "repaired", _("полагоджено")
        CHANGED = "changed", _("оновлено")
        DELETED = "deleted", _("вилучено")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField(_("запис"))  # from 1, in the order of the file; 0: about the whole
    outcome = models.CharField(max_length=9, choices=Outcome)
    title = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    raw = models.BinaryField(null=True, blank=True)
    # Not a link: the record that it is like may go.
    record = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("знахідка у файлі записів")
        verbose_name_plural = _("знахідки у файлах записів")
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="finding_in_order")]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"


class Before(models.Model):
    """A known record as it stood before a file changed or deleted it: undoing puts it back."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="befores")
    record = models.ForeignKey("catalogue.Record", on_delete=models.CASCADE, related_name="+")
    was_deleted_at = models.DateTimeField(null=True, blank=True)
    raw = models.BinaryField(null=True, blank=True)  # null: only the deletion is undone
    format = models.CharField(max_length=8, blank=True)
    dialect = models.CharField(max_length=8, blank=True)
    encoding = models.CharField(max_length=12, blank=True)
    changed_in = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("запис до перенесення")
        verbose_name_plural = _("записи до перенесення")
        constraints = [models.UniqueConstraint(fields=["batch", "record"], name="before_once_a_batch")]

    def __str__(self) -> str:
        return f"{self.batch} {self.record_id}"
