"""What is filled in for a year: of one library, or of the whole system («зведена»).

Numbers of the indicators are read on demand and kept as they were read (`ReadNumber`); people's own numbers are a
history that only grows (`HandNumber`); `Figure` is the number that stands in the cell now.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.reports.statistics_form.models.structure import Cell, Control, FormVersion


def _number(title: Any) -> Any:
    return models.DecimalField(title, max_digits=18, decimal_places=3, null=True, blank=True)


def _who(title: Any, **options: Any) -> Any:
    return models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=title, **options)


class Report(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("чернетка")
        CHECKED = "checked", _("перевірено")
        SIGNED = "signed", _("підписано")
        SENT = "sent", _("надіслано")

    version = models.ForeignKey(
        FormVersion, on_delete=models.PROTECT, related_name="reports", verbose_name=_("версія форми")
    )
    year = models.PositiveSmallIntegerField(_("рік"))
    place = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("бібліотека")
    )
    number = models.PositiveSmallIntegerField(_("котрі дані за рік"), default=1)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("які дані уточнює"),
    )
    why = models.CharField(_("чому уточнено"), max_length=300, blank=True)
    state = models.CharField(_("стан"), max_length=10, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField(_("розпочато"))
    made_by = _who(_("хто розпочав"))
    read_at = models.DateTimeField(_("показники зчитано"), null=True, blank=True)
    checked_at = models.DateTimeField(_("перевірено"), null=True, blank=True)
    checked_by = _who(_("хто перевірив"), null=True, blank=True)
    signed_at = models.DateTimeField(_("підписано"), null=True, blank=True)
    signed_by = _who(_("хто підписав"), null=True, blank=True)
    signer_name = models.CharField(_("підписант"), max_length=160, blank=True)
    signer_position = models.CharField(_("посада підписанта"), max_length=120, blank=True)
    title = models.CharField(_("назва під час підписання"), max_length=300, blank=True)
    digest = models.CharField(_("відбиток чисел"), max_length=64, blank=True)
    sent_on = models.DateField(_("коли надіслано"), null=True, blank=True)
    sent_to = models.CharField(_("куди надіслано"), max_length=200, blank=True)
    sent_by = _who(_("хто надіслав"), null=True, blank=True)

    class Meta:
        verbose_name = _("дані для 6-НК")
        verbose_name_plural = _("дані для 6-НК")
        ordering = ["-year", "place", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "place", "number"],
                condition=Q(place__isnull=False),
                name="one_form_of_a_library_of_a_number",
            ),
            models.UniqueConstraint(
                fields=["year", "number"], condition=Q(place__isnull=True), name="one_whole_form_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(number=1, corrects__isnull=True, why="")
                | (Q(number__gt=1, corrects__isnull=False) & ~Q(why="")),
                name="correction_names_what_it_corrects",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("signed", "sent")) | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="signed_form_has_a_signer",
            ),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_on__isnull=False), name="sent_form_has_its_day"),
        ]

    def __str__(self) -> str:
        name = f"{self.year}, {self.place.short_name if self.place else _('зведена')}"
        return f"{name} ({_('уточнення')} {self.number - 1})" if self.is_correction else name

    @property
    def is_correction(self) -> bool:
        """Whether it corrects signed data of the same year."""
        return self.number > 1

    @property
    def is_whole(self) -> bool:
        """Whether it is the consolidated form of the system."""
        return self.place_id is None

    @property
    def is_open(self) -> bool:
        """Whether numbers may still be written."""
        return self.state == self.State.DRAFT

    @property
    def is_signed(self) -> bool:
        return self.state in (self.State.SIGNED, self.State.SENT)


class ReadNumber(models.Model):
    """What an indicator said when it was read. `is_silent`: nothing was ever entered for it that year."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="read_numbers")
    code = models.CharField(_("показник"), max_length=60)
    number = _number(_("число"))
    is_silent = models.BooleanField(_("записів немає"), default=False)

    class Meta:
        verbose_name = _("зчитане число")
        verbose_name_plural = _("зчитані числа")
        constraints = [models.UniqueConstraint(fields=["report", "code"], name="one_read_number_of_an_indicator")]

    def __str__(self) -> str:
        return f"{self.code}: {self.number}"


class Figure(models.Model):
    class Origin(models.TextChoices):
        NONE = "", _("немає числа")
        INDICATORS = "indicators", _("за показниками")
        HAND = "hand", _("від руки")
        LIBRARIES = "libraries", _("сума бібліотек")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    computed = _number(_("пораховано"))
    number = _number(_("число"))
    origin = models.CharField(_("звідки"), max_length=10, choices=Origin, blank=True)
    absent = models.PositiveSmallIntegerField(_("бібліотек без числа"), default=0)

    class Meta:
        verbose_name = _("число форми")
        verbose_name_plural = _("числа форми")
        constraints = [models.UniqueConstraint(fields=["report", "cell"], name="one_figure_in_a_cell")]

    def __str__(self) -> str:
        return f"{self.cell}: {self.number}"


class HandNumber(models.Model):
    """One writing by hand; the latest one counts. Without a number: the writing was taken back."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="hand_numbers")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    number = _number(_("число"))
    reason = models.CharField(_("підстава"), max_length=300, blank=True)
    at = models.DateTimeField(_("коли"))
    by = _who(_("хто"))

    class Meta:
        verbose_name = _("число від руки")
        verbose_name_plural = _("числа від руки")
        ordering = ["-id"]
        indexes = [models.Index(fields=["report", "cell"], name="hand_number_of_a_cell")]

    def __str__(self) -> str:
        return f"{self.cell}: {self.number}"


class Explanation(models.Model):
    """Why a number jumped since the last year, or why a control relation does not hold; the latest one counts."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="explanations")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    control = models.ForeignKey(Control, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("пояснення"), max_length=500)
    at = models.DateTimeField(_("коли"))
    by = _who(_("хто"))

    class Meta:
        verbose_name = _("пояснення до числа")
        verbose_name_plural = _("пояснення до чисел")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cell__isnull=False, control__isnull=True) | Q(cell__isnull=True, control__isnull=False),
                name="explanation_is_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.words
