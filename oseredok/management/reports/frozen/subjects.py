"""How indicators are called inside a sentence: in the genitive plural, «Відвідувань стало на 120 більше»."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUBJECTS: Mapping[str, str | Promise] = {
    "visits.total": _("відвідувань"),
    "visits.service": _("відвідувань за послугами"),
    "visits.events": _("відвідувань заходів"),
    "visits.children": _("відвідувань дітей до 14 років"),
    "visits.internet": _("сеансів за комп’ютером з Інтернетом"),
    "visits.coworking": _("відвідувань коворкінгу"),
    "visits.virtual": _("звернень до сайту"),
    "contacts.remote": _("звернень телефоном, поштою, через сайт"),
    "users.registered": _("користувачів за реєстраційною карткою"),
    "users.new": _("нових користувачів"),
    "users.reregistered": _("перереєстрованих користувачів"),
    "users.org": _("колективних користувачів"),
    "users.remote": _("віддалених користувачів"),
    "users.active": _("різних людей із квитком"),
    "services.total": _("наданих послуг"),
    "services.kinds": _("видів послуг"),
    "services.access": _("послуг із комп’ютером, Wi-Fi й робочим місцем"),
    "papers.total": _("листів і декларацій із нашою допомогою"),
    "papers.appeals": _("звернень, запитів і скарг із нашою допомогою"),
    "papers.petitions": _("петицій із нашою допомогою"),
    "papers.declarations": _("декларацій із нашою допомогою"),
    "paid.units": _("платних послуг"),
    "ref.total": _("довідок"),
    "ref.thematic": _("тематичних довідок"),
    "ref.address": _("адресних довідок"),
    "ref.verify": _("уточнювальних довідок"),
    "ref.fact": _("фактографічних довідок"),
    "ref.virtual": _("віртуальних довідок"),
    "ref.refused": _("відмов і переадресацій"),
    "consult.total": _("консультацій"),
    "consult.minutes": _("хвилин консультацій"),
    "consult.eservices": _("консультацій з е-послуг"),
    "consult.digital": _("консультацій із цифрових навичок"),
    "loans.total": _("виданих документів"),
    "events.total": _("заходів"),
    "events.online": _("заходів лише онлайн"),
    "events.personal_development": _("заходів з особистісного розвитку"),
    "events.online_attendance": _("присутніх онлайн"),
    "events.views": _("переглядів записів"),
    "training.attendances": _("слухачів навчальних занять"),
    "edd.orders": _("замовлень електронної доставки"),
    "sdi.issues": _("повідомлень за темами"),
    "ill.orders": _("замовлень міжбібліотечного абонемента"),
    "ratings.n": _("відгуків"),
    "ratings.positive": _("схвальних відгуків"),
    "ratings.critical": _("критичних відгуків"),
}


# A part of a table («у коворкінгу») standing alone.
TITLES: Mapping[str, str | Promise] = {
    "visits.total": _("Відвідування"),
    "visits.coworking": _("Відвідування коворкінгу"),
    "contacts.remote": _("Звернення телефоном, поштою, через сайт"),
    "users.registered": _("Користувачі за реєстраційною карткою"),
    "users.org": _("Колективні користувачі"),
    "users.active": _("Різні люди з квитком"),
    "services.total": _("Надані послуги"),
    "paid.units": _("Платні послуги"),
    "ref.total": _("Довідки"),
    "ref.thematic": _("Тематичні довідки"),
    "ref.address": _("Адресні довідки"),
    "ref.verify": _("Уточнювальні довідки"),
    "ref.fact": _("Фактографічні довідки"),
    "consult.total": _("Консультації"),
    "loans.total": _("Видані документи"),
    "events.total": _("Заходи"),
    "training.attendances": _("Слухачі навчальних занять"),
    "sdi.issues": _("Повідомлення за темами"),
    "ratings.positive_share": _("Схвальні відгуки, частка"),
    "ratings.n": _("Відгуки"),
    "ratings.positive": _("Схвальні відгуки"),
    "ratings.critical": _("Критичні відгуки"),
    "visits.service": _("Відвідування за послугами"),
    "visits.events": _("Учасники заходів"),
    "visits.children": _("Відвідування дітей до 14 років"),
    "visits.internet": _("Сеанси за комп’ютером з Інтернетом"),
    "visits.virtual": _("Звернення до сайту"),
    "users.new": _("Нові користувачі"),
    "users.reregistered": _("Перереєстровані користувачі"),
    "users.remote": _("Віддалені користувачі"),
    "services.access": _("Комп’ютер, Wi-Fi, робоче місце"),
    "papers.total": _("Допомога з листами й деклараціями"),
    "papers.appeals": _("Допомога зі зверненнями, запитами, скаргами"),
    "papers.petitions": _("Допомога з петиціями"),
    "papers.declarations": _("Допомога з деклараціями"),
    "ref.virtual": _("Віртуальні довідки"),
    "ref.refused": _("Відмови й переадресації"),
    "consult.minutes": _("Хвилини консультацій"),
    "consult.eservices": _("Допомога з е-послугами"),
    "consult.digital": _("Консультації з цифрових навичок"),
    "events.online": _("Заходи лише онлайн"),
    "events.personal_development": _("Заходи з особистісного розвитку"),
    "events.online_attendance": _("Присутні онлайн"),
    "events.views": _("Перегляди записів"),
}


def title(code: str) -> str:
    """Return what an indicator is called outside its table, or nothing when its own name will do."""
    return str(TITLES.get(code, ""))


def subject(code: str) -> str:
    """Return the words, or nothing for an indicator that sentences call by its title."""
    return str(SUBJECTS.get(code, ""))
