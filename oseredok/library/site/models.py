"""What the library writes on its site: pages with all their versions, former addresses, pictures."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Account
from oseredok.library.places.models import Library


class Page(models.Model):
    """One address of the site. Its words are in versions: `latest` is what staff work on, `published` what visitors read."""

    class Placement(models.TextChoices):
        NOWHERE = "nowhere", _("ніде, лише за посиланням")
        MENU = "menu", _("у меню вгорі")
        FOOTER = "footer", _("унизу сайту")

    slug = models.SlugField(_("адреса"), unique=True, max_length=80)
    place = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("бібліотека")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("частина сторінки"),
    )
    placement = models.CharField(_("де на сайті"), max_length=8, choices=Placement, default=Placement.NOWHERE)
    order = models.PositiveIntegerField(_("порядок"), default=0)
    menu_name = models.CharField(_("назва в меню"), max_length=40, blank=True)
    menu_name_en = models.CharField(_("назва в меню англійською"), max_length=40, blank=True)
    latest = models.ForeignKey(
        "Version", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("остання версія")
    )
    published = models.ForeignKey(
        "Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("версія на сайті")
    )
    published_at = models.DateTimeField(_("опубліковано"), null=True, blank=True)
    taken_down_at = models.DateTimeField(_("знято із сайту"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("вилучено"), null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("сторінка сайту")
        verbose_name_plural = _("сторінки сайту")
        ordering = ["placement", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="page_is_not_its_own_part"),
            models.CheckConstraint(
                condition=Q(published__isnull=True) | Q(deleted_at__isnull=True), name="page_deleted_is_not_shown"
            ),
            models.CheckConstraint(
                condition=Q(published__isnull=True) | Q(published_at__isnull=False), name="page_shown_since_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.latest.title if self.latest else self.slug


class Version(models.Model):
    """The words of a page as somebody saved them. Never changed afterwards."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions", verbose_name=_("сторінка"))
    number = models.PositiveIntegerField(_("номер"))
    title = models.CharField(_("заголовок"), max_length=160)
    summary = models.CharField(_("коротко"), max_length=300, blank=True)
    body = models.TextField(_("текст"))  # HTML, already cleaned by `richtext`
    title_en = models.CharField(_("заголовок англійською"), max_length=160, blank=True)
    summary_en = models.CharField(_("коротко англійською"), max_length=300, blank=True)
    body_en = models.TextField(_("текст англійською"), blank=True)
    restored_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("повернено з версії")
    )
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто написав"))
    written_at = models.DateTimeField(_("написано"))

    class Meta:
        verbose_name = _("версія сторінки")
        verbose_name_plural = _("версії сторінок")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="page_has_a_version_once")]

    def __str__(self) -> str:
        return str(_("версія {number}")).format(number=self.number)

    @cached_property
    def is_translated(self) -> bool:
        """There is something to read in English."""
        return bool(self.title_en and self.body_en)


class FormerAddress(models.Model):
    """Where a page used to be: old links lead on to where it is now."""

    slug = models.SlugField(_("адреса"), unique=True, max_length=80)
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="former_addresses", verbose_name=_("сторінка")
    )
    left_at = models.DateTimeField()

    class Meta:
        verbose_name = _("колишня адреса сторінки")
        verbose_name_plural = _("колишні адреси сторінок")
        ordering = ["-left_at", "-pk"]

    def __str__(self) -> str:
        return f"/{self.slug}/"


class Picture(models.Model):
    """A picture of a page or of news, drawn anew by us in two sizes: nothing of what the camera wrote is kept."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.FileField(upload_to="pictures", max_length=200)
    small = models.FileField(upload_to="pictures", max_length=200)
    alt = models.CharField(_("що на зображенні"), max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    place = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("бібліотека")
    )
    added_at = models.DateTimeField(_("додано"))
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто додав"))

    class Meta:
        verbose_name = _("зображення")
        verbose_name_plural = _("зображення")
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.alt
