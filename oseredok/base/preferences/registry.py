"""What a centre may set, in plain words. Each room declares its own in `AppConfig.ready()`; the office page draws all.

A preference asks a question, tells what follows from the answer (`effect`), and has a default with its source: a term or
a threshold that a law gives is a preference with `source` and `checked_on`, never a constant in code (design, §7).

    KEEP_READERS = registry.register(
        Whole(code="privacy.keep_readers_years", group="privacy", question=_("…"), default=3, least=1, most=10,
              unit=("рік", "роки", "років"), effect=lambda years: …)
    )
    preferences.value(KEEP_READERS)   # → 3
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import plural

T = TypeVar("T")
Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Declared(Generic[T]):
    """One thing that may be set. `code` is for ever; `group` is a `Group.code`."""

    code: str
    group: str
    question: Words
    default: T
    effect: Callable[[T], str] | None = None
    hint: Words = ""
    source: Words = ""
    checked_on: date | None = None

    def read(self, text: str) -> T:
        """Return the value that `text` (kept or typed) means. Raises Invalid with the field `code`."""
        raise NotImplementedError

    def write(self, value: T) -> str:
        """Return the text that `read` understands."""
        return str(value)

    def words(self, value: T) -> str:
        """Return the value as people say it."""
        return self.write(value)

    def consequence(self, value: T) -> str:
        """Return the sentence that tells what this value does; empty when none was declared."""
        return self.effect(value) if self.effect else ""

    def _refuse(self, sentence: str) -> Invalid:
        return Invalid(sentence, code="preference_unclear", field=self.code)


@dataclass(frozen=True, kw_only=True)
class Whole(Declared[int]):
    """A whole number from `least` to `most`; `unit` is its three plural forms."""

    least: int = 0
    most: int = 1000
    unit: tuple[str, str, str] | None = None

    def read(self, text: str) -> int:
        clean = text.strip()
        if not (clean.isascii() and clean.removeprefix("-").isdigit()):
            raise self._refuse(_("Напишіть ціле число."))
        number = int(clean)
        if not self.least <= number <= self.most:
            raise self._refuse(_("Тут можна від {least} до {most}.").format(least=self.least, most=self.most))
        return number

    def words(self, value: int) -> str:
        return f"{value} {plural(value, *self.unit)}" if self.unit else str(value)


@dataclass(frozen=True, kw_only=True)
class YesNo(Declared[bool]):
    """A question with two answers."""

    def read(self, text: str) -> bool:
        if text not in ("yes", "no"):
            raise self._refuse(_("Виберіть «так» або «ні»."))
        return text == "yes"

    def write(self, value: bool) -> str:
        return "yes" if value else "no"

    def words(self, value: bool) -> str:
        return _("так") if value else _("ні")


@dataclass(frozen=True, kw_only=True)
class OneOf(Declared[str]):
    """One of named answers: value → words."""

    choices: tuple[tuple[str, Words], ...]

    def read(self, text: str) -> str:
        if text not in dict(self.choices):
            raise self._refuse(_("Виберіть один із варіантів."))
        return text

    def words(self, value: str) -> str:
        return str(dict(self.choices)[value])


@dataclass(frozen=True, kw_only=True)
class Line(Declared[str]):
    """A line of text; `check` raises Invalid for one that cannot be."""

    most_signs: int = 200
    check: Callable[[str], None] | None = None

    def read(self, text: str) -> str:
        clean = " ".join(text.split())
        if len(clean) > self.most_signs:
            raise self._refuse(_("Задовго: найбільше {most} знаків.").format(most=self.most_signs))
        if self.check:
            try:
                self.check(clean)
            except Invalid as refusal:
                raise self._refuse(refusal.message) from None
        return clean

    def words(self, value: str) -> str:
        return value or _("не задано")


@dataclass(frozen=True)
class Group:
    """A heading of the settings page. `roles` and the like are the page's own business."""

    code: str
    title: Words
    order: int
    lead: Words = ""


D = TypeVar("D", bound=Declared[Any])

_groups: dict[str, Group] = {}
_declared: dict[str, Declared[Any]] = {}


def register(declared: D) -> D:
    """Make a preference known and return it. Raises ValueError when another one has taken the code."""
    if _declared.setdefault(declared.code, declared) != declared:
        raise ValueError(f"two preferences are called {declared.code!r}")
    return declared


def register_group(group: Group) -> None:
    """Make a heading known. Registering the same code again replaces the former."""
    _groups[group.code] = group


def declared(code: str) -> Declared[Any]:
    """Return a known preference. Raises LookupError."""
    if code not in _declared:
        raise LookupError(f"nobody declared the preference {code!r}")
    return _declared[code]


def grouped() -> list[tuple[Group, list[Declared[Any]]]]:
    """Return the headings in order, each with its preferences in the order of declaration; empty headings are left out."""
    known = {group.code: group for group in _groups.values()}
    for one in _declared.values():
        known.setdefault(one.group, Group(one.group, one.group, 1000))
    rows = [
        (group, [one for one in _declared.values() if one.group == group.code])
        for group in sorted(known.values(), key=lambda group: group.order)
    ]
    return [(group, inside) for group, inside in rows if inside]
