"""A catalogue asked by SRU 1.1 over HTTP, for MARCXML."""

from __future__ import annotations

import re
from io import BytesIO
from time import monotonic

import requests
from django.utils.translation import gettext as _

from oseredok.collections.catalogue.copying.replies import MOST, Found, Silent, read
from oseredok.collections.catalogue.formats import marcxml

_LONGEST = 3 * 1024 * 1024
_SAID = re.compile(rb"<(?:\w+:)?message>([^<]{1,300})</(?:\w+:)?message>")
_QUOTED = str.maketrans({'"': '\\"', "\\": "\\\\"})


def ask(address: str, *, index: str, words: str, seconds: float) -> list[Found]:
    """Return the records of a catalogue, at most ten. Raises Silent."""
    body = _sent(address, f'{index}="{words.translate(_QUOTED)}"', seconds)
    found = read((piece.raw for piece in marcxml.pieces(BytesIO(body)) if not piece.error), "marcxml")
    if not found and (said := _SAID.search(body)):
        raise Silent(_("Каталог відмовив: {words}").format(words=said.group(1).decode("utf-8", "replace")))
    return found


def _sent(address: str, query: str, seconds: float) -> bytes:
    asked = {
        "operation": "searchRetrieve", "version": "1.1", "query": query, "maximumRecords": str(MOST),
        "recordSchema": "marcxml", "recordPacking": "xml",
    }  # fmt: skip
    until = monotonic() + seconds
    try:
        with requests.get(address, params=asked, timeout=seconds, stream=True, allow_redirects=False) as answer:
            if answer.status_code != 200:
                raise Silent(_("Каталог відповів помилкою {status}.").format(status=answer.status_code))
            body = b""
            for piece in answer.iter_content(64 * 1024):
                body += piece
                if len(body) > _LONGEST or monotonic() > until:
                    raise Silent(_("Відповідь завелика або надто повільна."))
            return body
    except requests.Timeout:
        raise Silent(_("Каталог не відповів вчасно.")) from None
    except requests.RequestException:
        raise Silent(_("До каталогу не вдалося додзвонитися. Можливо, немає інтернету.")) from None
