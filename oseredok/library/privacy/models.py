"""Personal data: consents with their versions, sensitive flags apart, who looked, requests, the register, incidents.

Everything here that knows a reader goes when the reader is erased; what stays tells of the library's work, not of people.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.clock import local
from oseredok.base.core.dates import clock_time
from oseredok.library.people.models import Account, GroupFlag, Reader


class Purpose(models.TextChoices):
    """What a person may agree to. A code is for ever: consents refer to it."""

    CARD = "card", _("читацький квиток")
    FLAGS = "flags", _("облік за групами")
    MAIL = "mail", _("листи про роботу бібліотеки")
    GUARDIAN = "guardian", _("згода за дитину")


class Channel(models.TextChoices):
    """How a person said it."""

    DESK = "desk", _("за стійкою")
    PAPER = "paper", _("на папері")
    WEB = "web", _("на сайті")


class ConsentText(models.Model):
    """One version of what people agree to. Never edited: a consent must lead to the words that were read."""

    purpose = models.CharField(_("мета"), max_length=12, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("редакція"))
    title = models.CharField(_("назва"), max_length=160)
    body = models.TextField(_("текст"))
    in_force_from = models.DateField(_("діє з"))
    asks_again = models.BooleanField(_("запитати згоду знову"), default=False)  # consents to older versions end with it
    made_at = models.DateTimeField(_("внесено"))
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("текст згоди")
        verbose_name_plural = _("тексти згод")
        ordering = ["purpose", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version"], name="consent_text_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="consent_text_versions_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class Consent(models.Model):
    """A person agreed to a version of a text. Withdrawn ones stay for their term, as a proof."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField(_("надано"))
    channel = models.CharField(_("як надано"), max_length=8, choices=Channel)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_by = models.CharField(_("хто надав за дитину"), max_length=160, blank=True)
    withdrawn_at = models.DateTimeField(_("відкликано"), null=True, blank=True)
    withdrawn_channel = models.CharField(_("як відкликано"), max_length=8, choices=Channel, blank=True)
    withdrawn_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("згода")
        verbose_name_plural = _("згоди")
        ordering = ["-given_at", "-pk"]
        indexes = [
            models.Index(fields=["withdrawn_at"], name="consent_withdrawn"),
            models.Index(fields=["text", "withdrawn_at"], name="consent_to_a_text"),  # counted by the page of texts
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "text"], condition=Q(withdrawn_at__isnull=True), name="one_live_consent_to_a_text"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_channel="", withdrawn_by__isnull=True)
                | (Q(withdrawn_at__gte=F("given_at")) & ~Q(withdrawn_channel="")),
                name="consent_withdrawn_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class SensitiveFlag(models.Model):
    """A sensitive group that a reader told of, kept only while the consent stands. A day, not a moment."""

    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="+")
    flag = models.CharField(_("група"), max_length=20, choices=GroupFlag)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="flags")
    told_on = models.DateField(_("сказано"))

    class Meta:
        verbose_name = _("особлива група")
        verbose_name_plural = _("особливі групи")
        constraints = [models.UniqueConstraint(fields=["reader", "flag"], name="sensitive_flag_once")]

    def __str__(self) -> str:
        return f"flag {self.pk}"


class Look(models.Model):
    """Somebody of the staff saw a reader's data: one row per person, reader, kind and hour."""

    class What(models.TextChoices):
        PAGE = "page", _("сторінка читача")
        CORRECT = "correct", _("виправлення даних")
        PRINT = "print", _("друк даних")
        CARD = "card", _("квиток")
        FLAGS = "flags", _("особливі групи")
        REQUEST = "request", _("запит про дані")
        EXPORT = "export", _("вивантаження списку")

    class Reason(models.TextChoices):
        """Why the sensitive page was opened. Choices, not free text: free text could name a person."""

        READER_ASKED = "reader_asked", _("читач попросив показати або змінити")
        REGISTRATION = "registration", _("записуємо або перереєстровуємо")
        REQUEST = "request", _("готуємо відповідь на запит про дані")
        CHECK = "check", _("перевіряємо помилку в обліку")

    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="looks")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("що дивилися"), max_length=8, choices=What)
    reason = models.CharField(_("навіщо"), max_length=16, choices=Reason, blank=True)
    hour = models.DateTimeField(_("година"))

    class Meta:
        verbose_name = _("перегляд даних читача")
        verbose_name_plural = _("перегляди даних читачів")
        ordering = ["-hour", "-pk"]
        indexes = [models.Index(fields=["hour", "account"], name="look_hour_account")]
        constraints = [models.UniqueConstraint(fields=["reader", "account", "what", "hour"], name="look_once_an_hour")]

    def __str__(self) -> str:
        return f"look {self.pk}"

    @property
    def during(self) -> str:
        """Return `14:00–15:00`: the hour is kept, the minute is not."""
        return f"{clock_time(local(self.hour))}–{clock_time(local(self.hour + timedelta(hours=1)))}"


