"""What a person did for a book: one set of codes for MARC21 relators, UNIMARC numbers and words in Ukrainian."""

from __future__ import annotations

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """The codes are MARC21 relators, `sub` besides: the record is about it."""

    AUTHOR = "aut", _("автор")
    EDITOR = "edt", _("редактор")
    COMPILER = "com", _("упорядник")
    TRANSLATOR = "trl", _("перекладач")
    ILLUSTRATOR = "ill", _("художник")
    PREFACE = "aui", _("автор передмови")
    COMPOSER = "cmp", _("композитор")
    REVIEWER = "rev", _("рецензент")
    PUBLISHER = "pbl", _("видавець")
    PHOTOGRAPHER = "pht", _("фотограф")
    OTHER = "oth", _("інше")
    SUBJECT = "sub", _("про кого чи про що")


_NUMBERS = {
    "070": Role.AUTHOR, "340": Role.EDITOR, "651": Role.EDITOR, "650": Role.PUBLISHER, "220": Role.COMPILER,
    "730": Role.TRANSLATOR, "440": Role.ILLUSTRATOR, "410": Role.ILLUSTRATOR, "040": Role.ILLUSTRATOR,
    "080": Role.PREFACE, "075": Role.PREFACE, "230": Role.COMPOSER, "675": Role.REVIEWER, "600": Role.PHOTOGRAPHER,
}  # fmt: skip
_RELATORS = {role.value: role for role in Role} | {
    "art": Role.ILLUSTRATOR, "aft": Role.PREFACE, "win": Role.PREFACE, "clb": Role.OTHER, "cre": Role.AUTHOR,
}  # fmt: skip
# The first that fits wins. Words as they stand after names in Ukrainian, Russian and English records.
_WORDS = tuple(
    (re.compile(pattern), role)
    for pattern, role in (
        (r"перед[мс]|вступ|післямов|послесл|предисл|introduc|afterword|foreword", Role.PREFACE),
        (r"перекл|пер\.|перев|transl", Role.TRANSLATOR),
        (r"упоряд|уклад|сост|compil", Role.COMPILER),
        (r"ред\b|ред\.|редак|edit", Role.EDITOR),
        (r"худ|ілюс|илл|іл\.|illus|мал\.", Role.ILLUSTRATOR),
        (r"комп|муз|compos", Role.COMPOSER),
        (r"реценз|review", Role.REVIEWER),
        (r"фото|photo", Role.PHOTOGRAPHER),
        (r"вида|изд|publish", Role.PUBLISHER),
        (r"авт|author|writer", Role.AUTHOR),
    )
)


def role_of(told: str, *, default: Role) -> Role:
    """Return the role that a code or words tell: `730`, `trl`, «340 ред.», «перекладач»; `default` when they tell nothing."""
    text = told.strip().casefold()
    if not text:
        return default
    code = text[:3]
    found = _NUMBERS.get(code) or _RELATORS.get(text.rstrip(".")) or _RELATORS.get(text.rpartition("/")[2])
    if found is not None:
        return found
    return next((role for pattern, role in _WORDS if pattern.search(text)), Role.OTHER)
