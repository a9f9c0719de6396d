"""Reads colours out of `tokens.css` the way a browser would choose them, and measures contrast."""

from __future__ import annotations

import re
from pathlib import Path

import oseredok.base.ui

CSS = Path(oseredok.base.ui.__file__).parent / "static" / "ui" / "css"
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});")

Palette = dict[str, str]


def _blocks() -> list[tuple[str, str, Palette]]:
    """Every rule with colours, in order: its media query, its selector, its colours."""
    text = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    found = []
    for media, body in _media(text[text.index("@layer tokens {") + len("@layer tokens {") :]):
        for selector, declarations in RULE.findall(body):
            colours = dict(COLOUR.findall(declarations))
            if colours:
                found.append((media, selector.strip(), colours))
    return found


def _media(text: str) -> list[tuple[str, str]]:
    """Split the layer into pieces inside one media query each, the rest under an empty name, order kept."""
    pieces, at = [], 0
    for match in re.finditer(r"@media ([^{]+)\{", text):
        pieces.append(("", text[at : match.start()]))
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        pieces.append((match[1].strip(), text[match.end() : end - 1]))
        at = end
    return [*pieces, ("", text[at:])]


BLOCKS = _blocks()


def _specificity(selector: str) -> int:
    return selector.count("[") + selector.count(":")


def palette(*, dark: bool, high: bool, by_choice: bool) -> Palette:
    """The colours in force: the system's wishes, or a person's choices on a system that wishes nothing."""
    system = set() if by_choice else {name for name, on in (("dark", dark), ("more", high)) if on}
    chosen = {("data-theme", "dark" if dark else "light"), ("data-contrast", "high")} if by_choice else set()
    if by_choice and not high:
        chosen.discard(("data-contrast", "high"))

    def applies(media: str, selector: str) -> bool:
        if ("dark" in media and "dark" not in system) or ("more" in media and "more" not in system):
            return False
        wanted = set(re.findall(r'(?<!not\()\[([a-z-]+)="([a-z]+)"\]', selector))
        refused = set(re.findall(r':not\(\[([a-z-]+)="([a-z]+)"\]\)', selector))
        return wanted <= chosen and not refused & chosen

    colours: Palette = {}
    rules = [
        (_specificity(selector), place, found)
        for place, (media, selector, found) in enumerate(BLOCKS)
        if applies(media, selector)
    ]
    for _, _, found in sorted(rules, key=lambda rule: rule[:2]):
        colours |= found
    return colours


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
