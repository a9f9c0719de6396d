"""The settings file: an INI file with one section, the same on every platform."""

from __future__ import annotations

import configparser
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from oseredok_station import address, places
from oseredok_station.address import Address
from oseredok_station.problems import StationError

SECTION = "station"
CORNERS = ("bottom-right", "bottom-left", "top-right", "top-left")
SECONDS = {"command_limit": (1, 3600), "patience": (3, 600)}
HEAD = "# Налаштування робочого місця. Пояснення: README програми oseredok-station.\n"


@dataclass(frozen=True)
class Settings:
    """What the library decides for one computer. Empty means: not set."""

    address: str = ""
    exit_code: str = ""  # sealed, see `staff_code`
    on_start: str = ""
    on_end: str = ""
    command_limit: int = 60  # seconds
    patience: int = 60  # seconds in which the page must speak
    corner: str = CORNERS[0]

    @property
    def library(self) -> Address | None:
        return address.read(self.address) if self.address else None


def find(chosen: Path | None = None) -> Path:
    """Return the file to read: the one that was named, else the computer's, else the account's own where that is the only one."""
    if chosen is not None:
        return chosen
    own = places.own_settings()
    return own if own.exists() and not places.shared_settings().exists() else places.shared_settings()


def load(file: Path) -> Settings:
    """Read the file; one that is absent gives defaults.

    Raises `StationError` that names the file and the line of settings that cannot be used.
    """
    reader = configparser.ConfigParser(interpolation=None)
    try:
        reader.read_string(file.read_text(encoding="utf-8-sig"), source=str(file))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, configparser.Error) as error:
        raise StationError(f"Не вдалося прочитати налаштування {file}: {error}") from error
    written = dict(reader[SECTION]) if reader.has_section(SECTION) else {}
    unknown = set(written) - {field.name for field in fields(Settings)}
    if unknown:
        raise StationError(f"У {file} є невідомі налаштування: {', '.join(sorted(unknown))}.")
    return _checked(written, file)


def save(file: Path, settings: Settings) -> None:
    """Write the file whole or not at all. Raises `StationError` where this account may not."""
    writer = configparser.ConfigParser(interpolation=None)
    writer[SECTION] = {
        field.name: str(getattr(settings, field.name)) for field in fields(Settings) if _is_set(settings, field.name)
    }
    beside = file.with_name(file.name + ".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as target:
            target.write(HEAD)
            writer.write(target)
        beside.replace(file)
    except OSError as error:
        raise StationError(f"Не вдалося записати налаштування {file}: {error.strerror or error}.") from error


def save_where_allowed(file: Path, settings: Settings) -> None:
    """Write the file that was read; when it is the computer's and not ours to write, the account's own, if that is what counts.

    Raises `StationError` when the computer's file exists: it would go before the account's, so only its administrator changes it.
    """
    try:
        save(file, settings)
    except StationError:
        if file != places.shared_settings() or file.exists():
            raise
        save(places.own_settings(), settings)


def _is_set(settings: Settings, name: str) -> bool:
    return bool(getattr(settings, name) != getattr(Settings(), name))


def _checked(written: dict[str, str], file: Path) -> Settings:
    values: dict[str, Any] = {name: value.strip() for name, value in written.items()}
    for name in SECONDS.keys() & values.keys():
        values[name] = _seconds(file, name, values[name])
    settings = Settings(**values)
    if settings.corner not in CORNERS:
        raise StationError(f"У {file} corner має бути одним із: {', '.join(CORNERS)}.")
    try:
        _ = settings.library
    except StationError as error:
        raise StationError(f"У {file} неправильна адреса. {error}") from error
    return settings


def _seconds(file: Path, name: str, text: str) -> int:
    shortest, longest = SECONDS[name]
    if text.isdecimal() and shortest <= int(text) <= longest:
        return int(text)
    raise StationError(f"У {file} {name} має бути числом секунд від {shortest} до {longest}, а не «{text}».")
