"""Whom the demo's registry tells of besides ordinary readers. Nobody here exists, no phone of this form is given to anybody."""

from oseredok.library.people.actions import ReaderDetails
from oseredok.library.people.models import GroupFlag, Reader, SocialStatus
from oseredok.library.people.registry.applications import Wish
from oseredok.library.privacy.models import IncidentStep

ORGANISATION = Reader.Kind.ORGANISATION
DOUBLE_PHONE = "+380670019461"

NEWCOMERS: tuple[tuple[str, ReaderDetails], ...] = (
    ("central", {
        "kind": ORGANISATION, "surname": "Тихогірський ліцей № 1", "responsible_person": "Гордієнко Лариса Михайлівна",
        "phone": "+380670010021", "email": "licey1@tyhohory.example",
    }),
    ("central", {
        "kind": ORGANISATION, "surname": "Територіальний центр соціального обслуговування",
        "responsible_person": "Пасічник Олена Романівна", "phone": "+380670010022", "email": "tercentr@tyhohory.example",
    }),
    ("central", {
        "kind": ORGANISATION, "surname": "Громадська організація «Тихі гори»",
        "responsible_person": "Яворський Тарас Петрович", "phone": "+380670010023",
    }),
    ("vilkhivka", {
        "kind": ORGANISATION, "surname": "Вільхівський дитячий садок «Джерельце»",
        "responsible_person": "Мельничук Ганна Іванівна", "phone": "+380670010024",
    }),
    ("central", {
        "category": Reader.Category.GUEST, "surname": "Гончар", "given_name": "Дмитро", "patronymic": "Олексійович",
        "birth_year": 1987, "phone": "+380670010031", "social_status": SocialStatus.EMPLOYEE,
    }),
    ("central", {
        "category": Reader.Category.REMOTE, "surname": "Литвин", "given_name": "Ангеліна", "patronymic": "Сергіївна",
        "birth_year": 1999, "email": "anhelina.lytvyn@poshta.example", "social_status": SocialStatus.STUDENT,
    }),
    ("central", {
        "surname": "Кравчук", "given_name": "Марія", "patronymic": "Степанівна", "birth_year": 1961,
        "phone": DOUBLE_PHONE, "social_status": SocialStatus.PENSIONER,
    }),
    # The same person at a branch: written in a hurry, without the patronymic.
    ("zarichchia", {
        "surname": "Кравчук", "given_name": "Марія", "birth_year": 1961, "phone": DOUBLE_PHONE,
    }),
)  # fmt: skip

WAITING: tuple[tuple[str, int, Wish], ...] = (
    ("central", 2, {
        "surname": "Олійник", "given_name": "Вероніка", "patronymic": "Ігорівна", "birth_year": 1994,
        "phone": "+380670010041", "email": "veronika.oliinyk@poshta.example",
    }),
    ("central", 21, {
        "surname": "Ковальчук", "given_name": "Матвій", "birth_year": 0, "guardian_name": "Ковальчук Інна Петрівна",
        "guardian_phone": "+380670010042",
    }),
    ("zarichchia", 45, {
        "surname": "Бережний", "given_name": "Костянтин", "patronymic": "Юрійович", "birth_year": 1958,
        "phone": "+380670010043",
    }),
)  # fmt: skip
"""Place, how many hours ago, what was told. The year of a child is counted from today."""
CHILD_IS = 9

GROUPS = (
    (GroupFlag.IDP,),
    (GroupFlag.DISABILITY,),
    (GroupFlag.VETERAN_FAMILY, GroupFlag.LARGE_FAMILY),
    (GroupFlag.IDP,),
)

ASKED = "Прошу дати копію всіх даних, які бібліотека має про мене."
INCIDENT = {
    "what": "На столі в читальній залі на годину лишився роздрукований список тих, хто записався на курс.",
    "categories": "прізвища й телефони",
    "measures": "Список забрали й знищили. Списки курсів тепер лише на екрані в бібліотекарки.",
    "told": "директорку; людей із списку попередили телефоном",
}
INCIDENT_PEOPLE = 12
INCIDENT_STEPS = [
    IncidentStep.Step.STOP, IncidentStep.Step.COUNT, IncidentStep.Step.DIRECTOR, IncidentStep.Step.FOUNDER,
    IncidentStep.Step.PEOPLE, IncidentStep.Step.REPEAT,
]  # fmt: skip

SAMPLE_EMAIL = "moia.poshta@poshta.example"
"""Of the reader as whom a guest of the demo comes in."""
