"""Where finished copies are put: the data folder, any other folder (a stick), S3. One interface for all."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from oseredok.base.backup.archive import BLOCK, SteadyFile
from oseredok.base.backup.choices import FOLDER
from oseredok.base.backup.models import Target
from oseredok.base.backup.problems import BackupError, no_space, of_the_system
from oseredok.base.preferences import queries as preferences

_NAME = re.compile(r"oseredok-(\d{4}-\d\d-\d\d-\d{6})-([0-9a-f]{6})\.zip")
SPARE = 50 * 1024 * 1024
_KEY_REFUSED = {"InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "ExpiredToken"}


class Absent(BackupError):  # noqa: N818 - a state of the place
    """The place cannot be reached now: a stick that was taken out, a network that is down. Tried again later."""

    default_code = "absent"


class Place(Protocol):
    """Somewhere copies lie."""

    @property
    def target(self) -> Target: ...
    @property
    def words(self) -> str: ...
    def put(self, source: Path, *, sha256: str) -> None: ...
    def names(self) -> list[str]: ...
    def remove(self, name: str) -> None: ...


def name_of(moment: datetime) -> str:
    """Return the file's name: when (UTC), and whose: several centres may share a stick."""
    return f"oseredok-{moment.astimezone(UTC):%Y-%m-%d-%H%M%S}-{centre_mark()}.zip"


def moment_of(name: str) -> datetime | None:
    """Return when a copy of this centre was made; None for any other file."""
    found = _NAME.fullmatch(name)
    if not found or found[2] != centre_mark():
        return None
    try:
        return datetime.strptime(found[1], "%Y-%m-%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def centre_mark() -> str:
    return mark_of(settings.SECRET_KEY)


def mark_of(secret: str) -> str:
    """Return six signs by which files of one centre are known among those of others."""
    return hashlib.sha256(f"backup:{secret}".encode()).hexdigest()[:6]


def own() -> Folder:
    return Folder(Target.OWN, Path(settings.DATA) / "backups")


def others() -> list[Place]:
    """Return the further places that the library has named."""
    places: list[Place] = []
    if chosen := preferences.value(FOLDER):
        places.append(Folder(Target.FOLDER, Path(chosen).expanduser()))
    if settings.BACKUP_S3_URL:
        places.append(Bucket(settings.BACKUP_S3_URL))
    return places


def places() -> list[Place]:
    return [own(), *others()]


@dataclass(frozen=True)
class Folder:
    """A folder of this computer, a stick, a shared folder of the network."""

    target: Target
    path: Path

    @property
    def words(self) -> str:
        return str(self.path)

    def put(self, source: Path, *, sha256: str) -> None:
        """Copy, push to the disk, read back, compare, then give the name.

        Raises:
            Absent: the folder is not there. It is never made: an absent stick would become a folder of the disk.
            BackupError: no room, not writable, what was read back is not what was written.
        """
        self._refuse_absent()
        needed, free = source.stat().st_size + SPARE, shutil.disk_usage(self.path).free
        if needed > free:
            raise no_space(needed=needed, free=free, where=self.path)
        part = self.path / f"{source.name}.part"
        try:
            part.unlink(missing_ok=True)
            _copy(source, part)
            with part.open("rb") as written:
                if hashlib.file_digest(written, "sha256").hexdigest() != sha256:
                    raise BackupError(
                        _("Записане в {where} не збігається з копією. Перевірте флешку чи диск.").format(
                            where=self.path
                        ),
                        code="damaged",
                    )
            part.replace(self.path / source.name)
        except OSError as error:
            raise of_the_system(error) from error
        finally:
            part.unlink(missing_ok=True)

    def names(self) -> list[str]:
        self._refuse_absent()
        return [path.name for path in self.path.iterdir() if path.is_file()]

    def remove(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)

    def _refuse_absent(self) -> None:
        if self.target == Target.OWN:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.path.is_dir():
            raise Absent(
                _("Теки {path} немає: уставте флешку або змініть теку в налаштуваннях.").format(path=self.path)
            )


def _copy(source: Path, part: Path) -> None:
    target = SteadyFile(part)
    try:
        os.chmod(part, 0o600)  # noqa: PTH101 - FAT has no rights: then nothing happens
        with source.open("rb") as reading:
            while block := reading.read(BLOCK):
                target.write(block)
        target.sync()
    finally:
        target.close()


class Bucket:
    """S3: Amazon's or anybody's who speaks it. `https://key:secret@host/bucket/folder`."""

    target = Target.S3

    def __init__(self, url: str) -> None:
        import urllib3
        from minio import Minio

        parts = urlsplit(url)
        self._bucket, _slash, folder = parts.path.strip("/").partition("/")
        self._prefix = f"{folder}/" if folder else ""
        self._host = parts.hostname or ""
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=15, read=60), retries=urllib3.Retry(2, backoff_factor=0.5)
        )
        self._client = Minio(
            f"{self._host}:{parts.port}" if parts.port else self._host,
            access_key=unquote(parts.username or ""),
            secret_key=unquote(parts.password or ""),
            secure=parts.scheme == "https",
            http_client=self._pool,
        )

    @property
    def words(self) -> str:
        return f"{self._host}/{self._bucket}/{self._prefix}".rstrip("/")

    def put(self, source: Path, *, sha256: str) -> None:
        """Send in parts, then read back and compare. S3 gives the name only to what has arrived whole."""
        key = self._prefix + source.name
        with self._plain_words():
            self._client.fput_object(self._bucket, key, str(source), content_type="application/zip")
            seen = hashlib.sha256()
            answer = self._client.get_object(self._bucket, key)
            try:
                for block in answer.stream(BLOCK):
                    seen.update(block)
            finally:
                answer.close()
                answer.release_conn()
        if seen.hexdigest() != sha256:
            raise BackupError(_("Сховище повернуло не те, що ми надіслали."), code="damaged")

    def names(self) -> list[str]:
        with self._plain_words():
            found = self._client.list_objects(self._bucket, prefix=self._prefix)
            return [str(one.object_name).removeprefix(self._prefix) for one in found]

    def remove(self, name: str) -> None:
        with self._plain_words():
            self._client.remove_object(self._bucket, self._prefix + name)

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        import urllib3
        from minio.error import MinioException, S3Error

        try:
            yield
        except S3Error as error:
            # Its own text has the address with the key in it: only the code is told.
            if error.code in _KEY_REFUSED:
                sentence = _("Сховище S3 не прийняло ключа ({code}). Перевірте ключ і секрет у BACKUP_S3_URL.")
            else:
                sentence = _("Сховище S3 відмовило: {code}. Перевірте BACKUP_S3_URL.")
            sentence = sentence.format(code=error.code)
            raise BackupError(sentence, code="s3") from None
        except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
            raise Absent(_("Сховище S3 {host} не відповідає. Спробуємо ще раз.").format(host=self._host)) from error
        finally:
            self._pool.clear()
