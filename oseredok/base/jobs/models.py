"""How far a long job has come: what a person who waits for it is told."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One long job, from the click that ordered it to its last sentence. No reader's data in any sentence."""

    class State(models.TextChoices):
        WAITING = "waiting", _("чекає")
        RUNNING = "running", _("виконується")
        DONE = "done", _("виконано")
        FAILED = "failed", _("не вдалося")
        CANCELLED = "cancelled", _("скасовано")

    task_id = models.UUIDField(null=True, blank=True, unique=True)  # of the queue; its rows are forgotten sooner
    title = models.CharField(_("що"), max_length=200)
    state = models.CharField(_("стан"), max_length=9, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(_("зроблено"), default=0)
    of = models.PositiveIntegerField(_("з"), default=0)  # 0: nobody knows how much there is
    sentence = models.CharField(_("що саме"), max_length=500, blank=True)
    result_url = models.CharField(max_length=200, blank=True)  # where the result is, an address of this site
    asked_by = models.CharField(_("хто почав"), max_length=120, blank=True)  # a name: the base knows no accounts
    asked_by_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(_("замовлено"))
    started_at = models.DateTimeField(_("почато"), null=True, blank=True)
    finished_at = models.DateTimeField(_("закінчено"), null=True, blank=True)

    class Meta:
        verbose_name = _("довге завдання")
        verbose_name_plural = _("довгі завдання")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(of=0) | Q(done__lte=F("of")), name="job_done_within_all"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)
