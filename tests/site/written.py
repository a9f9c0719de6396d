"""Pages for the tests, made by the real actions; photos as cameras make them."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from oseredok.library.people.access import Duty
from oseredok.library.people.duty import duty_of
from oseredok.library.places.models import Library
from oseredok.library.site import actions, pictures, richtext
from oseredok.library.site.actions import Standing, Words
from oseredok.library.site.models import Page, Picture
from tests.world import World

TITLE, BODY = "Правила коворкінгу", "Місце **безкоштовне**.\n\n- тихо\n- охайно"


def duty(world: World, who: str) -> Duty:
    from django.contrib.sessions.backends.signed_cookies import SessionStore

    found = duty_of(account=world.accounts[who], session=SessionStore())
    assert found is not None
    return found


def words(**changes: str) -> Words:
    known: Words = {"title": TITLE, "summary": "", "body": BODY, "title_en": "", "summary_en": "", "body_en": ""}
    known |= changes  # type: ignore[typeddict-item]
    return {**known, "body": richtext.from_plain(known["body"]), "body_en": richtext.from_plain(known["body_en"])}


def draft(world: World, *, who: str = "director", place: Library | None = None, **changes: str) -> Page:
    return actions.write_page(words=words(**changes), place=place, duty=duty(world, who), now=world.now)


def publish(world: World, page: Page) -> Page:
    page.refresh_from_db()
    assert page.latest
    return actions.publish_page(page=page, number=page.latest.number, duty=duty(world, "director"), now=world.now)


def published(world: World, *, place: Library | None = None, **changes: str) -> Page:
    return publish(world, draft(world, place=place, **changes))


def edit(world: World, page: Page, *, who: str = "director", **changes: str) -> Page:
    page.refresh_from_db()
    assert page.latest
    seen = page.latest.number
    return actions.edit_page(page=page, words=words(**changes), seen=seen, duty=duty(world, who), now=world.now)


def standing(page: Page, **changes: Any) -> Standing:
    known: Standing = {
        "slug": page.slug,
        "place": page.place,
        "parent": page.parent,
        "placement": page.placement,
        "menu_name": page.menu_name,
        "menu_name_en": page.menu_name_en,
    }
    return {**known, **changes}  # type: ignore[typeddict-item]


def stand(world: World, page: Page, *, who: str = "director", **changes: Any) -> Page:
    page.refresh_from_db()
    return actions.place_page(page=page, standing=standing(page, **changes), duty=duty(world, who), now=world.now)


def photo(*, size: tuple[int, int] = (1600, 900), kind: str = "JPEG", turned: bool = False, where: str = "") -> bytes:
    """A photo as a phone makes it; `turned` lies on its side by EXIF, `where` is written into it."""
    made = io.BytesIO()
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    if where:
        exif[0x010E] = where
    Image.new("RGB", size, (20, 80, 122)).save(made, kind, exif=exif)
    return made.getvalue()


def sent(content: bytes | None = None, name: str = "фото.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo() if content is None else content, "image/jpeg")


def a_picture(world: World, alt: str = "Вхід із пандусом", content: bytes | None = None) -> Picture:
    return pictures.add_picture(file=sent(content), alt=alt, duty=duty(world, "director"), now=world.now)
