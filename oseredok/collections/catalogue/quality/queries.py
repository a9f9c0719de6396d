"""Reads of the report: what was counted last, what one check has found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.text import number, percent
from oseredok.base.preferences.queries import value
from oseredok.collections.catalogue.links.preferences import CHECKS as CHECKS_LINKS
from oseredok.collections.catalogue.quality.checks import CHECKS, Check, Group
from oseredok.collections.catalogue.quality.models import Address, Count, Flaw


@dataclass(frozen=True)
class Line:
    """A check with its numbers."""

    check: Check
    found: int
    of: int

    @property
    def url(self) -> str:
        return (
            reverse(self.check.page) if self.check.page else reverse("catalogue_quality:check", args=[self.check.code])
        )

    @property
    def share(self) -> str:
        """How much of what it concerns; something is never told as nothing, nor a part as the whole."""
        if not self.found:
            return percent(0)
        exact = self.found * 100 / self.of
        if exact < 1:
            return f"< {percent(1)}"
        return percent(min(99, exact) if self.found < self.of else 100)


def shown() -> Count | None:
    """Return the last counting that is done."""
    return Count.objects.filter(done_at__isnull=False).first()


def going() -> Count | None:
    """Return a counting that was ordered after the one that is shown."""
    last = Count.objects.first()
    return last if last is not None and last.done_at is None else None


@dataclass(frozen=True)
class Part:
    """A heading of the report: checks that have found something, the most first, and those that have not."""

    title: str
    found: list[Line]
    sound: list[Line]
    hint: str = ""


def parts(count: Count) -> list[Part]:
    """Return the report by its headings; a check that did not exist yet is left out."""
    told = {one.code: one for one in count.tallies.all()}
    found = [Line(check, told[code].found, told[code].of) for code, check in CHECKS.items() if code in told]
    made = []
    for group in Group:
        some = sorted((line for line in found if line.check.group == group), key=lambda line: -line.found)
        split = [line for line in some if line.found], [line for line in some if not line.found]
        if group != Group.LINKS:
            made.append(Part(str(group.label), *split))
        elif Address.objects.exclude(outcome=Address.Outcome.UNKNOWN).exists():
            made.append(Part(str(group.label), *split, _links_hint()))
        else:  # what nobody has looked at is not sound
            made.append(Part(str(group.label), [], [], _links_hint()))
    return [part for part in made if part.found or part.sound or part.hint]


def _links_hint() -> str:
    """Say how many links have been asked, or that nobody asks them."""
    if not value(CHECKS_LINKS):
        return _("Посилань зараз не перевіряємо. Увімкнути нічну перевірку можна в налаштуваннях, розділ «Каталог».")
    total = Address.objects.count()
    asked = Address.objects.exclude(outcome=Address.Outcome.UNKNOWN).count()
    return _("Перевірено адрес: {asked} з {total}. Решту перевіримо наступними ночами.").format(
        asked=number(asked), total=number(total)
    )


def line(count: Count, check: Check) -> Line:
    told = count.tallies.filter(code=check.code).first()
    return Line(check, told.found, told.of) if told else Line(check, 0, 0)


def flaws(count: Count, check: Check) -> QuerySet[Flaw]:
    """Return what a check has found at records that are still there."""
    found = Flaw.objects.filter(count=count, code=check.code, record__deleted_at__isnull=True)
    return found.select_related("record").order_by("record", "pk")


def rows(found: Iterable[Flaw]) -> Iterator[tuple[int, str, str, int | None, str, str]]:
    """Yield what a file tells of each flaw: number, title, author, year, kind, note."""
    for one in found:
        record = one.record
        yield record.pk, record.title, record.author, record.year, str(record.get_kind_display()), one.note
