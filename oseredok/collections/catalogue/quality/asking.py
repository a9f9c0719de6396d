"""Checks that are one question to the database. Each returns rows of a record's id and a note."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear, Left

from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.models import Copy, Mention, Number, Record
from oseredok.collections.catalogue.quality.models import Address, AddressUse, NotSame

Rows = QuerySet[Any, tuple[Any, ...]]
OLDEST = 1800
"""Before this year a book is a rarity: likelier a slip of the finger, in either case worth a look."""
DEAD_AFTER = 3
"""So many times in a row without an answer: a site that is down for one night is not dead."""
_GONE = (Copy.Status.LOST, Copy.Status.WRITTEN_OFF)
_IS_PRESENT = Q(record__deleted_at__isnull=True)


def _bare(found: QuerySet[Record]) -> Rows:
    return found.values_list("pk", Value("", output_field=CharField()))


def no_author(today: date) -> Rows:
    """Neither a person nor a body had to do with it."""
    people = Mention.objects.filter(record=OuterRef("pk")).exclude(role=Role.SUBJECT.value)
    return _bare(Record.present.filter(~Exists(people), author=""))


def no_year(today: date) -> Rows:
    return _bare(Record.present.filter(year__isnull=True))


def no_language(today: date) -> Rows:
    return _bare(Record.present.filter(Q(language="") | Q(language="und")))


def no_copies(today: date) -> Rows:
    return _bare(Record.present.filter(~Exists(Copy.objects.filter(record=OuterRef("pk")))))


def all_gone(today: date) -> Rows:
    """Copies there were, and none is left."""
    copies = Copy.objects.filter(record=OuterRef("pk"))
    left = copies.exclude(status__in=_GONE)
    return _bare(Record.present.filter(Exists(copies), ~Exists(left)))


def homeless(today: date) -> Rows:
    """Copies whose place of storage is tied to no branch."""
    there = Copy.objects.filter(_IS_PRESENT, location__isnull=False, location__library__isnull=True)
    return there.exclude(status__in=_GONE).order_by().values_list("record", Left("location__code", 300)).distinct()


def isbn_shared(today: date) -> Rows:
    """Volumes of one set share its number rightly: those that say which volume they are do not count."""
    known = Number.objects.filter(_IS_PRESENT, kind=Number.Kind.ISBN).order_by()
    twice = known.values("value").annotate(records=Count("record", distinct=True)).filter(records__gt=1)
    found = known.filter(value__in=twice.values("value"), record__data__part__isnull=True)
    return found.values_list("record", "value").distinct()


def twins(today: date) -> Rows:
    """Records that agree in title, author, year and volume, or in their ISBN; the note is the key of the group.

    Those that somebody has said to be different books are left out.
    """
    apart = NotSame.objects.filter(one=OuterRef(OuterRef("pk")), other=OuterRef("pk"))
    same = Record.present.filter(match_key=OuterRef("match_key")).exclude(pk=OuterRef("pk")).filter(~Exists(apart))
    alike = Record.present.filter(Exists(same)).order_by()
    by_words = alike.values_list("pk", Concat(Value("m"), Cast("match_key", CharField()), output_field=CharField()))
    known = Number.objects.filter(_IS_PRESENT, kind=Number.Kind.ISBN).order_by()
    twice = known.values("value").annotate(records=Count("record", distinct=True)).filter(records__gt=1)
    apart = NotSame.objects.filter(one=OuterRef(OuterRef("record")), other=OuterRef("record"))
    # Those alike in words too stand in one group already.
    other = known.filter(value=OuterRef("value"), record__data__part__isnull=True).exclude(record=OuterRef("record"))
    other = other.exclude(record__match_key=OuterRef("record__match_key")).filter(~Exists(apart))
    found = known.filter(Exists(other), value__in=twice.values("value"), record__data__part__isnull=True)
    by_isbn = found.values_list("record", Concat(Value("i"), "value", output_field=CharField()))
    return by_words.union(by_isbn)


def links_dead(today: date) -> Rows:
    """Addresses that are gone, and those that have not answered for several nights."""
    is_dead = Q(address__outcome=Address.Outcome.GONE)
    is_dead |= Q(address__outcome=Address.Outcome.FAILING, address__failures__gte=DEAD_AFTER)
    told = Concat("address__note", Value(": "), Left("address__url", 170), output_field=CharField())
    return AddressUse.objects.filter(is_dead, _IS_PRESENT).order_by().values_list("record", told)


def links_moved(today: date) -> Rows:
    """Addresses that lead elsewhere for good."""
    told = Concat(Left("address__url", 140), Value(" → "), Left("address__to", 140), output_field=CharField())
    found = AddressUse.objects.filter(_IS_PRESENT, address__outcome=Address.Outcome.MOVED)
    return found.order_by().values_list("record", told)


def year_odd(today: date) -> Rows:
    """Not out yet, or of a time of which a public library has little."""
    found = Record.present.filter(Q(year__gt=today.year + 1) | Q(year__lt=OLDEST) | Q(year_to__lt=F("year")))
    return found.values_list("pk", Cast("year", CharField()))


def arrival_odd(today: date) -> Rows:
    """A copy that comes tomorrow, or came before the book was out."""
    there = Copy.objects.filter(_IS_PRESENT, accession_date__isnull=False)
    came = there.annotate(came=ExtractYear("accession_date"))
    odd = came.filter(Q(accession_date__gt=today + timedelta(days=1)) | Q(came__lt=F("record__year")))
    day = Concat(
        Case(When(inventory_number="", then="barcode"), default="inventory_number"),
        Value(" · "),
        Cast("accession_date", CharField()),
        output_field=CharField(),
    )
    return odd.order_by().values_list("record", day)


def inventory_twice(today: date) -> Rows:
    """Each library keeps an inventory of its own: a number may stand once in one."""
    return _twice("inventory_number")


def barcode_twice(today: date) -> Rows:
    """A barcode is unique in all libraries."""
    return _twice("barcode", per_library=False)


def _twice(field: str, *, per_library: bool = True) -> Rows:
    known = Copy.objects.filter(_IS_PRESENT).exclude(**{field: ""}).exclude(status__in=_GONE).order_by()
    known = known.annotate(where=Coalesce("location__library", 0) if per_library else Value(0))
    twice = known.values(field, "where").annotate(copies=Count("pk")).filter(copies__gt=1)
    same = known.filter(**{field: OuterRef(field)}, where=OuterRef("where")).exclude(pk=OuterRef("pk"))
    return known.filter(Exists(same), **{f"{field}__in": twice.values(field)}).values_list("record", field).distinct()
