"""What a person writes about numbers: figures that no register knows, targets, the indicators one watches."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.periods import Period
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library


class Length(models.TextChoices):
    """How long a target's period is; the values are kinds of `Period`."""

    MONTH = "month", _("місяць")
    QUARTER = "quarter", _("квартал")
    HALF_YEAR = "half_year", _("півріччя")
    YEAR = "year", _("рік")


class Target(models.Model):
    """A target of an indicator for each period of a length, in force for those that begin in [valid_from, valid_to)."""

    indicator = models.CharField(_("показник"), max_length=60)
    place = models.ForeignKey(Library, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    length = models.CharField(_("на який час"), max_length=10, choices=Length, default=Length.MONTH)
    value = models.DecimalField(_("ціль"), max_digits=12, decimal_places=2)
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


class Figure(models.Model):
    """A number written by hand, for the days of [starts_on, ends_on); of a stock, for the one day on which it stood.

    A row is never changed: the newest one of its indicator, library and days holds, and one without a value takes the
    earlier ones back. So the history is the table itself. `place` null: the whole system.
    """

    indicator = models.CharField(_("показник"), max_length=60)
    place = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("бібліотека")
    )
    starts_on = models.DateField(_("з"))
    ends_on = models.DateField(_("до (не включно)"))
    value = models.DecimalField(_("число"), max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("звідки"), max_length=200, blank=True)
    written_at = models.DateTimeField(_("записано"))
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто записав"))

    class Meta:
        verbose_name = _("внесене число")
        verbose_name_plural = _("внесені числа")
        ordering = ["indicator", "starts_on", "pk"]
        indexes = [models.Index(fields=["indicator", "place", "starts_on"], name="figure_of_a_place")]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="figure_is_of_a_period"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="figure_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value} {self.starts_on}"

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)


class Watched(models.Model):
    """An indicator that a member of staff keeps on the own dashboard."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    indicator = models.CharField(_("показник"), max_length=60)
    position = models.PositiveSmallIntegerField(_("котрий"))

    class Meta:
        verbose_name = _("обраний показник")
        verbose_name_plural = _("обрані показники")
        ordering = ["account", "position"]
        constraints = [models.UniqueConstraint(fields=["account", "indicator"], name="watched_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.indicator}"
