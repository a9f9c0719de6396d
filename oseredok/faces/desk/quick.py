"""The quick entry: what the phrase says, what the librarian set by hand, and what is still to be asked.

A part is set by hand when its value differs from the one that the page showed as understood (`was_…`): so a phrase
may be rewritten, and the parts follow it, while a correction stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.faces.desk.forms import ServiceForm
from oseredok.library.offer import phrase as phrases
from oseredok.library.offer import queries as offer
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.services.visits.actions import ServiceDetails
from oseredok.spine.journal.models import Channel, Outcome

PARTS = ("kind", "theme", "quantity", "minutes", "outcome", "channel")


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Part:
    """A correctable part: a select with `options`, or a number with its `unit`."""

    name: str
    label: str
    value: str
    understood: str
    options: tuple[Option, ...] = ()
    groups: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    unit: str = ""
    most: int = 0
    is_unclear: bool = False


@dataclass(frozen=True)
class QuickEntry:
    now: datetime
    phrase: str = ""
    kind: ServiceKind | None = None
    theme: Theme | None = None
    quantity: int = 1
    minutes: int | None = None
    outcome: str = ""
    channel: str = Channel.IN_PERSON
    language: str = ""
    understood: dict[str, str] = field(default_factory=dict)
    unclear_amount: str = ""
    errors: tuple[str, ...] = ()
    asked: bool = False
    wants_focus: bool = False

    @classmethod
    def empty(cls, *, now: datetime) -> QuickEntry:
        return cls(now=now, wants_focus=True)

    @classmethod
    def fresh(cls, query: QueryDict, *, now: datetime) -> QuickEntry:
        """The entry of a page just opened: nothing said yet."""
        return cls(now=now)

    @classmethod
    def read(cls, form: ServiceForm, *, now: datetime, choose: str = "") -> QuickEntry:
        """Understand the phrase, then lay over it what was set by hand; `choose` is a favourite just pressed."""
        form.is_valid()
        data = form.cleaned_data
        words = data.get("phrase", "")
        by_hand = {name: data.get(name) for name in PARTS if _is_by_hand(form, name)}
        said = phrases.understand(words, offer.vocabulary(), kind=choose or by_hand.get("kind") or "")
        chosen = _kind(choose or by_hand.get("kind"))
        kind = chosen or _kind(said.kind)
        errors = tuple(str(error) for errors in form.errors.values() for error in errors)
        entry = cls(now=now, phrase=words, kind=kind, language=said.language or "", errors=errors)
        if kind is None:
            return replace(entry, understood={"kind": said.kind or ""})
        theme = _theme(kind, by_hand.get("theme") or said.theme)
        quantity, minutes = _amounts(kind, said)
        unclear = next((name for name in ("minutes", "quantity") if name in said.unclear and not by_hand.get(name)), "")
        understood = {
            # A chosen service was not understood from the words: so it stays chosen while the words are being typed.
            "kind": "" if chosen else said.kind,
            "theme": said.theme or "",
            # An amount to be asked about stands empty, so that any answer is one.
            "quantity": "" if "quantity" in said.unclear else str(quantity),
            "minutes": "" if "minutes" in said.unclear else str(minutes or ""),
            "outcome": said.outcome or (Outcome.DONE if kind.asks_outcome else ""),
            "channel": said.channel or Channel.IN_PERSON,
        }
        return replace(
            entry,
            theme=theme,
            quantity=by_hand.get("quantity") or quantity,
            minutes=by_hand.get("minutes") or minutes,
            outcome=by_hand.get("outcome") or understood["outcome"],
            channel=by_hand.get("channel") or understood["channel"],
            understood=understood,
            unclear_amount=unclear,
            wants_focus=bool(choose),
        )

    @property
    def today(self) -> date:
        return clock.local_date(self.now)

    @property
    def unclear(self) -> tuple[str, ...]:
        """Parts without which the service cannot be counted."""
        if self.kind is None:
            return ("kind",)
        needs_theme = self.kind.theme_scheme == ServiceKind.Scheme.REQUEST and self.theme is None
        return (*(("theme",) if needs_theme else ()), *((self.unclear_amount,) if self.unclear_amount else ()))

    @property
    def is_clear(self) -> bool:
        return not self.unclear and not self.errors

    @property
    def required_kind(self) -> ServiceKind:
        if self.kind is None:
            raise ValueError("an unclear entry has no kind")
        return self.kind

    def with_questions(self) -> QuickEntry:
        """The same entry, asking for what is unclear."""
        questions = {
            "kind": _("Не зрозуміли, яка це послуга. Виберіть зі списку."),
            "theme": _("Уточніть тему."),
            "minutes": _("Уточніть, скільки хвилин."),
            "quantity": _("Уточніть кількість: за один раз до 1000."),
        }
        if not self.phrase and self.kind is None:
            questions["kind"] = _("Напишіть, що зроблено, наприклад «пенсія 10».")
        return replace(self, errors=(*self.errors, *(questions[name] for name in self.unclear)), asked=True)

    def refused(self, sentence: str) -> QuickEntry:
        return replace(self, errors=(sentence,), asked=True)

    def details(self) -> ServiceDetails:
        return {
            "quantity": self.quantity,
            "theme": self.theme,
            "minutes": self.minutes,
            "outcome": self.outcome,
            "channel": self.channel,
            "language": self.language if self.kind and self.kind.group.code == "loans" else "",
        }

    @property
    def parts(self) -> list[Part]:
        """The chips, in the order in which people say it; nothing until something is said."""
        if not (self.phrase or self.kind or self.asked):
            return []
        return [part for part in self._all_parts() if part is not None]

    def _all_parts(self) -> Iterable[Part | None]:
        kind = self.kind
        yield self._choice("kind", _("послуга"), kind.code if kind else "", groups=_kind_options())
        if kind is None:
            return
        if kind.theme_scheme:
            yield self._choice(
                "theme", _("тема"), self.theme.code if self.theme else "", groups=_theme_options(kind.theme_scheme)
            )
        if kind.asks_minutes:
            yield self._number("minutes", _("тривала"), self.minutes, _("хв"), 720)
        else:
            yield self._number("quantity", _("кількість"), self.quantity, kind.get_unit_display(), 1000)
        if kind.asks_outcome:
            yield self._choice("outcome", _("підсумок"), self.outcome, options=_plain(Outcome.choices))
        yield self._choice("channel", _("як"), self.channel, options=_plain(Channel.choices))

    def _choice(
        self,
        name: str,
        label: str,
        value: str,
        *,
        options: tuple[Option, ...] = (),
        groups: tuple[tuple[str, tuple[Option, ...]], ...] = (),
    ) -> Part:
        return Part(
            name=name, label=label, value=value, understood=self.understood.get(name, ""), options=options,
            groups=groups, is_unclear=name in self.unclear,
        )  # fmt: skip

    def _number(self, name: str, label: str, value: int | None, unit: str, most: int) -> Part:
        return Part(
            name=name, label=label, value="" if name in self.unclear else str(value or ""),
            understood=self.understood.get(name, ""), unit=unit, most=most, is_unclear=name in self.unclear,
        )  # fmt: skip


def _is_by_hand(form: ServiceForm, name: str) -> bool:
    value = form.data.get(name, "")
    return bool(value) and value != form.data.get(f"was_{name}", "")


def _kind(code: Any) -> ServiceKind | None:
    return offer.desk_kinds().filter(code=code).first() if code else None


def _theme(kind: ServiceKind, code: Any) -> Theme | None:
    return offer.themes(kind.theme_scheme).filter(code=code).first() if code and kind.theme_scheme else None


def _amounts(kind: ServiceKind, said: phrases.Understanding) -> tuple[int, int | None]:
    """A bare number means minutes where minutes are asked, and pieces where they are not."""
    minutes = said.minutes if said.minutes is not None else kind.default_minutes
    return said.quantity or 1, minutes if kind.asks_minutes else None


def _plain(choices: Iterable[tuple[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(value, str(label)) for value, label in choices)


def _kind_options() -> tuple[tuple[str, tuple[Option, ...]], ...]:
    groups: dict[str, list[Option]] = {}
    for kind in offer.desk_kinds():
        groups.setdefault(kind.group.name, []).append(Option(kind.code, kind.short_name))
    return tuple((name, tuple(options)) for name, options in groups.items())


def _theme_options(scheme: str) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    return tuple(
        (branch.name if branch else "", tuple(Option(leaf.code, leaf.name) for leaf in leaves))
        for branch, leaves in offer.theme_tree(scheme)
    )
