"""A browser's own line in plain words: «Firefox на Windows». Only what people tell apart; no versions."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that fits: browsers call themselves by the names of those that they resemble.
_BROWSERS = (
    (("Edg/", "EdgA/", "EdgiOS/"), "Edge"),
    (("OPR/", "Opera"), "Opera"),
    (("SamsungBrowser/",), "Samsung Internet"),
    (("Firefox/", "FxiOS/"), "Firefox"),
    (("Chrome/", "CriOS/", "Chromium/"), "Chrome"),
    (("Safari/",), "Safari"),
)
_SYSTEMS = (
    (("Windows",), "Windows"),
    (("Android",), "Android"),
    (("iPhone",), "iPhone"),
    (("iPad",), "iPad"),
    (("CrOS",), "ChromeOS"),
    (("Macintosh", "Mac OS X"), "macOS"),
    (("Linux", "X11"), "Linux"),
)


def words(line: str) -> str:
    """Return the browser and the system; «невідома програма» when neither is known."""
    browser, system = _first(line, _BROWSERS), _first(line, _SYSTEMS)
    if browser and system:
        return _("{browser} на {system}").format(browser=browser, system=system)
    return browser or system or _("невідома програма")


def _first(line: str, table: tuple[tuple[tuple[str, ...], str], ...]) -> str:
    return next((name for marks, name in table if any(mark in line for mark in marks)), "")
