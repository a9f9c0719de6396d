"""Our own sheets over the page: what is wrong, the way out for staff, the first settings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from oseredok_station import sentences

WIDTH = 620
STYLE = """
QWidget#sheet, QWidget#bar { background: #102f49; }
QLabel { color: #f6f1e7; font-size: 20px; }
QLabel#title { font-size: 30px; font-weight: bold; }
QLabel#quiet { color: #b9cbd9; font-size: 17px; }
QLabel#wrong { color: #ffd7c9; font-size: 18px; font-weight: bold; }
QLineEdit { background: #ffffff; color: #1d2433; border: 2px solid #6f7684; border-radius: 6px; padding: 9px; font-size: 20px; }
QLineEdit:focus, QPushButton:focus { border: 3px solid #f2b632; }
QPushButton { background: #f6f1e7; color: #102f49; border: 3px solid transparent; border-radius: 6px; padding: 9px 18px; font-size: 18px; }
QPushButton:hover { background: #ffffff; }
QPushButton#quiet { background: transparent; color: #b9cbd9; border: 3px solid transparent; text-decoration: underline; }
QPushButton#quiet:focus { border: 3px solid #f2b632; }
"""


class Sheet(QWidget):
    """A dark sheet with a narrow column in its middle."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(STYLE)
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        self.column = QVBoxLayout(inner)
        self.column.setSpacing(18)
        across = QHBoxLayout()
        across.addStretch()
        across.addWidget(inner, 10)
        across.addStretch()
        outer = QVBoxLayout(self)
        outer.addStretch()
        outer.addLayout(across)
        outer.addStretch()

    def say(self, text: str = "", *, kind: str = "") -> QLabel:
        label = QLabel(text)
        label.setObjectName(kind)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(label)
        return label


class Notice(Sheet):
    """Covers while the page cannot: why, when the next try is, and a door for staff."""

    retry = Signal()
    staff = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._what, self._so, self._next = self.say(kind="title"), self.say(), self.say(kind="quiet")
        again = QPushButton(sentences.TRY_NOW)
        again.clicked.connect(self.retry)
        for_staff = QPushButton(sentences.FOR_STAFF)
        for_staff.setObjectName("quiet")
        for_staff.clicked.connect(self.staff)
        row = QHBoxLayout()
        row.addWidget(again)
        row.addWidget(for_staff)
        row.addStretch()
        self.column.addLayout(row)

    def tell(self, what: str, so: str, following: str) -> None:
        for label, words in ((self._what, what), (self._so, so), (self._next, following)):
            if label.text() != words:
                label.setText(words)


class WayOut(Sheet):
    """Asks a code, then offers what staff may do. Who comes here by chance goes back by one key."""

    tried = Signal(str)
    leave = Signal()
    change = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.say(sentences.FOR_STAFF, kind="title")
        self._label = self.say(sentences.CODE)
        self.code = _secret(sentences.CODE)
        self.code.returnPressed.connect(self._try)
        self.column.addWidget(self.code)
        self.wrong = self.say(kind="wrong")
        self._next, self._leave, self._change = (
            QPushButton(text) for text in (sentences.CONTINUE, sentences.LEAVE, sentences.CHANGE_ADDRESS)
        )
        back = QPushButton(sentences.BACK)
        self._next.clicked.connect(self._try)
        self._leave.clicked.connect(self.leave)
        self._change.clicked.connect(self.change)
        back.clicked.connect(self.back)
        row = QHBoxLayout()
        for button in (self._next, self._leave, self._change, back):
            row.addWidget(button)
        row.addStretch()
        self.column.addLayout(row)

    def begin(self, *, has_code: bool) -> None:
        """Ask anew; without a code there is nothing to ask for."""
        self._open(False)
        self.complain("" if has_code else sentences.NO_CODE)
        self._ask_code(has_code)
        self.code.clear()
        self.code.setFocus()

    def complain(self, text: str) -> None:
        self.wrong.setText(text)
        self.code.selectAll()

    def open_up(self) -> None:
        """Show what the right code opens."""
        self.complain("")
        self._open(True)
        self._leave.setFocus()

    def _open(self, is_open: bool) -> None:
        self._leave.setVisible(is_open)
        self._change.setVisible(is_open)
        self._ask_code(not is_open)

    def _ask_code(self, is_asked: bool) -> None:
        self._label.setVisible(is_asked)
        self.code.setVisible(is_asked)
        self._next.setVisible(is_asked)

    def _try(self) -> None:
        self.tried.emit(self.code.text())


class Setup(Sheet):
    """Asks the address and the code for leaving: at the first start, and when staff change them."""

    done = Signal(str, str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.say(sentences.SETUP, kind="title")
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(10)
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://biblioteka.example")
        self.code = _secret(sentences.NEW_CODE)
        form.addRow(sentences.ADDRESS, self.address)
        form.addRow(sentences.NEW_CODE, self.code)
        self.column.addLayout(form)
        self._hint, self.wrong = self.say(kind="quiet"), self.say(kind="wrong")
        save, self._back = QPushButton(sentences.SAVE), QPushButton(sentences.BACK)
        save.clicked.connect(self._save)
        self._back.clicked.connect(self.back)
        for field in (self.address, self.code):
            field.returnPressed.connect(self._save)
        row = QHBoxLayout()
        row.addWidget(save)
        row.addWidget(self._back)
        row.addStretch()
        self.column.addLayout(row)

    def begin(self, address: str, *, has_code: bool) -> None:
        self.address.setText(address)
        self.code.clear()
        self.wrong.clear()
        self._hint.setText(sentences.KEEP_CODE_HINT if has_code else sentences.NEW_CODE_HINT)
        self._back.setVisible(bool(address))
        self.address.setFocus()

    def complain(self, text: str) -> None:
        self.wrong.setText(text)

    def _save(self) -> None:
        self.done.emit(self.address.text(), self.code.text())


def _secret(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    return field
