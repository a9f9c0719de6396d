"""What the registry keeps besides readers: applications for a card, lists taken out of it, codes of classes."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from oseredok.library.places.models import Library


class Application(models.Model):
    """A person asked for a card on the site. Nobody is a reader by it: the desk makes one when the person comes.

    Erased when the card is given and when the days are over; no document is ever copied. The code is written on paper
    and told by letter; it opens nothing on the site.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(_("код"), max_length=6, unique=True)
    surname = models.CharField(_("прізвище"), max_length=120)
    given_name = models.CharField(_("ім’я"), max_length=60)
    patronymic = models.CharField(_("по батькові"), max_length=60, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("рік народження"))
    birth_date = models.DateField(_("дата народження"), null=True, blank=True)
    phone = models.CharField(_("телефон"), max_length=16, blank=True)
    email = models.EmailField(_("електронна пошта"), blank=True)
    guardian_name = models.CharField(_("хто з батьків або опікунів"), max_length=160, blank=True)
    guardian_phone = models.CharField(_("телефон батьків або опікуна"), max_length=16, blank=True)
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="applications")
    consent_version = models.PositiveSmallIntegerField(_("редакція згоди"))
    agreed_at = models.DateTimeField(_("погодились"))
    expires_on = models.DateField(_("чекаємо до"), db_index=True)
    name_key = models.CharField(_("слова імені для пошуку"), max_length=700, editable=False)

    class Meta:
        verbose_name = _("заява на квиток")
        verbose_name_plural = _("заяви на квиток")
        ordering = ["agreed_at", "pk"]

    def __str__(self) -> str:
        return f"application {self.pk}"

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


class ListExport(models.Model):
    """A list of readers left the system: who took it, when, why. It says whom by choices, never by names."""

    class Why(models.TextChoices):
        INVITE = "invite", _("запросити або повідомити читачів")
        CHECK = "check", _("звірити облік")
        FOUNDER = "founder", _("на вимогу, що спирається на закон")
        OTHER = "other", _("інша мета")

    made_at = models.DateTimeField(_("коли вивантажено"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто вивантажив")
    )
    why = models.CharField(_("навіщо"), max_length=8, choices=Why)
    note = models.CharField(_("підстава"), max_length=200)
    chosen = models.CharField(_("кого вибрано"), max_length=500, blank=True)
    columns = models.CharField(_("які дані"), max_length=200, blank=True)
    amount = models.PositiveIntegerField(_("скільки читачів"))

    class Meta:
        verbose_name = _("вивантаження списку читачів")
        verbose_name_plural = _("вивантаження списків читачів")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"list export {self.pk}"


class ClassCode(models.Model):
    """By this code many apply for a card from one network within an hour: a class at school, a course, a family day."""

    code = models.CharField(_("код"), max_length=6, unique=True)
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(_("діє до"))
    used = models.PositiveSmallIntegerField(_("записалися"), default=0)

    class Meta:
        verbose_name = _("код для запису класу")
        verbose_name_plural = _("коди для запису класу")

    def __str__(self) -> str:
        return f"class code {self.pk}"
