"""Cells as people fill them: names in one piece, dates in all ways, phones with a lost zero, statuses in own words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from oseredok.base.core.cells import Cell, text_of
from oseredok.base.core.clock import parse_date
from oseredok.base.core.errors import Invalid
from oseredok.base.core.phones import normalise_phone
from oseredok.base.core.text import cased_name, loose_key, tidy
from oseredok.library.people.models import Reader, SocialStatus

_EXCEL_ZERO = date(1899, 12, 30)  # Excel's calendar believes in 29 February 1900
_SERIALS = range(3_654, 80_000)  # 1910 to 2119
_YEARS = range(1900, 2101)
_PATRONYMIC = re.compile(r"(ович|евич|йович|ьович|івна|ївна|овна|евна|инична|іллівна|ич)$", re.IGNORECASE)
_AFTER_PATRONYMIC = re.compile(r"^(огли|оглу|кизи|кызы|гизи)$", re.IGNORECASE)
_INITIALS = re.compile(r"^([^\W\d_])\.\s*(?:([^\W\d_])\.?)?$")
_STATUSES: tuple[tuple[str, SocialStatus], ...] = (
    ("дошк", SocialStatus.PRESCHOOLER),
    ("профтех|профес\\S* осв|пту|учн\\S* училищ|здобувач проф", SocialStatus.VOCATIONAL_STUDENT),
    ("студ|здобувач|аспірант", SocialStatus.STUDENT),
    ("викладач|вчител|учител|педагог|виховател|teacher", SocialStatus.TEACHER),
    ("учен|учн|школ|pupil", SocialStatus.PUPIL),
    ("сільськ|фермер|аграр|тракторист", SocialStatus.FARMER),
    ("підприєм|фоп|entrepren", SocialStatus.ENTREPRENEUR),
    ("мед|лікар|фельдшер", SocialStatus.MEDIC),
    ("культур|бібліотекар|музе", SocialStatus.CULTURE_WORKER),
    ("держслужб|державн\\S* служб|посадов|чиновник", SocialStatus.OFFICIAL),
    ("військ|зсу|military", SocialStatus.MILITARY),
    ("безробіт|тимчасово не|unemploy|не працю", SocialStatus.UNEMPLOYED),
    ("домогосп|домашн|декрет|housewi", SocialStatus.HOMEMAKER),
    ("пенс|retir", SocialStatus.PENSIONER),
    ("робіт|worker|робоч", SocialStatus.WORKER),
    ("службов|працівн|спеціаліст|фахівец|інженер|бухгалтер|employee", SocialStatus.EMPLOYEE),
    ("інш|other", SocialStatus.OTHER),
)
_FOLD = str.maketrans({"ї": "і", "є": "е", "ґ": "г"})
_STATUS_WORDS = tuple((re.compile(words.translate(_FOLD)), status) for words, status in _STATUSES)


@dataclass(frozen=True)
class Name:
    surname: str = ""
    given_name: str = ""
    patronymic: str = ""


def split_name(line: str) -> Name:
    """Take a whole name apart: `Шевченко Тарас Григорович`, `Тарас Григорович Шевченко`, `Шевченко Т. Г.`.

    A surname in two words, or a name that we do not understand, leaves its tail in the patronymic, where it is seen.
    """
    line = tidy(line.replace(",", " "))
    line = re.sub(r"([^\W\d_]\.)(?=[^\W\d_])", r"\1 ", line)  # «Т.Г.» → «Т. Г.»
    words = cased_name(line).split()
    if len(words) < 2:
        return Name(surname=" ".join(words))
    if len(words) >= 3 and _PATRONYMIC.search(words[1]) and not _PATRONYMIC.search(words[2]):
        if not _AFTER_PATRONYMIC.match(words[2]):
            return Name(surname=" ".join(words[2:]), given_name=words[0], patronymic=words[1])
        return Name(surname=" ".join(words[3:]) or words[0], given_name=words[0], patronymic=" ".join(words[1:3]))
    return Name(surname=words[0], given_name=words[1], patronymic=" ".join(words[2:]))


def birth_of(cell: Cell, *, today: date) -> tuple[int | None, date | None]:
    """Return the year of birth, and the whole day when the cell tells it; an empty cell gives neither.

    Raises Invalid (`birth_unclear`).
    """
    line = text_of(cell)
    if not line:
        return None, None
    year = _year_alone(line)
    if year is not None:
        return year, None
    day = day_of(cell, today=today)
    return (day.year, day) if day else (None, None)


def day_of(cell: Cell, *, today: date) -> date | None:
    """Return the day of a cell: a date, Excel's number of one, or any usual writing. Two digits of a year are never future.

    Raises Invalid (`birth_unclear`).
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    line = text_of(cell)
    if not line:
        return None
    if re.fullmatch(r"\d{4,5}(\.\d+)?", line) and int(float(line)) in _SERIALS and not _year_alone(line):
        return _EXCEL_ZERO + timedelta(days=int(float(line)))
    plain = re.sub(r"\s*[,;]?\s+\d{1,2}:\d{2}(:\d{2})?$", "", line)  # an hour after the date
    plain = re.sub(r"\s*(р\.?\s*н\.?|г\.?\s*р\.?|року народження)$", "", plain).strip()
    try:
        found = parse_date(plain)
    except Invalid:
        raise Invalid(_("дату не зрозуміли: «{text}»").format(text=line[:40]), code="birth_unclear") from None
    if found > today and re.search(r"\D\d{2}$", plain):
        found = found.replace(year=found.year - 100)
    return found


