"""What the first set-up remembers of itself. Everything that it makes belongs to the rooms below."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SetupCode(models.Model):
    """The one-time code that the console printed: who reads the console owns the new centre. Only its hash is kept."""

    code_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(_("видано"))
    used_at = models.DateTimeField(_("використано"), null=True, blank=True)

    class Meta:
        verbose_name = _("код налаштування")
        verbose_name_plural = _("коди налаштування")

    def __str__(self) -> str:
        return f"{self.issued_at:%d.%m.%Y %H:%M}"


class StepMark(models.Model):
    """What a step of the set-up cannot tell by facts: that it was answered, or left for later."""

    step = models.SlugField(_("крок"), unique=True)
    is_done = models.BooleanField(_("зроблено"))
    marked_at = models.DateTimeField(_("коли"))

    class Meta:
        verbose_name = _("позначка кроку")
        verbose_name_plural = _("позначки кроків")

    def __str__(self) -> str:
        return self.step
