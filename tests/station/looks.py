"""What a screen may look like."""

from __future__ import annotations

from tests.station import desktop as screens
from tests.station.desktop import SIZE, Desktop
from tests.station.library_site import PAGE_COLOUR, LibrarySite

NIGHT = (0x10, 0x2F, 0x49)
CORNER = (SIZE[0] - 640, SIZE[1] - 100, *SIZE)
BESIDE_THE_BAR = (0, 0, SIZE[0] - 660, SIZE[1])


def covers_with_page(desktop: Desktop) -> bool:
    whole = desktop.colours(within=(0, 240, SIZE[0], SIZE[1] - 80))
    return whole == {PAGE_COLOUR} and not desktop.shows_wallpaper()


def covers_with_notice(desktop: Desktop) -> bool:
    return NIGHT in desktop.colours() and PAGE_COLOUR not in desktop.colours() and not desktop.shows_wallpaper()


def shows_bar(desktop: Desktop) -> bool:
    """The desktop is there but for one corner, and the page is in that corner only."""
    rest = desktop.colours(within=BESIDE_THE_BAR)
    return PAGE_COLOUR in desktop.colours(step=8, within=CORNER) and rest == {screens.WALLPAPER}


def start_session(desktop: Desktop, site: LibrarySite, title: str = "session · 00:42") -> None:
    site.title = title
    desktop.until("the desktop with a bar", lambda: shows_bar(desktop))
