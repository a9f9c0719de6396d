"""What the columns of a file mean: guessed by their titles, as people write them in Ukrainian, Russian and English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.cells import Cell, text_of
from oseredok.base.core.text import loose_key
from oseredok.library.people.imports import values
from oseredok.library.people.imports.models import KnownTitle
from oseredok.library.places.models import Library

TARGETS: dict[str, object] = {
    "": _("не переносити"),
    "full_name": _("ПІБ одним стовпцем"),
    "surname": _("Прізвище або назва організації"),
    "given_name": _("Ім’я"),
    "patronymic": _("По батькові"),
    "birth": _("Рік або дата народження"),
    "phone": _("Телефон"),
    "email": _("Електронна пошта"),
    "social_status": _("Рід занять"),
    "card": _("Номер квитка чи формуляра"),
    "created_on": _("Коли записано вперше"),
    "registered_on": _("Коли (пере)реєстровано цього року"),
    "guardian_name": _("Хто з батьків або опікунів"),
    "guardian_phone": _("Телефон батьків"),
    "responsible_person": _("Відповідальна особа організації"),
    "kind": _("Організація, гість чи віддалений"),
}
# The first that fits wins, so what is narrower comes first. Matched against the loose key of a title.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("never", r"паспорт|passport|рнокпп|іпн\b|ідентифікац|tax id|іденткод"),
    ("guardian_phone", r"тел\S* (батьк|матер|опікун|мам|тат)|(parent|guardian)\S* (phone|tel)"),
    ("guardian_name", r"батьк(ів|и)\b|опікун|матері|мати\b|parent|guardian|законн\S* представник"),
    ("responsible_person", r"відповідальн|контактна особа|responsible|contact person"),
    ("full_name", r"п\s*\.?\s*[іи]\s*\.?\s*б|ф\s*\.?\s*и\s*\.?\s*о\b|прізвищ\S*[ ,]+(та |і )?[ім]\S*м|full ?name|^читач$|^користувач$|^name$|^reader$"),
    ("surname", r"прізвищ|фамил|surname|last ?name|назва орган|організац"),
    ("patronymic", r"по.?батьков|отчеств|patronym|middle ?name"),
    ("given_name", r"^[іи]м.?я|^імя|given ?name|first ?name|власне"),
    ("registered_on", r"перереєстр|перерегистр|re-?regist|реєстрац\S* цього|дата реєстрац|registered"),
    ("created_on", r"дата запис|записан|дата вступ|created|joined|first regist"),
    ("birth", r"народж|рожд|birth|\bд\.?\s?н\b|\bр\.?\s?н\b|^рік$|^вік$|year|dob"),
    ("email", r"mail|пошт|мейл|імейл"),
    ("phone", r"тел|phone|моб|номер тел|контакт"),
    ("card", r"квит|формуляр|білет|карт|card|barcode|штрих|читацьк\S* номер|№ чит|шифр"),
    ("social_status", r"соц|статус|занят|професі|категор|occupation|status|робот|місце навчання"),
    ("kind", r"тип|вид читача|як користу|гіст|віддален|kind"),
)  # fmt: skip
NEVER = "never"


def guess(title: str) -> str:
    """Return the target that a title means; empty when it tells nothing, `NEVER` for what a library must not keep."""
    key = " ".join(loose_key(title).replace("'", "").split())
    if not key:
        return ""
    return next((target for target, pattern in _LOOSE if pattern.search(key)), "")


def guess_all(titles: Sequence[str], *, library: Library, cells: Sequence[Sequence[Cell]] = ()) -> list[str]:
    """Return a target for each title: what a librarian of the library said before, else the guess; no target twice.

    A table with a whole name beside its parts takes the parts. `cells`, the first rows under the titles, tell what a
    title leaves open: «Категорія» may be an occupation («студент») or how one uses the library («гість»).
    """
    keys = [loose_key(title)[:200] for title in titles]
    told = KnownTitle.objects.filter(Q(library=library) | Q(library__isnull=True), key__in=[key for key in keys if key])
    # The library's own word comes last and so stands.
    known = dict(told.order_by(F("library").asc(nulls_first=True)).values_list("key", "target"))
    found: list[str] = []
    for place, (title, key) in enumerate(zip(titles, keys, strict=True)):
        target = known[key] if key in known else guess(title)
        if key not in known and target == "social_status" and _tell_kind([row[place : place + 1] for row in cells]):
            target = "kind"
        found.append("" if target in found or target == NEVER else target)
    if "full_name" in found and "surname" in found and "given_name" in found:
        found[found.index("full_name")] = ""
    return found


def _tell_kind(column: Sequence[Sequence[Cell]]) -> bool:
    """Whether a column tells of guests, organisations and the like, and of no occupation."""
    told = [cell for cells in column for cell in cells if text_of(cell)]
    if not any(values.category_of(cell) or values.is_organisation(cell) for cell in told):
        return False
    return not any(values.is_status(cell) for cell in told)


def remember(titles: Sequence[str], targets: Sequence[str], *, library: Library) -> None:
    """Keep what the librarian said for the library's next file, where it is not what we would have guessed anyway."""
    for title, target in zip(titles, targets, strict=True):
        key = loose_key(title)[:200]
        if not key:
            continue
        if guess(title) in (target, NEVER):
            KnownTitle.objects.filter(key=key).filter(Q(library=library) | Q(library__isnull=True)).delete()
        else:
            KnownTitle.objects.update_or_create(library=library, key=key, defaults={"target": target})


def is_forbidden(title: str) -> bool:
    """Tell whether the column holds what a library has no business to keep (passports, tax numbers)."""
    return guess(title) == NEVER


def _loose(pattern: str) -> re.Pattern[str]:
    # The keys of titles are folded (ї → і, и stays, ґ → г, є → е, no apostrophes): so are the letters of the patterns.
    return re.compile(pattern.translate(str.maketrans("їєґы", "іеги", "’")))


_LOOSE = tuple((target, _loose(pattern)) for target, pattern in _PATTERNS)
