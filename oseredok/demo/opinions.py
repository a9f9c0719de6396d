"""What people of the demo town say: a tablet at the exit, slips at the branches, comments read and answered by the staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.demo.days import Crew
from oseredok.library.offer import queries as offer
from oseredok.library.offer.models import ServiceKind
from oseredok.library.people.models import Account
from oseredok.spine.feedback import actions, comments, paper, points
from oseredok.spine.feedback.comments import Judgement
from oseredok.spine.feedback.models import Comment, Point, Topic, Via, Wave
from oseredok.spine.feedback.scale import Outcome

KINDS = ("eservice_help", "coworking_seat", "digital_skills_consultation", "reference")
_USUAL = (1, 2, 7, 36, 54)
_COLD = (6, 9, 20, 38, 27)  # the months when there is no light and little heat
_SLIPS = (0, 1, 2, 9, 12)
_YES = {Outcome.KNOWLEDGE: 0.8, Outcome.CONFIDENCE: 0.66, Outcome.APPLICATION: 0.74, Outcome.AWARENESS: 0.58}

# Days ago, service, words, what they are, topic, our answer, shown on the site.
_WORDS: tuple[tuple[int, str, str, str, str, str, bool], ...] = (
    (1, "", "Добре, що відчинено до сьомої: встигаю після роботи.", "", "", "", True),
    (2, "coworking_seat", "Розетка біля третього столу не тримає вилку, ноутбук розрядився.", "", "", "", True),
    (4, "eservice_help", "Подали заяву на субсидію за двадцять хвилин, сама б не впоралася. Дякую за терпіння.", "thanks", "",
     "Раді, що вийшло. Приходьте, коли надійде відповідь: допоможемо її прочитати.", True),
    (9, "", "Увечері в залі холодно, сидимо в куртках.", "remark", "comfort",
     "Просимо вибачення. У залі поставили другий обігрівач, о шостій перевіряємо температуру.", True),
    (15, "reference", "Довідку чекала довше, ніж обіцяли.", "remark", "waiting", "", False),
    (23, "", "Було б добре мати гурток для підлітків з програмування.", "idea", "",
     "Думаємо про це. Записуємо охочих на стійці: щойно буде вісім, почнемо.", True),
    (31, "digital_skills_consultation", "Мамі показали, як платити за світло з телефона. Тепер платить сама.", "thanks", "", "", True),
    (44, "", "Бракує нових книжок українською про історію краю.", "remark", "books",
     "Чотири нові видання вже в каталозі, запитайте на абонементі.", True),
    (58, "coworking_seat", "Інтернет зникав кожні пів години.", "remark", "computers",
     "Поміняли роутер 12 числа, відтоді обривів не було. Якщо побачите, скажіть.", True),
    (73, "", "Пандус узимку слизький.", "remark", "access", "Посипаємо щоранку до восьмої.", True),
    (95, "eservice_help", "Дуже уважна консультантка.", "thanks", "", "", False),
    (120, "", "Хочу, щоб у суботу працювали довше.", "remark", "hours", "", False),
    (160, "", "Вперше прийшла з онуком, лишилися на дві години.", "thanks", "", "", True),
)  # fmt: skip


def hear(*, crews: Sequence[Crew], staff: Mapping[str, Account], now: datetime) -> None:
    """Let the town speak: every open day a few taps at the central library, a batch of slips a week at each branch."""
    kinds = offer.kinds(*KINDS)
    head, today = staff["iryna"], clock.local_date(now)
    for crew in crews:
        roll = Random(f"opinions:{crew.plan.code}")  # noqa: S311 - a picture, not a secret
        if crew.library.is_central:
            _stand_tablets(crew, kinds=kinds, head=head, now=now)
            _tap(roll, crew, kinds=list(kinds.values()), today=today, now=now)
        else:
            _type_slips(roll, crew, today=today)
    _write(crews[0], kinds=kinds, head=head, now=now)


def _stand_tablets(crew: Crew, *, kinds: Mapping[str, ServiceKind], head: Account, now: datetime) -> None:
    made_at = now - timedelta(days=400)
    for way, kind, label in (
        (Point.Way.TILE, None, "Вихід, головні двері"),
        (Point.Way.DESK, kinds["eservice_help"], "Стіл консультанта"),
        (Point.Way.DESK, kinds["coworking_seat"], "Коворкінг, стіл біля вікна"),
        (Point.Way.POSTER, None, "Дошка оголошень"),
    ):
        points.make(
            way=way, place=crew.library, kind=kind, label=label, staff=head, key=f"demo:{label}", now=made_at
        )  # fmt: skip


def _tap(roll: Random, crew: Crew, *, kinds: list[ServiceKind], today: date, now: datetime) -> None:
    ways = (Via.TILE,) * 6 + (Via.DESK, Via.POSTER, Via.REMOTE)
    for day in _open_days(crew, today):
        weights = _COLD if day.month in (12, 1) else _USUAL
        for number in range(roll.choice((0, 1, 1, 2, 2, 3))):
            at = clock.moment_at(day, time(10 + roll.randrange(8), roll.randrange(60)))
            if at > now:
                continue
            via, key = roll.choice(ways), f"demo:{day}:{number}"
            kind = None if via in (Via.TILE, Via.POSTER) else roll.choice(kinds)
            score = roll.choices((1, 2, 3, 4, 5), weights)[0]
            actions.rate(place=crew.library, score=score, via=via, key=key, kind=kind, now=at)
            if roll.random() < 0.18:
                wave = Wave.LATER if roll.random() < 0.25 else Wave.NOW
                told = {one.value: roll.random() < _YES[one] for one in Outcome if roll.random() < 0.85}
                actions.tell_more(
                    place=crew.library, via=via, key=key, kind=kind, outcomes=told, wave=wave, now=at
                )  # fmt: skip


def _type_slips(roll: Random, crew: Crew, *, today: date) -> None:
    """A box at the door, emptied every other Friday or so."""
    days = _open_days(crew, today - timedelta(days=1))
    for number, day in enumerate(days[9::10]):
        scores = {score: round(most * roll.uniform(0.3, 1)) for score, most in enumerate(_SLIPS, 1)}
        batch = paper.enter(
            place=crew.library,
            day=day,
            scores=scores,
            outcomes={("knowledge", True): scores[5], ("knowledge", False): scores[2]},
            staff=crew.staff[0],
            key=f"demo:{crew.plan.code}:{day}",
            now=clock.moment_at(day, time(16, 40)),
        )
        if number == 2:  # somebody had typed them in already
            paper.take_back(
                batch=batch, reason="twice", place=crew.library, staff=crew.staff[0], now=clock.moment_at(day, time(17))
            )  # fmt: skip


def _write(crew: Crew, *, kinds: Mapping[str, ServiceKind], head: Account, now: datetime) -> None:
    topics = {topic.code: topic for topic in Topic.objects.all()}
    for ago, kind, words, sort, topic, answer, allowed in reversed(_WORDS):
        at = now - timedelta(days=ago)
        actions.tell_more(
            place=crew.library, via=Via.DESK if kind else Via.TILE, key=f"demo:words:{ago}", kind=kinds.get(kind),
            comment=words, may_publish=allowed, now=at,
        )  # fmt: skip
        if sort:
            comment = Comment.objects.order_by("pk").last()
            assert comment is not None  # noqa: S101 - written a line above
            comments.look(
                comment=comment,
                judgement=Judgement(
                    sort=sort, topic=topics.get(topic), answer=answer, publish=allowed, public_text=words if allowed else ""
                ),
                places=[crew.library],
                staff=head,
                now=at + timedelta(hours=20),
            )  # fmt: skip


def _open_days(crew: Crew, today: date) -> list[date]:
    first = Period.month(today.year, today.month)
    for _number in range(17):
        first = first.previous()
    span = Period(first.start, today + timedelta(days=1))
    return list(crew.schedule.working_days(span))
