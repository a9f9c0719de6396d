"""Where the copies of a record are and whether one can be taken now, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core.text import plural
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.library.places.models import Library

Status = Copy.Status
_GONE = (Status.LOST, Status.WRITTEN_OFF)


@dataclass
class Shelf:
    """Copies that lie together and are in one state."""

    where: str  # the place of storage as the branch calls it
    shelf_mark: str
    status: str
    quantity: int = 0

    @property
    def is_free(self) -> bool:
        return self.status == Status.FREE

    @property
    def words(self) -> str:
        """«на полиці, шифр 94(477) Г14»"""
        said = {
            Status.FREE: _("на полиці"),
            Status.LENT: _("видано"),
            Status.RESERVED: _("замовлено іншим читачем"),
            Status.READING_ROOM: _("лише читати на місці"),
            Status.AWAY: _("тимчасово недоступно"),
        }[Status(self.status)]
        if self.quantity > 1:
            said = _("{state}: {count}").format(state=said, count=self.quantity)
        return ", ".join(filter(None, (said, self.shelf_mark and _("шифр {mark}").format(mark=self.shelf_mark))))


@dataclass
class Branch:
    """A library with the copies that it has; without one, a place of storage that nobody has tied to a library yet."""

    library: Library | None
    name: str
    shelves: list[Shelf] = field(default_factory=list)

    @property
    def has_free(self) -> bool:
        return any(shelf.is_free for shelf in self.shelves)


@dataclass
class Holdings:
    """All copies of a record that somebody may hope for."""

    branches: list[Branch]

    @property
    def shelves(self) -> list[Shelf]:
        return [shelf for branch in self.branches for shelf in branch.shelves]

    @property
    def total(self) -> int:
        return sum(shelf.quantity for shelf in self.shelves)

    @property
    def free(self) -> int:
        return sum(shelf.quantity for shelf in self.shelves if shelf.is_free)

    @property
    def is_here_to_read(self) -> bool:
        """Whether somebody who comes now can open the book."""
        return self.free > 0 or any(shelf.status == Status.READING_ROOM for shelf in self.shelves)

    @property
    def sentence(self) -> str:
        """«Вільний 1 з 3»"""
        if self.free:
            if self.free == self.total:
                return _("Є на полиці") if self.free == 1 else _("Є на полиці: {count}").format(count=self.free)
            words = plural(
                self.free, _("Вільний {free} з {total}"), _("Вільні {free} з {total}"), _("Вільно {free} з {total}")
            )
            return words.format(free=self.free, total=self.total)
        if self.is_here_to_read:
            return _("Можна читати в бібліотеці")
        return _("Зараз усе видано") if self.total else _("Примірників немає")


def copies(records: Iterable[Record]) -> QuerySet[Copy]:
    """Return the copies of records that are still in the library."""
    found = Copy.objects.filter(record__in=records).exclude(status__in=_GONE)
    return found.select_related("location__library__system").order_by("pk")


def of(record: Record) -> Holdings:
    """Return where the copies are: the libraries in the office's order, then places without one."""
    return gathered(copies([record]))


def gathered(found: Iterable[Copy]) -> Holdings:
    """The same of copies already read: those of one record."""
    branches: dict[tuple[object, ...], Branch] = {}
    shelves: dict[tuple[object, ...], Shelf] = {}
    for copy in found:
        location = copy.location
        library = location.library if location else None
        place = str(location) if location else ""
        key: tuple[object, ...] = ("library", library.pk) if library else ("place", place)
        if key not in branches:
            name = (library.short_name or library.name) if library else place or _("Бібліотека")
            branches[key] = Branch(library, name)
        # Under a library the place is told by its name alone: codes of the former system say nothing to a reader.
        where = location.name if library and location else copy.collection
        mark = (*key, where, copy.shelf_mark, copy.status)
        if mark not in shelves:
            shelves[mark] = Shelf(where, copy.shelf_mark, copy.status)
            branches[key].shelves.append(shelves[mark])
        shelves[mark].quantity += copy.quantity
    for branch in branches.values():
        branch.shelves.sort(key=lambda shelf: _BEST.index(Status(shelf.status)))
    return Holdings(sorted(branches.values(), key=_order))


_BEST = (Status.FREE, Status.READING_ROOM, Status.RESERVED, Status.LENT, Status.AWAY)


def _order(branch: Branch) -> tuple[bool, bool, int, str]:
    library = branch.library
    return library is None, library is not None and not library.is_central, library.order if library else 0, branch.name
