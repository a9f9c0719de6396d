"""What the invented library writes on its site: five pages, one with an English version, and news for the days to come."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from oseredok.base.core import clock
from oseredok.faces.front import actions as front
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account, Role
from oseredok.library.places.models import Library
from oseredok.library.site import actions as site
from oseredok.library.site.models import Page


@dataclass(frozen=True)
class Written:
    """A page; `parent` is the place of another one in `PAGES`."""

    title: str
    summary: str
    body: str
    placement: str
    menu_name: str = ""
    menu_name_en: str = ""
    title_en: str = ""
    summary_en: str = ""
    body_en: str = ""
    parent: int | None = None


PAGES = (
    Written(
        title="Хто ми і як працюємо",
        summary="Чотири людини, вісім робочих місць, одна умова: приходьте з будь-яким запитанням.",
        body=(
            "<p>Осередок відкрили в читальній залі міської бібліотеки, коли громада отримала техніку за проєктом "
            "коворкінгу. Тут вісім робочих місць, ноутбуки, принтер, сканер і людина, яка пояснить.</p>"
            "<h2>З чим до нас приходять</h2><ul><li>подати заяву онлайн: пенсія, субсидія, довідка</li>"
            "<li>знайти закон, рішення ради, адресу установи</li><li>попрацювати в тиші, з інтернетом і розеткою</li>"
            "<li>навчитися користуватися телефоном, «Дією», електронним підписом</li></ul>"
            "<h2>Що ми обіцяємо</h2><p>Відповімо просто, скажемо ціну наперед, якщо послуга платна, і не спитаємо зайвого. "
            "Якщо не знаємо, скажемо, хто знає.</p>"
        ),
        placement=Page.Placement.MENU,
        menu_name="Хто ми",
        menu_name_en="Who we are",
        title_en="Who we are and how we work",
        summary_en="Four people, eight desks, one rule: come with any question.",
        body_en=(
            "<p>The hub opened in the reading room of the town library. It has eight desks, laptops, a printer, a scanner "
            "and a person who explains.</p><h2>What people come with</h2><ul><li>an online application: pension, benefit, "
            "certificate</li><li>a law, a council decision, an address</li><li>quiet work with internet and a socket</li>"
            "</ul><h2>What we promise</h2><p>Plain answers, the price beforehand when there is one, and no needless "
            "questions.</p>"
        ),
    ),
    Written(
        title="Правила коворкінгу",
        summary="Хто може сісти, на скільки, що можна і чого не варто робити за робочим місцем.",
        body=(
            "<p>Правила короткі, бо їх має вистачити всім: учням, тим, хто працює віддалено, і тим, хто вперше сів за "
            "комп’ютер.</p><ol><li>Місце безкоштовне. Сідайте за будь-яке вільне або забронюйте телефоном.</li>"
            "<li>Якщо є черга, місце на дві години. Немає черги, працюйте, скільки треба.</li>"
            "<li>Розмови та дзвінки в холі, у залі тихо.</li><li>Вода в закритій пляшці можна, їжа в холі.</li>"
            "<li>Вийдіть зі своїх облікових записів, перш ніж піти. Забули, скажіть: вийдемо разом.</li></ol>"
            "<h2>Скільки місць</h2><table><thead><tr><th>Де</th><th>Місць</th><th>Розетка</th></tr></thead><tbody>"
            "<tr><td>Читальна зала</td><td>6</td><td>біля кожного</td></tr><tr><td>Мала зала</td><td>2</td><td>одна на "
            "двох</td></tr></tbody></table><h2>Під час тривоги</h2><p>Зачиняємося та йдемо в укриття. Ваші файли "
            "лишаються на місці, після відбою продовжите.</p>"
        ),
        placement=Page.Placement.MENU,
        parent=0,
    ),
    Written(
        title="Доступність будівлі",
        summary="Пандус, двері, туалет, укриття: що є, чого поки немає і хто допоможе.",
        body=(
            "<p>Розповідаємо, як є, щоб дорога до нас не закінчилася перед сходами.</p><h2>Що є</h2><ul>"
            "<li>пандус із двору, ухил 8 %, поруччя з обох боків</li><li>дзвінок біля пандуса на висоті 90 см</li>"
            "<li>усі зали на першому поверсі, порогів немає</li><li>двері завширшки 90 см, у малу залу 80 см</li>"
            "<li>збільшувач тексту й навушники, видасть бібліотекар</li></ul><h2>Чого поки немає</h2><ul>"
            "<li>пристосованого туалету: найближчий у ЦНАПі, 150 метрів рівною дорогою</li>"
            "<li>тактильної плитки перед входом</li></ul><p>До укриття в підвалі ведуть дванадцять сходинок. Людям на кріслах "
            "колісних допоможуть двоє працівників, попередьте нас телефоном.</p>"
        ),
        placement=Page.Placement.FOOTER,
    ),
    Written(
        title="Тим, хто переїхав через війну",
        summary="Довідки, виплати, житло, школа: з чим допоможемо сьогодні і без черги.",
        body=(
            "<p>Ласкаво просимо до Тихогір. Записуватися не треба, документ переселенця не питаємо.</p>"
            "<h2>Допоможемо одразу</h2><ul><li>подати заяву на виплату чи змінити адресу в «Дії»</li>"
            "<li>скласти лист до громади про житло</li><li>знайти школу, лікаря, роботу</li><li>надрукувати документи: перші "
            "десять сторінок безкоштовно</li></ul><h2>Для дітей</h2><p>Книжки українською на будь-який вік і стіл для "
            "уроків. У суботу о 12:00 читаємо вголос разом.</p><h2>Просто поговорити</h2><p>Щоп’ятниці о 15:00 у малій залі "
            "зустріч за чаєм. Приходьте з дітьми.</p>"
        ),
        placement=Page.Placement.FOOTER,
        menu_name="Переселенцям",
        menu_name_en="For displaced people",
        title_en="For people displaced by the war",
        summary_en="Certificates, payments, housing, school: what we help with today.",
        body_en=(
            "<p>Welcome to Tykhohory. You need no registration, and we do not ask for papers.</p><h2>Right away</h2><ul>"
            "<li>apply for a payment or change the address in Diia</li><li>write to the council about housing</li>"
            "<li>find a school, a doctor, a job</li><li>print documents: the first ten pages are free</li></ul>"
        ),
    ),
    Written(
        title="Волонтерам",
        summary="Дві години на тиждень, і комусь стане легше з телефоном чи листом.",
        body=(
            "<p>Не треба бути програмістом. Треба терпіння і дві години на тиждень.</p><h2>Що роблять волонтери</h2><ul>"
            "<li>сидять поруч, поки людина вчиться відеодзвінка</li><li>читають уголос дітям</li>"
            "<li>відносять книжки тим, хто не виходить із дому</li></ul><h2>Як почати</h2><p>Підійдіть до бібліотекаря або "
            "зателефонуйте. Перша зустріч разом із нами, далі вирішите самі. Неповнолітнім потрібна згода когось із "
            "батьків.</p>"
        ),
        placement=Page.Placement.FOOTER,
    ),
)

PINNED = (
    "Графік на час ремонту входу",
    "Два тижні заходимо з двору. Пандус працює, дзвінок біля дверей.",
    (
        "<p>Міняємо двері й сходи головного входу. Заходьте з двору: там пандус і дзвінок на висоті 90 см.</p>"
        "<p>Години роботи ті самі. Укриття доступне, вхід до нього теж із двору.</p>"
    ),
)
PLANNED = (
    "Година права: субсидія на новий сезон",
    "Юристка громади відповість на запитання. Середа, о 12:00, мала зала.",
    (
        "<p>Візьміть останні рахунки й телефон. Заяву можна подати тут само, онлайн.</p>"
        "<p>Не можете прийти, поставте запитання телефоном, відповідь передамо.</p>"
    ),
)


def write_pages(*, author: Account, place: Library, now: datetime) -> None:
    """Write and publish the pages in the last weeks."""
    duty = Duty(
        account=author,
        place=place,
        places=[place],
        roles=frozenset({Role.HEAD}),
        held=frozenset({(Role.HEAD, place.pk)}),
    )
    made: list[Page] = []
    for number, one in enumerate(PAGES):
        at = clock.moment_at(clock.local_date(now) - timedelta(days=40 - 7 * number), time(11))
        words: site.Words = {
            "title": one.title,
            "summary": one.summary,
            "body": one.body,
            "title_en": one.title_en,
            "summary_en": one.summary_en,
            "body_en": one.body_en,
        }
        page = site.write_page(words=words, place=place, duty=duty, now=at)
        site.place_page(
            page=page,
            standing={
                "slug": page.slug,
                "place": place,
                "parent": made[one.parent] if one.parent is not None else None,
                "placement": one.placement,
                "menu_name": one.menu_name,
                "menu_name_en": one.menu_name_en,
            },
            duty=duty,
            now=at,
        )
        made.append(site.publish_page(page=page, number=1, duty=duty, now=at))


def write_coming_news(*, duty: Duty, now: datetime) -> None:
    """One news item kept on top for two weeks, one that will show itself tomorrow morning."""
    today = clock.local_date(now)
    at = now - timedelta(hours=3)
    title, summary, body = PINNED
    pinned = front.write_news(duty=duty, title=title, summary=summary, body=body, place=None, now=at)
    front.publish_news(item=pinned, duty=duty, now=at)
    last = today + timedelta(days=14)
    front.plan_news(item=pinned, duty=duty, starts_at=None, pinned_until=last, shown_until=last, now=at)
    title, summary, body = PLANNED
    planned = front.write_news(duty=duty, title=title, summary=summary, body=body, place=None, now=at)
    starts_at = clock.moment_at(today + timedelta(days=1), time(9))
    front.plan_news(item=planned, duty=duty, starts_at=starts_at, pinned_until=None, shown_until=None, now=at)
