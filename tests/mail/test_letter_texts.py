"""Every letter's text is kept beside the tests and proof-read like prose.

After an intended change: `UPDATE_SNAPSHOTS=1 pytest tests/mail/test_letter_texts.py`, then read the difference.
"""

import os
import re
from pathlib import Path

import pytest

from oseredok.base.mail import registry
from oseredok.base.mail.rendering import render

SNAPSHOTS = Path(__file__).parent / "snapshots"
NAMES = [kind.name for kind in registry.kinds()]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_text_of_a_letter_is_the_one_that_was_proof_read(name: str) -> None:
    made = render(name, registry.kind(name).sample)
    text = f"Тема: {made.subject}\n\n{made.text}"
    kept = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.write_text(text, encoding="utf-8")
    assert kept.exists(), f"no snapshot of {name}: see the top of this file"
    assert text == kept.read_text(encoding="utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_is_ukrainian_prose_for_people(name: str) -> None:
    made = render(name, registry.kind(name).sample)
    assert re.search("[а-яіїєґ]", made.subject)
    assert len(made.subject) <= 100
    assert not re.search("[а-яіїєґ]['ʼ][яюєї]", made.subject + made.text), "the apostrophe is ’"
    assert not re.search(r"\{[{%]|None|&#|&quot;", made.text)
    assert "<script" not in made.html
    assert f"<title>{made.subject}</title>" in made.html.replace("&#x27;", "'")


def test_no_snapshot_is_left_of_a_letter_that_is_gone() -> None:
    assert sorted(path.stem for path in SNAPSHOTS.glob("*.txt")) == NAMES
