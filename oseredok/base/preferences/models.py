"""What the office has set otherwise than the default."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Preference(models.Model):
    """A chosen value. A row is there only while it differs from what the room declared."""

    code = models.CharField(max_length=60, unique=True)
    value = models.CharField(_("значення"), max_length=500)
    changed_at = models.DateTimeField(_("змінено"))
    changed_by = models.CharField(_("хто змінив"), max_length=120, blank=True)  # a name: the base knows no accounts

    class Meta:
        verbose_name = _("налаштування")
        verbose_name_plural = _("налаштування")

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"
