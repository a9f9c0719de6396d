"""ISBN as a person types it, with a sentence for each way of going wrong. Years, as in sources."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from stdnum import isbn as isbns
from stdnum.exceptions import InvalidChecksum, ValidationError

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import plural
from oseredok.collections.catalogue.crosswalk.values import years

__all__ = ["checked_isbn", "looks_like_isbn", "shown_isbn", "years"]

_NOISE = re.compile(r"^isbn(?:-1[03])?:?|[\s\-–‐‑—]", re.IGNORECASE)


def _digits(told: str) -> str:
    return _NOISE.sub("", told.strip()).upper().replace("Х", "X")


def looks_like_isbn(told: str) -> bool:
    """Tell whether somebody meant a number of a book: ten or thirteen digits, one too few or too many forgiven."""
    plain = _digits(told)
    return 9 <= len(plain) <= 14 and plain.rstrip("X").isdigit() and plain.isascii()


def checked_isbn(told: str) -> str:
    """Return an ISBN of thirteen digits. Raises Invalid: `isbn-letters`, `isbn-length`, `isbn-check`, `isbn-prefix`."""
    plain = _digits(told)
    if not plain.isascii() or not plain[:-1].isdigit() or not (plain[-1:].isdigit() or plain.endswith("X")):
        raise Invalid(_("В ISBN бувають лише цифри, рисочки й часом X наприкінці."), code="isbn-letters", field="isbn")
    if len(plain) not in (10, 13):
        sentence = plural(
            len(plain),
            _("В ISBN 13 або 10 цифр, а тут {count} цифра. Перевірте, чи нічого не пропущено."),
            _("В ISBN 13 або 10 цифр, а тут {count} цифри. Перевірте, чи нічого не пропущено."),
            _("В ISBN 13 або 10 цифр, а тут {count} цифр. Перевірте, чи нічого не пропущено."),
        )
        raise Invalid(sentence.format(count=len(plain)), code="isbn-length", field="isbn")
    try:
        return str(isbns.to_isbn13(isbns.validate(plain)))
    except InvalidChecksum:
        sentence = _(
            "Остання цифра ISBN не сходиться з рештою: десь описка. Якщо так і надруковано, впишіть номер у примітки."
        )
        raise Invalid(sentence, code="isbn-check", field="isbn") from None
    except ValidationError:
        sentence = _("ISBN із 13 цифр починається з 978 або 979. Можливо, це інший штрихкод.")
        raise Invalid(sentence, code="isbn-prefix", field="isbn") from None


def shown_isbn(number: str) -> str:
    """Return «978-617-7171-13-2»."""
    return str(isbns.format(number))
