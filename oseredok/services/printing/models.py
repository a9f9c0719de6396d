"""Printing: what a library allows, files that wait at the desk for a day, jobs that were printed from them.

A file has no owner: no name, no phone, no address. Who knows the code may ask for it at the desk, who has the page's
address may delete it.
"""

from __future__ import annotations

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.services.printing.words import Refusal


class PrintSettings(models.Model):
    """How one library prints. Where there is no row, files from the site are not taken."""

    library = models.OneToOneField(Library, on_delete=models.CASCADE, related_name="+", verbose_name=_("бібліотека"))
    takes_files = models.BooleanField(_("приймаємо файли із сайту"), default=False)
    free_pages = models.PositiveSmallIntegerField(_("безкоштовних сторінок на день"), null=True, blank=True)
    most_pages = models.PositiveSmallIntegerField(
        _("найбільше сторінок у файлі"), default=50, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    most_megabytes = models.PositiveSmallIntegerField(
        _("найбільше мегабайтів у файлі"), default=20, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    queue = models.CharField(_("черга друку"), max_length=200, blank=True)
    has_colour = models.BooleanField(_("друкуємо в кольорі"), default=False)
    has_duplex = models.BooleanField(_("друкуємо з двох боків"), default=False)

    class Meta:
        verbose_name = _("налаштування друку")
        verbose_name_plural = _("налаштування друку")
        constraints = [
            models.CheckConstraint(
                condition=Q(most_pages__gte=1, most_pages__lte=500, most_megabytes__gte=1, most_megabytes__lte=20),
                name="print_limits_are_sensible",
            )
        ]

    def __str__(self) -> str:
        return self.library.name


class PrintFile(models.Model):
    """A file sent to the desk. On the disk it is one PDF and one picture of its first page: see `keeping`.

    Its table is not in copies of the centre, so nothing may point to it by a foreign key.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("чекає")
        PRINTING = "printing", _("друкується")
        PRINTED = "printed", _("роздруковано")
        REFUSED = "refused", _("не друкуємо")
        WITHDRAWN = "withdrawn", _("видалила людина")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+", verbose_name=_("бібліотека"))
    code = models.CharField(_("код"), max_length=5, blank=True)
    name = models.CharField(_("назва файлу"), max_length=120, blank=True)
    kind = models.CharField(_("тип"), max_length=100)
    pages = models.PositiveSmallIntegerField(_("сторінок"))
    size = models.PositiveIntegerField(_("розмір"))
    sha256 = models.CharField(_("контрольна сума"), max_length=64, blank=True)
    uploaded_at = models.DateTimeField(_("надіслано"))
    expires_at = models.DateTimeField(_("стерти"), db_index=True)
    state = models.CharField(_("стан"), max_length=10, choices=State, default=State.WAITING)
    refusal = models.CharField(_("чому не друкуємо"), max_length=12, choices=Refusal, blank=True)

    class Meta:
        verbose_name = _("файл на друк")
        verbose_name_plural = _("файли на друк")
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="print_code_means_one_file"),
            # Whatever has ended has no code, no name and no trace of its content.
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "printing"]) | Q(code="", name="", sha256=""),
                name="ended_print_file_is_blank",
            ),
        ]

    def __str__(self) -> str:
        return self.code or str(self.public_id)


class PrintJob(models.Model):
    """One printing of a file, impersonal: kept as the thing behind an entry of the journal."""

    class Way(models.TextChoices):
        QUEUE = "queue", _("через чергу друку")
        BY_HAND = "by_hand", _("вручну")

    class State(models.TextChoices):
        SENT = "sent", _("друкується")
        DONE = "done", _("надруковано")
        FAILED = "failed", _("не надруковано")
        TAKEN_BACK = "taken_back", _("скасовано")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    file = models.UUIDField(editable=False)  # its public id, not a foreign key: the file is gone in a day
    pages = models.PositiveSmallIntegerField(_("сторінок"))
    which = models.CharField(_("які сторінки"), max_length=100, blank=True)  # «1-3, 5»; empty: all
    copies = models.PositiveSmallIntegerField(_("примірників"), default=1)
    is_colour = models.BooleanField(_("у кольорі"), default=False)
    is_duplex = models.BooleanField(_("з двох боків"), default=False)
    way = models.CharField(_("як"), max_length=8, choices=Way)
    queue = models.CharField(_("черга друку"), max_length=200, blank=True)
    number = models.PositiveIntegerField(_("номер у черзі"), null=True, blank=True)
    state = models.CharField(_("стан"), max_length=10, choices=State)
    trouble = models.CharField(_("що завадило"), max_length=300, blank=True)
    staff = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("коли"))
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("друк файлу")
        verbose_name_plural = _("друк файлів")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            # One file is printed once at a time: two desks that press together do not print it twice.
            models.UniqueConstraint(fields=["file"], condition=Q(state="sent"), name="print_file_has_one_open_job"),
            models.CheckConstraint(condition=Q(pages__gte=1, copies__gte=1), name="print_job_has_pages"),
        ]

    def __str__(self) -> str:
        return f"{self.pages} × {self.copies}"

    @property
    def all_pages(self) -> int:
        """Printed pages that are counted, whichever side of a sheet they are on."""
        return self.pages * self.copies

    @property
    def kind(self) -> str:
        """Code of the service in the catalogue."""
        return "printing_color" if self.is_colour else "printing_bw"
