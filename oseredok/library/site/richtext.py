"""The text of news and pages: which HTML may live in it, and the plain notation for people without JavaScript.

Stored text is always the output of `clean`. Whatever a browser, a script or a forged request sends, nothing but
the short list below survives, so templates may print it as it is (through `shown`, which completes the pictures).
"""

from __future__ import annotations

import re

import nh3
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import without_controls
from oseredok.library.site.plain_text import PlainWriter, Words

TAGS = frozenset(
    {"p", "h2", "h3", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br", "img"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_EMPTY = re.compile(r"<(p|h2|h3|li|ul|ol|blockquote|strong|em)>(?:\s|&nbsp;|<br>)*</\1>")
# Editors and word processors write these for the same things.
_SAME = ((re.compile(r"<(/?)(?:b)(?=[\s>])", re.I), r"<\1strong"), (re.compile(r"<(/?)(?:i)(?=[\s>])", re.I), r"<\1em"))
_BLOCKS = re.compile(r"</?(?:div|section|article)(?:\s[^>]*)?>", re.I)

PICTURE = re.compile(r"/pictures/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
_IMG = re.compile(r"<img(?: (?:src|alt)=\"[^\"]*\")*>")
_ATTRIBUTE = re.compile(r"(src|alt)=\"([^\"]*)\"")


def _ours(tag: str, attribute: str, value: str) -> str | None:
    """Only pictures of this site: anything else would tell a stranger who reads what."""
    if tag == "img" and attribute == "src":
        return value if PICTURE.fullmatch(value) else None
    return value


_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    # "*": the cleaner itself would keep `lang` and `title` on any tag.
    attributes={"*": set(), "a": {"href"}, "img": {"src", "alt"}},
    attribute_filter=_ours,
    url_schemes=set(SCHEMES),
    link_rel="noopener noreferrer",
    clean_content_tags={"script", "style", "template", "iframe", "object", "noscript", "title"},
    strip_comments=True,
)


def clean(html: str) -> str:
    """Return `html` reduced to the allowed tags; scripts and styles go with their content, everything else keeps its words.

    The result does not change when it is cleaned again.
    """
    for pattern, same in _SAME:
        html = pattern.sub(same, html)
    html = re.sub(r"<(/?)h1(?=[\s>])", r"<\1h2", html, flags=re.I)
    html = _BLOCKS.sub(lambda tag: "</p>" if tag.group().startswith("</") else "<p>", html)
    html = _IMG.sub(_own_picture, _cleaner.clean(html))
    while (shorter := _EMPTY.sub("", html)) != html:
        html = shorter
    return _IMG.sub(_own_picture, _cleaner.clean(html.strip()))


def _own_picture(found: re.Match[str]) -> str:
    """Of a picture of another site only its words stay; the attributes of ours come in one order."""
    known = dict(_ATTRIBUTE.findall(found.group()))
    alt = " ".join(known.get("alt", "").split())
    return f'<img src="{known["src"]}" alt="{alt}">' if known.get("src") else alt


def checked(html: str, *, field: str) -> str:
    """Return cleaned HTML, empty when there is nothing to read in it. Raises Invalid (`picture-nameless`)."""
    cleaned = clean(without_controls(html))
    if "<img src" in cleaned and re.search(r'alt="">', cleaned):
        sentence = _("Напишіть про кожне зображення, що на ньому: так його «побачать» люди, які не бачать.")
        raise Invalid(sentence, code="picture-nameless", field=field)
    return cleaned if words_of(cleaned) else ""


_notation = (
    MarkdownIt("zero", {"breaks": True})
    .enable(["heading", "list", "blockquote", "emphasis", "link", "newline", "autolink", "image", "table"])
    .disable(["lheading"], ignoreInvalid=True)
)


def from_plain(text: str) -> str:
    """Turn the plain notation of the form without JavaScript into cleaned HTML.

    An empty line starts a paragraph; `## ` a heading, `- ` or `1. ` a list, `> ` a quotation; `**strong**`, `*emphasis*`,
    `[words](https://address)`, `![what is on it](/pictures/…/)`; `| a | b |` a table. Tags typed by hand stay text.
    """
    return clean(_notation.render(text.replace("\r\n", "\n")))


def to_plain(html: str) -> str:
    """Return cleaned HTML in the plain notation, for editing without JavaScript."""
    parser = PlainWriter()
    parser.feed(html)
    parser.close()
    lines = [line.rstrip() for line in "".join(parser.parts).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def words_of(html: str) -> str:
    """Return only the words of cleaned HTML, for search, snippets and feeds."""
    parser = Words()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.parts).split())
