"""The monitoring of a half-year: frozen numbers, what they say, what was concluded and decided, who approved it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.periods import Period
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.reports.frozen.models import Snapshot

SUMMARY = "summary"


class State(models.TextChoices):
    DRAFT = "draft", _("чернетка")
    APPROVED = "approved", _("затверджено")
    PUBLISHED = "published", _("оприлюднено")
    WITHDRAWN = "withdrawn", _("знято")


class Monitoring(models.Model):
    """One monitoring. `scope` names the libraries for uniqueness: `all`, or their ids; `snapshot` is the latest freezing."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    starts_on = models.DateField(_("від"))
    ends_on = models.DateField(_("до (не включно)"))
    libraries = models.ManyToManyField(Library, related_name="+", verbose_name=_("бібліотеки"))
    scope = models.CharField(max_length=200)
    state = models.CharField(_("стан"), max_length=10, choices=State, default=State.DRAFT)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="+", verbose_name=_("заморожені числа")
    )
    conclusions = models.TextField(_("висновки"), blank=True)
    nothing_to_decide = models.BooleanField(_("рішень не потрібно"), default=False)
    made_at = models.DateTimeField(_("почато"))
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто почав"))
    approved_at = models.DateTimeField(_("затверджено"), null=True, blank=True)
    approved_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("хто затвердив")
    )
    approver_position = models.CharField(_("посада"), max_length=120, blank=True)
    approver_name = models.CharField(_("власне ім’я та прізвище"), max_length=160, blank=True)
    order_number = models.CharField(_("номер наказу"), max_length=40, blank=True)
    order_date = models.DateField(_("дата наказу"), null=True, blank=True)
    published_at = models.DateTimeField(_("оприлюднено"), null=True, blank=True)
    published_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("хто оприлюднив")
    )
    withdrawn_at = models.DateTimeField(_("знято"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("хто зняв")
    )
    withdrawn_why = models.CharField(_("чому знято"), max_length=300, blank=True)
    job = models.UUIDField(null=True, blank=True, editable=False)  # the files being made

    class Meta:
        verbose_name = _("моніторинг")
        verbose_name_plural = _("моніторинги")
        ordering = ["-ends_on", "-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["starts_on", "ends_on", "scope"], condition=~Q(state="withdrawn"), name="one_live_monitoring"
            ),
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="monitoring_of_a_period"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(approved_at__isnull=False, order_date__isnull=False),
                name="monitoring_approved_by_an_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                name="monitoring_published_at_some_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def title(self) -> str:
        return _("Моніторинг за {period}").format(period=self.period.title)

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLISHED


class Version(models.Model):
    """One freezing of a draft: the first, or anew for a reason."""

    monitoring = models.ForeignKey(
        Monitoring, on_delete=models.CASCADE, related_name="versions", verbose_name=_("моніторинг")
    )
    number = models.PositiveSmallIntegerField(_("номер"))
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+", verbose_name=_("числа"))
    why = models.CharField(_("чому знову"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("коли"))
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто"))

    class Meta:
        verbose_name = _("версія чисел моніторингу")
        verbose_name_plural = _("версії чисел моніторингу")
        ordering = ["monitoring", "number"]
        constraints = [models.UniqueConstraint(fields=["monitoring", "number"], name="monitoring_version_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class Note(models.Model):
    """What is said of one indicator (or of everything, `summary`): the program's words and what the head made of them."""

    monitoring = models.ForeignKey(
        Monitoring, on_delete=models.CASCADE, related_name="notes", verbose_name=_("моніторинг")
    )
    code = models.CharField(_("показник"), max_length=60)
    order = models.PositiveSmallIntegerField(_("порядок"))
    original = models.TextField(_("як написала програма"))
    text = models.TextField(_("текст"), blank=True)
    why = models.CharField(_("причина, примітка"), max_length=300, blank=True)
    stale = models.BooleanField(_("числа змінилися після правки"), default=False)

    class Meta:
        verbose_name = _("речення моніторингу")
        verbose_name_plural = _("речення моніторингу")
        ordering = ["monitoring", "order"]
        constraints = [models.UniqueConstraint(fields=["monitoring", "code"], name="one_note_of_an_indicator")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_edited(self) -> bool:
        return self.text != self.original


class Decision(models.Model):
    """What was decided: who does it, until when; later, what came of it."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("ще не перевірено")
        DONE = "done", _("виконано")
        MOVED = "moved", _("перенесено")
        DROPPED = "dropped", _("знято")

    monitoring = models.ForeignKey(
        Monitoring, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("моніторинг")
    )
    order = models.PositiveSmallIntegerField(_("порядок"))
    what = models.CharField(_("що вирішили"), max_length=400)
    who = models.CharField(_("відповідальний"), max_length=160)
    until = models.DateField(_("строк"))
    outcome = models.CharField(_("виконання"), max_length=8, choices=Outcome, default=Outcome.OPEN)
    outcome_words = models.CharField(_("що зроблено, чому"), max_length=400, blank=True)
    moved_to = models.DateField(_("новий строк"), null=True, blank=True)
    checked_in = models.ForeignKey(
        Monitoring, on_delete=models.SET_NULL, null=True, blank=True, related_name="checked",
        verbose_name=_("у якому моніторингу перевірено"),
    )  # fmt: skip
    checked_at = models.DateTimeField(_("перевірено"), null=True, blank=True)
    checked_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("хто перевірив")
    )
    came_from = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="moved_on",
        verbose_name=_("перенесено з рішення"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("рішення моніторингу")
        verbose_name_plural = _("рішення моніторингу")
        ordering = ["monitoring", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="moved") | Q(moved_to__isnull=False), name="moved_decision_has_a_new_term"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="dropped") | ~Q(outcome_words=""), name="dropped_decision_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN


class Output(models.Model):
    """A file made of an approved monitoring; the same for ever."""

    monitoring = models.ForeignKey(
        Monitoring, on_delete=models.PROTECT, related_name="outputs", verbose_name=_("моніторинг")
    )
    kind = models.CharField(_("вид"), max_length=12)
    file = models.FileField(upload_to="monitoring", max_length=200)
    name = models.CharField(_("назва файла"), max_length=120)
    size = models.PositiveBigIntegerField(_("розмір"))
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("зроблено"))

    class Meta:
        verbose_name = _("файл моніторингу")
        verbose_name_plural = _("файли моніторингу")
        ordering = ["monitoring", "pk"]
        constraints = [models.UniqueConstraint(fields=["monitoring", "kind"], name="one_output_of_a_kind")]

    def __str__(self) -> str:
        return self.name
