"""Where the work is done: library system → libraries (central, branches) → rooms, and when they are open.

A *place* everywhere else in the code is a `Library`: the journal counts by it, roles are held at it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class LibrarySystem(models.Model):
    """The institution that signs the reports; one in an ordinary installation."""

    name = models.CharField(_("повна назва"), max_length=200)
    short_name = models.CharField(_("коротка назва"), max_length=80)
    centre_name = models.CharField(_("назва центру"), max_length=120, default="Осередок")
    founder = models.CharField(_("засновник"), max_length=200, blank=True)
    town = models.CharField(_("населений пункт"), max_length=80, blank=True)
    registry_code = models.CharField(_("код ЄДРПОУ"), max_length=8, blank=True)
    population = models.PositiveIntegerField(_("жителів у громаді"), null=True, blank=True)
    holidays_are_working = models.BooleanField(
        _("святкові дні робочі (воєнний стан)"),
        default=True,
        help_text=_("Закон 2136-IX, ст. 6: поки діє воєнний стан, святкові й неробочі дні не застосовують"),
    )

    class Meta:
        verbose_name = _("бібліотечна система")
        verbose_name_plural = _("бібліотечні системи")

    def __str__(self) -> str:
        return self.short_name


class Library(models.Model):
    """A library that opens its own door: the central one or a branch."""

    system = models.ForeignKey(LibrarySystem, on_delete=models.PROTECT, related_name="libraries")
    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("назва"), max_length=200)
    short_name = models.CharField(_("коротка назва"), max_length=60)
    is_central = models.BooleanField(_("центральна"), default=False)
    is_rural = models.BooleanField(_("у сільській місцевості"), default=False)
    address = models.CharField(_("адреса"), max_length=200, blank=True)
    directions = models.TextField(_("як дістатися"), blank=True)
    access_notes = models.TextField(_("доступність входу"), blank=True)
    shelter_notes = models.CharField(_("укриття"), max_length=200, blank=True)
    phone = models.CharField(_("телефон"), max_length=40, blank=True)
    email = models.EmailField(_("електронна пошта"), blank=True)
    latitude = models.DecimalField(_("широта"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("довгота"), max_digits=9, decimal_places=6, null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    opened_on = models.DateField(_("працює з"), null=True, blank=True)
    closed_on = models.DateField(_("закрито з"), null=True, blank=True)

    class Meta:
        verbose_name = _("бібліотека")
        verbose_name_plural = _("бібліотеки")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["system"], condition=Q(is_central=True), name="one_central_library"),
        ]

    def __str__(self) -> str:
        return self.short_name


class Room(models.Model):
    class Purpose(models.TextChoices):
        SERVICE = "service", _("обслуговування користувачів")
        COWORKING = "coworking", _("коворкінг")
        SOCIOCULTURAL = "sociocultural", _("соціокультурна діяльність")
        STORAGE = "storage", _("зберігання фондів")
        OFFICE = "office", _("службове")

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("назва"), max_length=80)
    purpose = models.CharField(_("призначення"), max_length=20, choices=Purpose)
    area = models.DecimalField(_("площа, м²"), max_digits=7, decimal_places=1)
    step_free = models.BooleanField(_("без сходів"), default=False)

    class Meta:
        verbose_name = _("приміщення")
        verbose_name_plural = _("приміщення")
        ordering = ["library", "id"]
        constraints = [models.CheckConstraint(condition=Q(area__gt=0), name="room_area_is_positive")]

    def __str__(self) -> str:
        return self.name


class WeeklyHours(models.Model):
    """One opening interval of a weekday; two rows make a lunch break. Valid in [valid_from, valid_to)."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(_("день тижня"))  # 0 is Monday
    opens_at = models.TimeField(_("відчиняємо"))
    closes_at = models.TimeField(_("зачиняємо"))
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)

    class Meta:
        verbose_name = _("години роботи")
        verbose_name_plural = _("години роботи")
        ordering = ["library", "valid_from", "weekday", "opens_at"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_is_0_to_6"),
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="hours_open_before_they_close"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")), name="hours_validity_is_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"


class SanitaryDay(models.Model):
    """A monthly rule such as «останній четвер місяця»; `nth` counts from 1, −1 is the last."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="sanitary_days")
    weekday = models.PositiveSmallIntegerField(_("день тижня"))
    nth = models.SmallIntegerField(_("котрий у місяці"))
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)

    class Meta:
        verbose_name = _("санітарний день")
        verbose_name_plural = _("санітарні дні")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="sanitary_weekday_is_0_to_6"),
            models.CheckConstraint(condition=Q(nth__in=[-1, 1, 2, 3, 4]), name="sanitary_nth_exists_each_month"),
        ]

    def __str__(self) -> str:
        return f"{self.nth}/{self.weekday}"


class HoursException(models.Model):
    """Days in [starts_on, ends_on) that differ from the week: closed, or open at other hours."""

    class Kind(models.TextChoices):
        SANITARY = "sanitary", _("санітарний день")
        HOLIDAY = "holiday", _("свято, вихідний")
        WORKING_HOLIDAY = "working_holiday", _("свято, працюємо")
        REPAIRS = "repairs", _("ремонт")
        EVENT = "event", _("особливі години")

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="hours_exceptions")
    kind = models.CharField(_("причина"), max_length=20, choices=Kind)
    starts_on = models.DateField(_("з"))
    ends_on = models.DateField(_("до (не включно)"))
    opens_at = models.TimeField(_("відчиняємо"), null=True, blank=True)
    closes_at = models.TimeField(_("зачиняємо"), null=True, blank=True)
    note = models.CharField(_("пояснення для людей"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("виняток із розкладу")
        verbose_name_plural = _("винятки з розкладу")
        ordering = ["library", "starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="exception_is_a_period"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="exception_hours_both_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on}"


class PlannedOutage(models.Model):
    """Light that the schedule of the grid may take away from `starts_at` to `ends_at`. Only told to people, counted nowhere.

    What happened indeed is a `Closure`.
    """

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="planned_outages")
    starts_at = models.DateTimeField(_("з"))
    ends_at = models.DateTimeField(_("до"))
    note = models.CharField(_("звідки відомо"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("планове вимкнення світла")
        verbose_name_plural = _("планові вимкнення світла")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["library", "ends_at"], name="outage_library_end")]
        constraints = [models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="outage_lasts_a_while")]

    def __str__(self) -> str:
        return f"{self.starts_at:%d.%m.%Y %H:%M}"


class PublicHoliday(models.Model):
    """A state holiday of the Labour Code, art. 73; whether it is a day off depends on martial law."""

    date = models.DateField(_("дата"), unique=True)
    name = models.CharField(_("назва"), max_length=100)
    source = models.CharField(_("джерело"), max_length=200, blank=True)
    checked_on = models.DateField(_("перевірено"), null=True, blank=True)

    class Meta:
        verbose_name = _("державне свято")
        verbose_name_plural = _("державні свята")
        ordering = ["date"]

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """A live closure: begun by a tap at the desk, ended by another. Open while `ended_at` is null."""

    class Kind(models.TextChoices):
        AIR_RAID = "air_raid", _("повітряна тривога")
        POWER_CUT = "power_cut", _("немає світла")
        OTHER = "other", _("інша причина")

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="closures")
    kind = models.CharField(_("причина"), max_length=20, choices=Kind)
    started_at = models.DateTimeField(_("початок"))
    ended_at = models.DateTimeField(_("кінець"), null=True, blank=True)
    started_by = models.CharField(_("хто почав"), max_length=120, blank=True)
    ended_by = models.CharField(_("хто завершив"), max_length=120, blank=True)
    note = models.CharField(_("примітка"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("тимчасове закриття")
        verbose_name_plural = _("тимчасові закриття")
        ordering = ["-started_at"]
        constraints = [
            # Two librarians tap «Тривога» at once: the second tap finds the first, never makes a second row.
            models.UniqueConstraint(
                fields=["library", "kind"], condition=Q(ended_at__isnull=True), name="one_live_closure_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(started_at__lte=F("ended_at")), name="closure_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.started_at:%d.%m %H:%M}"