def _year_alone(line: str) -> int | None:
    found = re.fullmatch(r"(?:\d{1,2}[./-])?(\d{4})(?:\.0)?\s*(?:р\.?\s?н?\.?|року|рік|г\.?\s?р?\.?)?", line.casefold())
    year = int(found[1]) if found else 0
    return year if year in _YEARS else None


def phone_of(cell: Cell) -> str:
    """Return the first whole number of a cell (`0671234567, мама 050…`, `671234567`), E.164.

    Raises Invalid (`phone_unclear`) for a cell with none.
    """
    line = text_of(cell)
    if not line:
        return ""
    for piece in (line, *re.split(r"[,;/\n]|\s{2,}|(?<=\d)\s+(?=\+?3?8?0\d{2}[\s(-])|[^\d\s()+.\-]+", line)):
        if sum(sign.isdigit() for sign in piece) < 9:
            continue
        try:
            return normalise_phone(piece.strip(" .-"))
        except Invalid:
            continue
    raise Invalid(_("телефон не зрозуміли: «{text}»").format(text=line[:40]), code="phone_unclear")


def email_of(cell: Cell) -> str:
    """Return an address. Raises Invalid (`email_unclear`)."""
    line = text_of(cell).removeprefix("mailto:").strip(" ,;")
    if not line or line in ("-", "–", "немає"):
        return ""
    try:
        validate_email(line)
    except ValidationError:
        raise Invalid(_("пошту не зрозуміли: «{text}»").format(text=line[:40]), code="email_unclear") from None
    return line.lower()  # one spelling: readers come in by it


def status_of(cell: Cell) -> str:
    """Return the status that the words mean. Raises Invalid (`status_unclear`)."""
    line = text_of(cell)
    if not line or line in ("-", "–"):
        return ""
    if line in SocialStatus.values:
        return line
    key = loose_key(line)
    for pattern, status in _STATUS_WORDS:
        if pattern.search(key):
            return str(status)
    raise Invalid(_("рід занять не зрозуміли: «{text}»").format(text=line[:40]), code="status_unclear")


def is_status(cell: Cell) -> bool:
    """Tell whether the words mean an occupation."""
    try:
        return bool(status_of(cell))
    except Invalid:
        return False


def is_organisation(cell: Cell) -> bool:
    """Tell whether the cell says that the reader is an organisation."""
    return bool(re.search(r"орг|колектив|заклад|установ|юр", loose_key(text_of(cell))))


def category_of(cell: Cell) -> str:
    """Return how the reader uses the library, where the cell tells it: a guest, only from afar; empty otherwise."""
    key = loose_key(text_of(cell))
    if re.search(r"гіст|гост|тимчас|guest", key):
        return str(Reader.Category.GUEST)
    if re.search(r"віддал|дистанц|онлаин|онлайн|remote", key):
        return str(Reader.Category.REMOTE)
    return ""
