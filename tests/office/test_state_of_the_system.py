"""«Стан системи»: the same sentences as `oseredok check`; all well in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from oseredok.base.core import health
from oseredok.base.core.text import NBSP
from oseredok.base.jobs.lanes import LANES
from oseredok.spine.search import indexer
from tests.world import World, give_second_step


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def test_each_trouble_stands_with_its_cure(client: Client, world: World) -> None:
    world.sign_in(client, "administrator")
    page = client.get("/office/system/").content.decode()
    assert "Обробник завдань ще не запускали." in page
    assert "Його запускає oseredok serve разом із сайтом." in page
    assert "Ще не мають другого кроку входу: Ольга Т." in page.replace(NBSP, " ")
    assert "Усе гаразд." not in page


@pytest.mark.usefixtures("searchable")
def test_one_green_line_when_all_is_well(
    client: Client, world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_CONFIGURED, settings.EMAIL_HOST = True, "mail.example"
    indexer.rebuild()
    for lane in LANES:
        lane.heartbeat.write_text("1", encoding="ascii")
    for who in ("director", "administrator"):
        give_second_step(world.accounts[who])
    ours = {code: source for code, source in health._sources.items() if code != "backup"}
    monkeypatch.setattr(health, "_sources", ours)
    world.sign_in(client, "director")
    page = client.get("/office/system/").content.decode()
    assert "Усе гаразд." in page
    assert "Зверніть увагу" not in page
    assert "версія" in page
