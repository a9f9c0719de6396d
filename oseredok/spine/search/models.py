"""What waits to be put into the index, what was sought in vain, and the index itself where PostgreSQL holds it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchOutbox(models.Model):
    """A thing that was made, changed or taken away, written in the transaction that did it.

    Rows are taken by their being there, not by a number passed: a row with a smaller number may appear later.
    Applied ones stay for a while: an index that was being built beside takes them up again.
    """

    seq = models.BigAutoField(primary_key=True)
    source = models.CharField(_("що"), max_length=40)
    key = models.CharField(_("котре"), max_length=100, blank=True)  # empty: everything of the source
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("зміна для пошуку")
        verbose_name_plural = _("зміни для пошуку")
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["seq"], condition=models.Q(applied_at__isnull=True), name="search_outbox_waiting"),
            models.Index(fields=["applied_at"], name="search_outbox_applied"),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"


class Miss(models.Model):
    """Words that found nothing, and how often. Nothing of who sought them, and no words that may be somebody's data."""

    words = models.CharField(_("шукали"), max_length=60, unique=True)
    times = models.PositiveIntegerField(_("разів"), default=1)
    last_on = models.DateField(_("востаннє"))

    class Meta:
        verbose_name = _("марний пошук")
        verbose_name_plural = _("марні пошуки")
        ordering = ["-times", "-last_on", "words"]

    def __str__(self) -> str:
        return self.words


class IndexRow(models.Model):
    """One thing in an index that PostgreSQL holds; `build` tells the index that is asked from one being made beside.

    The column of words (`words`, of type tsvector, with its GIN index) exists on PostgreSQL only: see migration 0003.
    """

    build = models.CharField(max_length=40)
    uid = models.CharField(max_length=160)
    source = models.CharField(max_length=40)
    mark = models.CharField(max_length=12)
    audience = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    compared = models.JSONField(default=dict)
    numbers = models.JSONField(default=dict)
    suggestions = models.JSONField(default=list)
    sort_title = models.BinaryField(default=bytes)
    group = models.CharField(max_length=200, blank=True)
    since = models.BigIntegerField(default=0)
    until = models.BigIntegerField()
    weight = models.FloatField(default=1.0)

    class Meta:
        verbose_name = _("рядок індексу")
        verbose_name_plural = _("рядки індексу")
        constraints = [models.UniqueConstraint(fields=["build", "uid"], name="search_row_stands_once")]

    def __str__(self) -> str:
        return self.uid


class IndexBuild(models.Model):
    """An index that PostgreSQL holds: whose fields it has, whether it is the one that is asked."""

    name = models.CharField(max_length=40, unique=True)
    shape = models.JSONField(default=dict)
    is_current = models.BooleanField(default=False)
    replay_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("індекс у базі")
        verbose_name_plural = _("індекси в базі")
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="search_one_index_is_asked"
            )
        ]

    def __str__(self) -> str:
        return self.name
