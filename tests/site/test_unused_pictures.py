"""A picture that stands in no text goes after its term, with its files; whatever a text may still show stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from oseredok.base.core import errands
from oseredok.base.preferences.actions import set_value
from oseredok.faces.front import actions as front
from oseredok.faces.front import tasks, unused_pictures
from oseredok.library.site import actions, richtext
from oseredok.library.site.models import Picture
from tests.site import written
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = timedelta(days=31)


def test_a_picture_of_no_text_goes_after_the_term_with_both_files(world: World) -> None:
    lost = written.a_picture(world)
    assert unused_pictures.sweep(now=world.now + timedelta(days=29)) == 0
    assert unused_pictures.sweep(now=world.now + MONTH) == 1
    assert not Picture.objects.exists()
    assert not default_storage.exists(lost.file.name)
    assert not default_storage.exists(lost.small.name)


def test_the_term_is_the_librarys(world: World) -> None:
    written.a_picture(world)
    set_value(declared=unused_pictures.UNUSED_DAYS, text="90", by="Ткаченко О.", now=world.now)
    assert unused_pictures.sweep(now=world.now + MONTH) == 0
    assert unused_pictures.sweep(now=world.now + timedelta(days=91)) == 1


def test_pictures_of_drafts_former_versions_deleted_pages_and_news_stay(world: World) -> None:
    kept = [written.a_picture(world) for _number in range(5)]
    notes = [f"Текст.\n\n![Вхід](/pictures/{one.public_id}/)" for one in kept]
    written.draft(world, body=notes[0])
    changed = written.published(world, title="Доступність", body=notes[1])
    written.edit(world, changed, title="Доступність", body="Без зображення.")
    gone = written.draft(world, title="Старе", body="Текст", title_en="Old", body_en=notes[2])
    actions.delete_page(page=gone, duty=written.duty(world, "director"), now=world.now)
    duty = written.duty(world, "director")
    item = [
        front.write_news(
            title="Новина", summary="", place=None, body=richtext.from_plain(text), duty=duty, now=world.now
        )
        for text in (notes[3], "Текст")
    ][1]
    front.illustrate_news(item=item, picture=kept[4], duty=duty, now=world.now)
    assert unused_pictures.sweep(now=world.now + MONTH) == 0
    front.illustrate_news(item=item, picture=None, duty=duty, now=world.now)
    assert unused_pictures.sweep(now=world.now + MONTH) == 1
    assert set(Picture.objects.all()) == set(kept[:4])


def test_the_worker_looks_each_day() -> None:
    assert errands.by_path(tasks.sweep_pictures.module_path) is tasks.SWEEPING
