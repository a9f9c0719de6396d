"""Every check by name: what it is called, what to do, which records it concerns, how it is found.

A new check is one line here and a function in `asking` (one question to the database, returns ids and notes) or in
`looking` (looks at a record as it is read). A code is for ever: it is a part of an address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.quality import asking, looking

Kind = Record.Kind
_WITH_AUTHORS = (Kind.BOOK, Kind.LOCAL, Kind.EDOCUMENT)
_WITH_YEAR = tuple(kind for kind in Kind if kind != Kind.SERIAL)
_ON_SHELVES = (Kind.BOOK, Kind.ISSUE, Kind.MAP, Kind.MUSIC, Kind.AUDIO, Kind.VIDEO)
_WITH_LINKS = Q(data__links__isnull=False)
_WITH_CLASS = tuple(kind for kind in Kind if kind != Kind.ISSUE)


class Group(TextChoices):
    """The headings of the report, in its order."""

    MISSING = "missing", _("Чого бракує")
    WRONG = "wrong", _("Схоже на помилку")
    COPIES = "copies", _("Примірники")
    LINKS = "links", _("Посилання")


@dataclass(frozen=True, kw_only=True)
class Check:
    """`good` names what is right when nothing is found; `asks` or `looks` finds the flaws, `kinds` and `among` are those that it concerns (all when empty)."""

    code: str
    group: Group
    title: str | Promise
    good: str | Promise
    advice: str | Promise
    asks: Callable[[date], asking.Rows] | None = None
    looks: Callable[[looking.Read], str | None] | None = None
    kinds: tuple[str, ...] = ()
    among: Q = field(default_factory=Q)
    note_title: str | Promise = ""
    page: str = ""
    """The name of its own page, instead of the list of records."""

    @property
    def concerns(self) -> Q:
        """The condition for records that it is about."""
        return (Q(kind__in=self.kinds) if self.kinds else Q()) & self.among


CHECKS: dict[str, Check] = {
    one.code: one
    for one in (
        Check(
            code="title", group=Group.MISSING, good=_("назва"), title=_("Немає назви"), looks=looking.no_title,
            advice=_("Впишіть назву з титульної сторінки. Якщо її справді немає, дайте назву за змістом у квадратних дужках."),
            note_title=_("Що записано"),
        ),
        Check(
            code="author", group=Group.MISSING, good=_("автор чи установа"), title=_("Немає ні автора, ні укладача, ні установи"),
            asks=asking.no_author, kinds=_WITH_AUTHORS,
            advice=_("Збірник може бути без автора, але укладач чи видавнича установа зазвичай названі на звороті титулу."),
        ),
        Check(
            code="year", group=Group.MISSING, good=_("рік"), title=_("Немає року"), asks=asking.no_year, kinds=_WITH_YEAR,
            advice=_("Рік шукайте на титулі, звороті або в кінці книги. Приблизний пишіть у дужках: «[1998?]»."),
        ),
        Check(
            code="language", group=Group.MISSING, good=_("мова"), title=_("Не вказано мови"), asks=asking.no_language,
            advice=_("Без мови книга не потрапляє у вибір «Мова». Додайте код: ukr, eng, pol."),
        ),
        Check(
            code="class", group=Group.MISSING, good=_("УДК або ББК"), title=_("Немає ні УДК, ні ББК"), looks=looking.no_class, kinds=_WITH_CLASS,
            advice=_("Індекс УДК зазвичай надруковано на звороті титулу, під анотацією."),
        ),
        Check(
            code="udc", group=Group.MISSING, good=_("УДК"), title=_("Є ББК, немає УДК"), looks=looking.no_udc, kinds=_WITH_CLASS,
            advice=_("Бібліотеки переходять на УДК. Перекласифікуйте ці записи частинами, за розділами."),
            note_title=_("Індекс"),
        ),
        Check(
            code="topic", group=Group.MISSING, good=_("теми"), title=_("Немає тем і ключових слів"), looks=looking.no_topic, kinds=_WITH_CLASS,
            advice=_("Дві-три теми, і книгу знаходитимуть ті, хто не знає ні назви, ні автора."),
        ),
        Check(
            code="host", group=Group.MISSING, good=_("джерело статті"), title=_("Стаття без джерела"), looks=looking.no_host, kinds=(Kind.ARTICLE,),
            advice=_("Додайте, де статтю надруковано: назва журналу, рік, номер, сторінки."),
        ),
        Check(
            code="twins", group=Group.WRONG, title=_("Повторні записи"), good=_("повторів немає"), asks=asking.twins,
            page="catalogue_quality:twins", note_title=_("Група"),
            advice=_("Порівняйте описи: одна книжка чи різні. Одну об’єднайте, про різні скажіть, і більше не питатимемо."),
        ),
        Check(
            code="isbn-wrong", group=Group.WRONG, good=_("цифри ISBN"), title=_("ISBN з помилкою"), looks=looking.isbn_wrong,
            advice=_("Контрольна цифра не збігається. Звірте номер із книгою. Якщо так надруковано, лишіть: пошук його не візьме."),
            note_title=_("Номер"),
        ),
        Check(
            code="isbn-shared", group=Group.WRONG, good=_("ISBN без повторів"), title=_("Той самий ISBN у кількох записах"), asks=asking.isbn_shared,
            advice=_("Або книгу описано двічі, або номер переписано з сусідньої. У томів спільний номер буває: впишіть, котрий том."),
            note_title=_("Номер"),
        ),
        Check(
            code="letters", group=Group.WRONG, good=_("один алфавіт у слові"), title=_("У слові літери двох алфавітів"), looks=looking.mixed_letters,
            advice=_("Тут їх не видно, і пошук їх долає, але інші каталоги такого слова не знайдуть. Наберіть слово заново."),
            note_title=_("Де саме"),
        ),
        Check(
            code="broken", group=Group.WRONG, good=_("читані літери"), title=_("Зіпсовані літери"), looks=looking.broken_letters,
            advice=_("Схоже, файл колись прочитали не в тому кодуванні. Якщо таких багато, перенесіть файл знову."),
            note_title=_("Де саме"),
        ),
        Check(
            code="shouted", group=Group.WRONG, good=_("літери назв"), title=_("Назва великими літерами"), looks=looking.shouted,
            advice=_("Наберіть як у реченні: велика літера на початку і в іменах."), note_title=_("Назва"),
        ),
        Check(
            code="date-unclear", group=Group.WRONG, good=_("запис року"), title=_("Рік не читається"), looks=looking.date_unclear,
            advice=_("Має бути чотири цифри, як-от 1998, або 1998–2001."), note_title=_("Записано"),
        ),
        Check(
            code="year-odd", group=Group.WRONG, good=_("можливий рік"), title=_("Рік, якого не може бути"), asks=asking.year_odd,
            advice=_("Ще не настав або дуже давній. Стародрук справжній? Тоді все гаразд."), note_title=_("Рік"),
        ),
        Check(
            code="copies", group=Group.COPIES, good=_("примірники є"), title=_("Немає жодного примірника"), asks=asking.no_copies, kinds=_ON_SHELVES,
            advice=_("Читач не знає, де взяти книгу. Додайте примірник або приховайте запис."),
        ),
        Check(
            code="all-gone", group=Group.COPIES, good=_("не все списано"), title=_("Усі примірники списано або загублено"), asks=asking.all_gone,
            kinds=_ON_SHELVES,
            advice=_("Якщо книги більше не буде, приховайте запис: читачі приходять по неї даремно."),
        ),
        Check(
            code="homeless", group=Group.COPIES, good=_("філія примірника"), title=_("Невідомо, у котрій філії"), asks=asking.homeless,
            advice=_("Скажіть один раз, котра філія стоїть за кодом: «Перенести каталог» → «Котра це філія»."),
            note_title=_("Код"),
        ),
        Check(
            code="inventory", group=Group.COPIES, good=_("інвентарні номери"), title=_("Інвентарний номер двічі в одній бібліотеці"), asks=asking.inventory_twice,
            advice=_("Звірте з інвентарною книгою. Один із двох записів найімовірніше зайвий."), note_title=_("Номер"),
        ),
        Check(
            code="barcode", group=Group.COPIES, good=_("штрихкоди"), title=_("Той самий штрихкод двічі"), asks=asking.barcode_twice,
            advice=_("За цим кодом видадуть не ту книгу. Наклейте новий на одну з них."), note_title=_("Код"),
        ),
        Check(
            code="arrival", group=Group.COPIES, good=_("дата надходження"), title=_("Надійшла раніше, ніж вийшла"), asks=asking.arrival_odd,
            advice=_("Дата надходження раніша за рік видання або ще не настала. Звірте обидві."), note_title=_("Примірник, дата"),
        ),
        Check(
            code="links", group=Group.LINKS, title=_("Посилання не працює"), good=_("посилання працюють"), asks=asking.links_dead,
            among=_WITH_LINKS, note_title=_("Чому, адреса"),
            advice=_("Знайдіть нову адресу або приберіть посилання. Сайт, що не відповів лише раз, сюди не потрапляє."),
        ),
        Check(
            code="links-moved", group=Group.LINKS, title=_("Сторінка переїхала назавжди"), good=_("адреси ті самі"),
            asks=asking.links_moved, among=_WITH_LINKS, note_title=_("Звідки, куди"),
            advice=_("Поки що стара адреса веде на нову. Замініть її, доки веде."),
        ),
    )
}  # fmt: skip
