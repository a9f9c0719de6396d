"""The demo's sign-ins: printed by `run.py` and shown on the demo's sign-in page, nowhere else.

They exist only in a database that `load_demo` filled; a real centre never has them.
"""

from dataclasses import dataclass

from oseredok.library.people.models import Reader, Role

PASSWORD = "тихі-гори-2026"  # noqa: S105 - public by design: the demo shows it


@dataclass(frozen=True)
class SignIn:
    """One invented member of staff. `place` is a library's code, empty for the whole system."""

    username: str
    surname: str
    given_name: str
    patronymic: str
    position: str
    role: Role
    place: str
    password: str = PASSWORD

    def __str__(self) -> str:
        return f"{self.username:<9} {self.password}   {self.position}, {self.given_name} {self.surname}"


SIGN_INS = (
    SignIn("natalia", "Кравець", "Наталя", "Іванівна", "Консультантка центру", Role.CONSULTANT, "central"),
    SignIn("iryna", "Савчук", "Ірина", "Петрівна", "Завідувачка центру", Role.HEAD, "central"),
    SignIn("olena", "Ткаченко", "Олена", "Василівна", "Директорка", Role.DIRECTOR, ""),
    SignIn("halyna", "Мороз", "Галина", "Степанівна", "Бібліотекарка філії", Role.BRANCH_LIBRARIAN, "vilkhivka"),
    SignIn("taras", "Левчук", "Тарас", "Олегович", "Бібліотекар філії", Role.BRANCH_LIBRARIAN, "zarichchia"),
    SignIn("sofiia", "Гнатюк", "Софія", "Андріївна", "Методистка", Role.METHODIST, ""),
    SignIn("kateryna", "Дячук", "Катерина", "Юріївна", "Каталогізаторка", Role.CATALOGUER, ""),
    SignIn("admin", "Бондар", "Андрій", "Миколайович", "Адміністратор", Role.ADMINISTRATOR, ""),
)

READER_PIN = "2749"
"""Of one invented reader of the central library: who looks at the demo may see «Моє»."""


def sample_reader() -> Reader:
    """The reader as whom a guest of the demo may come in: the first grown-up one of the central library."""
    rows = Reader.objects.filter(home_library__is_central=True, birth_year__lte=2000)
    return rows.order_by("pk")[:1].get()
