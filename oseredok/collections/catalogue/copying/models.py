"""Catalogues that are asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Target(models.Model):
    """A catalogue of another library, and how it is asked."""

    class Protocol(models.TextChoices):
        SRU = "sru", "SRU"
        Z3950 = "z3950", "Z39.50"

    name = models.CharField(_("назва"), max_length=80, unique=True)
    protocol = models.CharField(_("протокол"), max_length=5, choices=Protocol, default=Protocol.SRU)
    address = models.CharField(_("адреса"), max_length=300)  # SRU: https://…; Z39.50: host:port/database
    isbn_index = models.CharField(_("як у запиті зветься ISBN"), max_length=60, default="bath.isbn")
    title_index = models.CharField(_("як у запиті зветься назва"), max_length=60, default="dc.title")
    is_on = models.BooleanField(_("питати"), default=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("каталог для запозичення")
        verbose_name_plural = _("каталоги для запозичення")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name
