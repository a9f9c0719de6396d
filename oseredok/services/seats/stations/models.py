"""Computers of the hall: each is paired to one seat and opens by what its person knows."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Station(models.Model):
    """A computer that shows the page of its seat. Its browser keeps a token, we keep only the token's keyed hash.

    Until staff confirm it there is no seat, only the `code` that stands on the screen. `hold` is the session that was
    opened here and stays after its end, until the person has left: a laptop that was switched off and on takes it up.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.ForeignKey(
        "seats.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="stations", verbose_name=_("місце")
    )
    name = models.CharField(_("назва комп’ютера"), max_length=40, blank=True)
    token_mark = models.CharField(max_length=64, unique=True)
    code = models.CharField(_("код на екрані"), max_length=6, blank=True)
    asked_at = models.DateTimeField(_("код показано"))
    paired_at = models.DateTimeField(_("приєднано"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("востаннє на зв’язку"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("від’єднано"), null=True, blank=True)
    hold = models.ForeignKey("seats.Hold", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    left_at = models.DateTimeField(_("людина завершила"), null=True, blank=True)

    class Meta:
        verbose_name = _("комп’ютер місця")
        verbose_name_plural = _("комп’ютери місць")
        ordering = ["seat__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(seat__isnull=False, revoked_at__isnull=True),
                name="one_computer_at_a_seat",
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="pairing_code_opens_one"),
            models.CheckConstraint(
                condition=Q(paired_at__isnull=True, seat__isnull=True) | Q(paired_at__isnull=False, seat__isnull=False),
                name="paired_computer_has_a_seat",
            ),
        ]

    def __str__(self) -> str:
        return self.name
