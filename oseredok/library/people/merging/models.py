"""Two records of one person: what was made one, and what is known to be two people."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """One merge: who, when, which fields came from the absorbed record.

    `before` and `after` hold every row of both readers, as it was and as the merge left it. They are personal data: kept
    only while the merge can be undone, and gone with the reader (`merging.forget_values`).
    """

    kept = models.ForeignKey("people.Reader", on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey("people.Reader", on_delete=models.PROTECT, related_name="absorbed_by")
    taken_fields = models.CharField(_("що взято з другого запису"), max_length=300, blank=True)  # codes, no values
    merged_at = models.DateTimeField(_("об’єднано"))
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    values_until = models.DateField(_("можна скасувати до"))
    forgotten_on = models.DateField(_("давні значення стерто"), null=True, blank=True)
    undone_at = models.DateTimeField(_("скасовано"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("об’єднання записів")
        verbose_name_plural = _("об’єднання записів")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at__isnull=True), name="reader_absorbed_once"),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"

    @property
    def taken(self) -> list[str]:
        return [code for code in self.taken_fields.split(",") if code]


class NotSame(models.Model):
    """Two records that somebody looked at: different people. `one` is the smaller id."""

    one = models.ForeignKey("people.Reader", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Reader", on_delete=models.CASCADE, related_name="+")
    said_on = models.DateField(_("коли"))
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("різні люди")
        verbose_name_plural = _("різні люди")
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="said_different_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="different_in_order"),
        ]

    def __str__(self) -> str:
        return f"not same {self.pk}"
