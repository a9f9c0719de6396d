"""One record of the demo that the cataloguer has described by hand, with two copies."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from oseredok.base.core.clock import local_date
from oseredok.collections.catalogue.cataloguing import actions
from oseredok.collections.catalogue.crosswalk.reading import Described
from oseredok.collections.catalogue.models import Record
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account, Role
from oseredok.library.places.models import Library

TITLE = "Тихогори на старих листівках"


def describe_by_hand(*, library: Library, staff: Account, now: datetime) -> None:
    """Put a book about the town into the catalogue, as «Новий запис» does."""
    duty = Duty(account=staff, place=library, places=[library], roles=frozenset({Role.CATALOGUER}))
    author = "Левченко, Ганна Миколаївна"
    described = Described(
        kind=Record.Kind.LOCAL,
        title=TITLE,
        author=author,
        year=2024,
        language="ukr",
        data={
            "subtitle": "альбом",
            "persons": [{"name": author, "role": "aut"}],
            "places": ["Тихогори"],
            "publishers": ["Тихогірська бібліотека"],
            "date": "2024",
            "extent": "64 с. : іл.",
            "languages": ["ukr"],
            "topics": ["Листівки", "Краєзнавство"],
            "about_places": ["Тихогори"],
            "classes": [{"scheme": "udc", "index": "908(477)"}],
            "author_mark": "Л38",
            "abstract": "Вулиці, ярмарки й мости міста на листівках початку ХХ століття.",
        },
    )
    record = actions.make_record(duty=duty, described=described, now=now)
    words = actions.CopyWords(
        library=library,
        room="краєзнавчий куток",
        shelf_mark="908(477) Л38",
        accession_date=local_date(now),
        price=Decimal("180.00"),
    )
    actions.add_copies(record=record, duty=duty, words=words, numbers=["9901", "9902"], now=now)
