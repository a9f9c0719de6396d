"""Copies in an S3 store: a local server that speaks its language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from oseredok.base.backup.problems import BackupError
from oseredok.base.backup.targets import Absent, Bucket
from tests.console.processes import free_port


@pytest.fixture
def store() -> Iterator[str]:
    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket="copies")
    client.close()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop()


def copy(tmp_path: Path, name: str = "oseredok-2026-10-14-000000-abcdef.zip") -> tuple[Path, str]:
    path = tmp_path / name
    path.write_bytes(bytes(range(256)) * 30_000)  # more than one part of an upload
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_copy_is_sent_read_back_listed_and_removed(store: str, tmp_path: Path) -> None:
    path, sha256 = copy(tmp_path)
    bucket = Bucket(f"http://key:secret@{store}/copies/tykhohory")
    bucket.put(path, sha256=sha256)
    assert bucket.names() == [path.name]
    assert bucket.words == "127.0.0.1/copies/tykhohory"
    assert Bucket(f"http://key:secret@{store}/copies/another").names() == []
    bucket.remove(path.name)
    assert bucket.names() == []


def test_what_comes_back_otherwise_is_refused(store: str, tmp_path: Path) -> None:
    path, _sha256 = copy(tmp_path)
    with pytest.raises(BackupError, match="не те, що ми надіслали"):
        Bucket(f"http://key:secret@{store}/copies").put(path, sha256="0" * 64)


def test_a_wrong_bucket_is_told_without_the_key(store: str) -> None:
    with pytest.raises(BackupError, match="NoSuchBucket") as refusal:
        Bucket(f"http://key:topsecret@{store}/nothing").names()
    assert "topsecret" not in str(refusal.value)


def test_a_store_that_does_not_answer_is_absent_not_a_crash() -> None:
    with pytest.raises(Absent, match="не відповідає"):
        Bucket(f"http://key:secret@127.0.0.1:{free_port()}/copies").names()
