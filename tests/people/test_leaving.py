"""A reader leaves with a reason and a day, and comes back."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_reader_leaves_with_a_reason_and_comes_back(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    page = f"/people/{world.taras.public_id}/"
    with time_machine.travel(world.now, tick=False):
        for told, said in (
            ({"why": "", "on": "14.10.2026"}, "Виберіть, чому читач вибув."),
            ({"why": "moved", "on": "15.10.2026"}, "Цей день іще не настав."),
            ({"why": "moved", "on": "13.10.2026"}, "ще не було записано"),
            ({"why": "quarrelled", "on": "14.10.2026"}, ""),
        ):
            refused = client.post(f"{page}leaving/", told)
            assert refused.status_code == 422
            assert said in refused.content.decode()
        assert client.post(f"{page}leaving/", {"why": "moved", "on": "14.10.2026"}).status_code == 302
        assert "Переїзд." in client.get(page).content.decode()
        assert client.post(f"{page}back/").status_code == 302
    world.taras.refresh_from_db()
    assert (world.taras.closed_on, world.taras.closed_why) == (None, "")
