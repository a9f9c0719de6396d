"""What the registry keeps besides readers and applications."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from oseredok.library.places.models import Library


class ClassCode(models.Model):
    """By this code many apply for a card from one network within an hour: a class at school, a course, a family day."""

    code = models.CharField(_("код"), max_length=6, unique=True)
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(_("діє до"))
    used = models.PositiveSmallIntegerField(_("записалися"), default=0)

    class Meta:
        verbose_name = _("код для запису класу")
        verbose_name_plural = _("коди для запису класу")

    def __str__(self) -> str:
        return f"class code {self.pk}"
