"""Results in sentences and pictures: one question at a time, the same for page, paper and workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from oseredok.base.core.text import counted, number, percent, quoted, strict_key
from oseredok.base.ui import charts
from oseredok.base.ui.chart_parts import Cell, Chart, Compared, Point
from oseredok.spine.surveys import rules
from oseredok.spine.surveys.arithmetic import Numbers, Share
from oseredok.spine.surveys.models import Question
from oseredok.spine.surveys.results import Result

Kind = Question.Kind
MOST_COLUMNS = 12


@dataclass(frozen=True)
class Line:
    """One row of the table of a question."""

    words: str
    share: Share

    @property
    def range_words(self) -> str:
        """`58–81 %`, or a dash without anybody."""
        if self.share.interval is None:
            return "–"
        low, high = self.share.interval
        return f"{number(low, 0)}–{percent(high)}"

    @property
    def whole_percent(self) -> float:
        """For the picture; rounded as the table beside it is."""
        return float((self.share.percent or Decimal(0)).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @property
    def percent_words(self) -> str:
        return "–" if self.share.percent is None else percent(self.share.percent)


@dataclass(frozen=True)
class Told:
    """A question as it is shown: the conclusion, what explains it, the table, the picture."""

    result: Result
    conclusion: str
    sentences: tuple[str, ...]
    lines: tuple[Line, ...]
    chart: Chart | None

    @property
    def question(self) -> Question:
        return self.result.question

    @property
    def answered(self) -> str:
        return people(self.result.n)

    @property
    def texts(self) -> list[str]:
        """What may be shown of people's words; the same words said by several stand once, with their number."""
        said: dict[str, list[str]] = {}
        for words in self.result.texts:
            said.setdefault(strict_key(words).rstrip(". "), []).append(words)
        return [same[0] if len(same) == 1 else f"{same[0]} ({number(len(same))})" for same in said.values()]


def people(n: int) -> str:
    """`відповіла 1 людина`, `відповіли 3 людини`, `відповіло 5 людей`."""
    if n % 10 == 1 and n % 100 != 11:
        said = _("відповіла")
    else:
        said = _("відповіли") if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else _("відповіло")
    return f"{said} {counted(n, _('людина'), _('людини'), _('людей'))}"


def told(result: Result) -> Told:
    """Return everything that is shown of a question."""
    lines = tuple(_lines(result))
    conclusion = _conclusion(result)
    return Told(
        result=result,
        conclusion=conclusion,
        sentences=tuple(_sentences(result, lines)),
        lines=lines,
        chart=_chart(result, lines, conclusion) if result.n else None,
    )


def signed(value: Decimal, digits: int = 1) -> str:
    """`+2,4`, `−0,3`, `0`."""
    shown = number(value, digits)
    return f"+{shown}" if value > 0 else shown


# --- The table ----------------------------------------------------------------------------------------


def _lines(result: Result) -> Iterator[Line]:
    if result.kind in rules.CHOOSING:
        yield from (Line(one.words, one.share) for one in result.chosen)
    elif result.kind == Kind.SCALE:
        for mark, one in enumerate(result.chosen, 1):
            yield Line(f"{mark} · {one.words}", one.share)
    elif result.kind == Kind.SKILL:
        skill = result.skill
        yield Line(_("зросло"), skill.grew)
        yield Line(_("не змінилося"), skill.stayed)
        yield Line(_("знизилося"), skill.fell)
    elif result.kind == Kind.NUMBER:
        yield from (Line(words, Share(count, result.n)) for words, count in _groups(result.numbers))


