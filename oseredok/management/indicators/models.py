"""Targets that indicators are compared with."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.places.models import Library


class Target(models.Model):
    """A monthly target of an indicator, in force for months that begin in [valid_from, valid_to)."""

    indicator = models.CharField(_("показник"), max_length=60)
    place = models.ForeignKey(Library, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    value = models.DecimalField(_("ціль на місяць"), max_digits=12, decimal_places=2)
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    source = models.CharField(_("звідки"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("ціль")
        verbose_name_plural = _("цілі")
        ordering = ["indicator", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")), name="target_validity_is_a_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"
