"""The indicators, declared as data. Codes are stable (facts: 6nk §4): plans, targets and forms refer to them.

To add one: a line in `work` (the journal), `resources` (registers, numbers written by hand), `contentment` (ratings) or
`means` (made of other numbers), and a line in `tests/indicators`. Nothing else counts anything by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from oseredok.management.indicators.contentment import CONTENTMENT
from oseredok.management.indicators.indicator import Direction, Indicator, Words
from oseredok.management.indicators.means import MEANS
from oseredok.management.indicators.resources import RESOURCES
from oseredok.management.indicators.work import CONSULTATIONS, EVENTS, LOANS, REFERENCES, REMOTE, SERVICES, WORK


@dataclass(frozen=True)
class Section:
    code: str
    name: Words

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for indicator in INDICATORS if indicator.section == self.code)


SECTIONS = (
    Section("visits", _("Відвідування")),
    Section("users", _("Користувачі")),
    Section("services", _("Послуги")),
    Section("seats", _("Місця в залі")),
    Section("ref", _("Довідки")),
    Section("consult", _("Консультації й допомога")),
    Section("loans", _("Видача документів")),
    Section("events", _("Заходи й навчання")),
    Section("delivery", _("Доставка й розсилка")),
    Section("ratings", _("Оцінки людей")),
    Section("means", _("Середні показники й частки")),
    Section("net", _("Мережа")),
    Section("room", _("Приміщення")),
    Section("it", _("Техніка й зв’язок")),
    Section("stock", _("Фонд")),
    Section("er", _("Електронні ресурси")),
    Section("staff", _("Персонал")),
    Section("money", _("Кошти")),
)

INDICATORS: tuple[Indicator, ...] = (*WORK, *CONTENTMENT, *MEANS, *RESOURCES)

_BY_CODE = {indicator.code: indicator for indicator in INDICATORS}


def indicator(code: str | Indicator) -> Indicator:
    """Return the indicator of this code (an indicator stays itself). Raises KeyError."""
    return _BY_CODE[code] if isinstance(code, str) else code


def full_name(one: Indicator | str) -> str:
    """Return a name that is understood alone: «Довідки: з них віртуальних»."""
    one = indicator(one)
    name = str(one.name)
    if name[:1].isupper() or not name[:1].isalpha():
        return name
    return f"{next(section.name for section in SECTIONS if section.code == one.section)}: {name}"


def described() -> str:
    """Return the reference page of all indicators (Markdown); CI compares it with the committed one."""
    lines = ["# Indicators", "", "Generated from `oseredok/management/indicators/catalogue.py`.", ""]
    for section in SECTIONS:
        lines += [f"## {section.name}", "", "| Code | Name | Unit | Formula | Good news |", "|---|---|---|---|---|"]
        lines += [
            f"| `{one.code}` | {one.name} | {one.unit} | {one.formula.words()} | {one.direction} |"
            for one in section.indicators
        ]
        lines.append("")
    return "\n".join(lines)


__all__ = [
    "CONSULTATIONS",
    "EVENTS",
    "INDICATORS",
    "LOANS",
    "REFERENCES",
    "REMOTE",
    "SECTIONS",
    "SERVICES",
    "Direction",
    "Indicator",
    "Section",
    "described",
    "full_name",
    "indicator",
]
