"""A report on the work of a period, made of blocks; once signed, its page and files stay for ever as they were."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.periods import Period
from oseredok.library.documents.models import Document
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.reports.frozen.models import Snapshot


class Report(models.Model):
    """One report. While it is a draft its numbers are today's; `snapshot` and `Edition` are what was signed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("чернетка")
        PREPARED = "prepared", _("чекає на підпис")
        SIGNED = "signed", _("підписано")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    template = models.CharField(_("зразок"), max_length=20)
    title = models.CharField(_("заголовок"), max_length=250)
    starts_on = models.DateField(_("від"))
    ends_on = models.DateField(_("до (не включно)"))
    everywhere = models.BooleanField(_("уся система"))
    places = models.ManyToManyField(Library, blank=True, related_name="+", verbose_name=_("бібліотеки"))
    addressee = models.CharField(_("кому"), max_length=200, blank=True)
    number = models.CharField(_("номер"), max_length=40, blank=True)
    dated = models.DateField(_("дата"), null=True, blank=True)
    state = models.CharField(_("стан"), max_length=8, choices=State, default=State.DRAFT)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies", verbose_name=_("за зразком")
    )
    created_at = models.DateTimeField(_("почато"))
    created_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто почав"))
    changed_at = models.DateTimeField(_("змінено"))
    signed_at = models.DateTimeField(_("підписано"), null=True, blank=True)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("заморожені числа")
    )
    published = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("документ на сайті")
    )
    discarded_at = models.DateTimeField(_("відкинуто"), null=True, blank=True)

    class Meta:
        verbose_name = _("звіт про роботу")
        verbose_name_plural = _("звіти про роботу")
        ordering = ["-starts_on", "-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="report_of_a_period"),
            models.CheckConstraint(
                condition=~Q(state="signed")
                | Q(signed_at__isnull=False, dated__isnull=False, discarded_at__isnull=True),
                name="report_signed_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED


class Block(models.Model):
    """One part of a report. `version` grows with every saved change: two who write at once lose nothing."""

    class Kind(models.TextChoices):
        HEADING = "heading", _("підзаголовок")
        TEXT = "text", _("текст")
        NUMBERS = "numbers", _("числа словами")
        TABLE = "table", _("таблиця")
        CHART = "chart", _("діаграма")
        EVENTS = "events", _("перелік заходів")
        PLAN = "plan", _("план і факт")
        PHOTO = "photo", _("фото")
        CONCLUSIONS = "conclusions", _("висновки")

    class View(models.TextChoices):
        COMPARED = "compared", _("поруч із минулим роком")
        MONTHS = "months", _("за місяцями")
        PLACES = "places", _("за бібліотеками")

    class People(models.TextChoices):
        NONE = "none", _("людей на фото немає або їх не впізнати")
        AGREED = "agreed", _("люди на фото погодилися на публікацію")
        UNKNOWN = "unknown", _("згоди ще немає")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="blocks", verbose_name=_("звіт"))
    kind = models.CharField(_("вид"), max_length=12, choices=Kind)
    order = models.PositiveSmallIntegerField(_("місце"))
    title = models.CharField(_("заголовок"), max_length=200, blank=True)
    text = models.TextField(_("текст"), blank=True)  # HTML, already cleaned by `site.richtext`
    codes = models.CharField(_("показники"), max_length=1000, blank=True)  # with commas, in order
    view = models.CharField(_("як показати"), max_length=8, choices=View, default=View.COMPARED)
    photo = models.FileField(upload_to="reports", max_length=200, blank=True)
    photo_alt = models.CharField(_("що на фото"), max_length=200, blank=True)
    people = models.CharField(_("люди на фото"), max_length=7, choices=People, default=People.UNKNOWN)
    agreed_on = models.DateField(_("коли погодилися"), null=True, blank=True)
    consent_kept = models.CharField(_("хто зібрав згоди й де вони"), max_length=200, blank=True)
    version = models.PositiveIntegerField(_("версія"), default=1)
    changed_at = models.DateTimeField(_("змінено"))
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто змінив"))
    removed_at = models.DateTimeField(_("прибрано"), null=True, blank=True)

    class Meta:
        verbose_name = _("частина звіту")
        verbose_name_plural = _("частини звіту")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(people="agreed") | (Q(agreed_on__isnull=False) & ~Q(consent_kept="")),
                name="report_photo_consent_is_noted",
            )
        ]

    def __str__(self) -> str:
        return self.title or str(self.Kind(self.kind).label)

    @property
    def code_list(self) -> list[str]:
        return [code for code in self.codes.split(",") if code]


class FormerText(models.Model):
    """What a block said before somebody else saved their own words over it."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="former", verbose_name=_("частина звіту"))
    title = models.CharField(_("заголовок"), max_length=200, blank=True)
    text = models.TextField(_("текст"), blank=True)
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто написав"))
    written_at = models.DateTimeField(_("написано"))

    class Meta:
        verbose_name = _("попередній текст звіту")
        verbose_name_plural = _("попередні тексти звіту")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.title or str(self.block)


class Mark(models.Model):
    """One line of the log of signatures, under the name and position of that day."""

    class What(models.TextChoices):
        PREPARED = "prepared", _("подано на підпис")
        RETURNED = "returned", _("повернуто в роботу")
        SIGNED = "signed", _("підписано")
        PUBLISHED = "published", _("опубліковано на сайті")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="marks", verbose_name=_("звіт"))
    what = models.CharField(_("що"), max_length=9, choices=What)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто"))
    name = models.CharField(_("ім’я"), max_length=200)
    position = models.CharField(_("посада"), max_length=200, blank=True)
    at = models.DateTimeField(_("коли"))
    note = models.CharField(_("зауваження"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("підпис під звітом")
        verbose_name_plural = _("підписи під звітами")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.name}"


class Edition(models.Model):
    """The report as it was signed: its page, its paper, its file to edit. Proven by digests, never changed."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="edition", verbose_name=_("звіт"))
    content = models.TextField(_("зміст"))  # JSON of `pieces`: what is shown, word by word
    digest = models.CharField(_("контрольна сума"), max_length=64)
    pdf = models.FileField(upload_to="reports", max_length=200)
    pdf_sha256 = models.CharField(_("контрольна сума PDF"), max_length=64)
    docx = models.FileField(upload_to="reports", max_length=200)
    docx_sha256 = models.CharField(_("контрольна сума DOCX"), max_length=64)
    made_at = models.DateTimeField(_("складено"))

    class Meta:
        verbose_name = _("підписаний звіт")
        verbose_name_plural = _("підписані звіти")

    def __str__(self) -> str:
        return str(self.report)
