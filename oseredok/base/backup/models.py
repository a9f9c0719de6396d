"""The history of copies on this computer. A restore does not overwrite it: the rows are carried over (see `history`)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    COPY = "copy", _("копія")
    RESTORE = "restore", _("відновлення")


class Asked(models.TextChoices):
    BUTTON = "button", _("кнопкою")
    SCHEDULE = "schedule", _("за розкладом")
    CONSOLE = "console", _("командою")


class State(models.TextChoices):
    RUNNING = "running", _("робиться")
    GOOD = "good", _("готова")
    FAILED = "failed", _("не вдалася")


class Run(models.Model):
    """One copy that was made, or tried; or one restore."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COPY)
    asked = models.CharField(max_length=10, choices=Asked)
    asked_by = models.CharField(max_length=120, blank=True)  # a name: the base knows no accounts
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    """For a restore: how old the restored data are."""
    name = models.CharField(_("файл"), max_length=120, blank=True)
    size = models.PositiveBigIntegerField(_("розмір"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    sealed = models.BooleanField(_("з паролем"), default=False)
    rows = models.PositiveBigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("причина"), max_length=500, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["state", "-started_at"], name="backup_run_by_state")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def took(self) -> int | None:
        """Whole seconds from the beginning to the end of a copy, at least one."""
        if self.finished_at is None or self.kind != Kind.COPY:
            return None
        return max(1, round((self.finished_at - self.started_at).total_seconds()))


class Target(models.TextChoices):
    OWN = "own", _("тека даних")
    FOLDER = "folder", _("інша тека чи флешка")
    S3 = "s3", _("сховище S3")


class Lies(models.TextChoices):
    THERE = "there", _("лежить")
    ABSENT = "absent", _("недоступно")
    FAILED = "failed", _("не записано")
    REMOVED = "removed", _("прибрано за правилом")


class Placing(models.Model):
    """A finished copy at one of the places where copies are kept."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="placings")
    target = models.CharField(max_length=10, choices=Target)
    place = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=Lies)
    at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "target"], name="backup_placing_once")]

    def __str__(self) -> str:
        return f"{self.target}: {self.state}"