class Erasure(models.Model):
    """That a record was erased: when, why, by whom. The reader is nobody by then."""

    class Why(models.TextChoices):
        REQUEST = "request", _("на вимогу читача")
        SELF = "self", _("читач стер сам")
        RETENTION = "retention", _("минув строк зберігання")
        MISTAKE = "mistake", _("запис створено помилково")
        CLOSING = "closing", _("бібліотека закривається")

    reader = models.OneToOneField(Reader, on_delete=models.PROTECT, related_name="erasure")
    why = models.CharField(_("чому"), max_length=12, choices=Why)
    erased_on = models.DateField(_("стерто"), db_index=True)
    erased_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Keyed hashes of the addresses that the record and those merged into it had: an older copy must not bring them back.
    marks = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("стирання")
        verbose_name_plural = _("стирання")

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class ErasureWarning(models.Model):
    """A reader who has not come for long was told that the record will be erased, and from which day."""

    reader = models.OneToOneField(Reader, on_delete=models.PROTECT, related_name="erasure_warning")
    warned_on = models.DateField(_("попереджено"))
    by_letter = models.BooleanField(_("листом"))
    erase_from = models.DateField(_("стираємо з"), db_index=True)

    class Meta:
        verbose_name = _("попередження про стирання")
        verbose_name_plural = _("попередження про стирання")
        indexes = [models.Index(fields=["by_letter", "erase_from", "id"], name="warning_in_order")]

    def __str__(self) -> str:
        return f"warning {self.pk}"


class RetentionRun(models.Model):
    """One night's run of the terms. Counts only, in `counts`."""

    started_at = models.DateTimeField(_("почато"))
    finished_at = models.DateTimeField(_("закінчено"), null=True, blank=True)

    class Meta:
        verbose_name = _("перевірка строків зберігання")
        verbose_name_plural = _("перевірки строків зберігання")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"retention {self.pk}"


