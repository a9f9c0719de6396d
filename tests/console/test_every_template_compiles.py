"""A template with a wrong tag is found here, not by the first person who opens its page."""

import pytest
from django.template.loader import get_template

from tests.console.processes import ROOT

TEMPLATES = sorted(
    path.relative_to(folder).as_posix()
    for folder in (ROOT / "oseredok").glob("**/templates")
    for path in folder.rglob("*")
    if path.suffix in {".html", ".txt", ".xml"}
)


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 50


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles(name: str) -> None:
    get_template(name)


def test_a_number_takes_its_word_from_the_filter_of_three_forms() -> None:
    """`{% plural %}` knows two: without a Ukrainian catalogue it would say «23 читачів»."""
    two = [
        str(path)
        for path in (ROOT / "oseredok").glob("**/templates/**/*")
        if path.is_file() and b"{% plural %}" in path.read_bytes()
    ]
    assert two == []
