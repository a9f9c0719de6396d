"""A version of the form: sections → lines × columns, a formula in each cell, control relations. All of it is data.

No number of a line is ever made up: `number` is empty until somebody has read it in the official text, and what is not
confirmed says so (`confirmed`).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Account

LONGEST_FORMULA = 500


class Nature(models.TextChoices):
    """How a number behaves: it decides what the year means and whether libraries add up."""

    FLOW = "flow", _("за рік")
    STOCK = "stock", _("на кінець року")
    MEAN = "mean", _("середнє або частка")


class FormVersion(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("готується")
        IN_FORCE = "in_force", _("діє")
        RETIRED = "retired", _("більше не пропонуємо")

    name = models.CharField(_("назва версії"), max_length=120)
    report_title = models.CharField(_("назва звіту"), max_length=200, blank=True)
    order_text = models.CharField(_("яким наказом затверджено"), max_length=300, blank=True)
    first_year = models.PositiveSmallIntegerField(_("для звітів з року"))
    last_year = models.PositiveSmallIntegerField(_("до року включно"), null=True, blank=True)
    source = models.TextField(_("джерело"), max_length=1000, blank=True)
    checked_on = models.DateField(_("коли звірено"), null=True, blank=True)
    state = models.CharField(_("стан"), max_length=10, choices=State, default=State.DRAFT)
    copy_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("копія з"))
    made_at = models.DateTimeField(_("зроблено"))
    made_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("хто зробив")
    )
    in_force_at = models.DateTimeField(_("введено в дію"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("відповідність підтверджено"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("хто підтвердив")
    )

    class Meta:
        verbose_name = _("версія форми № 6-НК")
        verbose_name_plural = _("версії форми № 6-НК")
        ordering = ["-first_year", "-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(first_year__lte=F("last_year")), name="form_years_are_a_period"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="form_is_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has checked that the lines are those of the official form."""
        return self.confirmed_at is not None

    def is_for(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


class Section(models.Model):
    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    number = models.CharField(_("номер розділу"), max_length=8, blank=True)
    title = models.CharField(_("назва розділу"), max_length=200)
    confirmed = models.BooleanField(_("підтверджено"), default=False)
    source = models.CharField(_("джерело"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("розділ форми")
        verbose_name_plural = _("розділи форми")
        ordering = ["version", "order", "id"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


class Column(models.Model):
    """A column of a section. A section of the newer form has one, the wide tables of 2007 many."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="columns")
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    code = models.CharField(_("код графи"), max_length=40)
    label = models.CharField(_("назва графи"), max_length=200)
    unit = models.CharField(_("одиниця"), max_length=30, blank=True)
    nature = models.CharField(_("що означає"), max_length=10, choices=Nature, blank=True)

    class Meta:
        verbose_name = _("графа форми")
        verbose_name_plural = _("графи форми")
        ordering = ["section", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["section", "code"], name="column_code_once_in_a_section")]

    def __str__(self) -> str:
        return self.label


class Line(models.Model):
    """A line of a section. `code` is ours and stands in formulas; `number` is the official one, if it is known."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    code = models.CharField(_("код рядка"), max_length=40)
    number = models.CharField(_("номер рядка"), max_length=12, blank=True)
    label = models.CharField(_("назва рядка"), max_length=300)
    level = models.PositiveSmallIntegerField(_("відступ"), default=0)
    unit = models.CharField(_("одиниця"), max_length=30, blank=True)
    nature = models.CharField(_("що означає"), max_length=10, choices=Nature, default=Nature.FLOW)
    digits = models.PositiveSmallIntegerField(_("знаків після коми"), default=0)
    confirmed = models.BooleanField(_("підтверджено"), default=False)
    source = models.CharField(_("джерело"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("рядок форми")
        verbose_name_plural = _("рядки форми")
        ordering = ["section", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["section", "code"], name="line_code_once_in_a_section"),
            models.CheckConstraint(condition=Q(digits__lte=3), name="line_has_at_most_three_digits"),
            models.CheckConstraint(condition=Q(level__lte=3), name="line_level_is_at_most_three"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.label}" if self.number else self.label


class Cell(models.Model):
    """Where a line meets a column. An empty formula means: filled by hand. `closed`: nothing is written there."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="cells")
    column = models.ForeignKey(Column, on_delete=models.CASCADE, related_name="cells")
    formula = models.CharField(_("формула"), max_length=LONGEST_FORMULA, blank=True)
    closed = models.BooleanField(_("не заповнюють"), default=False)

    class Meta:
        verbose_name = _("клітинка форми")
        verbose_name_plural = _("клітинки форми")
        constraints = [
            models.UniqueConstraint(fields=["line", "column"], name="one_cell_where_line_meets_column"),
            models.CheckConstraint(condition=Q(closed=False) | Q(formula=""), name="closed_cell_has_no_formula"),
        ]

    def __str__(self) -> str:
        return f"{self.line} / {self.column}"


class Control(models.Model):
    """A relation that must hold between numbers of the form, or between them and the form of the last year."""

    class Relation(models.TextChoices):
        EQUAL = "eq", "="
        AT_MOST = "le", "≤"
        AT_LEAST = "ge", "≥"

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="controls")
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    left = models.CharField(_("ліва частина"), max_length=LONGEST_FORMULA)
    relation = models.CharField(_("співвідношення"), max_length=2, choices=Relation)
    right = models.CharField(_("права частина"), max_length=LONGEST_FORMULA)
    words = models.CharField(_("що перевіряємо"), max_length=300)
    confirmed = models.BooleanField(_("підтверджено"), default=False)
    source = models.CharField(_("джерело"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("контрольне співвідношення")
        verbose_name_plural = _("контрольні співвідношення")
        ordering = ["version", "order", "id"]

    def __str__(self) -> str:
        return self.words
