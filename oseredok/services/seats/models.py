"""Seats of a coworking hall, who holds which and until when, who waits, what is broken.

A *hold* is one seat for one stretch of time: a booking, the session that it becomes, or the place offered to somebody
who waits. That no two holds share a seat is promised by the database itself (see `guards`), not by a check.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import AgeGroup, Reader
from oseredok.library.places.models import Library, Room
from oseredok.services.seats.choices import FEATURES, HOLDING, LIVE, KeptFor, Kind, Purpose, State
from oseredok.services.seats.plan_models import LARGEST, PlanThing, RoomPlan
from oseredok.services.seats.stations.models import Station

__all__ = [
    "FEATURES",
    "HOLDING",
    "LIVE",
    "Fault",
    "HallRules",
    "Handout",
    "Hold",
    "KeptFor",
    "Kind",
    "KindRule",
    "PlanThing",
    "Purpose",
    "RoomPlan",
    "Seat",
    "Series",
    "State",
    "Station",
    "Waiting",
]


class Seat(models.Model):
    """A place to work at: a computer, a laptop that is lent, a table, a room for a group."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="seats", verbose_name=_("приміщення"))
    name = models.CharField(_("назва"), max_length=40)
    kind = models.CharField(_("що це"), max_length=12, choices=Kind)
    capacity = models.PositiveSmallIntegerField(_("на скількох людей"), default=1)
    wheelchair = models.BooleanField(FEATURES["wheelchair"], default=False)
    backup_power = models.BooleanField(FEATURES["backup_power"], default=False)
    large_monitor = models.BooleanField(FEATURES["large_monitor"], default=False)
    headphones = models.BooleanField(FEATURES["headphones"], default=False)
    screen_reader = models.BooleanField(FEATURES["screen_reader"], default=False)
    kept_for = models.CharField(_("притримуємо"), max_length=12, choices=KeptFor, blank=True, default="")
    photo = models.FileField(_("світлина"), upload_to="seats", max_length=200, blank=True)
    photo_alt = models.CharField(_("що на світлині"), max_length=200, blank=True)
    plan_x = models.PositiveSmallIntegerField(_("на плані: клітинка зліва"), null=True, blank=True)
    plan_y = models.PositiveSmallIntegerField(_("на плані: клітинка зверху"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    retired_on = models.DateField(_("прибрано з"), null=True, blank=True)

    class Meta:
        verbose_name = _("місце")
        verbose_name_plural = _("місця")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "name"], condition=Q(retired_on__isnull=True), name="seat_name_once_in_a_room"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="seat_has_room_for_somebody"),
            models.CheckConstraint(condition=Q(photo="") | ~Q(photo_alt=""), name="seat_photo_has_words"),
            models.CheckConstraint(
                condition=Q(plan_x__isnull=True, plan_y__isnull=True)
                | Q(
                    plan_x__isnull=False,
                    plan_x__gte=1,
                    plan_x__lte=LARGEST,
                    plan_y__isnull=False,
                    plan_y__gte=1,
                    plan_y__lte=LARGEST,
                ),
                name="seat_is_on_the_plan",
            ),
            models.UniqueConstraint(
                fields=["room", "plan_x", "plan_y"],
                condition=Q(plan_x__isnull=False, retired_on__isnull=True),
                name="one_seat_in_a_cell",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def features(self) -> list[str]:
        """What the seat has, in words."""
        return [str(words) for name, words in FEATURES.items() if getattr(self, name)]

    @property
    def works_without_power(self) -> bool:
        """Whether one goes on working here when the light is off: by a battery or by backup power."""
        return self.backup_power or self.kind == Kind.LAPTOP

    @property
    def photo_version(self) -> str:
        """What changes when the photo does: it stands in the photo's address, so that a browser may keep the rest."""
        return (self.photo.name or "").rpartition("/")[2][:8]


class Fault(models.Model):
    """A seat is out of order from `since` until somebody says that it works again. Nobody can book it meanwhile."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="faults")
    since = models.DateTimeField(_("з"))
    reason = models.CharField(_("що сталося"), max_length=120)
    expected_on = models.DateField(_("коли полагодять"), null=True, blank=True)
    fixed_at = models.DateTimeField(_("працює з"), null=True, blank=True)
    reported_by = models.CharField(_("хто сказав"), max_length=120, blank=True)
    fixed_by = models.CharField(_("хто полагодив"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("несправність")
        verbose_name_plural = _("несправності")
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=Q(fixed_at__isnull=True), name="one_fault_at_a_time"),
            models.CheckConstraint(
                condition=Q(fixed_at__isnull=True) | Q(since__lte=F("fixed_at")), name="fault_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.reason}"


class HallRules(models.Model):
    """The fair rules of one library's hall. Minutes unless the name says otherwise; zero means «no limit»."""

    place = models.OneToOneField(Library, on_delete=models.CASCADE, related_name="hall_rules")
    booking_open = models.BooleanField(_("бронювати на сайті можна"), default=True)
    longest = models.PositiveSmallIntegerField(_("найдовший сеанс, хв"), default=120)
    a_day = models.PositiveSmallIntegerField(_("на день одній людині, хв"), default=240)
    a_week = models.PositiveSmallIntegerField(_("бронювань на тиждень одній людині"), default=5)
    horizon = models.PositiveSmallIntegerField(_("за скільки днів наперед"), default=14)
    horizon_unreached = models.PositiveSmallIntegerField(_("за скільки днів, якщо не лишають зв’язку"), default=2)
    grace = models.PositiveSmallIntegerField(_("скільки чекаємо, хв"), default=15)
    gap = models.PositiveSmallIntegerField(_("перерва між людьми, хв"), default=0)
    extension = models.PositiveSmallIntegerField(_("на скільки можна продовжити, хв"), default=15)
    walk_in_percent = models.PositiveSmallIntegerField(_("місця без запису, %"), default=25)
    adult_under = models.PositiveSmallIntegerField(_("з дорослим до, років"), default=14)
    offer = models.PositiveSmallIntegerField(_("скільки тримаємо для черги, хв"), default=10)
    kept_hours = models.PositiveSmallIntegerField(_("притримуємо, годин наперед"), default=24)
    closure_shift = models.PositiveSmallIntegerField(_("після відбою пересуваємо щонайбільше на, хв"), default=60)
    board_is_public = models.BooleanField(_("показувати вільні місця на сайті"), default=True)

    class Meta:
        verbose_name = _("правила зали")
        verbose_name_plural = _("правила зали")
        constraints = [
            models.CheckConstraint(condition=Q(longest__gte=15, longest__lte=720), name="hall_session_has_a_length"),
            models.CheckConstraint(condition=Q(walk_in_percent__lte=100), name="hall_share_is_a_percentage"),
            models.CheckConstraint(condition=Q(offer__gte=1), name="hall_offer_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.place}"


class KindRule(models.Model):
    """What differs for one kind of seat; a kind without a row is open to everybody and booked."""

    rules = models.ForeignKey(HallRules, on_delete=models.CASCADE, related_name="kinds")
    kind = models.CharField(_("що це"), max_length=12, choices=Kind)
    open_to_guests = models.BooleanField(_("і тим, хто без читацького квитка"), default=True)
    bookable = models.BooleanField(_("можна забронювати"), default=True)
    longest = models.PositiveSmallIntegerField(_("найдовший сеанс, хв"), null=True, blank=True)

    class Meta:
        verbose_name = _("правило для виду місць")
        verbose_name_plural = _("правила для видів місць")
        constraints = [models.UniqueConstraint(fields=["rules", "kind"], name="one_rule_of_a_kind")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Series(models.Model):
    """A club that meets every week at one seat or room; its bookings are ordinary holds made ahead by staff."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="series")
    title = models.CharField(_("назва"), max_length=80)
    weekday = models.PositiveSmallIntegerField(_("день тижня"))  # 0 is Monday
    begins_at = models.TimeField(_("з"))
    minutes = models.PositiveSmallIntegerField(_("скільки хвилин"))
    starts_on = models.DateField(_("від"))
    ends_on = models.DateField(_("до (не включно)"))
    people = models.PositiveSmallIntegerField(_("скільки людей"), default=1)
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("постійна бронь")
        verbose_name_plural = _("постійні броні")
        ordering = ["weekday", "begins_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="series_weekday_is_0_to_6"),
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="series_is_a_period"),
            models.CheckConstraint(condition=Q(minutes__gte=15), name="series_meets_for_a_while"),
        ]

    def __str__(self) -> str:
        return self.title


class Hold(models.Model):
    """One seat from `starts_at` to `ends_at`, both UTC. See the module's first lines.

    Who: a nickname and at most one way to reach them, both forgotten days later (`holding.forget_contacts`). `mark` is a
    keyed hash of the contact or the reader, by which the day's minutes and the week's bookings are counted; it goes too.
    While the library is shut by an alarm or a power cut, `paused_at` is when the clock stopped.
    """

    class Way(models.TextChoices):
        WEB = "web", _("на сайті")
        DESK = "desk", _("на стійці")
        KIOSK = "kiosk", _("на комп’ютері")
        QUEUE = "queue", _("з черги")
        SERIES = "series", _("постійна бронь")
        WALK_IN = "walk_in", _("без броні")

    class Ending(models.TextChoices):
        PERSON = "person", _("завершила людина")
        DESK = "desk", _("завершив бібліотекар")
        TIME = "time", _("вийшов час")
        CLOSING = "closing", _("зачинено")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holds")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="holds")
    moved_from = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(_("стан"), max_length=10, choices=State)
    way = models.CharField(_("звідки"), max_length=8, choices=Way)
    starts_at = models.DateTimeField(_("з"))
    ends_at = models.DateTimeField(_("до"))
    answer_by = models.DateTimeField(_("відповісти до"), null=True, blank=True)  # of an offer
    code = models.CharField(_("код"), max_length=6, blank=True)
    nickname = models.CharField(_("як звертатися"), max_length=40, blank=True)
    phone = models.CharField(_("телефон"), max_length=20, blank=True)
    email = models.EmailField(_("електронна пошта"), blank=True)
    mark = models.CharField(max_length=32, blank=True)
    reader = models.ForeignKey(Reader, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    age_group = models.CharField(_("вік"), max_length=8, choices=AgeGroup, blank=True)
    purpose = models.CharField(_("для чого"), max_length=10, choices=Purpose, blank=True)
    with_adult = models.BooleanField(_("разом із дорослим"), default=False)
    people = models.PositiveSmallIntegerField(_("скільки людей"), default=1)
    made_at = models.DateTimeField(_("записано"))
    seated_at = models.DateTimeField(_("сіли"), null=True, blank=True)
    paused_at = models.DateTimeField(_("годинник зупинено"), null=True, blank=True)
    paused_minutes = models.PositiveSmallIntegerField(default=0)
    extended = models.PositiveSmallIntegerField(_("продовжено, хв"), default=0)
    ended_at = models.DateTimeField(_("завершено"), null=True, blank=True)
    ending = models.CharField(_("хто завершив"), max_length=8, choices=Ending, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("зайняття місця")
        verbose_name_plural = _("зайняття місць")
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["place", "ends_at"], name="hold_place_end"),
            models.Index(fields=["seat", "ends_at"], name="hold_seat_end"),
            models.Index(fields=["mark", "starts_at"], condition=~Q(mark=""), name="hold_mark"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(state__in=LIVE) & ~Q(code=""), name="live_code_opens_one_hold"
            ),
            models.UniqueConstraint(
                fields=["series", "starts_at"],
                condition=Q(series__isnull=False),
                name="series_meets_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(starts_at__lte=F("ends_at")), name="hold_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.SEATED, State.ENDED]) | Q(seated_at__isnull=False),
                name="session_has_a_beginning",
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="hold_has_people"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.seat}"

    @property
    def rating_key(self) -> str:
        """Name the session to whoever asks how it was: on the computer or on the phone, it is rated once."""
        return f"seat:{self.public_id}"

    @property
    def label(self) -> str:
        """A short name for the board that opens nothing: `А-47`."""
        return f"А-{self.pk % 100:02d}"

    @property
    def address(self) -> str:
        """The e-mail to write to: the person's own words, or the card's."""
        return self.email or (self.reader.email if self.reader_id and self.reader else "")


class Change(models.Model):
    """A booking was moved, shortened or taken away without its person's wish, and whether they know.

    A letter tells those who left an address; `told_at` is empty until somebody at the desk has told the others.
    """

    class What(models.TextChoices):
        MOVED = "moved", _("інше місце")
        LATER = "later", _("інший час")
        SHORTER = "shorter", _("менше часу")
        FREED = "freed", _("скасовано")

    hold = models.ForeignKey(Hold, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(_("що змінилося"), max_length=8, choices=What)
    before = models.CharField(_("як було"), max_length=60, blank=True)
    made_at = models.DateTimeField(_("коли"))
    by_letter = models.BooleanField(_("надіслано листа"), default=False)
    told_at = models.DateTimeField(_("людина знає з"), null=True, blank=True)
    told_by = models.CharField(_("хто сказав"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("зміна броні")
        verbose_name_plural = _("зміни броней")
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["made_at"], condition=Q(told_at__isnull=True), name="change_untold")]

    def __str__(self) -> str:
        return f"{self.hold}: {self.get_what_display()}"


class Waiting(models.Model):
    """Somebody waits for a seat of a kind on a day; what frees is offered to the first one whom it fits."""

    class State(models.TextChoices):
        WAITING = "waiting", _("чекає")
        OFFERED = "offered", _("запропоновано місце")
        TAKEN = "taken", _("місце взято")
        LEFT = "left", _("відмовилися")
        OVER = "over", _("день минув")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("яке місце"), max_length=12, choices=Kind, blank=True)
    wheelchair = models.BooleanField(_("підходить для крісла колісного"), default=False)
    earliest = models.DateTimeField(_("не раніше"))
    latest = models.DateTimeField(_("не пізніше"))
    minutes = models.PositiveSmallIntegerField(_("скільки хвилин"))
    state = models.CharField(_("стан"), max_length=8, choices=State, default=State.WAITING)
    hold = models.OneToOneField(Hold, on_delete=models.SET_NULL, null=True, blank=True, related_name="waiting")
    code = models.CharField(_("код"), max_length=6)
    nickname = models.CharField(_("як звертатися"), max_length=40, blank=True)
    phone = models.CharField(_("телефон"), max_length=20, blank=True)
    email = models.EmailField(_("електронна пошта"), blank=True)
    mark = models.CharField(max_length=32, blank=True)
    reader = models.ForeignKey(Reader, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    age_group = models.CharField(_("вік"), max_length=8, choices=AgeGroup, blank=True)
    purpose = models.CharField(_("для чого"), max_length=10, choices=Purpose, blank=True)
    with_adult = models.BooleanField(_("разом із дорослим"), default=False)
    missed = models.PositiveSmallIntegerField(_("пропозицій без відповіді"), default=0)
    made_at = models.DateTimeField(_("стали в чергу"))

    class Meta:
        verbose_name = _("чекання місця")
        verbose_name_plural = _("черга на місця")
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["place", "state", "made_at"], name="waiting_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(state__in=["waiting", "offered"]), name="waiting_code_opens_one"
            ),
            models.CheckConstraint(condition=Q(earliest__lt=F("latest")), name="waiting_is_for_a_while"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.earliest}"


class Handout(models.Model):
    """A laptop in somebody's hands: when and in what state it was given, when and in what state it came back."""

    class Condition(models.TextChoices):
        FINE = "fine", _("справний")
        MARKED = "marked", _("є подряпини, працює")
        BROKEN = "broken", _("не працює")
        INCOMPLETE = "incomplete", _("чогось бракує")

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="handouts")
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="handout")
    given_at = models.DateTimeField(_("видано"))
    given_as = models.CharField(_("у якому стані"), max_length=10, choices=Condition, default=Condition.FINE)
    given_by = models.CharField(_("хто видав"), max_length=120, blank=True)
    back_at = models.DateTimeField(_("повернуто"), null=True, blank=True)
    back_as = models.CharField(_("у якому стані повернуто"), max_length=10, choices=Condition, blank=True)
    taken_by = models.CharField(_("хто прийняв"), max_length=120, blank=True)
    note = models.CharField(_("про пристрій"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("видача ноутбука")
        verbose_name_plural = _("видачі ноутбуків")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(back_at__isnull=True), name="laptop_is_in_one_pair_of_hands"
            ),
            models.CheckConstraint(
                condition=Q(back_at__isnull=True) | Q(given_at__lte=F("back_at")),
                name="laptop_comes_back_after_it_went",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.given_at}"
