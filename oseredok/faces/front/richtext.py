"""The text of a news item: which HTML may live in it, and the plain notation for people without JavaScript.

Stored text is always the output of `clean`. Whatever a browser, a script or a forged request sends, nothing but
the short list below survives, so templates may print it as it is.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
from markdown_it import MarkdownIt

TAGS = frozenset({"p", "h2", "h3", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_EMPTY = re.compile(r"<(p|h2|h3|li|ul|ol|blockquote|strong|em)>(?:\s|&nbsp;|<br>)*</\1>")
# Editors and word processors write these for the same things.
_SAME = ((re.compile(r"<(/?)(?:b)(?=[\s>])", re.I), r"<\1strong"), (re.compile(r"<(/?)(?:i)(?=[\s>])", re.I), r"<\1em"))
_BLOCKS = re.compile(r"</?(?:div|section|article)(?:\s[^>]*)?>", re.I)

_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    # "*": the cleaner itself would keep `lang` and `title` on any tag.
    attributes={"*": set(), "a": {"href"}},
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
    html = _cleaner.clean(html)
    while (shorter := _EMPTY.sub("", html)) != html:
        html = shorter
    return _cleaner.clean(html.strip())


_notation = (
    MarkdownIt("zero", {"breaks": True})
    .enable(["heading", "list", "blockquote", "emphasis", "link", "newline", "autolink"])
    .disable(["lheading"], ignoreInvalid=True)
)


def from_plain(text: str) -> str:
    """Turn the plain notation of the form without JavaScript into cleaned HTML.

    An empty line starts a paragraph; `## ` a heading, `- ` or `1. ` a list, `> ` a quotation; `**strong**`, `*emphasis*`,
    `[words](https://address)`. Tags typed by hand stay text.
    """
    return clean(_notation.render(text.replace("\r\n", "\n")))


class _Plain(HTMLParser):
    """Writes cleaned HTML back in the plain notation."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lists: list[int] = []
        self.href = ""
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "h2" | "h3":
                self.parts.append("\n\n" + "#" * int(tag[1]) + " ")
            case "p":
                self.parts.append("" if self.lists and self._at_item() else "\n\n" + "> " * self.depth)
            case "ul" | "ol":
                self.parts.append("\n" if self.lists else "\n\n")
                self.lists.append(0 if tag == "ul" else 1)
            case "li":
                self.parts.append("\n" + "   " * (len(self.lists) - 1) + self._bullet())
            case "blockquote":
                self.depth += 1
            case "br":
                self.parts.append("\n" + "> " * self.depth)
            case "strong" | "em":
                self.parts.append("**" if tag == "strong" else "*")
            case "a":
                self.href = dict(attrs).get("href") or ""
                self.parts.append("[")

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "ul" | "ol":
                if self.lists:
                    self.lists.pop()
            case "blockquote":
                self.depth = max(0, self.depth - 1)
            case "strong" | "em":
                self.parts.append("**" if tag == "strong" else "*")
            case "a":
                self.parts.append(f"]({self.href})")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.parts.append(re.sub(r"\s+", " ", data))
        elif self.parts and not self.parts[-1].endswith(("\n", " ")):
            self.parts.append(" ")

    def _bullet(self) -> str:
        if not self.lists or not self.lists[-1]:
            return "- "
        self.lists[-1] += 1
        return f"{self.lists[-1] - 1}. "

    def _at_item(self) -> bool:
        return bool(self.parts) and self.parts[-1].endswith((". ", "- "))


def to_plain(html: str) -> str:
    """Return cleaned HTML in the plain notation, for editing without JavaScript."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    lines = [line.rstrip() for line in "".join(parser.parts).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"a", "strong", "em"}:
            self.parts.append(" ")


def words_of(html: str) -> str:
    """Return only the words of cleaned HTML, for search, snippets and feeds."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.parts).split())
