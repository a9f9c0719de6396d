"""The log of changes: who changed what, before and after, from where. Kept apart from the journal, and prunable."""

from __future__ import annotations

from typing import Any, ClassVar

from auditlog.models import AbstractLogEntry, LogEntryManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from oseredok.base.audit import context, registry


class EntryManager(LogEntryManager):
    """Writes what the registry lets in, signed by whoever acts now."""

    def log_create(self, instance: models.Model, force_log: bool = False, **kwargs: Any) -> Entry | None:
        audited = registry.known(type(instance))
        if audited is None:
            return None
        who = context.current()
        kwargs |= {
            "object_repr": audited.name_of(instance),
            "serialized_data": None,
            "source": who.source,
            "actor": who.actor,
            "remote_addr": who.address,
            "place_id": audited.place(instance) if audited.place else None,
            "about": audited.about(instance) if audited.about else "",
        }
        made: Entry | None = super().log_create(instance, force_log=force_log, **kwargs)
        return made


class Entry(AbstractLogEntry):
    """One change of one thing. The office only reads these rows; nothing of the site edits or deletes a single one.

    `changes`: field → [before, after]; both are empty for what must not be kept. `about` names the person's record that
    the thing belongs to (`people.reader:17`), so that erasing the person finds it.
    """

    class Source(models.TextChoices):
        SITE = "site", _("сайт")
        WORKER = "worker", _("система")
        CONSOLE = "console", _("командний рядок")

    source = models.CharField(_("звідки"), max_length=8, choices=Source)
    place_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    about = models.CharField(max_length=80, blank=True, db_index=True)

    objects: ClassVar[EntryManager] = EntryManager()

    class Meta(AbstractLogEntry.Meta):
        abstract = False
        verbose_name = _("запис про зміну")
        verbose_name_plural = _("журнал змін")
        ordering = ["-timestamp", "-id"]
        indexes = [models.Index(fields=["content_type", "object_pk"], name="audit_entry_object")]
