"""What the library offers: service kinds and the themes of requests, both data that the office may edit.

`shipped` remembers the values that a release brought, so that a later one may refresh what nobody has edited.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ServiceGroup(models.Model):
    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("назва"), max_length=80)
    hint = models.CharField(_("підказка"), max_length=160, blank=True)
    icon = models.CharField(_("значок"), max_length=40, default="circle-question-mark")
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    is_public = models.BooleanField(_("на сайті"), default=True)
    shipped = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("група послуг")
        verbose_name_plural = _("групи послуг")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class ServiceKind(models.Model):
    """One kind of thing that the journal counts. `code` is stable: indicators and forms refer to it."""

    class Unit(models.TextChoices):
        VISIT = "visit", _("відвідування")
        PERSON = "person", _("особа")
        SERVICE = "service", _("послуга")
        REQUEST = "request", _("запит")
        REFERENCE = "reference", _("довідка")
        CONSULTATION = "consultation", _("консультація")
        SESSION = "session", _("сеанс")
        DOCUMENT = "document", _("документ")
        COPY = "copy", _("примірник")
        PAGE = "page", _("сторінка")
        SHEET = "sheet", _("аркуш")
        PIECE = "piece", _("штука")
        HOUR = "hour", _("година")
        EVENT = "event", _("захід")
        ORDER = "order", _("замовлення")
        MESSAGE = "message", _("повідомлення")

    class Scheme(models.TextChoices):
        """Which tree of themes the kind is classed by."""

        NONE = "", _("без теми")
        REQUEST = "request", _("теми запитів")
        UDC = "udc", _("галузі знань (УДК)")
        EVENT_FORM = "event_form", _("форми заходів")
        SEAT_PURPOSE = "seat_purpose", _("для чого місце")

    code = models.SlugField(_("код"), unique=True, max_length=60)
    group = models.ForeignKey(ServiceGroup, on_delete=models.PROTECT, related_name="kinds")
    name = models.CharField(_("назва"), max_length=120)
    short_name = models.CharField(_("коротко"), max_length=40)
    unit = models.CharField(_("одиниця"), max_length=20, choices=Unit)
    is_paid = models.BooleanField(_("платна"), default=False)
    for_whom = models.CharField(_("для кого"), max_length=200, blank=True)
    where = models.CharField(_("де"), max_length=200, blank=True)
    how = models.TextField(_("як отримати"), blank=True)
    icon = models.CharField(_("значок"), max_length=40, default="circle-question-mark")
    keywords = models.CharField(_("слова, за якими впізнаємо"), max_length=400, blank=True)
    theme_scheme = models.CharField(_("класифікація"), max_length=20, choices=Scheme, blank=True, default="")
    asks_minutes = models.BooleanField(_("питати тривалість"), default=False)
    asks_outcome = models.BooleanField(_("питати підсумок"), default=False)
    default_minutes = models.PositiveSmallIntegerField(_("звичайна тривалість, хв"), null=True, blank=True)
    favourite_key = models.CharField(_("клавіша на стійці"), max_length=1, blank=True)
    desk_label = models.CharField(_("напис на кнопці стійки"), max_length=24, blank=True)
    desk_order = models.PositiveSmallIntegerField(_("порядок на стійці"), null=True, blank=True)
    on_desk = models.BooleanField(
        _("записують на стійці"),
        default=True,
        help_text=_("Ні: це лише опис для людей або те, що записує інша сторінка (відвідування, захід)"),
    )
    banner_order = models.PositiveSmallIntegerField(_("порядок на плакаті"), null=True, blank=True)
    banner_title = models.CharField(_("заголовок на плакаті"), max_length=32, blank=True)
    banner_hint = models.CharField(_("рядок на плакаті"), max_length=48, blank=True)
    is_public = models.BooleanField(_("на сайті"), default=True)
    is_active = models.BooleanField(_("надаємо"), default=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    shipped = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("вид послуги")
        verbose_name_plural = _("види послуг")
        ordering = ["group", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["favourite_key"], condition=~Q(favourite_key=""), name="one_kind_per_favourite_key"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """What the desk's favourite button says."""
        return self.desk_label or self.short_name


class Theme(models.Model):
    """A node of a classification: request themes, UDC classes, forms of events. Leaves are recorded, branches group."""

    scheme = models.CharField(_("класифікація"), max_length=20, choices=ServiceKind.Scheme)
    code = models.SlugField(_("код"), max_length=60)
    name = models.CharField(_("назва"), max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    keywords = models.CharField(_("слова, за якими впізнаємо"), max_length=400, blank=True)
    usual_kind = models.ForeignKey(
        ServiceKind,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("звичайна послуга"),
        help_text=_("Що записати, коли бібліотекар назвав лише тему: «пенсія 10»"),
    )
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    is_active = models.BooleanField(_("вживаємо"), default=True)
    shipped = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("тема")
        verbose_name_plural = _("теми")
        ordering = ["scheme", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="theme_code_once_in_a_scheme")]

    def __str__(self) -> str:
        return self.name
