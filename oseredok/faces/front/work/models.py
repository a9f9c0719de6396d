"""Which numbers the library shows everybody on «Як ми працюємо», in its own order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShownIndicator(models.Model):
    """One indicator of the public page. While nothing was chosen, the page shows `queries.USUAL`."""

    indicator = models.CharField(_("показник"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("місце"))

    class Meta:
        verbose_name = _("показник на сайті")
        verbose_name_plural = _("показники на сайті")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.indicator
