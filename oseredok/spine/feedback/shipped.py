"""The topics of remarks that a new centre starts with; what the office has edited stays."""

from __future__ import annotations

from typing import Any

TOPICS = (
    ("waiting", "Черга, чекання"),
    ("staff", "Як спілкувалися"),
    ("result", "Не допомогли, не знайшли"),
    ("books", "Бракує книжок, видань"),
    ("computers", "Комп’ютери, інтернет, друк"),
    ("hours", "Години роботи"),
    ("access", "Вхід, ліфт, пандус, туалет"),
    ("comfort", "Тепло, світло, чистота, шум"),
    ("site", "Сайт, листи, телефон"),
    ("other", "Інше"),
)


def load_topics(topics: Any) -> None:
    """Add the topics that are not there; `topics` is the manager of `Topic` (a migration's or the real one)."""
    for order, (code, name) in enumerate(TOPICS):
        topics.get_or_create(code=code, defaults={"name": name, "order": order})
