"""What a scanner in keyboard mode typed, whatever layout and Shift were on, and whose card it is.

Digits typed with Shift come as `!"№;%:?*()` on a Ukrainian layout, `!@#$%^&*()` on a Latin one, and another row of signs on
a Russian one; a scanner's prefix comes as letters of any layout. A QR code may hold an address that ends with the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from oseredok.base.core.dates import date_words
from oseredok.library.people import rules
from oseredok.library.people.models import FormerCard, Reader

_SHIFTED_ROWS = (
    dict(zip(')!"№;%:?*(', "0123456789", strict=True)),  # Ukrainian and Russian on Windows
    dict(zip(")!@#$%^&*(", "0123456789", strict=True)),  # Latin
    dict(zip(")!'#$%:?*(", "0123456789", strict=True)),  # Ukrainian on Linux
)
_NUMBER = re.compile(rf"(?<!\d)\d{{{rules.CARD_DIGITS}}}(?!\d)")
_LONGEST_PREFIX = 4
_BETWEEN = re.compile(r"[\s\-–.]+")


@dataclass(frozen=True)
class Scan:
    """What a scan leads to. `former` is set when the number opens nothing any more: then `reader` is who has it now."""

    number: str
    reader: Reader | None = None
    former: FormerCard | None = None

    @property
    def opens(self) -> bool:
        """Whether the card in the hand is good: it is the reader's own, or of a record that was merged into theirs."""
        merged = self.former is not None and self.former.reason == FormerCard.Reason.MERGED
        return self.reader is not None and (self.former is None or merged)


def card_in(typed: str) -> str:
    """Return the number of the card that was scanned or typed; empty text when it is something else.

    >>> card_in("!)))))!*"), card_in("СФКВ: 10000018"), card_in("1000 0018")
    """
    line = _BETWEEN.sub("", typed)
    if rules.is_card_number(line):
        return rules.clean_card(line)
    for row in _SHIFTED_ROWS:
        # All eight signs are of one row: a half of them would be a word in brackets.
        tail = line[-rules.CARD_DIGITS :]
        if (
            len(tail) == rules.CARD_DIGITS
            and len(line) <= rules.CARD_DIGITS + _LONGEST_PREFIX
            and set(tail) <= row.keys()
        ):
            number = "".join(row[sign] for sign in tail)
            if rules.is_card_number(number):
                return number
    return _after_a_prefix(typed)


def _after_a_prefix(typed: str) -> str:
    numbers: list[str] = _NUMBER.findall(typed)
    if len(numbers) != 1 or not rules.is_card_number(numbers[0]):
        return ""
    before, _number, after = typed.partition(numbers[0])
    is_address = "/" in before and " " not in before.strip()
    is_prefix = len(before.strip()) <= _LONGEST_PREFIX + 1 and not any(sign.isdigit() for sign in before)
    return numbers[0] if (is_address or is_prefix) and not after.strip().strip("/") else ""


def read(typed: str) -> Scan | None:
    """Return what a scan leads to; None when it is not a card number at all."""
    number = card_in(typed)
    if not number:
        return None
    reader = Reader.objects.filter(card_number=number).select_related("home_library").first()
    if reader is not None:
        return Scan(number, reader)
    former = FormerCard.objects.filter(number=number).select_related("reader__home_library").first()
    if former is None:
        return Scan(number)
    return Scan(number, _kept(former.reader), former)


def why_closed(scan: Scan) -> str:
    """Return why a whole card number opens nothing; empty text when it opens."""
    if scan.opens:
        return ""
    if scan.former is None:
        return _("Квитка %(number)s у реєстрі немає.") % {"number": scan.number}
    day = date_words(scan.former.ended_on)
    if scan.former.reason == FormerCard.Reason.LOST:
        return _("Цей квиток загублено, %(day)s дано новий.") % {"day": day}
    if scan.former.reason == FormerCard.Reason.WORN:
        return _("Цей квиток зносився, %(day)s дано новий.") % {"day": day}
    return _("Дані за цим квитком стерто %(day)s.") % {"day": day}


def holder_of(typed: str) -> Reader | None:
    """Return whose card opens the desk: the holder, or the kept record when records were merged; None otherwise."""
    scan = read(typed)
    return scan.reader if scan is not None and scan.opens else None


def _kept(reader: Reader | None) -> Reader | None:
    """Follow merges to the record that is kept."""
    seen: set[int] = set()
    while reader is not None and reader.merged_into_id is not None and reader.pk not in seen:
        seen.add(reader.pk)
        reader = Reader.objects.select_related("home_library").get(pk=reader.merged_into_id)
    return reader if reader is not None and reader.erased_on is None else None
