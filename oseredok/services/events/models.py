"""Events held: diary part III, one row per event (facts: 6nk §5.3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.offer.models import Theme
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library


class HeldEvent(models.Model):
    class Mode(models.TextChoices):
        OFFLINE = "offline", _("у бібліотеці")
        ONLINE = "online", _("онлайн")
        MIXED = "mixed", _("у бібліотеці й онлайн")

    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name=_("форма"))
    title = models.CharField(_("назва або тема"), max_length=200)
    held_at = models.DateTimeField(_("коли"))
    mode = models.CharField(_("як проходив"), max_length=10, choices=Mode, default=Mode.OFFLINE)
    personal_development = models.BooleanField(_("захід з особистісного розвитку"), default=False)
    addressee = models.CharField(_("для кого"), max_length=120, blank=True)
    present_offline = models.PositiveIntegerField(_("присутніх у бібліотеці"), default=0)
    present_online = models.PositiveIntegerField(_("присутніх онлайн"), default=0)
    views = models.PositiveIntegerField(_("переглядів запису"), default=0)
    documents_shown = models.PositiveIntegerField(_("представлено документів"), default=0)
    partners = models.CharField(_("партнери"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("відповідальний працівник")
    )
    note = models.CharField(_("примітка"), max_length=300, blank=True)
    link = models.URLField(_("посилання"), blank=True)
    key = models.CharField(max_length=64, unique=True, editable=False)  # one form sent twice makes one event
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("проведений захід")
        verbose_name_plural = _("проведені заходи")
        ordering = ["-held_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mode="mixed") | Q(mode="online", present_offline=0) | Q(mode="offline", present_online=0),
                name="presence_fits_the_mode",
            )
        ]

    def __str__(self) -> str:
        return self.title