def _groups(numbers: Numbers) -> list[tuple[str, int]]:
    """Numbers one by one while they are few, else in groups of equal width."""
    said = {value: people for value, people in sorted(numbers.counts.items()) if people}
    if len(said) <= MOST_COLUMNS:
        return [(number(value), people) for value, people in said.items()]
    least, most = min(said), max(said)
    width = -(-(most - least + 1) // 8)
    found: list[tuple[str, int]] = []
    for start in range(least, most + 1, width):
        end = min(start + width - 1, most)
        inside = sum(people for value, people in said.items() if start <= value <= end)
        found.append((f"{number(start)}–{number(end)}" if end > start else number(start), inside))
    return found


# --- Words --------------------------------------------------------------------------------------------


def _conclusion(result: Result) -> str:
    if not result.n:
        return _("Ніхто не відповів")
    if result.kind in rules.CHOOSING:
        return _most_chosen(result)
    if result.kind == Kind.SCALE:
        share = result.good
        return _("{share} оцінили на 4 або 5").format(share=percent(share.percent or 0))
    if result.kind == Kind.SKILL:
        change = result.skill.change or Decimal(0)
        if not change:
            return _("У середньому вміння не змінилося")
        way = _("зросло") if change > 0 else _("знизилося")
        return _("Уміння {way} в середньому на {points}").format(way=way, points=_marks(abs(change)))
    if result.kind == Kind.NUMBER:
        mean = result.numbers.mean or Decimal(0)
        unit = f" {result.question.unit}" if result.question.unit else ""
        return _("У середньому {mean}{unit}").format(mean=number(mean, 1), unit=unit)
    return _("Своїми словами")


def _most_chosen(result: Result) -> str:
    top = result.top
    if top is not None:
        return _("Найчастіше: {words}, {share}").format(words=quoted(top.words), share=percent(top.share.percent or 0))
    return _("Порівну: жоден варіант не переважив")


def _marks(value: Decimal) -> str:
    exact = value.quantize(Decimal("0.1"))
    return counted(exact, _("бал"), _("бали"), _("балів"), _("бала"))


def _sentences(result: Result, lines: tuple[Line, ...]) -> Iterator[str]:
    if not result.n:
        return
    if result.kind in rules.CHOOSING and result.top is not None:
        top = next(line for line, one in zip(lines, result.chosen, strict=True) if one is result.top)
        yield _("Якби відповіли всі, було б, найімовірніше, від {range}.").format(range=_from_to(top.share))
    elif result.kind == Kind.SCALE and result.numbers.mean is not None:
        yield _("Середня оцінка {mean} з 5.").format(mean=number(result.numbers.mean, 1))
        yield _("Якби відповіли всі, 4 або 5 поставили б, найімовірніше, від {range}.").format(
            range=_from_to(result.good)
        )
    elif result.kind == Kind.SKILL:
        before, after = result.skill.before.mean or Decimal(0), result.skill.after.mean or Decimal(0)
        yield _("Було {before}, стало {after} з 10.").format(before=number(before, 1), after=number(after, 1))
        grew = result.skill.grew
        yield _("Зросло в {share} людей (найімовірніше, від {range}).").format(
            share=percent(grew.percent or 0), range=_from_to(grew)
        )
    elif result.kind == Kind.NUMBER and result.numbers.middle is not None:
        yield _("Половина назвала {middle} або менше; найменше {least}, найбільше {most}.").format(
            middle=number(result.numbers.middle),
            least=number(result.numbers.least or 0),
            most=number(result.numbers.most or 0),
        )


def _from_to(share: Share) -> str:
    low, high = share.interval or (Decimal(0), Decimal(0))
    return _("{low} до {high}").format(low=number(low, 0), high=percent(high))


# --- Pictures -----------------------------------------------------------------------------------------


def _chart(result: Result, lines: tuple[Line, ...], conclusion: str) -> Chart | None:
    answered = people(result.n)
    if result.kind in (*rules.CHOOSING, Kind.SCALE):
        bars = [Compared(line.words, line.whole_percent) for line in lines]
        subtitle = _("відсотків; {n}").format(n=answered)
        if result.kind == Kind.SEVERAL:
            subtitle = _("відсотків; {n}, кожна могла обрати кілька").format(n=answered)
        drawn = charts.bars_with_last_year(title=conclusion, subtitle=subtitle, bars=bars, measure=_("Частка, %"))
        return _with_table(drawn, lines)
    if result.kind == Kind.SKILL:
        return _with_table(_skill_chart(result, conclusion, answered), lines)
    if result.kind == Kind.NUMBER:
        drawn = charts.columns(
            title=conclusion,
            subtitle=_("скільки людей назвали кожне число; {n}").format(n=answered),
            points=[Point(line.words, line.share.count) for line in lines],
            measure=_("Людей"),
        )
        return _with_table(drawn, lines)
    return None


def _skill_chart(result: Result, conclusion: str, answered: str) -> Chart:
    before, after = (side.mean or Decimal(0) for side in (result.skill.before, result.skill.after))
    return charts.bars_with_last_year(
        title=conclusion,
        subtitle=_("середній бал з 10; {n}").format(n=answered),
        bars=[Compared(_("Було"), float(round(before, 1))), Compared(_("Стало"), float(round(after, 1)))],
        measure=_("Бал"),
    )


def _with_table(chart: Chart, lines: tuple[Line, ...]) -> Chart:
    """The same picture over a table with the range of each share."""
    rows = [
        [Cell(line.words), Cell(number(line.share.count)), Cell(line.percent_words), Cell(line.range_words)]
        for line in lines
    ]
    return replace(chart, headers=["", _("Людей"), _("Частка"), _("Найімовірніше")], rows=rows)
