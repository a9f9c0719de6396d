"""The outbox: every letter the system ever meant to send, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a letter is on its way."""

    QUEUED = "queued", _("у черзі")
    SENDING = "sending", _("надсилається")
    SENT = "sent", _("надіслано")
    FAILED = "failed", _("не надіслано")
    WAITING_SETTINGS = "waiting", _("чекає налаштування пошти")


class Letter(models.Model):
    """One letter to one address, rendered when it was queued: what was written is what is sent.

    `attempts` also numbers the tries, so that a sender that woke up late cannot overwrite a newer try.
    """

    key = models.CharField(max_length=200, unique=True)
    template = models.CharField(max_length=80)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=200)
    unsubscribe = models.CharField(max_length=500, blank=True)  # the address that stops such letters by one click
    about_app = models.CharField(max_length=50, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    sending_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("лист")
        verbose_name_plural = _("листи")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="mail_letter_to_do",
                condition=Q(state__in=["queued", "sending", "waiting"]),
            ),
            models.Index(fields=["about_app", "about_id"], name="mail_letter_about"),
            models.Index(fields=["created_at", "id"], name="mail_letter_by_age"),
            models.Index(fields=["state", "sent_at"], name="mail_letter_by_state"),
            models.Index(fields=["to"], name="mail_letter_to"),  # all letters of a person who is erased
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="mail_letter_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="queued") | Q(next_try_at__isnull=False),
                name="mail_letter_queued_has_next_try",
            ),
        ]

    def __str__(self) -> str:
        # Without the address: this text reaches logs.
        return f"{self.template} #{self.pk}"

    @property
    def is_forgotten(self) -> bool:
        """Whether it was erased whom the letter was for: it only counts any more."""
        return not self.to
