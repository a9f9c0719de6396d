"""Pictures are judged by their content, drawn anew, described by words, and shown only from this site."""

from __future__ import annotations

import io
import json
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.test import Client
from PIL import Image

from oseredok.base.core.errors import Invalid
from oseredok.library.site import pictures, shown
from oseredok.library.site.models import Page, Picture
from tests.site import written
from tests.world import World

FORM = {"title": "Доступність", "body": "Пандус із двору.", "summary": "", "place": ""}


def read(file: FieldFile) -> bytes:
    with file.open("rb") as kept:
        return kept.read()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_is_drawn_upright_smaller_and_without_what_the_camera_wrote(world: World) -> None:
    photo = written.photo(size=(2400, 1200), turned=True, where="49.55123, 25.59477")
    picture = written.a_picture(world, content=photo)
    kept = read(picture.file)

    assert opened(kept).format == "WEBP"
    assert opened(kept).size == (picture.width, picture.height) == (1200, 2400)
    assert not opened(kept).getexif()
    assert b"49.55123" in photo
    assert b"49.55123" not in kept
    assert opened(read(picture.small)).width == 640
    assert picture.size == len(kept)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_the_kinds_that_phones_make_are_taken(world: World, kind: str) -> None:
    assert written.a_picture(world, content=written.photo(size=(300, 200), kind=kind)).width == 300


def bomb() -> bytes:
    """A small PNG that says it is forty thousand points wide and high."""
    head = b"IHDR" + (40_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    body = b"IDAT" + zlib.compress(b"\x00" * 4096)
    chunks = [
        len(part[4:]).to_bytes(4, "big") + part + zlib.crc32(part).to_bytes(4, "big") for part in (head, body, b"IEND")
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "file_kind"),
        (b"GIF89a" + b"\x00" * 40, "file_kind"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 64, "file_broken"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 200, "file_broken"),
        (bomb(), "file_broken"),
    ],
    ids=["empty", "svg", "gif", "torn png", "torn jpeg", "bomb"],
)
def test_what_is_no_picture_is_refused(world: World, content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        written.a_picture(world, content=content)
    assert refused.value.code in (code, "file_pixels" if content == bomb() else code)
    assert not Picture.objects.exists()


def test_half_a_photo_is_refused(world: World) -> None:
    whole = written.photo(kind="PNG")
    with pytest.raises(Invalid) as refused:
        written.a_picture(world, content=whole[: len(whole) // 2])
    assert refused.value.code == "file_broken"


@pytest.mark.parametrize("alt", ["", "  ", "\u200b"])
def test_a_picture_without_words_is_refused(world: World, alt: str) -> None:
    with pytest.raises(Invalid) as refused:
        written.a_picture(world, alt=alt)
    assert refused.value.code == "alt-missing"


def test_a_picture_is_given_to_everybody_and_kept_by_the_browser(client: Client, world: World) -> None:
    picture = written.a_picture(world)
    for path in (f"/pictures/{picture.public_id}/", f"/pictures/{picture.public_id}/small/"):
        answer = client.get(path)
        assert answer.headers["Content-Type"] == "image/webp"
        assert "immutable" in answer.headers["Cache-Control"]
        assert b"".join(answer.streaming_content)[8:12] == b"WEBP"  # type: ignore[attr-defined]
    (Path(settings.MEDIA_ROOT) / picture.file.name).unlink()
    assert client.get(f"/pictures/{picture.public_id}/").status_code == 404


def test_without_a_script_a_picture_is_put_into_the_text_and_nothing_typed_is_lost(
    client: Client, world: World
) -> None:
    world.sign_in(client, "director")
    sent = {**FORM, "do": "picture", "picture": written.sent(), "picture_alt": "Пандус [з двору]"}
    told = client.post("/office/pages/new/", sent).content.decode()
    picture = Picture.objects.get()

    assert not Page.objects.exists(), "only the picture was kept"
    assert f"Пандус із двору.\n\n![Пандус (з двору)](/pictures/{picture.public_id}/)" in told
    assert 'value="Доступність"' in told
    body = f"Пандус.\n\n![Пандус (з двору)](/pictures/{picture.public_id}/)"
    client.post("/office/pages/new/", {**FORM, "body": body})
    page = Page.objects.get()
    written.publish(world, page)
    seen = client.get(f"/{page.slug}/").content.decode()
    assert f'srcset="/pictures/{picture.public_id}/small/ 640w' in seen
    assert 'alt="Пандус (з двору)"' in seen


def test_a_wrong_picture_is_told_beside_its_field_and_the_text_stays(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    for path in ("/office/pages/new/", "/desk/news/new/"):
        for file, alt, sentence in (
            (written.sent(b"MZ" * 40), "Слова", "Такий файл не підходить"),
            (written.sent(), "", "Напишіть, що на зображенні."),
            (None, "Слова", "Виберіть файл."),
        ):
            sent = {**FORM, "do": "picture", "picture_alt": alt, **({"picture": file} if file else {})}
            answer = client.post(path, sent)
            assert answer.status_code == 422
            assert sentence in answer.content.decode()
            assert "Пандус із двору.</textarea>" in answer.content.decode()


def test_the_script_of_the_editor_gets_a_tag_or_a_sentence(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    good = client.post("/desk/news/pictures/", {"picture": written.sent(), "picture_alt": '<b>"Вхід"</b>'})
    picture = Picture.objects.get()
    bad = client.post("/desk/news/pictures/", {"picture": written.sent(b"x" * 99), "picture_alt": "Вхід"})

    tag = f'<img src="/pictures/{picture.public_id}/" alt="&lt;b&gt;&quot;Вхід&quot;&lt;/b&gt;">'
    assert json.loads(good.content) == {"html": tag}
    assert bad.status_code == 422
    assert "Такий файл не підходить" in json.loads(bad.content)["refusals"][0]
    world.sign_in(client, "methodist")
    assert client.post("/desk/news/pictures/", {}).status_code == 403


def test_a_picture_that_is_kept_no_more_is_left_out_of_the_text(world: World) -> None:
    picture = written.a_picture(world)
    html = f'<p>До <img src="/pictures/{picture.public_id}/" alt="Вхід"> після</p>'

    assert 'width="1280"' in shown.completed(html)
    picture.delete()
    assert shown.completed(html) == "<p>До  після</p>"


def test_transparent_pictures_stay_transparent(world: World) -> None:
    made = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(made, "PNG")
    (drawn,) = pictures.draw(written.sent(made.getvalue()), 40)

    assert opened(drawn.content).mode == "RGBA"