class RetentionCount(models.Model):
    """How many of one kind a run dealt with; `what` is the code of a term (`retention.terms`)."""

    run = models.ForeignKey(RetentionRun, on_delete=models.CASCADE, related_name="counts")
    what = models.CharField(max_length=40)
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("число перевірки строків")
        verbose_name_plural = _("числа перевірок строків")
        constraints = [models.UniqueConstraint(fields=["run", "what"], name="retention_count_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.number}"


class SubjectRequest(models.Model):
    """A person asks about their own data. The term and how it was counted are kept as they were told to the person."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("показати дані")
        COPY = "copy", _("дати копію")
        CORRECT = "correct", _("виправити")
        ERASE = "erase", _("стерти")
        OBJECTION = "objection", _("заперечення проти обробки")
        WITHDRAW = "withdraw", _("відкликати згоду")

    class How(models.TextChoices):
        DESK = "desk", _("особисто")
        PAPER = "paper", _("листом на папері")
        EMAIL = "email", _("електронною поштою")
        WEB = "web", _("зі свого кабінету")

    class Identity(models.TextChoices):
        DOCUMENT = "document", _("показали документ")
        CARD = "card", _("показали читацький квиток")
        SIGNED_IN = "signed_in", _("увійшли у свій кабінет")
        SIGNATURE = "signature", _("електронний підпис")
        NOT_YET = "not_yet", _("ще не перевірено")

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("задоволено")
        PARTLY = "partly", _("задоволено частково")
        REFUSED = "refused", _("відмовлено")
        NOT_FOUND = "not_found", _("даних про людину немає")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("про що просять"), max_length=12, choices=Kind)
    how = models.CharField(_("як надійшов"), max_length=8, choices=How)
    received_on = models.DateField(_("отримано"))
    reader = models.ForeignKey(
        Reader, on_delete=models.SET_NULL, null=True, blank=True, related_name="subject_requests"
    )
    from_name = models.CharField(_("від кого"), max_length=200, blank=True)  # erased with the reader or by the term
    contact = models.CharField(_("куди відповісти"), max_length=254, blank=True)
    details = models.TextField(_("що саме просять"), blank=True)
    identity = models.CharField(_("як перевірили особу"), max_length=12, choices=Identity)
    term_days = models.PositiveSmallIntegerField(_("строк, днів"))
    due_on = models.DateField(_("відповісти до"), db_index=True)
    due_words = models.TextField(_("як рахували строк"))
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("відповіли"), null=True, blank=True)
    answered_how = models.CharField(_("як відповіли"), max_length=8, choices=How, blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("рішення"), max_length=12, choices=Outcome, blank=True)
    answer = models.TextField(_("відповідь"), blank=True)

    class Meta:
        verbose_name = _("запит про персональні дані")
        verbose_name_plural = _("запити про персональні дані")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_how="", outcome="")
                | (Q(answered_on__gte=F("received_on")) & ~Q(answered_how="") & ~Q(outcome="")),
                name="subject_request_answered_wholly",
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("received_on")), name="subject_request_due_after_receipt"),
        ]

    def __str__(self) -> str:
        return f"subject request {self.pk}"

    @property
    def tells_data(self) -> bool:
        """Whether the answer carries the data themselves: they were asked for, and it was granted."""
        asked = self.kind in (self.Kind.ACCESS, self.Kind.COPY)
        return asked and self.outcome in (self.Outcome.GRANTED, self.Outcome.PARTLY)


class Activity(models.Model):
    """One version of a line of the register of processing. `term` may name preferences in braces: read live."""

    code = models.SlugField(_("код"), max_length=40)
    version = models.PositiveSmallIntegerField(_("редакція"))
    title = models.CharField(_("що робимо"), max_length=160)
    purpose = models.TextField(_("мета"))
    ground = models.TextField(_("підстава"))
    people = models.CharField(_("чиї дані"), max_length=300)
    composition = models.TextField(_("склад даних"))
    term = models.TextField(_("строк зберігання"))
    recipients = models.TextField(_("кому передаємо"))
    protection = models.TextField(_("як захищаємо"))
    kept_where = models.CharField(_("де зберігаємо"), max_length=300)
    responsible = models.CharField(_("хто відповідає"), max_length=200)
    public_words = models.TextField(_("коротко для сайту"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_retired = models.BooleanField(_("більше не робимо"), default=False)
    made_at = models.DateTimeField(_("внесено"))
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("обробка персональних даних")
        verbose_name_plural = _("реєстр обробок персональних даних")
        ordering = ["order", "code", "-version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="activity_version_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Incident(models.Model):
    """Something happened to personal data. It tells of the event and the measures, never of a person."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    what = models.TextField(_("що сталося"))
    noticed_at = models.DateTimeField(_("коли помітили"))
    people = models.PositiveIntegerField(_("скількох людей стосується"), null=True, blank=True)  # null: not known yet
    categories = models.CharField(_("які дані"), max_length=300, blank=True)
    measures = models.TextField(_("що зробили"), blank=True)
    told = models.CharField(_("кому повідомили"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(_("закрито"), null=True, blank=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("інцидент із даними")
        verbose_name_plural = _("інциденти з даними")
        ordering = ["-noticed_at", "-pk"]

    def __str__(self) -> str:
        return f"incident {self.pk}"


class IncidentStep(models.Model):
    """A point of the checklist that was done."""

    class Step(models.TextChoices):
        STOP = "stop", _("Зупинили витік: закрили доступ, змінили паролі, забрали папери")
        KEEP = "keep", _("Зберегли сліди: журнали, листи, копії екранів")
        COUNT = "count", _("Порахували, скількох людей і яких даних стосується")
        DIRECTOR = "director", _("Повідомили директора")
        FOUNDER = "founder", _("Вирішили, чи повідомляти засновника, поліцію, CERT-UA")
        PEOPLE = "people", _("Вирішили, чи повідомляти людей, і повідомили")
        REPEAT = "repeat", _("Змінили порядок, щоб не повторилося")

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    done_on = models.DateField(_("зроблено"))
    done_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("крок після інциденту")
        verbose_name_plural = _("кроки після інциденту")
        constraints = [models.UniqueConstraint(fields=["incident", "step"], name="incident_step_once")]

    def __str__(self) -> str:
        return f"{self.step} of incident {self.incident_id}"
