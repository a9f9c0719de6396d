"""Frozen numbers told in Ukrainian. Pure: the same row gives the same words.

    change(row, period)   «Відвідувань стало на 120 більше, ніж торік за цей самий час: 1 008 проти 888 (+14 %).»
    plan(row)             «План (900) виконано на 112 %.»
    months(row)           «Найбільше в червні: 192, найменше в січні: 131.»

A per cent of a small number says more than is known, so below `SMALL` there is none; a share of few answers is told with
the range in which it may really be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from oseredok.base.core.dates import MONTHS_IN
from oseredok.base.core.periods import Period
from oseredok.base.core.text import MINUS, counted, number, percent, plural, quoted, tie
from oseredok.management.reports.frozen.content import Row
from oseredok.management.reports.frozen.subjects import subject

SMALL = 20
"""A change of a smaller number is told without per cent: from 3 to 6 is not «+100 %»."""
FEW_ANSWERS = 30
"""A share of fewer answers is told with its range."""


@dataclass(frozen=True)
class Base:
    """What a number is compared with: the number and the words «ніж …», «… було»."""

    number: Decimal
    than: str
    then: str


def tell(row: Row, period: Period) -> str:
    """Return everything worth saying of one indicator, in one to three sentences."""
    return " ".join(part for part in (change(row, period), plan(row), months(row)) if part)


def base_of(row: Row, period: Period) -> Base | None:
    """Return the same period of the last year; the one just before when the last year was not counted."""
    if row.year_ago is not None:
        return Base(row.year_ago, _("ніж торік за цей самий час"), _("торік за цей самий час"))
    if row.before is not None:
        than, then = _before_words(period)
        return Base(row.before, than, then)
    return None


def _before_words(period: Period) -> tuple[str, str]:
    words = {
        "month": (_("ніж попереднього місяця"), _("попереднього місяця")),
        "quarter": (_("ніж у попередньому кварталі"), _("у попередньому кварталі")),
        "half_year": (_("ніж у попередньому півріччі"), _("у попередньому півріччі")),
        "year": (_("ніж попереднього року"), _("попереднього року")),
    }
    return words.get(period.kind, (_("ніж за попередній період"), _("за попередній період")))


# --- What changed -------------------------------------------------------------------------------------


def change(row: Row, period: Period) -> str:
    """Return what the number is and how it differs; without the number, that there are no data."""
    if row.number is None:
        return _said(_("{title}: даних немає.").format(title=_title(row)))
    base = base_of(row, period)
    if row.is_share:
        return _share(row, row.number, base)
    what = subject(row.code)
    if row.number_kind == "flow" and what:
        return _said(_flow(what, row.number, base))
    return _said(_plain(row, row.number, base))


def _flow(what: str, now: Decimal, base: Base | None) -> str:
    if base is None:
        if not now:
            return _("{what} не було.").format(what=what)
        return _("{what} було {n}. Порівняти немає з чим: раніше цього не рахували.").format(what=what, n=number(now))
    if not now:
        if not base.number:
            return _("{what} не було ні тепер, ні {then}.").format(what=what, then=base.then)
        return _("{what} не було, а {then} було {n}.").format(what=what, then=base.then, n=number(base.number))
    if not base.number:
        return _("{what} було {n}, а {then} жодного запису.").format(what=what, then=base.then, n=number(now))
    if now == base.number:
        return _("{what} стільки ж, скільки {then}: {n}.").format(what=what, then=base.then, n=number(now))
    words = _("{what} стало на {by} більше, {than}: {now} проти {base}{share}.")
    if now < base.number:
        words = _("{what} стало на {by} менше, {than}: {now} проти {base}{share}.")
    return words.format(
        what=what,
        by=number(abs(now - base.number)),
        than=base.than,
        now=number(now),
        base=number(base.number),
        share=_in_brackets(now, base.number),
    )


def _plain(row: Row, now: Decimal, base: Base | None) -> str:
    """A mean, a stock, and what has no words of its own: by its title."""
    title, shown = _title(row), _with_unit(row, now)
    if base is None:
        return _("{title}: {n}.").format(title=title, n=shown)
    if now == base.number:
        return _("{title}: {n}, стільки ж, скільки {then}.").format(title=title, n=shown, then=base.then)
    words = _("{title}: {n}, на {by} більше, {than}{share}.")
    if now < base.number:
        words = _("{title}: {n}, на {by} менше, {than}{share}.")
    share = "" if row.number_kind == "mean" else _in_brackets(now, base.number)
    return words.format(title=title, n=shown, by=number(abs(now - base.number)), than=base.than, share=share)


def _share(row: Row, now: Decimal, base: Base | None) -> str:
    told = _("{title}: {share}{of}").format(title=_title(row), share=percent(now, _digits(now)), of=_of(row, now))
    if base is None:
        return _said(f"{told}.") + _caution(row)
    gap = now - base.number
    if not gap:
        return _said(_("{told}, стільки ж, скільки {then}.").format(told=told, then=base.then)) + _caution(row)
    points = counted(
        abs(gap), _("відсотковий пункт"), _("відсоткові пункти"), _("відсоткових пунктів"), _("відсоткового пункту")
    )
    words = _("{told}, на {points} більше, {than}.") if gap > 0 else _("{told}, на {points} менше, {than}.")
    return _said(words.format(told=told, points=points, than=base.than)) + _caution(row)


def _of(row: Row, now: Decimal) -> str:
    """«, 210 із 250»: a share always says of how many."""
    if row.n is None:
        return ""
    part = (now * row.n / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return _(" ({part} із {n})").format(part=number(part), n=number(row.n))


def _caution(row: Row) -> str:
    if row.n is None or row.n >= FEW_ANSWERS or row.interval is None:
        return ""
    low, high = row.interval
    words = _(" Відповідей мало, тож насправді це десь між {low} і {high}.")
    return words.format(low=percent(low), high=percent(high))


def _in_brackets(now: Decimal, base: Decimal) -> str:
    """« (+14 %)»; nothing for small numbers and for a change of less than half a per cent."""
    if abs(base) < SMALL:
        return ""
    share = ((now - base) * 100 / base).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f" ({signed_percent(share)})" if share else ""


def signed_percent(share: Decimal) -> str:
    """Return `+14 %`, `−8 %`, `0 %`."""
    return ("+" if share > 0 else MINUS if share < 0 else "") + percent(abs(share))


# --- Plan and fact ------------------------------------------------------------------------------------


def done_percent(row: Row) -> Decimal | None:
    """Return how much of the plan is done, in whole per cent; None without a plan or a number."""
    if row.target is None or row.number is None or row.target <= 0:
        return None
    return (row.number * 100 / row.target).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def is_done(row: Row) -> bool | None:
    """Whether the plan is fulfilled; None without a plan or a number. Less is better where the indicator says so."""
    if row.target is None or row.number is None:
        return None
    return row.number <= row.target if row.direction == "down" else row.number >= row.target


def plan(row: Row) -> str:
    """Return how the plan was met; empty without a plan."""
    done = is_done(row)
    if done is None or row.target is None or row.number is None:
        return ""
    if row.is_share:
        if done:
            return _said(_("Ціль ({target}) досягнуто.").format(target=percent(row.target, _digits(row.target))))
        left = row.target - row.number
        points = counted(
            abs(left), _("відсоткового пункту"), _("відсоткових пунктів"), _("відсоткових пунктів"),
            _("відсоткового пункту"),
        )  # fmt: skip
        words = _("До цілі ({target}) бракує {points}.") if left > 0 else _("Ціль ({target}) перевищено на {points}.")
        return _said(words.format(target=percent(row.target, _digits(row.target)), points=points))
    return _said(_plan_of_sum(row.number, row.target, done))


def _plan_of_sum(now: Decimal, target: Decimal, done: bool) -> str:
    share = (now * 100 / target).quantize(Decimal(1), rounding=ROUND_HALF_UP) if target else Decimal(0)
    if now == target:
        return _("План ({target}) виконано точно.").format(target=number(target))
    if done:
        return _("План ({target}) виконано на {share}.").format(target=number(target), share=percent(share))
    if now > target:
        return _("План був не більше {target}, тож його перевищено на {by}.").format(
            target=number(target), by=number(now - target)
        )
    left = target - now
    return _("План ({target}) не виконано: {verb} {left}.").format(
        target=number(target), left=number(left), verb=plural(left, _("забракло"), _("забракло"), _("забракло"))
    )


# --- Months -------------------------------------------------------------------------------------------


def months(row: Row) -> str:
    """Return the best and the worst month; empty when they say nothing (one month, all the same, hardly any)."""
    if row.number_kind != "flow" or row.number is None or row.number < SMALL:
        return ""
    known = [(point.key, point.number) for point in row.months if point.number is not None]
    if len(known) < 2:
        return ""
    most, least = max(known, key=lambda one: one[1]), min(known, key=lambda one: one[1])
    if most[1] == least[1]:
        return ""
    return _said(
        _("Найбільше {best}: {most}, найменше {worst}: {least}.").format(
            best=_in_month(most[0]), most=number(most[1]), worst=_in_month(least[0]), least=number(least[1])
        )
    )


def months_reaching(numbers: Sequence[Decimal], target: Decimal) -> str:
    """Return «Ціль 150 на місяць досягнуто в 4 місяцях із 6.»"""
    reached = sum(one >= target for one in numbers)
    if reached == len(numbers):
        return _said(_("Ціль {target} на місяць досягнуто щомісяця.").format(target=number(target)))
    if not reached:
        return _said(_("Цілі {target} на місяць не досягнуто жодного разу.").format(target=number(target)))
    words = _("Ціль {target} на місяць досягнуто {months} із {all}.")
    return _said(words.format(target=number(target), months=_in_so_many(reached), all=len(numbers)))


def _in_so_many(n: int) -> str:
    before = _("в") if n in (1, 11) else _("у")  # «в одному, в одинадцяти», but «у двох»
    return f"{before} {n} {plural(n, _('місяці'), _('місяцях'), _('місяцях'))}"


def _in_month(code: str) -> str:
    month = MONTHS_IN[int(code[5:7]) - 1]
    return f"{'у' if month.startswith('в') else 'в'} {month}"  # «у вересні», but «в жовтні»


# --- Words --------------------------------------------------------------------------------------------


def _title(row: Row) -> str:
    """The title as it stands in tables; one that is a phrase of a table goes between quotes."""
    return _("Показник {name}").format(name=quoted(row.name)) if ":" in row.name else row.name


def _with_unit(row: Row, value: Decimal) -> str:
    return tie(f"{number(value)} {row.unit}").replace(" ", "\u00a0", 1) if row.unit else number(value)


def _digits(value: Decimal) -> int:
    return 0 if value == value.to_integral_value() else 1


def _said(sentence: str) -> str:
    """Begin with a capital; a unit that ends with a full stop («відвід.») is the end of the sentence too."""
    return tie((sentence[:1].upper() + sentence[1:]).replace("..", "."))
