"""What the page of a reader tells of consents at the desk."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import date_words
from oseredok.base.ui.parts import Link
from oseredok.library.people.models import Reader
from oseredok.library.people.registry.reader_actions import Note, NoteButton
from oseredok.library.privacy import queries
from oseredok.library.privacy.models import Channel, Purpose


def note(reader: Reader, on: date) -> Note:
    """Tell whether the consent to keep data stands; when it does not, what was said on paper is kept by one click."""
    standing = queries.consent_in_force(reader, Purpose.CARD, on=on)
    more = Link(reverse("privacy:reader", args=[reader.public_id]), _("Усі згоди й тексти"))
    if standing is not None:
        sentence = _("Згода на обробку даних є: {day}, {channel}, редакція {version}.").format(
            day=date_words(clock.local_date(standing.given_at)),
            channel=standing.get_channel_display(),
            version=standing.text.version,
        )
        return Note(sentence, more)
    former = reader.consents.filter(text__purpose=Purpose.CARD, withdrawn_at__isnull=True).exists()
    sentence = (
        _("Текст згоди змінився: цю людину треба запитати знову.")
        if former
        else _("Згоди на обробку даних ще не записано.")
    )
    button = NoteButton(
        reverse("privacy:give", args=[reader.public_id]),
        _("Згоду підписано на папері"),
        {"purpose": Purpose.CARD.value, "channel": Channel.PAPER.value, "back": "reader"},
    )
    return Note(sentence, more, button, is_warning=True)
