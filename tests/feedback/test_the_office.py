"""«Відгуки» in the office: numbers with their range, what waits, words read and answered, tablets given and switched off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.base.audit.models import Entry
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.spine.feedback import comments, queries
from oseredok.spine.feedback.comments import Judgement
from oseredok.spine.feedback.models import Comment, Point, Topic
from tests.feedback.said import OCTOBER, comment, point, rate, slips
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_that_day(world: World) -> Any:
    with time_machine.travel(world.now, tick=False):
        yield


def look(world: World, found: Comment, **more: Any) -> Comment:
    """Sort a comment as thanks unless told otherwise."""
    judgement = Judgement(**({"sort": "thanks"} | more))
    return comments.look(
        comment=found, judgement=judgement, places=[world.central], staff=world.head, now=world.now
    )  # fmt: skip


def test_the_page_shows_the_share_its_range_and_that_answers_are_few(client: Client, world: World) -> None:
    for score in (5, 5, 4, 1):
        rate(world, score)
    world.sign_in(client, "head")
    page = client.get(reverse("office:opinions")).content.decode().replace("\xa0", " ")
    assert "75,0 %" in page
    assert "4 оцінки" in page
    assert "Оцінок мало: насправді може бути від 30 до 95 %" in page
    assert "Задоволені 3 із 4" in page


def test_a_month_without_ratings_says_what_to_do(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    page = client.get(reverse("office:opinions")).content.decode()
    assert "За цей період оцінок немає" in page


def test_numbers_of_libraries_add_up_to_the_whole(client: Client, world: World) -> None:
    rate(world, 5)
    slips(world, {3: 2}, place=world.branch)
    parts = queries.scores_by("place", period=OCTOBER)
    assert sum(one.n for one in parts.values()) == queries.scores(period=OCTOBER).n == 3
    world.sign_in(client, "director")
    page = client.get(reverse("office:opinions")).content.decode()
    assert "За бібліотеками" in page


def test_a_bad_rating_and_a_comment_are_seen_the_same_day(client: Client, world: World) -> None:
    rate(world, 1)
    comment(world)
    world.sign_in(client, "head")
    home = client.get(reverse("office:home")).content.decode().replace("\xa0", " ")
    assert "Сьогодні й учора: 1 погана оцінка" in home
    assert "1 відгук чекає, щоб їх прочитали" in home
    look(world, Comment.objects.get())
    with time_machine.travel(world.now + timedelta(days=2), tick=False):
        home = client.get(reverse("office:home")).content.decode()
    assert "погана оцінка" not in home
    assert "чекає" not in home


def test_words_are_for_those_who_answer_for_them(client: Client, world: World) -> None:
    comment(world, "Прибиральниця Марія грубила")
    for who in ("consultant", "methodist", "administrator"):
        world.sign_in(client, who)
        assert "Марія" not in client.get(reverse("office:opinions")).content.decode()
        assert client.get(reverse("office:comments")).status_code == 403
    world.sign_in(client, "head")
    assert "Марія" in client.get(reverse("office:comments")).content.decode()


def test_a_comment_of_another_library_is_not_there(client: Client, world: World) -> None:
    found = comment(world, place=world.branch)
    world.sign_in(client, "head")
    assert client.get(reverse("office:comment", args=[found.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        look(world, found)
    world.sign_in(client, "director")
    assert client.get(reverse("office:comment", args=[found.pk])).status_code == 200


def test_nobody_reads_a_comment_on_the_site_before_it_was_looked_at_and_allowed(client: Client, world: World) -> None:
    allowed, kept = comment(world, "Дякую Олені за терпіння.", may_publish=True), comment(world, "Між нами.")
    assert queries.published_comments() == []
    world.sign_in(client, "head")
    sent = {"sort": "thanks", "answer": "Раді, що допомогло.", "publish": "on", "public_text": "Дякую за терпіння."}
    client.post(reverse("office:comment", args=[allowed.pk]), sent)
    client.post(reverse("office:comment", args=[kept.pk]), sent)
    page = Client().get(reverse("opinion:index")).content.decode()
    assert "Дякую за терпіння." in page
    assert "Раді, що допомогло." in page
    assert "Олені" not in page
    assert "Між нами" not in page
    with pytest.raises(Conflict) as refusal:
        look(world, kept, publish=True, public_text="Між нами.")
    assert refusal.value.code == "not-allowed-to-publish"


def test_what_was_shown_is_hidden_again(client: Client, world: World) -> None:
    found = comment(world, may_publish=True)
    look(world, found, publish=True, public_text="Дякую.")
    look(world, found)
    assert queries.published_comments() == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"sort": ""}, "sort"),
        ({"sort": "remark"}, "topic"),
        ({"publish": True, "public_text": "  "}, "public-text-empty"),
        ({"answer": "а" * 2001}, "answer-long"),
    ],
)
def test_a_judgement_that_is_none_is_refused(world: World, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        look(world, comment(world, may_publish=True), **more)
    assert refusal.value.code == code
    assert Comment.objects.get().looked_at is None


def test_remarks_are_counted_by_topics_that_the_staff_chose(world: World) -> None:
    waiting, comfort = Topic.objects.get(code="waiting"), Topic.objects.get(code="comfort")
    for topic in (waiting, waiting, comfort):
        look(world, comment(world, f"Не сподобалося {uuid4()}"), sort="remark", topic=topic)
    look(world, comment(world, "А можна гурток?"), sort="idea")
    comment(world, "Ще не читали")
    found = queries.remarks(period=OCTOBER)
    assert [(topic.code, number) for topic, number in found.topics] == [("waiting", 2), ("comfort", 1)]
    assert (found.remarks, found.ideas, found.thanks, found.not_looked_at) == (3, 1, 0, 1)


def test_the_list_of_topics_is_the_library_s_own(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    client.post(reverse("office:topics"), {"name": "Настільні ігри"})
    made = Topic.objects.get(name="Настільні ігри")
    assert client.post(reverse("office:topics"), {"name": " настільні  ІГРИ "}).status_code == 422
    client.post(reverse("office:set_topic", args=[made.pk]), {"name": "Ігри", "rename": "yes"})
    client.post(reverse("office:set_topic", args=[made.pk]), {"name": "Ігри"})
    made.refresh_from_db()
    assert (made.name, made.is_active) == ("Ігри", False)
    assert made not in queries.topics()
    assert made in queries.topics(also=made)


def test_the_log_of_changes_tells_who_looked_and_not_a_word_of_what_was_written(world: World) -> None:
    found = comment(world, "Мене звати Зоя Лимар", may_publish=True)
    look(world, found, answer="Дякуємо, Зоє", publish=True, public_text="Лимар хвалить")
    told = "".join(f"{one.object_repr} {one.changes}" for one in Entry.objects.all())
    assert f"№ {found.pk}" in told
    assert not {"Зоя", "Лимар", "Зоє"} & set(told.replace('"', " ").split())


def test_a_tablet_gets_an_address_and_loses_it(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    sent = {"way": "tile", "place": world.central.pk, "kind": "", "label": "Вихід", "key": "opened-once"}
    first = client.post(reverse("office:points"), sent)
    client.post(reverse("office:points"), sent)
    made = Point.objects.get()
    page = client.get(first.headers["Location"]).content.decode()
    assert made.code in page
    assert "<svg" in page
    client.post(reverse("office:revoke_point", args=[made.pk]))
    assert client.get(reverse("kiosk:tile", args=[made.code])).status_code == 410
    assert client.post(reverse("office:revoke_point", args=[made.pk])).status_code == 404


def test_a_head_gives_no_tablet_to_another_library(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    sent = {"way": "tile", "place": world.branch.pk, "label": "", "key": "k"}
    assert client.post(reverse("office:points"), sent).status_code == 422
    other = point(world, "desk", place=world.branch)
    assert client.get(reverse("office:point", args=[other.pk])).status_code == 404
    assert client.get(reverse("office:point_card", args=[other.pk, "a6"])).status_code == 404


@pytest.mark.parametrize("size", ["a4", "a6"])
def test_a_code_is_printed_on_one_page(client: Client, world: World, size: str) -> None:
    world.sign_in(client, "head")
    desk = point(world, "desk")
    answer = client.get(reverse("office:point_card", args=[desk.pk, size]))
    assert answer.content.startswith(b"%PDF")
    assert client.get(reverse("office:point_card", args=[desk.pk, "a0"])).status_code == 404
    assert client.get(reverse("office:point_card", args=[point(world).pk, size])).status_code == 404
