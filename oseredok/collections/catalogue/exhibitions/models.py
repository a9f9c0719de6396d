"""An exhibition and what stands in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.collections.catalogue.models import Record


class Exhibition(models.Model):
    """`ends_on` is its last day; without one it stays. A draft until `is_shown`."""

    slug = models.SlugField(_("адреса"), max_length=80, unique=True)
    title = models.CharField(_("назва"), max_length=120)
    intro = models.TextField(_("про що"), blank=True, max_length=2000)
    starts_on = models.DateField(_("з якого дня"))
    ends_on = models.DateField(_("до якого дня"), null=True, blank=True)
    is_shown = models.BooleanField(_("на сайті"), default=False)
    made_at = models.DateTimeField(_("створено"))
    changed_at = models.DateTimeField(_("змінено"))

    class Meta:
        verbose_name = _("виставка книг")
        verbose_name_plural = _("виставки книг")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="exhibition_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Exhibit(models.Model):
    """A record in an exhibition. `place` is its order, with gaps where something was taken away."""

    exhibition = models.ForeignKey(Exhibition, on_delete=models.CASCADE, related_name="exhibits")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(_("місце"))
    note = models.CharField(_("слово про книгу"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("книга на виставці")
        verbose_name_plural = _("книги на виставці")
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["exhibition", "record"], name="record_once_an_exhibition")]

    def __str__(self) -> str:
        return f"{self.exhibition}: {self.record}"
