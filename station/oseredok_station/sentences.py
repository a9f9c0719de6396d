"""Every sentence that a person reads on the screen: plain Ukrainian."""

from __future__ import annotations

from oseredok_station.state import Trouble

STAFF_KEYS = "Ctrl+Alt+Shift+Q"

CALL_A_LIBRARIAN = "Покличте, будь ласка, бібліотекаря."
# What is the matter, and what comes of it.
TROUBLES = {
    Trouble.STARTING: ("Зачекайте", "Готуємо робоче місце."),
    Trouble.UNREACHABLE: (
        "Немає зв’язку з бібліотекою",
        "Пробуємо ще раз. Якщо треба почати зараз, підійдіть до бібліотекаря.",
    ),
    Trouble.CERTIFICATE: ("Сайт бібліотеки не підтвердив, що він справжній", CALL_A_LIBRARIAN),
    Trouble.NOT_KIOSK: ("Сторінку робочого місця не знайдено", CALL_A_LIBRARIAN),
    Trouble.CRASHED: ("Сторінка зупинилася", "Відкриваємо її знову."),
    Trouble.SILENT: ("Сторінка не відповідає", "Відкриваємо її знову."),
}
BAD_SETTINGS = "Налаштування цього комп’ютера не читаються"
OTHER_SCREEN = "Сеанс починають на іншому екрані."

TRY_NOW = "Спробувати зараз"
FOR_STAFF = "Для працівника"
TO_ANOTHER_CORNER = "Перенести в інший кут екрана"

CODE = "Код для виходу"
CONTINUE = "Далі"
BACK = "Повернутися"
LEAVE = "Закрити програму"
CHANGE_ADDRESS = "Змінити адресу"
WRONG_CODE = "Код не підійшов."
NO_CODE = "Код для виходу ще не задано. Його задає команда: oseredok-station code"

SETUP = "Налаштування робочого місця"
ADDRESS = "Адреса сайту бібліотеки"
NEW_CODE = "Новий код для виходу"
NEW_CODE_HINT = "Не менше 6 знаків. Ним працівник закриває цю програму."
KEEP_CODE_HINT = "Лишіть порожнім, якщо код не змінюється."
SAVE = "Зберегти"

WINDOW_TITLE = "Робоче місце"


def next_try(seconds: float) -> str:
    """Say when the page is asked for again; nothing when that is now."""
    return f"Наступна спроба за {max(1, round(seconds))} с." if seconds > 0 else "Відкриваємо сторінку."


def left(seconds: float) -> str:
    """Say how long the session goes on, while the page itself cannot."""
    minutes = -(-int(seconds) // 60)  # the begun one counted whole, as the page does
    time = f"{minutes} хв" if minutes > 1 else "менше хвилини"
    return f"Лишилося {time}. Збережіть роботу." if minutes <= 5 else f"Лишилося {time}."


def wait(seconds: float) -> str:
    return f"Забагато спроб. Зачекайте {max(1, round(seconds))} с."
