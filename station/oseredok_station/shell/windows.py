"""The windows: one over each monitor, and the bar in a corner."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from oseredok_station import sentences
from oseredok_station.settings import CORNERS
from oseredok_station.shell.panels import STYLE, Sheet

BAR = (640, 96)  # the page is compact where it is lower than 260
GAP = 12
TRIAL = (1024, 700)
ON_TOP = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class Window(QWidget):
    """A window that nobody closes but the program itself; one that is only tried says that somebody wants to."""

    wants_to_close = Signal()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        event.ignore()
        self.wants_to_close.emit()


class Cover(Window):
    """Lies over one monitor. On X11 it is no business of the window manager: it cannot be minimised, moved or left behind on
    another desktop, and it holds the keyboard, so that the manager's keys do not work either."""

    def __init__(self, *, is_trial: bool) -> None:
        super().__init__()
        self._is_trial = is_trial
        self._is_x11 = QGuiApplication.platformName() == "xcb"
        self.setWindowTitle(sentences.WINDOW_TITLE)
        self.stack = QStackedWidget()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.stack)
        if is_trial:
            self.resize(*TRIAL)
            return
        self.setWindowFlags(Qt.WindowType.Window | ON_TOP)
        self.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint, self._is_x11)

    def lie_over(self, screen: QScreen) -> None:
        if self._is_trial:
            self.show()
            return
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        # A window that its manager does not know has no full screen to ask for: it simply is as large.
        self.show() if self._is_x11 else self.showFullScreen()

    def hold(self) -> None:
        """Be above everything and have the keyboard. Called again and again, since other programs want the same."""
        if self._is_trial:
            return
        self.raise_()
        if not self.isActiveWindow():
            self.activateWindow()
        handle = self.windowHandle()
        if self._is_x11 and handle is not None:
            handle.setKeyboardGrabEnabled(True)

    def let_go(self) -> None:
        handle = self.windowHandle()
        if self._is_x11 and handle is not None:
            handle.setKeyboardGrabEnabled(False)
        self.hide()


class Blank(Cover):
    """Lies over a monitor that is not the main one."""

    def __init__(self) -> None:
        super().__init__(is_trial=False)
        sheet = Sheet()
        sheet.say(sentences.OTHER_SCREEN, kind="quiet").setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(sheet)

    def hold(self) -> None:
        self.raise_()  # the keyboard belongs to the main one


class BarFace(IntEnum):
    """What the bar shows: the places in its stack."""

    COUNTDOWN = 0
    PAGE = 1


class Bar(Window):
    """The small window of a session: the compact page, or our own countdown when the page cannot speak."""

    def __init__(self, *, is_trial: bool) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setStyleSheet(STYLE)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(sentences.WINDOW_TITLE)
        if not is_trial:
            self.setWindowFlags(Qt.WindowType.Window | ON_TOP)
        self.corner = CORNERS[0]
        self.setFixedSize(*BAR)
        self.stack = QStackedWidget()
        self._countdown = QLabel()
        self._countdown.setWordWrap(True)
        self._countdown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self._countdown)
        mover = QPushButton("⤢")
        mover.setToolTip(sentences.TO_ANOTHER_CORNER)
        mover.setAccessibleName(sentences.TO_ANOTHER_CORNER)
        mover.setFixedWidth(34)
        mover.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        mover.setStyleSheet("padding: 0")
        mover.clicked.connect(self._to_next_corner)
        across = QHBoxLayout(self)
        across.setContentsMargins(2, 2, 2, 2)
        across.setSpacing(2)
        across.addWidget(mover)
        across.addWidget(self.stack, 1)

    def appear(self) -> None:
        self._place()
        self.show()

    def tell(self, text: str) -> None:
        if self._countdown.text() != text:
            self._countdown.setText(text)

    def _to_next_corner(self) -> None:
        self.corner = CORNERS[(CORNERS.index(self.corner) + 1) % len(CORNERS)]
        self._place()

    def _place(self) -> None:
        room = QGuiApplication.primaryScreen().availableGeometry().adjusted(GAP, GAP, -GAP, -GAP)
        place = QRect(0, 0, *BAR)
        place.moveTopLeft(room.topLeft())
        if "bottom" in self.corner:
            place.moveBottom(room.bottom())
        if "right" in self.corner:
            place.moveRight(room.right())
        self.move(place.topLeft())
