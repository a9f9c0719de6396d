"""Entries already added up, by day and by month. Never read alone: `counts` add the untallied tail (ADR 2, ADR 13).

Written by `journal.tally` only; each can be thrown away and made anew from the entries. The unique index of a tally by
month is also the one that it is read by: one of each foreign key would only make settling slower.
"""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.places.models import Library
from oseredok.spine.journal.models.facts import Entry


class Totals(models.Model):
    """What is added up. `entries` is how many entries stand: one recorded counts +1, its reversal −1."""

    quantity = models.BigIntegerField()
    minutes = models.BigIntegerField()
    entries = models.IntegerField()

    class Meta:
        abstract = True


class Tally(Totals):
    """Entries already added up by day. Never read alone: `queries.counts` adds the untallied tail (see ADR 0002)."""

    local_date = models.DateField()
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(ServiceKind, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12)
    age_group = models.CharField(max_length=8, blank=True)

    class Meta:
        verbose_name = _("денний підсумок")
        verbose_name_plural = _("денні підсумки")
        constraints = [
            models.UniqueConstraint(
                fields=["local_date", "place", "kind", "channel", "age_group"], name="tally_cell_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.local_date} {self.kind_id} {self.quantity}"


class MonthTally(Totals):
    """The same added up by month: a year of a whole region is read from thousands of rows, not from millions."""

    month = models.DateField()  # its first day
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(ServiceKind, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12)
    age_group = models.CharField(max_length=8, blank=True)

    class Meta:
        verbose_name = _("місячний підсумок")
        verbose_name_plural = _("місячні підсумки")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "place", "kind", "channel", "age_group"], name="month_tally_cell_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind_id} {self.quantity}"


class FineTally(Totals):
    """The same by everything that entries are counted by: themes, outcomes, languages and social statuses too."""

    month = models.DateField()  # its first day
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(ServiceKind, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=12)
    age_group = models.CharField(max_length=8, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=10, blank=True)
    social_status = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("докладний місячний підсумок")
        verbose_name_plural = _("докладні місячні підсумки")
        constraints = [
            models.UniqueConstraint(
                "month", "place", "kind", "channel", "age_group", "outcome", "language", "social_status",
                Coalesce("theme", 0),  # nulls are distinct, and no theme is one cell
                name="fine_tally_cell_once",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind_id} {self.quantity}"


class SliceTally(Totals):
    """The same by one attribute at a time: each entry is in a row of every attribute, and in one with none.

    A page of many numbers asks each of them by one attribute at most, and these rows are few. Rows of different attributes
    are the same entries: never add them together.
    """

    month = models.DateField()  # its first day
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(ServiceKind, on_delete=models.PROTECT, related_name="+", db_index=False)
    attribute = models.CharField(max_length=16, blank=True)  # see `guards.SLICES`
    value = models.CharField(max_length=20, blank=True)  # of a theme its id

    class Meta:
        verbose_name = _("місячний підсумок за ознакою")
        verbose_name_plural = _("місячні підсумки за ознаками")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "place", "kind", "attribute", "value"], name="slice_tally_cell_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind_id} {self.attribute}={self.value} {self.quantity}"


class VisitorTally(models.Model):
    """What stands under a visitor's key in a month, so that different people are counted without opening entries.

    Nothing that the entries do not say: `quantity` is 0 where everything was taken back.
    """

    month = models.DateField()  # its first day
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(ServiceKind, on_delete=models.PROTECT, related_name="+", db_index=False)
    visitor_key = models.CharField(max_length=32)
    quantity = models.BigIntegerField()

    class Meta:
        verbose_name = _("місячний підсумок за ключем")
        verbose_name_plural = _("місячні підсумки за ключами")
        constraints = [
            models.UniqueConstraint(fields=["month", "place", "visitor_key", "kind"], name="visitor_tally_cell_once")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind_id} {self.quantity}"


class HeadTally(models.Model):
    """How many different people came to a place in a month for exactly these kinds of services.

    Each person of the month is in one row of the place, so rows add up to people for any choice of kinds.
    """

    month = models.DateField()  # its first day
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", db_index=False)
    kinds = models.TextField()  # ids between commas: ",3,17,"
    people = models.IntegerField()

    class Meta:
        verbose_name = _("місячний підсумок людей")
        verbose_name_plural = _("місячні підсумки людей")
        constraints = [models.UniqueConstraint(fields=["month", "place", "kinds"], name="head_tally_cell_once")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kinds} {self.people}"


class Untallied(models.Model):
    """Entries not yet in the tallies; filled by the insert trigger, drained by `actions.settle`."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="+")

    class Meta:
        verbose_name = _("ще не підсумований запис")
        verbose_name_plural = _("ще не підсумовані записи")

    def __str__(self) -> str:
        return str(self.entry_id)
