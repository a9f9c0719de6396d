"""The electronic «Щоденник роботи бібліотеки»: append-only, typed, impersonal. Design §2.

Nothing here is written except by `actions.record`, `actions.reverse` and `actions.close_period`; database triggers
forbid UPDATE and DELETE of entries on both databases.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.people.models import Account, AgeGroup, GroupFlag, SocialStatus
from oseredok.library.places.models import Library


class Channel(models.TextChoices):
    IN_PERSON = "in_person", _("особисто")
    PHONE = "phone", _("телефоном")
    WEB = "web", _("через сайт")
    EMAIL = "email", _("електронною поштою")
    KIOSK = "kiosk", _("з кіоска")
    EVENT = "event", _("на заході")


class Outcome(models.TextChoices):
    DONE = "done", _("виконано")
    PARTIAL = "partial", _("частково")
    REDIRECTED = "redirected", _("переадресовано")
    REFUSED = "refused", _("відмова")
    ABANDONED = "abandoned", _("не дочекався")


class Language(models.TextChoices):
    """Language of a document given out (diary part II)."""

    UK = "uk", _("державна")
    MINORITY = "minority", _("мови меншин")
    FOREIGN = "foreign", _("іноземні")


class Reason(models.TextChoices):
    """Why an entry was reversed. Choices, not free text: free text could name a person."""

    SLIP = "slip", _("натиснули помилково")
    WRONG_DETAILS = "wrong_details", _("неправильні подробиці")
    DUPLICATE = "duplicate", _("записано двічі")
    NOT_RENDERED = "not_rendered", _("послугу не надано")


class Entry(models.Model):
    """One counted fact. A correction is another entry with the opposite sign."""

    kind = models.ForeignKey(ServiceKind, on_delete=models.PROTECT, related_name="+")
    quantity = models.IntegerField()
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    local_date = models.DateField()  # Europe/Kyiv date of occurred_at, stored
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=Channel)
    staff = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    age_group = models.CharField(max_length=8, choices=AgeGroup, blank=True)
    social_status = models.CharField(max_length=20, choices=SocialStatus, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    language = models.CharField(max_length=10, choices=Language, blank=True)
    minutes = models.IntegerField(null=True)  # of the whole entry; has the sign of quantity, so that sums are right
    visitor_key = models.CharField(max_length=32, blank=True)  # keyed hash, rotated yearly; blank when anonymous
    subject_app = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    gesture = models.UUIDField()
    key = models.CharField(max_length=64, unique=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    # A reversal keeps the `staff` of its original, so that sums by person come to zero too; who corrected stands here.
    corrected_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    backfilled = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("запис щоденника")
        verbose_name_plural = _("записи щоденника")
        indexes = [
            models.Index(fields=["local_date", "place", "kind"], name="entry_day_place_kind"),
            models.Index(fields=["kind", "local_date"], name="entry_kind_day"),
            models.Index(fields=["gesture"], name="entry_gesture"),
            models.Index(fields=["visitor_key", "local_date"], condition=~Q(visitor_key=""), name="entry_visitor_day"),
            models.Index(fields=["subject_app", "subject_id"], condition=~Q(subject_app=""), name="entry_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, quantity__gt=0) | Q(reverses__isnull=False, quantity__lt=0),
                name="only_a_reversal_takes_away",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, reason="", corrected_by__isnull=True)
                | (Q(reverses__isnull=False, corrected_by__isnull=False) & ~Q(reason="")),
                name="reversal_has_a_reason_and_an_author",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True)
                | Q(minutes=0)
                | Q(minutes__gt=0, quantity__gt=0)
                | Q(minutes__lt=0, quantity__lt=0),
                name="minutes_have_the_sign_of_quantity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.quantity:+d} {self.local_date}"


class GroupCount(models.Model):
    """Sensitive flags counted apart: no reader, no visitor key, no gesture, no time of day.

    `key` is a keyed hash of the entry's key: the action can find its own row to record once and to reverse, while the
    table alone cannot be joined to entries. Rows are append-only, a reversal is a row with the opposite sign.
    """

    flag = models.CharField(max_length=20, choices=GroupFlag)
    kind = models.ForeignKey(ServiceKind, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    local_date = models.DateField()
    quantity = models.IntegerField()
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("облік за групами")
        verbose_name_plural = _("облік за групами")
        indexes = [models.Index(fields=["local_date", "place", "kind", "flag"], name="groupcount_day")]
        constraints = [models.CheckConstraint(condition=~Q(quantity=0), name="groupcount_counts_something")]

    def __str__(self) -> str:
        return f"{self.flag} {self.quantity:+d} {self.local_date}"


class ClosedPeriod(models.Model):
    """A signed reporting period [starts_on, ends_on); what is recorded into it later shows as entered after closing."""

    place = models.ForeignKey(Library, on_delete=models.PROTECT, null=True, related_name="+")  # null: whole system
    starts_on = models.DateField()
    ends_on = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    # The newest entry of that moment, taken under a lock: clocks of two processes may differ, this number may not.
    last_entry = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("закритий період")
        verbose_name_plural = _("закриті періоди")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="closed_period_is_a_period"),
            models.UniqueConstraint(fields=["place", "starts_on", "ends_on"], name="period_closed_once_at_a_place"),
            # Nulls are distinct, so the whole system needs a rule of its own.
            models.UniqueConstraint(
                fields=["starts_on", "ends_on"],
                condition=Q(place__isnull=True),
                name="period_closed_once_in_the_system",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on}"


class VisitorSalt(models.Model):
    """The yearly secret of visitor keys. When a year's salt is dropped, its keys can no longer be tied to anybody."""

    year = models.PositiveSmallIntegerField(unique=True)
    salt = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("сіль ключів")
        verbose_name_plural = _("солі ключів")

    def __str__(self) -> str:
        return str(self.year)
