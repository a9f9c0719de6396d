"""Values of fields as cataloguers write them: years, numbers, names, punctuation. Pure."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from stdnum import isbn as isbns
from stdnum import issn as issns
from stdnum.exceptions import ValidationError

_NONSORT = str.maketrans("", "", "\x88\x89\x98\x9c\u0098\u009c<>\u00ac")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SPACES = re.compile(r"\s+")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_ISBN = re.compile(r"[\dXxХх][\dXxХх\-–‐ ]{8,20}")
_ISSN = re.compile(r"(\d{4})[-–‐ ]?(\d{3}[\dXxХх])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?){1,3}$")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)$|(\d{4})-(\d\d)-(\d\d)|(\d\d?)[./](\d\d?)[./](\d{4})")
_PRICE = re.compile(r"\d[\d ]*(?:[.,]\d{1,2})?")


def clean(text: str) -> str:
    """One line without control signs, marks of articles and the punctuation that only parts areas."""
    if not text.isprintable():
        text = _CONTROL.sub(" ", text.translate(_NONSORT))
    if "  " in text or "\u00a0" in text:
        text = _SPACES.sub(" ", text)
    return text.strip().rstrip(" /:;,=").lstrip(" /:;,=")


def heading(text: str) -> str:
    """The same without the full stop that ends a heading; an abbreviation keeps its own («19 ст.»)."""
    text = clean(text)
    if text.endswith(".") and not text.endswith("..") and len(text) > 4:
        last = text[:-1].rpartition(" ")[2]
        if len(last) > 3 and last.isalpha():
            return text[:-1]
    return text


def years(text: str) -> tuple[int | None, int | None]:
    """Return the first and the last year that a text names: «1998–2001» → 1998, 2001; «[1998]» → 1998, None."""
    found = [int(year) for year in _YEAR.findall(text)]
    if not found:
        return None, None
    first, last = found[0], found[-1]
    return (first, last if last > first else None)


def isbn(text: str) -> str:
    """Return an ISBN of 13 digits; nothing for what is none or has a wrong check digit."""
    found = _ISBN.search(text)
    if found is None:
        return ""
    number = re.sub(r"[^\dX]", "", found.group().upper().replace("Х", "X"))
    try:
        return str(isbns.to_isbn13(isbns.validate(number[:13] if len(number) >= 13 else number[:10])))
    except ValidationError:
        return ""


def wrong_isbn(text: str) -> str:
    """Return what was meant to be an ISBN and has a wrong digit, as it is written; nothing for a right one and for other texts."""
    found = _ISBN.search(text)
    if found is None or isbn(text) or sum(sign.isdigit() for sign in found.group()) < 9:
        return ""
    return found.group().strip(" -–‐")


def issn(text: str) -> str:
    """Return an ISSN as it is printed, or nothing."""
    found = _ISSN.search(text)
    if found is None:
        return ""
    number = found.group(1) + found.group(2).upper().replace("Х", "X")
    return f"{number[:4]}-{number[4:]}" if issns.is_valid(number) else ""


def inverted(surname: str, given: str) -> str:
    """Return «Шевченко, Тарас Григорович» of its two parts."""
    surname, given = clean(surname), clean(given)
    return f"{surname}, {given}" if surname and given else surname or given


def name_of(text: str) -> str:
    """Return a name as a heading, however a list has it: «Т. Г. Шевченко» and «Шевченко Т. Г.» → «Шевченко, Т. Г.»."""
    text = heading(text)
    if "," in text:
        return text
    words = text.split()
    if len(words) < 2:
        return text
    initials = [word for word in words if _INITIALS.fullmatch(word)]
    if initials and words[0] in initials:
        return inverted(" ".join(word for word in words if word not in initials), " ".join(initials))
    return inverted(words[0], " ".join(words[1:])) if len(words) <= 3 else text


def day(text: str) -> date | None:
    """Return the day of `20190312`, `2019-03-12` or `12.03.2019`."""
    found = _DAY.match(text.strip())
    if found is None:
        return None
    one = [int(part) for part in found.groups() if part]
    year, month, number = one if one[0] > 31 else one[::-1]
    try:
        return date(year, month, number)
    except ValueError:
        return None


def price(text: str) -> Decimal | None:
    """Return the first sum of money in a text: `120,50`, `120.00 грн`."""
    found = _PRICE.search(text)
    try:
        amount = Decimal(found.group().replace(" ", "").replace(",", ".")) if found else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount < 10**8 else None


def unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))
