"""All monitors together: covered by page, notice or a sheet for staff, or open with a bar in the corner."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from oseredok_station import sentences
from oseredok_station.shell.panels import Notice, Setup, WayOut
from oseredok_station.shell.windows import Bar, BarFace, Blank, Cover
from oseredok_station.state import Shows

ASKED_FOR = 60_000  # ms: a sheet for staff that nobody uses goes away


class Screen(QObject):
    """Shows one of `Shows`, and above it a sheet for staff while they need it."""

    wants_to_close = Signal()
    staff_asked = Signal()
    retry_asked = Signal()
    code_tried = Signal(str)
    leave_asked = Signal()
    change_asked = Signal()
    settings_given = Signal(str, str)

    def __init__(self, app: QApplication, *, is_trial: bool) -> None:
        super().__init__()
        self._app, self._is_trial = app, is_trial
        self._shows = Shows.NOTICE
        self._sheet: WayOut | Setup | None = None
        self._view: QWidget | None = None
        self._blanks: list[Blank] = []
        self._main, self._bar = Cover(is_trial=is_trial), Bar(is_trial=is_trial)
        self._notice, self._way_out, self._setup = Notice(), WayOut(), Setup()
        for sheet in (self._notice, self._way_out, self._setup):
            self._main.stack.addWidget(sheet)
        self._forget = QTimer(self, singleShot=True, interval=ASKED_FOR)
        self._forget.timeout.connect(self._give_up_asking)
        self._connect()

    def take_view(self, view: QWidget) -> None:
        """Have the page's view, in the place of one that was there."""
        self._view = view

    def show(self, what: Shows) -> None:
        """Show this; nothing is done when it is shown already."""
        if what is not self._shows or not (self._main.isVisible() or self._bar.isVisible()):
            self._shows = what
            self._arrange()

    def hold(self) -> None:
        """Cover whatever else has come above. The bar is not raised over what the person does."""
        if self._is_covering:
            for window in (*self._blanks, self._main):
                window.hold()

    def remind(self) -> None:
        """Bring the bar up once: it has a warning to tell."""
        if self._bar.isVisible():
            self._bar.raise_()

    def choose_corner(self, corner: str) -> None:
        self._bar.corner = corner

    @property
    def is_asking(self) -> bool:
        """Return whether staff see a sheet of theirs."""
        return self._sheet is not None

    def tell_trouble(self, what: str, so: str, following: str) -> None:
        self._notice.tell(what, so, following)

    def tell_left(self, text: str) -> None:
        self._bar.tell(text)

    def ask_code(self, *, has_code: bool) -> None:
        self._ask(self._way_out)
        self._way_out.begin(has_code=has_code)  # after it is shown: what is hidden cannot have the keyboard

    def ask_settings(self, address: str, *, has_code: bool) -> None:
        self._ask(self._setup)
        self._setup.begin(address, has_code=has_code)

    def complain(self, text: str) -> None:
        if self._sheet is not None:
            self._sheet.complain(text)

    def open_up(self) -> None:
        self._way_out.open_up()

    def end_asking(self) -> None:
        """Take the sheet for staff away and show what is under it."""
        self._sheet = None
        self._arrange()

    def close(self) -> None:
        for window in (*self._blanks, self._main, self._bar):
            window.hide()

    @property
    def _is_covering(self) -> bool:
        return self._sheet is not None or self._shows in {Shows.PAGE, Shows.NOTICE}

    def _arrange(self) -> None:
        if not self._is_covering:
            self._open()
            return
        page = self._view if self._shows is Shows.PAGE else None
        top = self._sheet or page or self._notice
        if page is not None and self._main.stack.indexOf(page) < 0:
            self._main.stack.addWidget(page)
        self._main.stack.setCurrentWidget(top)
        self._cover()
        top.setFocus() if top is page else None

    def _cover(self) -> None:
        self._main.lie_over(self._app.primaryScreen())
        others = (
            []
            if self._is_trial
            else [screen for screen in self._app.screens() if screen is not self._app.primaryScreen()]
        )
        while len(self._blanks) > len(others):
            self._blanks.pop().deleteLater()
        while len(self._blanks) < len(others):
            self._blanks.append(Blank())
        for blank, screen in zip(self._blanks, others):
            blank.lie_over(screen)
        self._bar.hide()
        self.hold()

    def _open(self) -> None:
        if self._view is not None and self._bar.stack.indexOf(self._view) < 0:
            self._bar.stack.insertWidget(BarFace.PAGE, self._view)
        self._bar.stack.setCurrentIndex(BarFace.PAGE if self._shows is Shows.BAR else BarFace.COUNTDOWN)
        self._bar.stack.setFocus()
        self._bar.appear()
        for window in (*self._blanks, self._main):
            window.let_go()

    def _ask(self, sheet: WayOut | Setup) -> None:
        self._sheet = sheet
        self._arrange()
        self._forget.start()

    def _give_up_asking(self) -> None:
        """Go back under the sheet, unless it asks for the first address: there is nothing else to show then."""
        if self._sheet is self._way_out or (self._sheet is not None and self._view is not None):
            self.end_asking()

    def _screens_changed(self, _screen: QScreen) -> None:
        QTimer.singleShot(0, self._arrange)

    def _connect(self) -> None:
        for window in (self._main, self._bar):
            window.wants_to_close.connect(self.wants_to_close)
            keys = QShortcut(QKeySequence(sentences.STAFF_KEYS), window)
            keys.setContext(Qt.ShortcutContext.WindowShortcut)
            keys.activated.connect(self.staff_asked)
        self._notice.retry.connect(self.retry_asked)
        self._notice.staff.connect(self.staff_asked)
        self._way_out.tried.connect(self.code_tried)
        self._way_out.leave.connect(self.leave_asked)
        self._way_out.change.connect(self.change_asked)
        self._setup.done.connect(self.settings_given)
        for sheet in (self._way_out, self._setup):
            sheet.back.connect(self.end_asking)
        for field in (self._way_out.code, self._setup.address, self._setup.code):
            field.textEdited.connect(self._forget.start)
        for signal in (self._app.screenAdded, self._app.screenRemoved, self._app.primaryScreenChanged):
            signal.connect(self._screens_changed)
        for screen in self._app.screens():
            screen.geometryChanged.connect(self._arrange)
        self._app.screenAdded.connect(lambda screen: screen.geometryChanged.connect(self._arrange))
