"""What the journal still ties to a reader: this year's key. Erasing needs nothing here: the row behind the key is nobody's."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Sum
from django.utils.translation import gettext as _

from oseredok.base.core.text import number
from oseredok.library.people.holders import Fact, Group, Holder
from oseredok.library.people.models import Reader
from oseredok.spine.journal import pseudonyms
from oseredok.spine.journal.models import Entry, VisitorSalt


def _collect(reader: Reader) -> Iterable[Group]:
    """Tell what stands under the reader's keys, by year: numbers of services, no days."""
    records = []
    for year in VisitorSalt.objects.order_by("-year").values_list("year", flat=True):
        rows = Entry.objects.filter(visitor_key=pseudonyms.visitor_key(reader=reader, year=year), local_date__year=year)
        sums = rows.values("kind__code", "kind__name").annotate(total=Sum("quantity")).order_by("kind__name")
        records += [
            (
                Fact("year", _("Рік"), str(year), year),
                Fact("kind", _("Послуга"), row["kind__name"], row["kind__code"]),
                Fact("quantity", _("Скільки"), number(row["total"]), row["total"]),
            )
            for row in sums
            if row["total"]
        ]
    yield Group("journal", _("Пораховано під знеособленим ключем"), records=tuple(records))


HOLDER = Holder(code="journal", order=50, collect=_collect)
