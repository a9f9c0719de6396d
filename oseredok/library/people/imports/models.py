"""One file of readers on its way into the registry, and what became of each of its rows."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from oseredok.library.places.models import Library


class Batch(models.Model):
    """One file. It is kept only as long as it is needed; what it said of people is gone with it."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("завантажено, стовпці не перевірено")
        CHECKING = "checking", _("перевіряємо")
        CHECKED = "checked", _("перевірено, ще не перенесено")
        RUNNING = "running", _("переносимо")
        DONE = "done", _("перенесено")
        UNDOING = "undoing", _("скасовуємо")
        UNDONE = "undone", _("скасовано")

    class Counting(models.TextChoices):
        NONE = "none", _("Не рахувати")
        COLUMN = "column", _("За датами зі стовпця")
        DAY = "day", _("Усіх одним днем")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("назва файлу"), max_length=120)  # as sent, cleaned; never a path
    kind = models.CharField(max_length=4, choices=[("xlsx", "XLSX"), ("csv", "CSV")])
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    header_row = models.PositiveIntegerField(default=1)  # 0: the table has no header
    notes = models.TextField(blank=True)  # sentences about the file, a line each
    state = models.CharField(max_length=9, choices=State, default=State.UPLOADED)
    task_id = models.UUIDField(null=True, blank=True)
    overwrite = models.BooleanField(_("перезаписувати"), default=False)
    take_suspected = models.BooleanField(_("переносити схожих"), default=False)
    consent_on = models.DateField(_("згода на папері від"), null=True, blank=True)
    counting = models.CharField(max_length=6, choices=Counting, default=Counting.NONE)
    counted_on = models.DateField(_("зареєстровано"), null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    file_deleted_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("файл читачів")
        verbose_name_plural = _("файли читачів")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"import {self.pk}"


class BatchColumn(models.Model):
    """What a column of the file means."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="columns")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=20, blank=True)  # `columns.TARGETS`; empty: not carried over

    class Meta:
        verbose_name = _("стовпець файлу")
        verbose_name_plural = _("стовпці файлів")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="import_column_once")]

    def __str__(self) -> str:
        return f"{self.batch} {self.place}"


class KnownTitle(models.Model):
    """What a librarian said that a title means: the next file of the library is read so."""

    # Without a library: said before libraries were told apart, so it counts for those who said nothing else.
    library = models.ForeignKey(Library, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=200)  # the loose key of the title
    target = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("відома назва стовпця")
        verbose_name_plural = _("відомі назви стовпців")
        constraints = [models.UniqueConstraint(fields=["library", "key"], name="import_title_once_a_library")]

    def __str__(self) -> str:
        return f"{self.key}: {self.target}"


class Row(models.Model):
    """What becomes of one row. `applied`: it has been carried over, once and for all."""

    class Outcome(models.TextChoices):
        NEW = "new", _("новий читач")
        SAME = "same", _("уже є, без змін")
        CHANGED = "changed", _("уже є, доповнено")
        SUSPECTED = "suspected", _("схожий на іншого")
        REFUSED = "refused", _("не перенесено")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("рядок"))
    outcome = models.CharField(max_length=9, choices=Outcome)
    reason = models.CharField(max_length=500, blank=True)  # gone with the file: it quotes the file
    applied = models.BooleanField(default=False)
    reader = models.ForeignKey("people.Reader", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    own_card = models.BooleanField(default=False)  # the number on the card came from the file, not from us
    mark = models.CharField(
        max_length=32, blank=True
    )  # of the reader as the row left them: was anything touched since?

    class Meta:
        verbose_name = _("рядок файлу")
        verbose_name_plural = _("рядки файлів")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"


class FieldBefore(models.Model):
    """What stood in a field of a known reader before a row filled it: undoing puts it back. Lives for the file's term.

    `mark` tells the value that the row left: a field that somebody has changed since is left alone.
    """

    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="befores")
    field = models.CharField(max_length=30)
    value = models.CharField(max_length=254, blank=True)  # as text; empty: there was nothing
    mark = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("значення до перенесення")
        verbose_name_plural = _("значення до перенесення")
        constraints = [models.UniqueConstraint(fields=["row", "field"], name="import_field_once")]

    def __str__(self) -> str:
        return f"{self.row} {self.field}"
