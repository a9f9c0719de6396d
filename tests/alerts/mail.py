"""What a test does with letters about saved searches."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from oseredok.base.mail.models import Letter

SAVE = "/search/save/?q=садівництво"


def ask(client: Client, email: str = "olena@example.com", *, search: str = SAVE, **more: str) -> Any:
    return client.post(search, {"email": email, "often": "weekly", "agreed": "on", **more})


def page_in(letter: Letter) -> str:
    """The page that a letter leads to."""
    [found] = re.findall(r"https://biblioteka\.example(/(?:en/)?search/saved/by/\S+/)", letter.text)
    return urlsplit(found).path


def confirmed(client: Client, **more: str) -> str:
    """Ask and confirm; return the page of the search."""
    assert ask(client, **more).status_code == 302
    page = page_in(Letter.objects.latest("pk"))
    assert client.post(page, {"do": "confirm"}).status_code == 302
    return page
