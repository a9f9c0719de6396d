"""How a number is counted, in words for people: «Видача книг, Видача газет ÷ Новий користувач, Перереєстрація»."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.text import number
from oseredok.library.offer.models import ServiceGroup, ServiceKind, Theme
from oseredok.library.people.models import SocialStatus
from oseredok.management.indicators import sources
from oseredok.management.indicators.ages import AGE_SCHEME
from oseredok.management.indicators.catalogue import INDICATORS, full_name
from oseredok.management.indicators.figures import AT_START
from oseredok.management.indicators.formulas import (
    NONE,
    Cut,
    Distinct,
    FirstKnown,
    Formula,
    Outside,
    Plus,
    Product,
    Ratio,
    Sum,
)
from oseredok.management.indicators.indicator import Indicator
from oseredok.spine.journal.models import Channel, Language, Outcome

MOST_NAMED = 4
_NAMES: Mapping[str, str | Promise] = {
    "libraries": lazy("бібліотеки, що працюють останнього дня"),
    "libraries_rural": lazy("сільські бібліотеки, що працюють останнього дня"),
    "population": lazy("жителі з реквізитів"),
    "days_open": lazy("робочі дні за розкладом"),
    "hours_open": lazy("години роботи за розкладом без тривог і вимкнень світла"),
    "hours_lost": lazy("години роботи, що припали на тривоги й вимкнення світла"),
    "area_total": lazy("площа всіх приміщень із реєстру"),
    "area_service": lazy("площа для обслуговування й коворкінгу"),
    "area_sociocultural": lazy("площа для соціокультурної діяльності"),
    "area_storage": lazy("площа для зберігання фондів"),
    "area_step_free": lazy("площа приміщень без сходів"),
    "answered": lazy("усі оцінки"),
    "positive": lazy("оцінки 4 і 5"),
    "neutral": lazy("оцінки 3"),
    "critical": lazy("оцінки 1 і 2"),
    "points": lazy("сума балів усіх оцінок"),
    "n": lazy("усі, хто оцінив своє вміння до і після"),
    "gained": lazy("сума різниць «після» і «до»"),
    "confident_before": lazy("хто поставив собі 7–10 «до»"),
    "confident_after": lazy("хто поставив собі 7–10 «після»"),
}


def counted_as(one: Indicator) -> str:
    """Return how the number comes about."""
    return _words(one.formula)


def source_of(one: Indicator) -> str:
    """Return where its parts are kept: `щоденник; внесено вручну`."""
    told = [_("щоденник")] if one.formula.cuts or one.formula.distinct_cuts else []
    told += [str(sources.source(leaf.source).label) for leaf in one.formula.outside]
    return "; ".join(dict.fromkeys(told))


_FROM_GROUPS: Mapping[str, str | Promise] = {
    "visits": lazy("Відвідування записують кнопками на сторінці «Сьогодні»."),
    "users": lazy("З’явиться, щойно на стійці когось зареєструють."),
    "events": lazy("З’явиться, щойно на сторінці «Заходи» внесуть проведений захід."),
}
_FROM_OUTSIDE: Mapping[str, str | Promise] = {
    "figures": lazy("Це число вносять від руки на сторінці «Внесені числа»."),
    "registers": lazy("Береться з реквізитів, приміщень і розкладу бібліотеки."),
    "groups": lazy("З’явиться, щойно хтось під час реєстрації скаже про себе й дозволить це рахувати."),
    "ratings": lazy("З’явиться з першою оцінкою: на планшеті, за кодом, у листі, на сайті чи на папері."),
    "surveys": lazy("З’явиться з першою відповіддю на запитання «уміння до і після» в «Опитуваннях»."),
}


def comes_from(one: Indicator) -> str:
    """Return where the number will come from, a sentence for each of its sources."""
    told: list[str] = []
    cuts = (*one.formula.cuts, *one.formula.distinct_cuts)
    if cuts:
        told += _from_the_journal(cuts)
    told += [str(_FROM_OUTSIDE[leaf.source]) for leaf in one.formula.outside]
    return " ".join(dict.fromkeys(told))


def _from_the_journal(cuts: Iterable[Cut]) -> list[str]:
    counted = [
        kind
        for kind in ServiceKind.objects.filter(is_active=True).select_related("group").order_by("group__order", "order")
        if any(cut.takes_kind(kind.code, kind.group.code) for cut in cuts)
    ]
    groups = dict.fromkeys(kind.group.code for kind in counted if not kind.on_desk)
    told = [str(_FROM_GROUPS[code]) for code in groups if code in _FROM_GROUPS]
    names = [str(kind.name) for kind in counted if kind.on_desk]
    if names:
        shown = ", ".join(f"«{name}»" for name in names[:MOST_NAMED]) + (_(" тощо") if len(names) > MOST_NAMED else "")
        told.append(_("Записують на сторінці «Сьогодні»: {names}.").format(names=shown))
    return told


def _words(formula: Formula) -> str:
    match formula:
        case Ratio():
            return _ratio(formula)
        case Plus():
            return " + ".join(_words(part) for part in formula.parts)
        case Product():
            return " × ".join(_words(part) for part in formula.parts)
        case FirstKnown():
            return _(", а якщо його немає, ").join(_words(part) for part in formula.parts)
        case Outside():
            return _outside(formula)
        case Distinct():
            return _("різні люди з квитком серед записів: {what}").format(what=_cut(formula.cut))
        case Sum() if formula.of == "minutes":
            return _("хвилини записів: {what}").format(what=_cut(formula.cut))
        case Sum():
            return _cut(formula.cut)
    return formula.words()


def _ratio(formula: Ratio) -> str:
    told = f"({_words(formula.above)}) ÷ ({_words(formula.below)})"
    if formula.per != 1:
        told += f" ÷ {number(formula.per)}"
    return told + (f" × {number(formula.times)}" if formula.times != 1 else "")


def _outside(leaf: Outside) -> str:
    if leaf.source == "figures":
        code = leaf.name.removesuffix(AT_START)
        name = next((full_name(one) for one in INDICATORS if one.code == code), code)
        told = _("внесене число «{name}»").format(name=name)
        return _("{what} на день перед початком періоду").format(what=told) if code != leaf.name else told
    if leaf.source == "groups":
        return _("записи й перереєстрації людей, які сказали про себе: окремий облік без імен")
    if leaf.source == "ratings" and leaf.name not in _NAMES:
        return _("усі, хто відповів") if leaf.name.endswith("_of") else _("хто сказав «так»")
    return str(_NAMES.get(leaf.name, leaf.name))


def _cut(cut: Cut) -> str:
    kinds = dict(ServiceKind.objects.filter(code__in=cut.kinds).values_list("code", "name"))
    groups = dict(ServiceGroup.objects.filter(code__in=cut.groups).values_list("code", "name"))
    told = ", ".join(
        [kinds.get(code, code) for code in cut.kinds]
        + [_("усе з «{group}»").format(group=groups.get(code, code)) for code in cut.groups]
    )
    themes = dict(Theme.objects.filter(code__in=cut.themes).values_list("code", "name"))
    for name, values, labels in (
        (_("вік"), _ages(cut.age_groups), {}),
        (_("канал"), cut.channels, dict(Channel.choices)),
        (_("тема"), cut.themes, themes),
        (_("підсумок"), cut.outcomes, dict(Outcome.choices)),
        (_("мова"), cut.languages, dict(Language.choices)),
        (_("рід занять"), cut.statuses, dict(SocialStatus.choices)),
    ):
        if values:
            said = ", ".join(_("не вказано") if value == NONE else str(labels.get(value, value)) for value in values)
            told += f"; {name}: {said}"
    return told


def _ages(groups: tuple[str, ...]) -> tuple[str, ...]:
    return next(((str(band.label),) for band in AGE_SCHEME if groups and set(band.groups) == set(groups)), groups)
