"""Every component of the design system as a template tag. A template builtin: no `{% load %}` is needed.

Leaves are inclusion tags (`{% button "Далі" %}`), wrappers are block tags (`{% panel "Місяць" %}…{% endpanel %}`).
Each renders `templates/ui/<name>.html`; the gallery under `/look/` shows all of them, `README.md` lists their arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.http import QueryDict
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from oseredok.base.ui import icons
from oseredok.base.ui.bars import Bar
from oseredok.base.ui.fields import dressed, error_links

register = template.Library()
block = register.simple_block_tag

NOTICE_ICONS = {"info": "info", "success": "circle-check", "warning": "triangle-alert", "danger": "circle-alert"}


# --- Signs --------------------------------------------------------------------------------------------
@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: int | None = None) -> SafeString:
    """Draw a Lucide icon, hidden from screen readers: the word stands beside it. `size` in px at 18 px text.

    Raises `TemplateSyntaxError` for a name that is not in `icons/`.
    """
    try:
        shapes = icons.body(name)
    except icons.UnknownIcon as error:
        raise TemplateSyntaxError(f"No icon {name!r} in oseredok/base/ui/icons") from error
    # rem, not px: an icon grows with the letters.
    sides = format_html(' width="{0}rem" height="{0}rem"', round(size / 18, 3)) if size else ""
    return format_html(
        '<svg class="icon{}"{} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        " icon--sized" if size else "",
        sides,
        mark_safe(shapes),  # noqa: S308 - our own files
    )


@register.inclusion_tag("ui/window.html")
def window(lit: bool = False) -> dict[str, Any]:
    """One small window. Lit means free, open, done, reached: for you, now."""
    return {"panes": [bool(lit)]}


@register.simple_tag
def windows(lit: int, total: int, most: int = 12) -> SafeString:
    """A row of windows, `lit` of `total`. Decorative: write the sentence («Вільно 3 місця з 8») beside it."""
    shown = min(total, most)
    return _row_of_windows(min(lit, shown), shown)


@lru_cache(maxsize=256)
def _row_of_windows(lit: int, shown: int) -> SafeString:
    return render_to_string("ui/window.html", {"panes": [place < lit for place in range(shown)]})


@register.inclusion_tag("ui/mark.html")
def mark() -> dict[str, Any]:
    """The sign: a window, a lamp and an open book."""
    return {}


# --- Buttons and links --------------------------------------------------------------------------------
@register.inclusion_tag("ui/button.html")
def button(
    label: str,
    href: str = "",
    kind: str = "primary",
    icon: str = "",
    key: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    why_not: str = "",
    small: bool = False,
    wide: bool = False,
    **attributes: Any,
) -> dict[str, Any]:
    """A button, or a link that looks like one when `href` is given.

    `kind`: primary, ghost, quiet, lit (search only), danger. `why_not` switches it off and says why under it.
    Other arguments become attributes: `hx_post` → `hx-post`, `data_dialog=True` → `data-dialog`.
    """
    classes = ["button", f"button--{kind}" if kind != "primary" else "", "button--small" if small else ""]
    classes.append("button--wide" if wide else "")
    return {
        "label": label,
        "href": href,
        "classes": " ".join(filter(None, classes)),
        "icon_name": icon,
        "key": key,
        "name": name,
        "value": value,
        "form_id": form,
        "why_not": why_not,
        "attributes": {key.replace("_", "-"): value for key, value in attributes.items() if value not in (None, False)},
    }


@register.inclusion_tag("ui/go.html")
def go(label: str, href: str) -> dict[str, Any]:
    """«Увесь розклад →»."""
    return {"label": label, "href": href}


@register.inclusion_tag("ui/back.html")
def back(href: str, label: str = "") -> dict[str, Any]:
    """The way back on top of a step."""
    return {"label": label, "href": href}


@register.inclusion_tag("ui/tag.html", name="tag")
def tag_(label: str, kind: str = "", icon: str = "") -> dict[str, Any]:
    """A state in words. `kind`: success, warning, danger, info, lit or empty."""
    return {"label": label, "kind": kind, "icon_name": icon}


# --- Forms --------------------------------------------------------------------------------------------
@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField, label: str = "", hint: str = "", style: str = "", question: bool = False, needed: bool = False
) -> dict[str, Any]:
    """A whole field: label, hint, error, control, tied together for screen readers.

    `style`: `short`, `middle`, `code` for inputs; `block` or `row` for choices. `question` makes the label an h1-like
    legend of a page with one question. `needed` drops «(не обов’язково)» where a rule asks for what the field itself
    lets be empty. Choices take hints from `widget.hints` (see `oseredok.base.ui.fields`).
    """
    return dressed(bound, label=label, hint=hint, style=style, question=question, needed=needed)


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet[Any]) -> dict[str, Any]:
    """The box on top of a form with errors: takes focus, each line leads to its field. Empty without errors."""
    return error_links([form for form in forms if form])


# --- Blocks -------------------------------------------------------------------------------------------
def _wrapped(template_name: str, /, content: str, **values: Any) -> SafeString:
    return mark_safe(render_to_string(f"ui/{template_name}.html", {"content": content, **values}))  # noqa: S308 - rendered


@block
def panel(content: str, title: str = "", note: str = "", kind: str = "", id: str = "", level: int = 2) -> SafeString:  # noqa: A002
    """A sheet with a heading. `kind`: empty, `quiet`, `lit`."""
    return _wrapped("panel", content, title=title, note=note, kind=kind, id=id, level=level)


@block
def notice(content: str, kind: str = "info", icon: str = "", live: bool = False) -> SafeString:
    """One or two sentences that matter here. `live` announces it (`role="status"`)."""
    return _wrapped("notice", content, kind=kind, icon_name=icon or NOTICE_ICONS[kind], live=live)


@block(takes_context=True)
def recorded(
    context: template.Context, content: str, undo_url: str = "", undo_label: str = "", key: str = "Z"
) -> SafeString:
    """«Записано…» with an undo that is a real form; stays until the next record."""
    return _wrapped(
        "recorded", content, undo_url=undo_url, undo_label=undo_label, key=key, csrf_token=context.get("csrf_token")
    )


@block
def scroll_region(content: str, name: str) -> SafeString:
    """A named, focusable place of its own scroll around a wide table, the day ribbon or the shelf."""
    return _wrapped("scroll_region", content, name=name)


@block
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002
    """A `<dialog>` opened by a link `<a href="real page" data-dialog="id">`; without scripts the link opens its page."""
    return _wrapped("dialog", content, id=id, title=title)


@block
def more(content: str, label: str, open: bool = False) -> SafeString:  # noqa: A002
    """Something to unfold, as `<details>`."""
    return _wrapped("more", content, label=label, open=open)


@block
def confirmed(content: str, title: str, code: str = "") -> SafeString:
    """The lit panel at the end of a task: what is yours now, its code, what to do next."""
    return _wrapped("confirmed", content, title=title, code=code)


@block
def lantern(content: str, state: str, note: str = "", lit: bool = True) -> SafeString:
    """The lit window of the home page: `state` is «Відчинено до 19:00»."""
    return _wrapped("lantern", content, state=state, note=note, lit=lit)


@block
def nothing_here(content: str, title: str) -> SafeString:
    """Nothing here yet: a window with one lit pane and what will appear."""
    return _wrapped("nothing_here", content, title=title)


# --- Lists and ways -----------------------------------------------------------------------------------
@register.inclusion_tag("ui/site_nav.html")
def site_nav(items: Iterable[Any]) -> dict[str, Any]:
    """The menu of public pages: a row on wide screens, one «Меню» on phones. Items: `url, label, current`."""
    return {"items": list(items)}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*parts: Any) -> dict[str, Any]:
    """`{% crumbs url "Показники" url "Моніторинг" "Січень" %}`: pairs of address and name, then where we are."""
    *links, here = parts
    return {"links": list(zip(links[::2], links[1::2], strict=True)), "here": here}


@register.inclusion_tag("ui/summary.html")
def summary_list(rows: Iterable[Any]) -> dict[str, Any]:
    """Lines of `label, value[, change_url]`; with addresses it is «Перевірте відповіді»."""
    return {"rows": [tuple(row.values()) if isinstance(row, dict) else row for row in rows]}


@register.inclusion_tag("ui/steps.html")
def steps(current: int, total: int, word: str = "") -> dict[str, Any]:
    """«Крок 2 з 4» with windows lit up to now."""
    return {"current": current, "total": total, "word": word, "panes": [n < current for n in range(total)]}


@register.inclusion_tag("ui/step_list.html")
def step_list(current: int, titles: Sequence[str]) -> dict[str, Any]:
    """All steps by name, the present one marked."""
    return {"rows": [(number, title) for number, title in enumerate(titles, start=1)], "current": current}


@register.inclusion_tag("ui/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list, keeping the rest of the address."""
    return {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "gap": page.paginator.ELLIPSIS,
        "name": name,
        "request": context.get("request"),
    }


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, number: int) -> str:
    """The address of another page of the same list, the rest of the query kept."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query[context.get("name") or "page"] = str(number)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[Any], name: str) -> dict[str, Any]:
    """Tabs that are links. Items: `url, label, current, count`."""
    return {"items": list(items), "name": name}


@register.inclusion_tag("ui/facets.html")
def facets(groups: Iterable[Any], name: str) -> dict[str, Any]:
    """Groups (`title, links`) that narrow a list."""
    return {
        "groups": [(one.title, format_html_join("", _FACET, map(_facet, one.links))) for one in groups],
        "name": name,
    }


# A page of results has a hundred of these: a template's loop over them takes longer than the search.
_FACET = '<li><a href="{}"{}><span>{}</span>{}</a></li>'


def _facet(link: Any) -> tuple[Any, ...]:
    counted = format_html('<span class="count">{}</span>', localize(link.count)) if link.count not in (None, "") else ""
    return link.url, mark_safe(' aria-current="true"') if link.current else "", link.label, counted


@register.inclusion_tag("ui/timeline.html")
def timeline(moments: Iterable[Any]) -> dict[str, Any]:
    """What happened and what is ahead: `when, title, text, state`."""
    return {"moments": list(moments)}


@register.inclusion_tag("ui/file.html")
def file(name: str, url: str, kind: str = "PDF", size: str = "", icon: str = "file-text") -> dict[str, Any]:
    """A document to take away, its kind and weight said beforehand."""
    return {"name": name, "url": url, "kind": kind, "size": size, "icon_name": icon}


# --- Numbers, dates, charts ---------------------------------------------------------------------------
@register.inclusion_tag("ui/stat.html")
def stat(
    label: str,
    value: Any,
    aim: str = "",
    url: str = "",
    note: str = "",
    state: str = "",
    part: float | None = None,
    of: float | None = None,
    expected: float | None = None,
    large: bool = False,
) -> dict[str, Any]:
    """A tile: what, how many, the aim, a sentence. With `part` and `of` it carries a bar against the plan."""
    drawn = Bar(value=part, target=of, expected=expected) if part is not None and of else None
    return {
        "label": label,
        "value": value,
        "aim": aim,
        "url": url,
        "note": note,
        "state": state,
        "bar": drawn,
        "large": large,
        "note_icon": NOTICE_ICONS.get(state, ""),
    }


@register.inclusion_tag("ui/bar.html")
def plan_bar(
    value: float,
    target: float,
    expected: float | None = None,
    label: str = "",
    thin: bool = False,
    tick: bool = False,
) -> dict[str, Any]:
    """How far it is to the plan: brand bar, ochre tick at the target, dotted tick where we should be today.

    Decorative unless `label` is given: the sentence below says it. A thin one shows how much of a whole is done and has
    the tick of a plan only with `tick`.
    """
    return {"bar": Bar(value=value, target=target, expected=expected), "label": label, "thin": thin, "tick": tick}


@register.inclusion_tag("ui/plaque.html")
def plaque(day: date | datetime, today: date | None = None) -> dict[str, Any]:
    """A date as a small window, lit when it is today."""
    return {"day": day, "lit": today is not None and (day.date() if isinstance(day, datetime) else day) == today}


@register.simple_tag
def moment(value: datetime | date, text: str) -> SafeString:
    """`<time>` around words said elsewhere: `{% moment entry.at entry.at|clock_time %}`."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


@register.inclusion_tag("ui/chart.html")
def chart(drawn: Any, level: int = 2) -> dict[str, Any]:
    """A `charts.Chart`: its conclusion, the drawing, and «Ті самі дані таблицею»."""
    return {"chart": drawn, "level": level}
