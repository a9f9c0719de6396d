"""The register of the centre's documents: what is decided, where the paper is, until when it holds."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Account
from oseredok.library.places.models import Library


class Document(models.Model):
    """One document. Whether it is in force is computed from its days, never set by hand: see `rules.state_of`."""

    class Kind(models.TextChoices):
        REGULATIONS = "regulations", _("положення")
        ORDER = "order", _("наказ")
        INSTRUCTION = "instruction", _("розпорядження")
        RULES = "rules", _("правила")
        PLAN = "plan", _("план")
        AGREEMENT = "agreement", _("угода")
        PRICES = "prices", _("прейскурант")
        REPORT = "report", _("звіт")
        OTHER = "other", _("інше")

    class For(models.TextChoices):
        EVERYBODY = "everybody", _("для всіх, на сайті")
        STAFF = "staff", _("для працівників")
        LEADERS = "leaders", _("для керівників")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("вид"), max_length=12, choices=Kind)
    number = models.CharField(_("номер"), max_length=40, blank=True)
    dated = models.DateField(_("дата"))
    title = models.CharField(_("назва"), max_length=300)
    place = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("бібліотека")
    )
    seen_by = models.CharField(_("хто бачить"), max_length=9, choices=For, default=For.STAFF)
    in_force_from = models.DateField(_("чинний з"), null=True, blank=True)
    in_force_until = models.DateField(_("чинний до (включно)"), null=True, blank=True)
    review_on = models.DateField(_("переглянути"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("замінює"),
    )
    note = models.CharField(_("примітка"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("додано"))
    added_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("хто додав")
    )

    class Meta:
        verbose_name = _("документ")
        verbose_name_plural = _("документи")
        ordering = ["-dated", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True)
                | Q(in_force_from__isnull=True)
                | Q(in_force_from__lte=F("in_force_until")),
                name="document_force_is_a_period",
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="document_replaces_another"),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentFile(models.Model):
    """A file of a document, kept as it was sent: a signature covers every byte."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files", verbose_name=_("документ"))
    file = models.FileField(upload_to="documents", max_length=200)
    name = models.CharField(_("назва файлу"), max_length=120)  # for people; on the disk it is called otherwise
    mime = models.CharField(_("тип"), max_length=100)
    size = models.PositiveBigIntegerField(_("розмір"))
    sha256 = models.CharField(_("контрольна сума"), max_length=64)
    added_at = models.DateTimeField(_("додано"))
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("файл документа")
        verbose_name_plural = _("файли документів")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["document", "sha256"], name="document_has_a_file_once")]

    def __str__(self) -> str:
        return self.name
