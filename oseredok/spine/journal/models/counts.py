"""What happened, exact at every moment: views of the database that add the untallied tail to a tally, read only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.places.models import Library
from oseredok.spine.journal.models.tallies import Totals


class Seen(models.Model):
    """A row of a view about one kind at one place."""

    id = models.BigIntegerField(primary_key=True)
    place = models.ForeignKey(Library, on_delete=models.DO_NOTHING, related_name="+")
    kind = models.ForeignKey(ServiceKind, on_delete=models.DO_NOTHING, related_name="+")

    class Meta:
        abstract = True


class Count(Seen, Totals):
    """What happened, by day: `Tally` and the untallied tail in one statement, so it is exact at every moment.

    A database view, read only. `entries` is how many entries stand: one recorded counts +1, its reversal −1.
    """

    local_date = models.DateField()
    month = models.DateField()  # the first day of the month: grouping by it needs no function call per row
    channel = models.CharField(max_length=12)
    age_group = models.CharField(max_length=8, blank=True)

    class Meta:
        managed = False
        db_table = "journal_count"
        verbose_name = _("облік за день")
        verbose_name_plural = _("облік за днями")

    def __str__(self) -> str:
        return f"{self.local_date} {self.kind_id} {self.quantity}"


class MonthCount(Seen, Totals):
    """What happened, by month: `MonthTally` and the untallied tail in one statement; otherwise like `Count`."""

    month = models.DateField()
    channel = models.CharField(max_length=12)
    age_group = models.CharField(max_length=8, blank=True)

    class Meta:
        managed = False
        db_table = "journal_monthcount"
        verbose_name = _("облік за місяць")
        verbose_name_plural = _("облік за місяцями")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind_id} {self.quantity}"


class FineCount(Seen, Totals):
    """What happened, by month and everything that is counted: `FineTally` and the untallied tail; otherwise like `Count`."""

    month = models.DateField()
    channel = models.CharField(max_length=12)
    age_group = models.CharField(max_length=8, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.DO_NOTHING, null=True, related_name="+")
    outcome = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=10, blank=True)
    social_status = models.CharField(max_length=20, blank=True)

    class Meta:
        managed = False
        db_table = "journal_finecount"
        verbose_name = _("докладний облік за місяць")
        verbose_name_plural = _("докладний облік за місяцями")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind_id} {self.quantity}"


class SliceCount(Seen, Totals):
    """What happened, by month and one attribute at a time: `SliceTally` and the untallied tail; otherwise like `Count`."""

    month = models.DateField()
    attribute = models.CharField(max_length=16, blank=True)
    value = models.CharField(max_length=20, blank=True)

    class Meta:
        managed = False
        db_table = "journal_slicecount"
        verbose_name = _("облік за ознакою")
        verbose_name_plural = _("облік за ознаками")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind_id} {self.attribute}={self.value} {self.quantity}"


class VisitorCount(Seen):
    """What stands under visitors' keys, by month: `VisitorTally` and the untallied tail; otherwise like `Count`.

    One key and kind may have several rows: somebody came when their quantities add up to more than 0.
    """

    month = models.DateField()
    visitor_key = models.CharField(max_length=32)
    quantity = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "journal_visitorcount"
        verbose_name = _("облік за ключем")
        verbose_name_plural = _("облік за ключами")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind_id} {self.quantity}"


class HeadCount(models.Model):
    """Different people of a month at a place by the kinds that they came for: `HeadTally` and what the tail changes.

    A database view, read only. Of one set of kinds there may be several rows, and negative ones: they are added up.
    """

    pk = models.CompositePrimaryKey("month", "place_id", "kinds")
    month = models.DateField()
    place = models.ForeignKey(Library, on_delete=models.DO_NOTHING, related_name="+")
    kinds = models.TextField()
    people = models.IntegerField()

    class Meta:
        managed = False
        db_table = "journal_headcount"
        verbose_name = _("облік людей за місяць")
        verbose_name_plural = _("облік людей за місяцями")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kinds} {self.people}"
