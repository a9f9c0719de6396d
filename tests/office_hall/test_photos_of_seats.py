"""A seat has a photo: the office puts it with its words, people see it where they choose; nothing hidden in the file is kept."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from oseredok.base.core import clock
from oseredok.library.places import place_actions
from oseredok.services.seats import hall, layout
from oseredok.services.seats.models import Seat
from tests.site import written
from tests.world import World

pytestmark = pytest.mark.django_db
ALT = "Стіл біля вікна, на ньому монітор"


@pytest.fixture
def seat(world: World, client: Client) -> Seat:
    world.sign_in(client, "head")
    room = place_actions.add_room(
        library=world.central, name="Коворкінг", purpose="coworking", area=Decimal(42), step_free=True
    )
    return layout.add_seat(room=room, name="ПК 1", kind="pc")


def put(client: Client, seat: Seat, content: bytes, alt: str = ALT, name: str = "IMG_2024.jpg") -> Any:
    sent = {"file": SimpleUploadedFile(name, content, "image/jpeg"), "alt": alt}
    return client.post(f"/office/hall/seat/{seat.public_id}/photo/", sent)


def test_a_photo_is_drawn_anew_and_shown_with_its_words(client: Client, seat: Seat) -> None:
    photo = written.photo(size=(2400, 1200), turned=True, where="50.45 30.52")
    assert b"50.45 30.52" in photo
    assert put(client, seat, photo).status_code == 302
    seat.refresh_from_db()
    assert "IMG" not in (seat.photo.name or "")
    page = Client().get(f"/seats/s/{seat.public_id}/").content.decode()
    found = re.search(rf'<img src="(/seats/s/{seat.public_id}/photo\.webp\?\w+)" alt="{ALT}"', page)
    assert found is not None
    answer = Client().get(found[1])
    content = b"".join(answer)  # type: ignore[arg-type]
    assert answer.headers["Content-Type"] == "image/webp"
    assert b"50.45 30.52" not in content
    with Image.open(io.BytesIO(content)) as kept:
        assert kept.size == (960, 1920), "upright, no wider than it is shown"
        assert not kept.getexif()
    assert ALT in client.get(f"/office/hall/seat/{seat.public_id}/").content.decode()


def test_what_is_no_photo_or_has_no_words_is_refused_beside_its_field(client: Client, seat: Seat) -> None:
    for content, alt, said in (
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ALT, "Такий файл не підходить."),
        (b"", ALT, "Файл порожній."),
        (written.photo()[:400], ALT, "Зображення пошкоджене."),
        (written.photo(), "  ", "Напишіть, що на світлині."),
    ):
        answer = put(client, seat, content, alt)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        seat.refresh_from_db()
        assert not seat.photo
    answer = client.post(f"/office/hall/seat/{seat.public_id}/photo/", {"alt": ALT})
    assert "Виберіть файл." in answer.content.decode()
    assert f'value="{ALT}"' in answer.content.decode()
    assert Client().get(f"/seats/s/{seat.public_id}/photo.webp").status_code == 404


def test_another_photo_takes_its_place_and_the_former_file_goes(
    client: Client, seat: Seat, django_capture_on_commit_callbacks: Any
) -> None:
    put(client, seat, written.photo())
    seat.refresh_from_db()
    first, storage = seat.photo.name or "", seat.photo.storage
    with django_capture_on_commit_callbacks(execute=True):
        put(client, seat, written.photo(size=(800, 600)), alt="Стіл і крісло")
    seat.refresh_from_db()
    assert seat.photo_alt == "Стіл і крісло"
    assert not storage.exists(first)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/office/hall/seat/{seat.public_id}/photo/remove/").status_code == 302
        assert client.post(f"/office/hall/seat/{seat.public_id}/photo/remove/").status_code == 302
    assert not storage.exists(seat.photo.name or "")
    seat.refresh_from_db()
    assert (seat.photo.name, seat.photo_alt) == ("", "")


def test_the_photo_helps_to_choose_a_seat(client: Client, seat: Seat) -> None:
    put(client, seat, written.photo())
    days = (hall.load(seat.room.library, day, now=timezone.now()) for day in _days(clock.local_date(timezone.now())))
    start = next(slot.starts_at for day in days for slot in day.slots(60))
    chosen = {"day": clock.local_date(start).isoformat(), "start": f"{clock.local(start):%H:%M}"}
    page = Client().get("/seats/place/", chosen).content.decode()
    assert f'alt="{ALT}"' in page


def _days(first: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(1, 9))
