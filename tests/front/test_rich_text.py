"""Whatever a browser sends as the text of news, only a short list of tags is kept."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oseredok.library.site import richtext

PICTURE = "/pictures/0b5a3c1e-7f4d-4a57-9f7b-1f2f4a1f9a10/"

ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href=' &#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<p onclick=alert(1) style='position:fixed'>x</p>",
    "<iframe src='https://example.com'></iframe>",
    "<style>*{display:none}</style>",
    "<math><mtext><table><mglyph><style><!--</style><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form action='https://example.com'><input name=password></form>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<b onmouseover=alert(1)>x</b>",
    "<h1><i/onclick=alert(1)>x</i></h1>",
    "<div><div><script>x</script></div></div>",
    "<object data='javascript:alert(1)'>",
    "<base href='https://example.com/'>",
    '<img alt="<script>alert(1)</script>" src="https://example.com/x.png">',
    f'<img src="{PICTURE}" onerror="alert(1)" alt="&quot; onload=alert(1)">',
    "<table><tr><td style='x'><script>alert(1)</script></table>",
]


class Seen(HTMLParser):
    """Every tag and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")


def assert_harmless(html: str) -> None:
    seen = Seen()
    seen.feed(html)
    assert seen.tags <= richtext.TAGS
    for tag, name, value in seen.attributes:
        assert (tag, name) in {("a", "href"), ("a", "rel"), ("img", "src"), ("img", "alt")}
        if tag == "img" and name == "src":
            assert richtext.PICTURE.fullmatch(value), "only pictures of this site"
        if name == "href" and ":" in value.split("/")[0]:
            assert value.split(":")[0].lower() in richtext.SCHEMES


@pytest.mark.parametrize("attack", ATTACKS)
def test_known_attacks_leave_nothing_behind(attack: str) -> None:
    for html in (attack, f"<p>слова {attack} слова</p>", attack.upper()):
        assert_harmless(richtext.clean(html))
        assert_harmless(richtext.from_plain(html))


PARTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *ATTACKS,
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<ul><li>",
                "</ul>",
                "<",
                ">",
                '"',
                "'",
                "&lt;script&gt;",
                "<!--",
                "-->",
                "<div>",
                f'<img src="{PICTURE}" alt="',
                "<img alt=x src=//example.com>",
                "<table><tr><th>",
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=12,
).map("".join)


@given(PARTS)
@example("<script>alert(1)</script>A'A")
@example("<?<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>")
def test_a_script_never_survives(html: str) -> None:
    cleaned = richtext.clean(html)

    assert_harmless(cleaned)
    assert richtext.clean(cleaned) == cleaned


@given(PARTS)
def test_typed_text_never_becomes_a_script(text: str) -> None:
    assert_harmless(richtext.from_plain(text))


def test_words_and_allowed_tags_stay() -> None:
    html = '<h2>Розклад</h2><ul><li>понеділок</li></ul><p>Див. <a href="https://example.com/">сайт</a><br>і <strong>головне</strong></p>'

    assert richtext.clean(html).replace(' rel="noopener noreferrer"', "") == html


def test_what_word_processors_write_becomes_ours() -> None:
    html = (
        '<h1 style="color:red">Тема</h1><div>Перший</div><div><b>Другий</b> <i>рядок</i></div><p>&nbsp;</p><p><br></p>'
    )

    assert richtext.clean(html) == "<h2>Тема</h2><p>Перший</p><p><strong>Другий</strong> <em>рядок</em></p>"


def test_plain_text_becomes_paragraphs() -> None:
    html = richtext.from_plain("Перший рядок\nдругий\n\nНовий абзац")

    assert re.sub(r"\s*\n\s*", "", html) == "<p>Перший рядок<br>другий</p><p>Новий абзац</p>"


def test_the_plain_notation_comes_back_as_it_was() -> None:
    text = "Вступ **важливо** і *так*.\n\n## Розклад\n\n- один\n- два [сайт](https://example.com/a?b=1&c=2)\n\n1. раз\n2. два\n\n> цитата"

    assert richtext.to_plain(richtext.from_plain(text)) == text


def test_tags_typed_by_hand_stay_words() -> None:
    assert richtext.words_of(richtext.from_plain("Тег <b> у тексті")) == "Тег <b> у тексті"
