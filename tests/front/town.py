"""The world's libraries with everything that visitors read about them, and some news, made by the real actions."""

from __future__ import annotations

from datetime import datetime, timedelta

from oseredok.faces.front import actions
from oseredok.faces.front.models import NewsItem
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.library.places.models import Library
from oseredok.library.site import richtext
from tests.world import World

NEWS = [
    (
        "Смартфон без страху: перші кроки",
        "Середа, 14 жовтня, о 16:00, мала зала. Візьміть свій телефон, лишилося 2 місця.",
    ),
    (
        "Пенсійний фонд приймає в бібліотеці",
        "Середа, 21 жовтня, 10:00–13:00. Фахівець відповість про стаж, перерахунок і субсидію.",
    ),
    ("Нові книги для дітей у «Заріччі»", "Сорок сім книжок від видавництв: казки, енциклопедії, комікси."),
    ("У четвер, 29 жовтня, санітарний день", "Того дня всі бібліотеки зачинені. У п’ятницю чекаємо з 9:00."),
]


def furnish(world: World) -> World:
    """Give the libraries addresses, phones, directions, a way in and a shelter."""
    details = {
        world.central: {
            "name": "Тихогірська центральна міська бібліотека",
            "phone": "(04000) 2-14-36",
            "email": "hub@tyhohory.example",
            "directions": "Зупинка «Площа Соборна», автобуси 2 і 5. Вхід із вулиці Садової, праворуч від аптеки.",
            "access_notes": "Пандус з боку двору, ліфта немає: усе на першому поверсі.\nДзвінок біля пандуса на висоті 90 см.",
            "shelter_notes": "у підвалі, вхід із двору, 60 місць",
            "latitude": "49.551230",
            "longitude": "25.594770",
        },
        world.branch: {
            "phone": "(04000) 2-20-11",
            "access_notes": "Вхід без сходів.",
            "shelter_notes": "школа № 2, через дорогу",
        },
        world.second_branch: {"directions": "Маршрутка «Тихогори – Високе», кінцева зупинка."},
    }
    for library, values in details.items():
        Library.objects.filter(pk=library.pk).update(**values)
        library.refresh_from_db()
    return world


def duty(world: World, who: str) -> Duty:
    """The duty of a member of staff at the central library."""
    assignment = world.accounts[who].role_assignments.get()
    place = assignment.place or world.central
    return Duty(account=world.accounts[who], place=place, places=[place], roles=frozenset({Role(assignment.role)}))


def publish(
    world: World, title: str, summary: str = "Коротко.", body: str = "Текст.", *, now: datetime | None = None
) -> NewsItem:
    """Write and publish one item as the head of the centre."""
    head, now = duty(world, "head"), now or world.now
    html = body if body.startswith("<") else richtext.from_plain(body)
    item = actions.write_news(duty=head, title=title, summary=summary, body=html, place=world.central, now=now)
    return actions.publish_news(item=item, duty=head, now=now)


def tell_news(world: World) -> list[NewsItem]:
    """Publish `NEWS`, one every other day, the first today."""
    body = "Приходьте, записуватися не треба.\n\n## Що взяти\n\n- телефон або планшет\n- **зарядний пристрій**\n\n> Питайте все, що цікаво.\n\nРозклад на [сайті](https://example.com/rozklad)."
    found = []
    for number, (title, summary) in enumerate(NEWS):
        found.append(publish(world, title, summary, body, now=world.now - timedelta(days=2 * number, hours=1)))
    return found


def publish_as(world: World, who: str) -> NewsItem:
    """Try to write as somebody, whatever their role is."""
    account = world.accounts[who]
    roles = frozenset(Role(one.role) for one in account.role_assignments.all())
    lone = Duty(account=account, place=world.central, places=[world.central], roles=roles)
    return actions.write_news(duty=lone, title="Т", summary="К", body="<p>Т</p>", place=None, now=world.now)
