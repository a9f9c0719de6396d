"""A cleaned text of the editor as paragraphs and runs, which paper and DOCX can set. The tags are those of `site.richtext`."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = {"p": "p", "h2": "h2", "h3": "h3", "blockquote": "quote"}


@dataclass
class Run:
    """Words in one hand."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


@dataclass
class Paragraph:
    """`kind`: p, h2, h3, quote, item, table. An item knows its list (`ordered`, `level`, `number`); a table its rows."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    ordered: bool = False
    level: int = 0
    number: int = 0
    rows: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()


def paragraphs(html: str) -> list[Paragraph]:
    """Return the paragraphs of a cleaned text; pictures are left out (a report has blocks for photos)."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [one for one in reader.found if one.text or one.rows]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Paragraph] = []
        self.lists: list[list[int]] = []  # [is it ordered, the number of the last item]
        self.strong = self.em = self.quoted = 0
        self.href = ""
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.lists.append([int(tag == "ol"), 0])
        elif tag == "li":
            self._item()
        elif tag == "table":
            self.found.append(Paragraph("table"))
        elif tag == "tr":
            self.found[-1].rows.append([])
        elif tag in ("td", "th"):
            self.cell = []
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "strong":
            self.strong += 1
        elif tag == "em":
            self.em += 1
        elif tag == "a":
            self.href = dict(attrs).get("href") or ""
        elif tag == "blockquote":
            self.quoted += 1
        elif tag in _BLOCKS and self.cell is None and not self.lists:
            self.found.append(Paragraph("quote" if self.quoted else _BLOCKS[tag]))

    def _item(self) -> None:
        ordered, number = self.lists[-1] if self.lists else [0, 0]
        if self.lists:
            self.lists[-1][1] = number + 1
        self.found.append(
            Paragraph("item", ordered=bool(ordered), level=max(len(self.lists) - 1, 0), number=number + 1)
        )

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in ("td", "th") and self.cell is not None:
            self.found[-1].rows[-1].append(" ".join("".join(self.cell).split()))
            self.cell = None
        elif tag == "strong":
            self.strong = max(0, self.strong - 1)
        elif tag == "em":
            self.em = max(0, self.em - 1)
        elif tag == "a":
            self.href = ""
        elif tag == "blockquote":
            self.quoted = max(0, self.quoted - 1)

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)
            return
        if not self.found or self.found[-1].kind == "table":
            if not data.strip():
                return
            self.found.append(Paragraph("quote" if self.quoted else "p"))
        words = data if data == "\n" else " ".join(data.split("\n"))
        self.found[-1].runs.append(Run(words, strong=self.strong > 0, em=self.em > 0, href=self.href))
