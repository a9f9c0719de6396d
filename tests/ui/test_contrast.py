"""Every pair of colours that meets on a page, computed from the tokens file in all its modes."""

from __future__ import annotations

import re

import pytest

from tests.ui.tokens import CSS, Palette, contrast, palette

MODES = {
    f"{'dark' if dark else 'light'}-{'high' if high else 'usual'}-{'chosen' if chosen else 'system'}": palette(
        dark=dark, high=high, by_choice=chosen
    )
    for dark in (False, True)
    for high in (False, True)
    for chosen in (False, True)
}

TEXT = [  # on what : which letters, at least 4.5
    ("paper", "ink muted link brand ochre danger success warning"),
    ("surface", "ink muted link brand danger success warning ochre"),
    ("sunken", "ink muted link"),
    ("tint", "ink muted brand link"),
    ("glow", "ink muted link ochre"),
    ("danger-tint", "ink muted danger"),
    ("success-tint", "ink link success"),
    ("warning-tint", "ink warning"),
    ("brand", "on-brand"),
    ("brand-hover", "on-brand"),
    ("accent", "on-accent"),
    ("danger", "on-danger"),
    ("alert", "on-alert"),
    ("on-alert", "alert-button"),
    ("night", "on-night night-muted accent"),
    ("heat-0", "ink"),
    ("heat-1", "ink"),
    ("heat-2", "ink"),
    ("heat-3", "on-heat"),
    ("heat-4", "on-heat"),
    ("series-2", "on-series"),
    ("series-3", "on-series"),
    ("series-4", "on-series"),
    ("series-5", "on-series"),
    *((f"spine-{number}", "on-spine") for number in range(1, 10)),
    ("spine-10", "on-spine-light"),
]
PARTS = [  # borders of controls, graphics, focus rings: at least 3
    ("paper", "control brand glow-line focus-outer series-1 series-2 series-3 series-4 series-5"),
    ("surface", "control brand focus-outer series-1 series-2 series-3"),
    ("sunken", "control focus-outer series-1"),
    ("tint", "control focus-outer"),
    ("glow", "glow-line focus-outer"),
    ("night", "night-line focus-night-outer"),
    ("alert", "focus-night-outer"),
    ("focus-night-outer", "focus-night-inner"),
    ("mark-window", "mark-book"),
    ("night", "mark-night-window"),
]


@pytest.mark.parametrize("mode", MODES)
def test_letters_can_be_read_and_controls_can_be_seen(mode: str) -> None:
    colours = MODES[mode]
    weak = _weak(colours, TEXT, 4.5) + _weak(colours, PARTS, 3.0)
    assert not weak, f"{mode}: {weak}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_high_contrast_reads_at_seven_to_one(theme: str) -> None:
    colours = MODES[f"{theme}-high-chosen"]
    assert not _weak(colours, [("paper", "ink muted link brand danger success"), ("surface", "ink muted link")], 7.0)


@pytest.mark.parametrize("look", ["light-usual", "dark-usual", "light-high", "dark-high"])
def test_the_systems_wish_and_the_persons_choice_look_the_same(look: str) -> None:
    assert MODES[f"{look}-system"] == MODES[f"{look}-chosen"]


def test_the_test_sees_a_bad_pair() -> None:
    light = MODES["light-usual-system"]
    assert light["paper"] == "#fbf8f3"
    assert _weak(light, [("paper", "accent")], 3.0), "marigold on paper must count as too weak"


def test_colours_are_written_only_in_the_tokens() -> None:
    loose = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", path.read_text(encoding="utf-8"))
        for path in CSS.glob("*.css")
        if path.name not in ("tokens.css", "print.css")
    }
    assert not {name: found for name, found in loose.items() if found}


def _weak(colours: Palette, pairs: list[tuple[str, str]], least: float) -> list[str]:
    return [
        f"{letters} on {ground} {contrast(colours[ground], colours[letters]):.2f}"
        for ground, names in pairs
        for letters in names.split()
        if contrast(colours[ground], colours[letters]) < least
    ]
