"""Indicators of what people say: ratings, and what became better after a service (facts: 6nk §6, peers §16)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oseredok.management.indicators.formulas import Outside, Ratio
from oseredok.management.indicators.indicator import Direction, Indicator, Words
from oseredok.management.indicators.work import PERCENT

ANSWERS, POINTS, MARKS = _("оцінок"), _("бал із 5"), _("бали з 10")


def rated(name: str) -> Outside:
    return Outside("ratings", name, "flow")


def answered(name: str) -> Outside:
    return Outside("surveys", name, "flow")


def _skill(name: str, label: Words, good: Direction, note: Words) -> Indicator:
    formula = Ratio(answered(name), answered("n"), times=100, portion=True)
    return Indicator(f"skills.{name}", "ratings", label, PERCENT, formula, good, note)


def _outcome(name: str, label: Words) -> Indicator:
    formula = Ratio(rated(name), rated(f"{name}_of"), times=100, portion=True)
    return Indicator(f"outcomes.{name}", "ratings", label, PERCENT, formula, note=_("з тих, хто відповів"))


CONTENTMENT: tuple[Indicator, ...] = (
    Indicator("ratings.positive_share", "ratings", _("Позитивних оцінок"), PERCENT,
              Ratio(rated("positive"), rated("answered"), times=100, portion=True),
              note=_("4 і 5 з усіх оцінок від 1 до 5")),
    Indicator("ratings.mean", "ratings", _("Середня оцінка"), POINTS, Ratio(rated("points"), rated("answered"), digits=2)),
    Indicator("ratings.n", "ratings", _("Оцінок усього"), ANSWERS, rated("answered")),
    Indicator("ratings.positive", "ratings", _("добрих: 4 і 5"), ANSWERS, rated("positive")),
    Indicator("ratings.neutral", "ratings", _("посередніх: 3"), ANSWERS, rated("neutral"), "none"),
    Indicator("ratings.critical", "ratings", _("критичних: 1 і 2"), ANSWERS, rated("critical"), "down"),
    _outcome("knowledge", _("Дізналися нове")),
    _outcome("confidence", _("Стали впевненіші")),
    _outcome("application", _("Застосують те, про що дізналися")),
    _outcome("awareness", _("Дізналися, що ще може бібліотека")),
    Indicator("skills.change", "ratings", _("На скільки зросло вміння"), MARKS,
              Ratio(answered("gained"), answered("n"), digits=2),
              note=_("люди самі оцінюють своє вміння від 1 до 10, до і після; за опитуваннями")),
    _skill("confident_before", _("уміли добре до занять"), "none", _("поставили собі від 7 до 10")),
    _skill("confident_after", _("уміють добре після занять"), "up", _("поставили собі від 7 до 10")),
)  # fmt: skip
