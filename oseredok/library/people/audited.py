"""What the log of changes keeps of people. Of readers: only that a card changed and in which fields, never a value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from oseredok.base.audit import queries as changes
from oseredok.base.audit.actions import forget
from oseredok.base.audit.registry import Audited, register
from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.library.people import holders
from oseredok.library.people.models import Account, Reader, RoleAssignment


def declare() -> None:
    register(
        Audited(
            model=Account,
            called=_("обліковий запис"),
            name=lambda account: account.full_name,
            exclude=("date_joined", "is_staff", "is_superuser", "password_is_temporary"),
        )
    )
    register(
        Audited(
            model=RoleAssignment,
            called=_("роль"),
            name=lambda row: f"{row.account.short_name}, {row.get_role_display()}",
            place=lambda row: row.place_id,
        )
    )
    register(
        Audited(
            model=Reader,
            called=_("картку читача"),
            name=lambda _reader: "",
            place=lambda reader: reader.home_library_id,
            about=about_reader,
            names_only=True,
            exclude=("name_key",),  # follows the name by itself: nobody changed it
        )
    )
    holders.register(holders.Holder("audit", 900, collect=_collect, erase=_erase, erase_many=_erase_many))


def about_reader(reader: Reader) -> str:
    """Return what an entry about something of a reader carries, so that erasing the reader finds it."""
    return f"{Reader._meta.label_lower}:{reader.pk}"


def _collect(reader: Reader) -> Iterable[holders.Group]:
    """When the card was changed and in which fields: the log holds nothing else."""
    records = tuple(
        (
            holders.Fact("changed_on", _("Коли"), date_words(local_date(entry.timestamp)), entry.timestamp.isoformat()),
            holders.Fact(
                "fields", _("Що змінено"), ", ".join(changes.field_titles(entry)), sorted(entry.changes or {})
            ),
        )
        for entry in changes.about(Reader, reader.pk)
    )
    if records:
        yield holders.Group("audit", _("Зміни картки"), records=records)


def _erase(reader: Reader, _now: datetime) -> None:
    _erase_many([reader], _now)


def _erase_many(readers: Sequence[Reader], _now: datetime) -> None:
    """Forget what is told of these cards and of those that were merged into them: a merge itself forgets nothing."""
    pks: set[int] = set()
    found = {reader.pk for reader in readers}
    while found:
        pks |= found
        found = set(Reader.objects.filter(merged_into__in=found).values_list("pk", flat=True)) - pks
    forget(Reader, *pks)
