"""Writes cleaned HTML as text: in the plain notation of the editor, or only its words."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class PlainWriter(HTMLParser):
    """Writes cleaned HTML back in the plain notation."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lists: list[int] = []
        self.href = ""
        self.depth = 0
        self.cells = 0
        self.has_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "h2" | "h3":
                self.parts.append("\n\n" + "#" * int(tag[1]) + " ")
            case "p":
                self.parts.append("" if self.cells or (self.lists and self._at_item()) else "\n\n" + "> " * self.depth)
            case "ul" | "ol":
                self.parts.append("\n" if self.lists else "\n\n")
                self.lists.append(0 if tag == "ul" else 1)
            case "li":
                self.parts.append("\n" + "   " * (len(self.lists) - 1) + self._bullet())
            case "blockquote":
                self.depth += 1
            case "br":
                self.parts.append(" " if self.cells else "\n" + "> " * self.depth)
            case "strong" | "em":
                self.parts.append("**" if tag == "strong" else "*")
            case "a":
                self.href = dict(attrs).get("href") or ""
                self.parts.append("[")
            case "img":
                known = dict(attrs)
                alt = (known.get("alt") or "").replace("[", "(").replace("]", ")")
                self.parts.append(f"![{alt}]({known.get('src') or ''})")
            case "table":
                self.parts.append("\n\n")
                self.has_head = False
            case "tr":
                self.parts.append("|")
                self.cells = 0
            case "td" | "th":
                self.parts.append(" ")
                self.cells += 1

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
            case "td" | "th":
                self.parts.append(" |")
            case "tr":
                # The first row of a table is its head, as the notation wants it.
                self.parts.append("\n" if self.has_head else "\n|" + " --- |" * self.cells + "\n")
                self.has_head, self.cells = True, 0

    def handle_data(self, data: str) -> None:
        if self.cells:
            data = data.replace("|", "\\|")
        if data.strip():
            self.parts.append(re.sub(r"\s+", " ", data))
        elif self.parts and not self.parts[-1].endswith(("\n", " ", "|")):
            self.parts.append(" ")

    def _bullet(self) -> str:
        if not self.lists or not self.lists[-1]:
            return "- "
        self.lists[-1] += 1
        return f"{self.lists[-1] - 1}. "

    def _at_item(self) -> bool:
        return bool(self.parts) and self.parts[-1].endswith((". ", "- "))


class Words(HTMLParser):
    """Keeps only the words, those about pictures too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"a", "strong", "em"}:
            self.parts.append(" ")
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")
