"""The list «Без записаної згоди»: whom the desk asks when they come."""

from __future__ import annotations

from django.test import Client

from oseredok.library.people import actions as people
from tests.world import World


def test_the_list_is_in_ukrainian_order_of_names_not_of_joining(client: Client, world: World) -> None:
    surnames = ["Ющенко", "Їжакевич", "Ґудзь", "Іваненко", "Зеров", "Єременко", "Гудзь", "Яворницький"]
    for surname in surnames:
        people.register_reader(surname=surname, given_name="Олекса", library=world.branch, staff=None, now=world.now)
    world.sign_in(client, "director")
    page = client.get("/office/privacy/consents/lacking/").content.decode()
    assert all(f">{surname} " in page for surname in surnames)
    assert sorted(surnames, key=lambda surname: page.index(f">{surname} ")) == [
        "Гудзь", "Ґудзь", "Єременко", "Зеров", "Іваненко", "Їжакевич", "Ющенко", "Яворницький",
    ]  # fmt: skip
