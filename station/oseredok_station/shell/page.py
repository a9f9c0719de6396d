"""The kiosk page in its own browser, which knows one site and keeps nothing of any other."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineDownloadRequest,
    QWebEngineLoadingInfo,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView

from oseredok_station.address import Address
from oseredok_station.state import Trouble

log = logging.getLogger(__name__)

# A text, since lists do not come through Qt whole.
ASK = "JSON.stringify([document.documentElement.dataset.station || '', document.title])"
OFF = (
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
)


class OnlyTheLibrary(QWebEngineUrlRequestInterceptor):
    """Stops every request to another origin, so that no other site can leave anything in the profile."""

    INSIDE = frozenset({"data", "blob", "about"})

    def __init__(self, library: Address, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802
        url = info.requestUrl()
        if url.scheme() not in self.INSIDE and not self._library.allows(url.toString()):
            info.block(True)


class Page(QWebEnginePage):
    """Goes to no other site, opens no window, asks for no permission."""

    def __init__(self, library: Address, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self._library = library
        for attribute in OFF:
            self.settings().setAttribute(attribute, False)
        self.settings().setAttribute(QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture, False)
        self.setBackgroundColor(Qt.GlobalColor.transparent)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, isMainFrame: bool) -> bool:  # noqa: N802, N803
        address = url if isinstance(url, str) else url.toString()
        return address == "about:blank" or self._library.allows(address)

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:  # noqa: N802
        return None  # type: ignore[return-value]  # Qt's way to say: no window

    def javaScriptConsoleMessage(self, level: Any, message: str, line: int, source: str) -> None:  # noqa: N802
        """Keep the page's words out of our output: they may name a person."""


class Browser(QObject):
    """One view whose page is renewed when its renderer dies or hangs; cookies outlive all of them."""

    loaded = Signal()
    failed = Signal(Trouble)
    spoke = Signal(str, str)  # the title and the word, which is empty when only the title changed
    answered = Signal()

    def __init__(self, library: Address, folder: Path) -> None:
        super().__init__()
        self._library = library
        self._profile = self._own_profile(folder)
        self.view = QWebEngineView()
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setAcceptDrops(False)
        self._page = self._new_page()

    def load(self) -> None:
        self._page.load(QUrl(self._library.page))

    def renew(self) -> None:
        """Put a fresh page in place of a dead or silent one. A renderer that hangs is killed, or it would live on beside."""
        old, process = self._page, self._page.renderProcessPid()
        old.disconnect(self)
        self._page = self._new_page()
        if process > 0:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        old.deleteLater()

    def ask(self) -> None:
        """Ask the page for its word; `answered` and, from a kiosk page, `spoke` follow. A page that hangs answers nothing."""
        page = self._page

        def heard(answer: Any) -> None:
            if page is self._page and answer:
                word, title = json.loads(answer)
                self.answered.emit()
                self.spoke.emit(title, word)

        page.runJavaScript(ASK, QWebEngineScript.ScriptWorldId.ApplicationWorld.value, heard)

    def close(self) -> None:
        """Let go of the view, the page and the profile in the order that Qt wants: nobody may outlive the profile."""
        self._page.disconnect(self)
        for part in (self.view, self._page, self._profile):
            shiboken6.delete(part)

    def _own_profile(self, folder: Path) -> QWebEngineProfile:
        profile = QWebEngineProfile("station", self)
        profile.setPersistentStoragePath(str(folder / "profile"))
        profile.setCachePath(str(folder / "cache"))
        # A pairing has a date and stays; a visitor's sign-in has none and goes with the program.
        profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.AllowPersistentCookies)
        profile.setHttpAcceptLanguage("uk,en;q=0.5")
        profile.setSpellCheckEnabled(False)
        profile.setUrlRequestInterceptor(OnlyTheLibrary(self._library, profile))
        profile.downloadRequested.connect(self._refuse_download)
        return profile

    def _new_page(self) -> Page:
        page = Page(self._library, self._profile, self)
        page.loadingChanged.connect(self._loading)
        page.titleChanged.connect(self._title)
        page.renderProcessTerminated.connect(self._terminated)
        page.certificateError.connect(self._certificate)
        self.view.setPage(page)
        return page

    def _loading(self, info: QWebEngineLoadingInfo) -> None:
        if info.status() == QWebEngineLoadingInfo.LoadStatus.LoadSucceededStatus:
            self.loaded.emit()
            self.ask()
        elif info.status() == QWebEngineLoadingInfo.LoadStatus.LoadFailedStatus:
            log.warning("page: not loaded, %s %s", info.errorDomain().name, info.errorCode())
            self.failed.emit(Trouble.UNREACHABLE)

    def _title(self, title: str) -> None:
        self.spoke.emit(title, "")

    def _terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        log.warning("page: renderer ended, %s %s", status.name, code)
        self.failed.emit(Trouble.CRASHED)

    def _certificate(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        self.failed.emit(Trouble.CERTIFICATE)

    @staticmethod
    def _refuse_download(download: QWebEngineDownloadRequest) -> None:
        download.cancel()
