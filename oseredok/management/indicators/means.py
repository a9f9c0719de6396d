"""Indicators made of other numbers: means of the region, ISO 11620, shares (facts: 6nk §4 and §6)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oseredok.management.indicators.formulas import Cut, Formula, Product, Ratio, Sum, of_groups, of_kinds
from oseredok.management.indicators.indicator import Direction, Indicator, Words
from oseredok.management.indicators.resources import OUT_TOTAL, POPULATION, figure, register
from oseredok.management.indicators.work import (
    CONSULTATIONS,
    CONSULTATIONS_ALL,
    LOANS_ALL,
    MINUTES,
    PERCENT,
    REFERENCES,
    REFERENCES_ALL,
    REGISTERED,
    REMOTE,
    VISITS_ALL,
    WEB_VISITS,
)

_PER_USER, _PER_HEAD, _PER_THOUSAND = _("на користувача"), _("на жителя"), _("на 1000 жителів")
_COPIES_EACH, _HRYVNIAS = _("прим."), _("грн")
_STOCK = figure("stock.end")
_HEADS = _("жителі: з реквізитів або з внесеного числа «Жителів у громаді»; для всієї системи")
_ATTENDED = of_kinds("visit_event", "event_online_attendance")


def _each(
    code: str, name: Words, unit: Words, above: Formula, below: Formula, *, times: int = 1, digits: int = 1,
    good: Direction = "up", note: Words = "",
) -> Indicator:  # fmt: skip
    return Indicator(code, "means", name, unit, Ratio(above, below, times, digits), good, note, yearly=True)


MEANS: tuple[Indicator, ...] = (
    _each("mean.attendance", _("Відвідуваність"), _PER_USER, of_kinds("visit"), REGISTERED),
    _each("mean.reading", _("Читаність"), _PER_USER, LOANS_ALL, REGISTERED),
    _each("mean.turnover", _("Обертаність фонду"), _("видач на примірник"), LOANS_ALL, _STOCK, digits=2),
    _each("mean.stock_per_user", _("Книгозабезпеченість користувача"), _COPIES_EACH, _STOCK, REGISTERED, good="none"),
    _each("mean.stock_per_head", _("Книгозабезпеченість жителя"), _COPIES_EACH, _STOCK, POPULATION, digits=2,
          good="none", note=_HEADS),
    _each("mean.coverage", _("Охоплення населення"), PERCENT, REGISTERED, POPULATION, times=100, note=_HEADS),
    _each("iso.visits_per_head", _("Відвідувань на жителя"), _PER_HEAD, VISITS_ALL, POPULATION, digits=2, note=_HEADS),
    _each("iso.virtual_per_head", _("Звернень до сайту на жителя"), _PER_HEAD, WEB_VISITS, POPULATION,
          digits=2, note=_HEADS),
    _each("iso.events_per_head", _("Відвідувань заходів на 1000 жителів"), _PER_THOUSAND, _ATTENDED, POPULATION,
          times=1000, note=_HEADS),
    _each("iso.training_per_head", _("Слухачів занять на 1000 жителів"), _PER_THOUSAND, of_groups("learning"),
          POPULATION, times=1000, note=_HEADS),
    _each("iso.downloads_per_head", _("Завантажень на жителя"), _PER_HEAD, figure("er.downloads", "flow"), POPULATION,
          digits=2, note=_HEADS),
    _each("iso.internet_per_head", _("Годин Інтернету, доступних жителеві"), _("год на жителя"),
          Product((figure("it.computers_internet"), register("hours_open", "flow"))), POPULATION, digits=2,
          note=_("комп’ютери з Інтернетом × години роботи ÷ жителі")),
    Indicator("iso.seat_use", "means", _("Зайнятість місць"), PERCENT,
              Ratio(Sum(Cut(kinds=("coworking_seat", "internet_access")), "minutes"),
                    Product((figure("room.seats"), register("hours_open", "flow"))), 100, per=60),
              note=_("хвилини за місцем, записані на стійці, з усього часу, коли місця відчинені")),
    Indicator("iso.ref_answered", "means", _("Частка довідок, на які відповіли"), PERCENT,
              Ratio(of_kinds(*REFERENCES, outcomes=("done",)),
                    of_kinds(*REFERENCES, outcomes=("done", "partial", "redirected", "refused", "abandoned")),
                    times=100, portion=True), note=_("з тих, де записано підсумок")),
    Indicator("mean.ref_virtual", "means", _("Частка віртуальних довідок"), PERCENT,
              Ratio(of_kinds(*REFERENCES, channels=REMOTE), REFERENCES_ALL, times=100, portion=True)),
    Indicator("mean.consult_minutes", "means", _("Хвилин на консультацію"), MINUTES,
              Ratio(Sum(Cut(kinds=CONSULTATIONS), "minutes"), CONSULTATIONS_ALL), "none"),
    _each("iso.cost_per_user", _("Витрат на користувача"), _HRYVNIAS, OUT_TOTAL, REGISTERED, times=1000, digits=2,
          good="none"),
    _each("iso.cost_per_visit", _("Витрат на відвідування"), _HRYVNIAS, OUT_TOTAL, VISITS_ALL, times=1000, digits=2,
          good="none"),
    _each("iso.cost_per_loan", _("Витрат на видачу"), _HRYVNIAS, OUT_TOTAL, LOANS_ALL, times=1000, digits=2,
          good="none"),
    _each("iso.electronic_spending", _("Частка витрат на електронні документи"), PERCENT,
          figure("money.out_acquisition_electronic", "flow"), figure("money.out_acquisition", "flow"), times=100,
          good="none", note=_("від витрат на комплектування й передплату")),
    _each("iso.staff_per_head", _("Ставок на 1000 жителів"), _PER_THOUSAND, figure("staff.fte"), POPULATION,
          times=1000, digits=2, good="none", note=_HEADS),
    _each("iso.staff_services", _("Частка працівників, які обслуговують користувачів"), PERCENT,
          figure("staff.user_services"), figure("staff.total"), times=100, good="none"),
    _each("iso.staff_trained", _("Частка працівників, які підвищили кваліфікацію"), PERCENT,
          figure("staff.trained", "flow"), figure("staff.total"), times=100),
)  # fmt: skip
