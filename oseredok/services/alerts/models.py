"""A search that somebody keeps: whose it is, what is sought, how often to write."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Account, Reader


class Often(models.TextChoices):
    """When a letter goes, if anything is new."""

    WEEKLY = "weekly", _("Раз на тиждень, у понеділок")
    DAILY = "daily", _("Щодня вранці")
    NEVER = "never", _("Не писати, лише зберегти")


class SavedSearch(models.Model):
    """Kept by a reader, by somebody of the staff, or by whoever owns an address and has confirmed it: by one of the three.

    `told_through`: everything that came up to this day has been told. `kept_since`: when its owner last said that it is
    wanted, from which the term of keeping counts.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField(_("пошта"), max_length=254, blank=True)
    name = models.CharField(_("назва"), max_length=120)
    query = models.CharField(_("запит"), max_length=1000, blank=True)
    filters = models.JSONField(_("звужено"), default=dict, blank=True)
    language = models.CharField(_("мова листів"), max_length=5, default="uk")
    often = models.CharField(_("як часто писати"), max_length=6, choices=Often.choices)
    saved_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    kept_since = models.DateTimeField()
    told_through = models.DateField()

    class Meta:
        verbose_name = _("збережений пошук")
        verbose_name_plural = _("збережені пошуки")
        ordering = ["-saved_at", "-pk"]
        indexes = [
            models.Index(fields=["often", "told_through"], name="alerts_search_due"),
            models.Index(fields=["email"], name="alerts_search_email"),
            models.Index(fields=["kept_since"], name="alerts_search_term"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(reader__isnull=False, account__isnull=True, email="")
                    | Q(reader__isnull=True, account__isnull=False, email="")
                    | (Q(reader__isnull=True, account__isnull=True) & ~Q(email=""))
                ),
                name="alerts_search_has_one_owner",
            )
        ]

    def __str__(self) -> str:
        return f"№ {self.pk}"  # what somebody looks for reaches no log

    @property
    def is_by_mail(self) -> bool:
        """Whether nothing but an address is known of its owner."""
        return bool(self.email)

    @property
    def address(self) -> str:
        """Where letters go; nothing when there is nowhere."""
        owner = self.reader or self.account
        return owner.email.strip().lower() if owner else self.email
