"""What people on the site are told about printing."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.text import plural


class Refusal(TextChoices):
    """Why the desk does not print a file."""

    UNREADABLE = "unreadable", gettext_lazy("файл не друкується")
    TOO_MANY = "too_many", gettext_lazy("забагато сторінок")
    FORBIDDEN = "forbidden", gettext_lazy("таке не друкуємо за правилами бібліотеки або за законом")
    NOT_WANTED = "not_wanted", gettext_lazy("друк більше не потрібен")


def price(free_pages: int | None) -> str:
    """Return what printing costs where so many pages are free. No prices are kept in the system yet: none is told."""
    if not free_pages:
        return _("Зараз друк безкоштовний.")
    if free_pages == 1:
        free = _("Перша сторінка на день безкоштовна.")
    else:
        free = plural(
            free_pages,
            _("Перші {pages} сторінка на день безкоштовно."),
            _("Перші {pages} сторінки на день безкоштовно."),
            _("Перші {pages} сторінок на день безкоштовно."),
        ).format(pages=free_pages)
    return free + " " + _("Скільки коштують наступні, бібліотекар скаже до друку.")
