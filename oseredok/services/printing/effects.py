"""What the settings of printing do, in sentences for whoever sets them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from oseredok.base.core.text import counted
from oseredok.services.printing import examining, words
from oseredok.services.printing.models import PrintSettings


def sentences(settings: PrintSettings) -> list[str]:
    """Return what follows from the settings as they are."""
    if settings.takes_files:
        taken = _("Люди надсилають файли зі сторінки «Файл на друк»: {kinds}, до {pages} і {megabytes} МБ.").format(
            kinds=examining.kinds_in_words(),
            pages=counted(settings.most_pages, "сторінки", "сторінок", "сторінок"),
            megabytes=settings.most_megabytes,
        )
    else:
        taken = _("Файлів із сайту не приймаємо: люди приходять із флешкою.")
    price = _("Про ціну люди бачать: «{words}»").format(words=words.price(settings.free_pages))
    if settings.queue:
        way = _("Бібліотекар друкує файл однією кнопкою. Сторінки запишуться, коли принтер надрукує.")
    else:
        way = _("Бібліотекар зберігає файл, друкує сам і записує сторінки кнопкою.")
    asked = [
        words
        for words, is_there in ((_("кольоровий"), settings.has_colour), (_("двобічний"), settings.has_duplex))
        if is_there
    ]
    how = (
        _("Можна вибрати друк: {ways}.").format(ways=", ".join(asked))
        if asked
        else _("Друк лише чорно-білий, з одного боку.")
    )
    return [taken, price, way, how, _("Файл стираємо одразу після друку, ненадрукований за добу.")]
