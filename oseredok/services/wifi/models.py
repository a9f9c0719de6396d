"""Codes that let a phone or a laptop into the library's Wi-Fi, and how long each was used.

Nothing here is a person's: a code is bound to a day or to something of another room (`subject`), never to a reader. What
tells a device apart is a keyed hash that stands only while the device is connected.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.places.models import Library


class WifiSettings(models.Model):
    """How one library lets people into its Wi-Fi. No row: there are no codes, connections are counted by hand."""

    library = models.OneToOneField(Library, on_delete=models.CASCADE, related_name="+")
    by_codes = models.BooleanField(_("пускати за кодами"), default=False)
    network = models.CharField(_("назва мережі"), max_length=32, blank=True)
    password = models.CharField(_("пароль мережі"), max_length=63, blank=True)
    code_minutes = models.PositiveSmallIntegerField(_("скільки хвилин діє код"), null=True, blank=True)  # null: all day
    one_device = models.BooleanField(_("один код — один пристрій"), default=True)
    key_hash = models.CharField(max_length=64, blank=True)  # of the key by which the RADIUS server is known
    key_made_at = models.DateTimeField(_("ключ зроблено"), null=True, blank=True)
    heard_at = models.DateTimeField(_("сервер озивався"), null=True, blank=True)

    class Meta:
        verbose_name = _("налаштування Wi-Fi")
        verbose_name_plural = _("налаштування Wi-Fi")
        constraints = [
            models.CheckConstraint(
                condition=Q(code_minutes__isnull=True) | Q(code_minutes__gt=0), name="wifi_code_lasts_something"
            ),
            models.CheckConstraint(condition=Q(by_codes=False) | ~Q(network=""), name="wifi_codes_have_a_network"),
        ]

    def __str__(self) -> str:
        return f"Wi-Fi: {self.network}"


class WifiBatch(models.Model):
    """Codes printed beforehand on one sheet or several; each begins when somebody uses it first."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+")
    size = models.PositiveSmallIntegerField(_("скільки кодів"))
    made_at = models.DateTimeField(_("зроблено"))
    good_until = models.DateTimeField(_("придатні до"))
    revoked_at = models.DateTimeField(_("скасовано"), null=True, blank=True)
    key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("аркуш талонів Wi-Fi")
        verbose_name_plural = _("аркуші талонів Wi-Fi")
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="wifi_batch_has_codes")]

    def __str__(self) -> str:
        return f"{self.size}"


class WifiCode(models.Model):
    """Eight digits. What it is now is computed from time (`rules.state_of`), so it is right though no worker ran.

    `ends_at` is set at the first use. A code that was used is counted in the journal once, when it is over.
    """

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+")
    batch = models.ForeignKey(WifiBatch, on_delete=models.CASCADE, null=True, blank=True, related_name="codes")
    code = models.CharField(_("код"), max_length=8, unique=True)
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    subject_app = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(_("видано"))
    valid_from = models.DateTimeField(_("діє з"))
    valid_until = models.DateTimeField(_("діє до"))
    minutes = models.PositiveSmallIntegerField(_("хвилин від першого входу"), null=True, blank=True)
    started_at = models.DateTimeField(_("перший вхід"), null=True, blank=True)
    ends_at = models.DateTimeField(_("скінчиться"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("скасовано"), null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("код Wi-Fi")
        verbose_name_plural = _("коди Wi-Fi")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_from__lt=F("valid_until")), name="wifi_code_is_good_for_a_while"),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, ends_at__isnull=True)
                | Q(started_at__isnull=False, ends_at__isnull=False),
                name="wifi_code_begun_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["library", "subject_app", "subject_id"],
                condition=~Q(subject_app=""),
                name="wifi_one_code_for_a_subject",
            ),
        ]
        indexes = [
            models.Index(fields=["library", "made_at"], name="wifi_code_made"),
            models.Index(
                fields=["ends_at"],
                condition=Q(started_at__isnull=False, counted_at__isnull=True),
                name="wifi_code_to_count",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.pk}"


class WifiSession(models.Model):
    """One stay of one device in the network, as the RADIUS server told it. Whose device it was is not known.

    `key` and `router` are keyed hashes of the session's and the router's names; `station`, of the device's, is emptied as
    soon as the stay is over. A row without `key` is a device that was let in and whose stay has not been told yet.
    """

    code = models.ForeignKey(WifiCode, on_delete=models.CASCADE, related_name="sessions")
    key = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - several rows have none, which is not ""
    router = models.CharField(max_length=64, blank=True)
    station = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(_("підключено"))
    seen_at = models.DateTimeField(_("востаннє чути"))
    ended_at = models.DateTimeField(_("відключено"), null=True, blank=True)
    octets = models.PositiveBigIntegerField(_("байтів"), default=0)

    class Meta:
        verbose_name = _("сеанс Wi-Fi")
        verbose_name_plural = _("сеанси Wi-Fi")
        ordering = ["started_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="wifi_session_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(station=""), name="wifi_session_over_knows_no_device"
            ),
        ]
        indexes = [models.Index(fields=["seen_at"], condition=~Q(station=""), name="wifi_session_with_device")]

    def __str__(self) -> str:
        return f"{self.started_at:%H:%M}"
