"""Who is in the building: a visit groups the services that one person got under one coming.

Counting is the journal's work; this table only says who is here now. The tie to the reader is short-lived:
`actions.forget_readers` cuts it after the day is over.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import AgeGroup, Reader
from oseredok.library.places.models import Library


class Visit(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(Reader, on_delete=models.SET_NULL, null=True, blank=True, related_name="visits")
    people = models.PositiveSmallIntegerField(_("скільки людей"), default=1)
    age_group = models.CharField(_("вік"), max_length=8, choices=AgeGroup, blank=True)
    arrived_at = models.DateTimeField(_("прийшли"))
    arrived_on = models.DateField(_("день"))  # Europe/Kyiv date of arrived_at
    left_at = models.DateTimeField(_("пішли"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("скасовано"), null=True, blank=True)

    class Meta:
        verbose_name = _("відвідування")
        verbose_name_plural = _("відвідування")
        ordering = ["-arrived_at", "-id"]
        indexes = [models.Index(fields=["place", "arrived_on"], name="visit_place_day")]
        constraints = [
            # A reader's card scanned at two desks at once still makes one visit (facts: 6nk §4, visits.service).
            models.UniqueConstraint(
                fields=["place", "reader", "arrived_on"],
                condition=Q(reader__isnull=False, cancelled_at__isnull=True),
                name="reader_visits_once_a_day",
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="visit_has_people"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(arrived_at__lte=F("left_at")), name="visit_leaves_after_arrival"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}"


class FreshRegistration(models.Model):
    """A registration of today: what a form sent twice finds, and what taking it back takes back.

    The only tie between a reader and an entry of the journal; cut when the day is over, as the tie of a visit.
    """

    gesture = models.UUIDField(unique=True)
    key = models.CharField(max_length=80, unique=True)
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    done_on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("сьогоднішня реєстрація")
        verbose_name_plural = _("сьогоднішні реєстрації")

    def __str__(self) -> str:
        return f"fresh registration {self.pk}"
