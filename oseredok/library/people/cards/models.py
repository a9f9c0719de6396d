"""Numbers besides the card in a reader's hand: those printed beforehand, and those of the years before this system."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.places.models import Library


class CardBatch(models.Model):
    """Cards printed before anybody has them. Their numbers are nobody's until a desk hands one out, and never given by itself."""

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    first_serial = models.PositiveIntegerField(_("перший номер"), unique=True)  # without the check digit
    last_serial = models.PositiveIntegerField(_("останній номер"), unique=True)
    key = models.UUIDField(unique=True, editable=False)  # one form sent twice reserves once
    made_on = models.DateField(_("надруковано"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("пачка квитків")
        verbose_name_plural = _("пачки квитків")
        ordering = ["-first_serial"]
        constraints = [
            models.CheckConstraint(condition=Q(first_serial__lte=F("last_serial")), name="card_batch_has_cards")
        ]

    def __str__(self) -> str:
        return f"card batch {self.pk}"

    @property
    def size(self) -> int:
        return self.last_serial - self.first_serial + 1


class OldNumber(models.Model):
    """A number of a card or formular from before: not ours, perhaps of several people, and still written on paper."""

    number = models.CharField(_("давній номер"), max_length=40, db_index=True)  # `rules.old_number`
    reader = models.ForeignKey("people.Reader", on_delete=models.CASCADE, related_name="old_numbers")

    class Meta:
        verbose_name = _("давній номер")
        verbose_name_plural = _("давні номери")
        constraints = [models.UniqueConstraint(fields=["number", "reader"], name="old_number_once_a_reader")]

    def __str__(self) -> str:
        return f"old number {self.pk}"
