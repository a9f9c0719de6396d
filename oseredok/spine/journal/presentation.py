"""An entry told in Ukrainian for lists: what was done, the details, who did it. Never a sensitive flag, never a reader."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from oseredok.base.core.text import counted, lower_first
from oseredok.library.offer.models import ServiceKind
from oseredok.spine.journal.models import Channel, Entry

Unit = ServiceKind.Unit

# One, few, many. Only ever shown after a number.
UNIT_WORDS: dict[str, tuple[str, str, str]] = {
    Unit.VISIT: ("особа", "особи", "осіб"),
    Unit.PERSON: ("особа", "особи", "осіб"),
    Unit.SERVICE: ("послуга", "послуги", "послуг"),
    Unit.REQUEST: ("запит", "запити", "запитів"),
    Unit.REFERENCE: ("довідка", "довідки", "довідок"),
    Unit.CONSULTATION: ("консультація", "консультації", "консультацій"),
    Unit.SESSION: ("сеанс", "сеанси", "сеансів"),
    Unit.DOCUMENT: ("документ", "документи", "документів"),
    Unit.COPY: ("примірник", "примірники", "примірників"),
    Unit.PAGE: ("сторінка", "сторінки", "сторінок"),
    Unit.SHEET: ("аркуш", "аркуші", "аркушів"),
    Unit.PIECE: ("штука", "штуки", "штук"),
    Unit.HOUR: ("година", "години", "годин"),
    Unit.EVENT: ("захід", "заходи", "заходів"),
    Unit.ORDER: ("замовлення", "замовлення", "замовлень"),
    Unit.MESSAGE: ("повідомлення", "повідомлення", "повідомлень"),
}
OF_PEOPLE = (Unit.VISIT, Unit.PERSON)


@dataclass(frozen=True)
class Line:
    """Parts of a list's row. `details` is ready to be shown: «субсидія, 12 хв, виконано»."""

    icon: str
    what: str
    details: str
    who: str


def describe(entry: Entry) -> Line:
    """Tell an entry. A reversal is told by the reason and by who corrected."""
    if entry.reverses_id is not None:
        what = _("Скасовано: %(what)s") % {"what": lower_first(entry.kind.short_name)}
        details = ", ".join([*_counted_parts(entry), entry.get_reason_display()])
        return Line(icon="undo-2", what=what, details=details, who=_who(entry, corrected=True))
    return Line(
        icon=entry.kind.icon,
        what=entry.kind.short_name,
        details=", ".join(part for tell in _PARTS for part in tell(entry)),
        who=_who(entry),
    )


def quantity_words(entry: Entry) -> str:
    """«6 сторінок», «12 осіб»: the quantity without its sign, with the unit of the kind."""
    return counted(abs(entry.quantity), *UNIT_WORDS[entry.kind.unit])


def _counted_parts(entry: Entry) -> list[str]:
    return [] if abs(entry.quantity) == 1 else [quantity_words(entry)]


def _channel_parts(entry: Entry) -> list[str]:
    told_by_kind = entry.channel == Channel.EVENT and entry.kind.unit in OF_PEOPLE
    return [] if entry.channel == Channel.IN_PERSON or told_by_kind else [entry.get_channel_display()]


def _theme_parts(entry: Entry) -> list[str]:
    return [lower_first(entry.theme.name)] if entry.theme is not None else []


def _age_parts(entry: Entry) -> list[str]:
    # Under a service the age is only counted: it says nothing about what was done.
    return [entry.get_age_group_display()] if entry.age_group and entry.kind.unit in OF_PEOPLE else []


def _minutes_parts(entry: Entry) -> list[str]:
    return [_("%(minutes)s хв") % {"minutes": abs(entry.minutes)}] if entry.minutes else []


def _outcome_parts(entry: Entry) -> list[str]:
    return [entry.get_outcome_display()] if entry.outcome else []


def _backfilled_parts(entry: Entry) -> list[str]:
    return [_("внесено пізніше")] if entry.backfilled else []


_PARTS: tuple[Callable[[Entry], list[str]], ...] = (
    _counted_parts,
    _channel_parts,
    _theme_parts,
    _age_parts,
    _minutes_parts,
    _outcome_parts,
    _backfilled_parts,
)


def _who(entry: Entry, *, corrected: bool = False) -> str:
    person = entry.corrected_by if corrected else entry.staff
    return (person.first_name or person.username) if person is not None else ""
