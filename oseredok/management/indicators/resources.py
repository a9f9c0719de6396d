"""Indicators of what the library has: rooms, equipment, stock, staff, money (facts: 6nk §4).

Registers give what the product itself knows; the rest is written by hand until a room of the product takes it over.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oseredok.management.indicators.formulas import FirstKnown, Formula, KindOfNumber, Outside, Plus
from oseredok.management.indicators.indicator import Direction, Indicator, Words
from oseredok.management.indicators.work import COPIES, PEOPLE, PIECES

AREA, THOUSANDS, POSTS = _("м²"), _("тис. грн"), _("ставок")
FRACTIONAL = (AREA, THOUSANDS, POSTS)
HOURS, DAYS, TITLES, ONE_OR_NOT = _("год"), _("днів"), _("назв"), _("1 є, 0 немає")


def register(name: str, kind: KindOfNumber = "stock") -> Outside:
    return Outside("registers", name, kind)


def figure(code: str, kind: KindOfNumber = "stock") -> Outside:
    return Outside("figures", code, kind)


def _hand(
    code: str, name: Words, unit: Words, kind: KindOfNumber = "stock", direction: Direction = "none", note: Words = ""
) -> Indicator:
    """What people write down themselves."""
    digits = 2 if any(unit is one for one in FRACTIONAL) else 0
    return Indicator(code, code.split(".")[0], name, unit, figure(code, kind), direction, note, digits=digits)


def _known(
    code: str, name: Words, unit: Words, formula: Formula, note: Words = "", good: Direction = "none"
) -> Indicator:
    """What registers of the product tell."""
    return Indicator(code, code.split(".")[0], name, unit, formula, good, note)


_NOW = _("скільки є зараз: як було раніше, реєстр приміщень не пам’ятає")
AREA_TOTAL = Plus((register("area_total"), figure("room.area_other")))
POPULATION = FirstKnown((figure("net.population"), register("population")))
OUT_TOTAL = Plus(tuple(
    figure(f"money.out_{name}", "flow") for name in ("wages", "acquisition", "equipment", "upkeep", "other")
))  # fmt: skip
IN_TOTAL = Plus(tuple(figure(f"money.in_{name}", "flow") for name in ("budget", "services", "charity", "grants")))

RESOURCES: tuple[Indicator, ...] = (
    # net
    _known("net.branches", _("Бібліотек"), PIECES, register("libraries"), _("скільки працює останнього дня періоду")),
    _known("net.rural", _("з них у сільській місцевості"), PIECES, register("libraries_rural")),
    _known("net.days_open", _("Робочих днів"), DAYS, register("days_open", "flow"),
           _("за розкладом, усі бібліотеки разом"), "up"),
    _known("net.hours_open", _("Годин роботи"), HOURS, register("hours_open", "flow"),
           _("за розкладом, без тривог і вимкнень світла; усі бібліотеки разом"), "up"),
    _known("net.hours_lost", _("годин зачинено через тривоги й світло"), HOURS, register("hours_lost", "flow"),
           _("у години, коли мали працювати"), "down"),
    _hand("net.population", _("Жителів у громаді"), PEOPLE, note=_("якщо не внесено, беремо з реквізитів")),
    _hand("net.service_points", _("Пунктів позастаціонарного обслуговування"), PIECES),
    # room
    _known("room.area_total", _("Площа приміщень"), AREA, AREA_TOTAL,
           _("приміщення з реєстру та площа поза реєстром")),
    _known("room.area_service", _("для обслуговування, разом із коворкінгом"), AREA, register("area_service"), _NOW),
    _known("room.area_sociocultural", _("для соціокультурної діяльності"), AREA, register("area_sociocultural"), _NOW),
    _known("room.area_storage", _("для зберігання фондів"), AREA, register("area_storage"), _NOW),
    _known("room.area_step_free", _("без сходів на вході"), AREA, register("area_step_free"), _NOW, "up"),
    _hand("room.area_other", _("площа поза реєстром: коридори, сходи, підсобні"), AREA),
    _hand("room.area_rented", _("орендована площа"), AREA),
    _hand("room.area_repairs", _("площа, що потребує капітального ремонту"), AREA, direction="down"),
    _hand("room.area_emergency", _("аварійна площа"), AREA, direction="down"),
    _hand("room.seats", _("Посадкових місць"), PIECES, direction="up"),
    _hand("room.seats_computer", _("з них із комп’ютером"), PIECES, direction="up"),
    # it
    _hand("it.computers_total", _("Комп’ютерів"), PIECES, direction="up", note=_("без списаних")),
    _hand("it.computers_public", _("з них для користувачів"), PIECES, direction="up"),
    _hand("it.computers_internet", _("з них з Інтернетом"), PIECES, direction="up"),
    _hand("it.copy_devices", _("Копіювальної техніки"), PIECES),
    _hand("it.scanners", _("сканерів"), PIECES),
    _hand("it.printers", _("принтерів"), PIECES),
    _hand("it.mfp", _("багатофункційних пристроїв"), PIECES),
    _hand("it.wifi", _("Wi-Fi для користувачів"), ONE_OR_NOT),
    _hand("it.website", _("Вебсайт"), ONE_OR_NOT),
    _hand("it.social_pages", _("Сторінок у соцмережах"), PIECES),
    # stock
    _known("stock.start", _("Фонд на початок періоду"), COPIES, figure("stock.end@start"),
           _("за числом «Фонд на кінець періоду», внесеним на день перед початком")),
    _hand("stock.added", _("надійшло"), COPIES, "flow", "up"),
    _hand("stock.withdrawn", _("вибуло"), COPIES, "flow"),
    _hand("stock.end", _("Фонд на кінець періоду"), COPIES, note=_("за книгою сумарного обліку")),
    _hand("stock.books", _("з нього книг"), COPIES),
    _hand("stock.periodicals", _("періодичних видань"), COPIES),
    _hand("stock.electronic", _("електронних документів"), COPIES),
    _hand("stock.av", _("аудіовізуальних"), COPIES),
    _hand("stock.lang_uk", _("державною мовою"), COPIES),
    _hand("stock.lang_minority", _("мовами меншин"), COPIES),
    _hand("stock.lang_foreign", _("іноземними мовами"), COPIES),
    _hand("stock.added_titles", _("Надійшло назв"), TITLES, "flow"),
    _hand("stock.periodicals_titles", _("Передплачено назв періодики"), TITLES),
    # er
    _hand("er.catalog_records", _("Записів електронного каталогу"), PIECES, direction="up"),
    _hand("er.catalog_online", _("з них доступно онлайн"), PIECES, direction="up"),
    _hand("er.db_own", _("Власних баз даних"), PIECES),
    _hand("er.db_licensed", _("Передплачених баз даних"), PIECES),
    _hand("er.digitized_docs", _("Оцифрованих документів"), PIECES, direction="up"),
    _hand("er.directory_links", _("Посилань у переліку е-ресурсів"), PIECES),
    _hand("er.downloads", _("Завантажень електронних документів"), PIECES, "flow", "up"),
    # sdi
    Indicator("sdi.subscribers_individual", "delivery", _("Абонентів інформування: людей"), PEOPLE,
              figure("sdi.subscribers_individual")),
    Indicator("sdi.subscribers_collective", "delivery", _("Абонентів інформування: організацій"), PIECES,
              figure("sdi.subscribers_collective")),
    # staff
    _hand("staff.total", _("Працівників"), PEOPLE),
    _hand("staff.librarians", _("з них бібліотечних"), PEOPLE),
    _hand("staff.user_services", _("з них обслуговують користувачів"), PEOPLE),
    _hand("staff.higher_edu", _("з вищою освітою"), PEOPLE),
    _hand("staff.part_time", _("на неповний день"), PEOPLE),
    _hand("staff.fte", _("Ставок"), POSTS),
    _hand("staff.trained", _("Підвищили кваліфікацію"), PEOPLE, "flow", "up"),
    # money
    _known("money.in_total", _("Надійшло коштів"), THOUSANDS, IN_TOTAL),
    _hand("money.in_budget", _("з бюджету"), THOUSANDS, "flow"),
    _hand("money.in_services", _("за платні послуги"), THOUSANDS, "flow"),
    _hand("money.in_charity", _("благодійних"), THOUSANDS, "flow"),
    _hand("money.in_grants", _("грантів"), THOUSANDS, "flow"),
    _known("money.out_total", _("Використано коштів"), THOUSANDS, OUT_TOTAL),
    _hand("money.out_wages", _("на оплату праці"), THOUSANDS, "flow"),
    _hand("money.out_acquisition", _("на комплектування й передплату"), THOUSANDS, "flow"),
    _hand("money.out_acquisition_electronic", _("з них на електронні документи й бази"), THOUSANDS, "flow"),
    _hand("money.out_equipment", _("на обладнання"), THOUSANDS, "flow"),
    _hand("money.out_upkeep", _("на утримання й ремонт"), THOUSANDS, "flow"),
    _hand("money.out_other", _("на інше"), THOUSANDS, "flow"),
)  # fmt: skip
