"""What people say of what they got: ratings, what became better, comments. Of the person nothing is kept (ADR 11).

Ratings and answers are append-only like the journal: database triggers forbid UPDATE and DELETE, a correction is a row with
the opposite sign. Nothing here points at a reader, a visit or an entry of the journal, and a comment not at its rating.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.offer.models import ServiceKind
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.spine.feedback.scale import Outcome, Score


class Via(models.TextChoices):
    """Where it was said."""

    TILE = "tile", _("планшет біля виходу")
    SEAT = "seat", _("комп’ютер у залі")
    DESK = "desk", _("QR-код на столі")
    POSTER = "poster", _("плакат")
    LETTER = "letter", _("посилання в листі")
    REMOTE = "remote", _("сайт")
    PAPER = "paper", _("паперовий аркушик")


class Reason(models.TextChoices):
    """Why a row was taken back."""

    CHANGED = "changed", _("людина змінила оцінку")
    WRONG_DAY = "wrong_day", _("не той день або бібліотека")
    WRONG_COUNT = "wrong_count", _("неправильні числа")
    TWICE = "twice", _("введено двічі")


class Wave(models.TextChoices):
    """When the question about outcomes was answered. The two are never added up."""

    NOW = "now", _("одразу після послуги")
    LATER = "later", _("за кілька тижнів")


class Point(models.Model):
    """Where one rates: a tablet at the exit, a QR code on a desk, a poster. Its code stands in the address."""

    class Way(models.TextChoices):
        TILE = "tile", _("планшет біля виходу")
        DESK = "desk", _("QR-код на столі")
        POSTER = "poster", _("плакат")

    way = models.CharField(_("що це"), max_length=8, choices=Way)
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", verbose_name=_("бібліотека"))
    kind = models.ForeignKey(
        ServiceKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("послуга")
    )
    label = models.CharField(_("де стоїть"), max_length=80, blank=True)
    code = models.CharField(_("код"), max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("точка оцінювання")
        verbose_name_plural = _("точки оцінювання")
        ordering = ["place", "way", "pk"]

    def __str__(self) -> str:
        return self.label or str(self.get_way_display())


class PaperBatch(models.Model):
    """Slips of one day that somebody typed in. What they said stands in ratings and answers that point here."""

    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", verbose_name=_("бібліотека"))
    kind = models.ForeignKey(ServiceKind, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField(_("день"))
    slips = models.PositiveIntegerField(_("аркушиків"))
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("чому"), max_length=16, choices=Reason, blank=True)

    class Meta:
        verbose_name = _("пачка аркушиків")
        verbose_name_plural = _("пачки аркушиків")
        ordering = ["-entered_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.day} {self.slips}"


class Said(models.Model):
    """What ratings and answers have in common. `recorded_at` is the hour: the minute would tell whose visit it was."""

    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", verbose_name=_("бібліотека"))
    kind = models.ForeignKey(
        ServiceKind, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("послуга")
    )
    via = models.CharField(_("де сказали"), max_length=8, choices=Via)
    local_date = models.DateField(_("день"))
    recorded_at = models.DateTimeField()
    quantity = models.IntegerField(_("скільки людей"))
    key = models.CharField(max_length=64, unique=True)  # a keyed hash: from the row nobody comes to the service
    batch = models.ForeignKey(PaperBatch, on_delete=models.PROTECT, null=True, related_name="+")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")
    reason = models.CharField(max_length=16, choices=Reason, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def signs(name: str) -> list[models.BaseConstraint]:
        """The constraints that every such table has."""
        return [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, quantity__gt=0, reason="")
                | (Q(reverses__isnull=False, quantity__lt=0) & ~Q(reason="")),
                name=f"{name}_only_a_reversal_takes_away",
            ),
            models.CheckConstraint(
                condition=Q(quantity__in=[-1, 1]) | Q(batch__isnull=False), name=f"{name}_many_only_from_paper"
            ),
        ]


class Rating(Said):
    """How many people gave one score: one, or as many as a batch of slips has."""

    score = models.PositiveSmallIntegerField(_("оцінка"), choices=Score)

    class Meta:
        verbose_name = _("оцінка")
        verbose_name_plural = _("оцінки")
        indexes = [models.Index(fields=["local_date", "place", "score"], name="rating_day_place_score")]
        constraints = [
            *Said.signs("rating"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="rating_is_on_the_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.score} {self.quantity:+d} {self.local_date}"


class OutcomeAnswer(Said):
    """How many people said yes or no of one outcome."""

    wave = models.CharField(_("коли питали"), max_length=5, choices=Wave)
    outcome = models.CharField(_("що стало краще"), max_length=12, choices=Outcome)
    yes = models.BooleanField(_("так"))

    class Meta:
        verbose_name = _("відповідь, що стало краще")
        verbose_name_plural = _("відповіді, що стало краще")
        indexes = [models.Index(fields=["local_date", "place", "outcome"], name="outcome_day_place_outcome")]
        constraints = Said.signs("outcome")

    def __str__(self) -> str:
        return f"{self.outcome} {self.yes} {self.quantity:+d} {self.local_date}"


class Topic(models.Model):
    """What a remark is about; the list is the library's own."""

    code = models.SlugField(_("код"), unique=True, max_length=40)
    name = models.CharField(_("назва"), max_length=60)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    is_active = models.BooleanField(_("вживаємо"), default=True)

    class Meta:
        verbose_name = _("тема зауваження")
        verbose_name_plural = _("теми зауважень")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """What somebody wrote. Its own day, place and service, and nothing by which its rating could be found."""

    class Sort(models.TextChoices):
        THANKS = "thanks", _("подяка")
        REMARK = "remark", _("зауваження")
        IDEA = "idea", _("пропозиція")
        OTHER = "other", _("інше")

    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", verbose_name=_("бібліотека"))
    kind = models.ForeignKey(
        ServiceKind, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("послуга")
    )
    via = models.CharField(_("де сказали"), max_length=8, choices=Via)
    received_on = models.DateField(_("отримано"))
    text = models.TextField(_("слова людини"), blank=True)  # blank when its term of keeping is over
    may_publish = models.BooleanField(_("людина дозволила показати на сайті"), default=False)
    key = models.CharField(max_length=64, unique=True)
    sort = models.CharField(_("що це"), max_length=8, choices=Sort, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    public_text = models.TextField(_("слова для сайту"), blank=True)
    answer = models.TextField(_("відповідь бібліотеки"), blank=True)
    answered_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    forgotten_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("відгук")
        verbose_name_plural = _("відгуки")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["place", "received_on"], name="comment_place_day"),
            models.Index(fields=["place"], condition=Q(looked_at__isnull=True), name="comment_not_looked_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(may_publish=True, looked_at__isnull=False),
                name="published_only_when_allowed_and_looked_at",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(public_text=""), name="published_comment_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on} № {self.pk}"


class FollowUp(models.Model):
    """An address to which one letter will go some weeks later. The row is deleted as soon as the letter is queued."""

    email = models.EmailField(_("електронна пошта"))
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(ServiceKind, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=8, default="uk")
    asked_on = models.DateField(_("погодилися"))
    send_on = models.DateField(_("надіслати"))

    class Meta:
        verbose_name = _("лист за кілька тижнів")
        verbose_name_plural = _("листи за кілька тижнів")
        constraints = [
            models.UniqueConstraint(fields=["email", "place", "asked_on"], name="one_follow_up_a_day"),
            models.CheckConstraint(condition=Q(asked_on__lt=F("send_on")), name="follow_up_comes_later"),
        ]

    def __str__(self) -> str:
        return f"{self.send_on}"
