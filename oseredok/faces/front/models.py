"""What the public site keeps of its own: news, and barriers that people reported."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.library.site.models import Picture


class NewsItem(models.Model):
    slug = models.SlugField(_("адреса"), unique=True, max_length=120)
    title = models.CharField(_("заголовок"), max_length=160)
    summary = models.CharField(_("коротко"), max_length=300)
    body = models.TextField(_("текст"))  # HTML, already cleaned by nh3 when saved
    place = models.ForeignKey(Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("зображення")
    )
    # From this moment visitors read it; a moment ahead plans it, and nothing need run when it comes.
    published_at = models.DateTimeField(_("опубліковано"), null=True, blank=True)
    pinned_until = models.DateField(_("закріплено до (включно)"), null=True, blank=True)
    shown_until = models.DateField(_("на сайті до (включно)"), null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("новина")
        verbose_name_plural = _("новини")
        ordering = ["-published_at", "-id"]

    def __str__(self) -> str:
        return self.title


class Barrier(models.Model):
    """«Повідомити про перешкоду»: what got in somebody's way, and how to answer if they wish."""

    where = models.CharField(_("де"), max_length=200, blank=True)
    what = models.TextField(_("що завадило"), max_length=2000)
    contact = models.CharField(_("куди відповісти"), max_length=200, blank=True)
    reported_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(_("що зроблено"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("перешкода")
        verbose_name_plural = _("перешкоди")
        ordering = ["-reported_at"]

    def __str__(self) -> str:
        return f"{self.reported_at:%Y-%m-%d}"
