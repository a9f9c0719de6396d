"""The page of results as a person sees it: what is chosen, what else may be chosen, each a link that works by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from oseredok.base.core.text import tidy
from oseredok.base.ui.parts import FacetGroup, Link
from oseredok.spine.search import finding, sources
from oseredok.spine.search.finding import PAGE, SOURCE, Results, Wish
from oseredok.spine.search.sources import PUBLIC

FILTER = "f-"
"""Before a field's code: the parameter of the address by which results are narrowed, once for each value."""
MOST_PAGES = 1000
MOST_CHOSEN = 20


@dataclass(frozen=True)
class Asked:
    """An address of the search, read: it says everything that was chosen."""

    params: QueryDict

    @property
    def query(self) -> str:
        return tidy(self.params.get("q", ""))

    @property
    def kind(self) -> str:
        kind = self.params.get("kind", "")
        return kind if sources.by_code(kind) else ""

    @property
    def sort(self) -> str:
        sort = self.params.get("sort", "")
        return sort if sort in {code for code, _label in sorts()} else ""

    @property
    def number(self) -> int:
        number = self.params.get("page", "1")[:9]
        return min(int(number), MOST_PAGES) if number.isascii() and number.isdigit() and int(number) else 1

    @property
    def filters(self) -> dict[str, list[str]]:
        known = {one.code for one in sources.fields().values() if one.facet}
        chosen = {
            name.removeprefix(FILTER): list(dict.fromkeys(values))[:MOST_CHOSEN]
            for name, values in self.params.lists()
            if name.startswith(FILTER) and name.removeprefix(FILTER) in known
        }
        return {**({SOURCE: [self.kind]} if self.kind else {}), **chosen}

    def wish(self) -> Wish:
        return Wish(
            text=self.query,
            audience=(PUBLIC,),
            filters=self.filters,
            sort=self.sort,
            page=self.number,
            exact="exact" in self.params,
        )

    def url(self, *, name: str = "front:search", **changes: str) -> str:
        """Return this address with something else chosen; an empty value chooses nothing. The page is the first again."""
        params = self.params.copy()
        params.pop("page", None)
        for key, value in changes.items():
            params[key] = value
            if not value:
                params.pop(key)
        return f"{reverse(name)}?{params.urlencode()}"

    def toggled(self, code: str, value: str) -> str:
        """Return this address with a value of a field chosen, or let go when it was."""
        name = FILTER + code
        values = self.params.getlist(name)
        if value not in values:
            return f"{self._to_go_on}{urlencode({name: value})}"
        params = self.params.copy()
        params.pop("page", None)
        params.setlist(name, [one for one in values if one != value])
        return f"{reverse('front:search')}?{params.urlencode()}"

    @cached_property
    def _to_go_on(self) -> str:
        """This address, to be gone on with: a page has a hundred of them."""
        params = self.params.copy()
        params.pop("page", None)
        return f"{reverse('front:search')}?{params.urlencode()}{'&' if params else ''}"


def sorts() -> list[tuple[str, str]]:
    """Return the orders that people may choose."""
    return [
        ("", _("За відповідністю")),
        ("-day", _("Спочатку новіші")),
        ("-added", _("Останнє в нас")),
        ("title", _("За абеткою")),
    ]


def tabs(asked: Asked, results: Results) -> list[Link]:
    """Return the kinds with what each has; nothing when there is no choice."""
    counts = dict(results.facets.get(SOURCE, ()))
    links = [
        Link(asked.url(kind=one.code), str(one.name), asked.kind == one.code, counts.get(one.code, 0))
        for one in sources.all_sources()
        if counts.get(one.code) or asked.kind == one.code
    ]
    if len(links) < 2 and not asked.kind:
        return []
    return [Link(asked.url(kind=""), _("Усе"), not asked.kind, sum(counts.values())), *links]


def narrowing(asked: Asked, results: Results) -> list[FacetGroup]:
    """Return the orders and the facets that have something to choose."""
    chosen = asked.filters
    groups = [
        FacetGroup(
            _("Упорядкувати"), [Link(asked.url(sort=code), label, asked.sort == code) for code, label in sorts()]
        )
    ]
    for one in finding.facet_fields(chosen):
        counts = dict(results.facets.get(one.code, ()))
        for value in chosen.get(one.code, ()):
            counts.setdefault(value, 0)
        said = one.in_words(counts)
        links = [
            Link(asked.toggled(one.code, value), said[value], value in chosen.get(one.code, ()), many)
            for value, many in counts.items()
        ]
        if len(links) > 1 or one.code in chosen:
            groups.append(FacetGroup(str(one.label), links))
    return groups


def chosen_values(asked: Asked) -> list[Link]:
    """Return what results are narrowed by, each with the address without it."""
    known = sources.fields()
    return [
        Link(asked.toggled(code, value), f"{known[code].label}: {known[code].shown(value)}")
        for code, values in asked.filters.items()
        if code != SOURCE
        for value in values
    ]


def pages(asked: Asked, results: Results) -> Page[int]:
    """Return the numbers of pages, for the links below the results."""
    return Paginator(range(results.total), PAGE).get_page(asked.number)


def context(asked: Asked, results: Results) -> dict[str, object]:
    """Return everything that the page of results shows."""
    return {
        "asked": asked,
        "query": asked.query,
        "results": results,
        "page": pages(asked, results),
        "tabs": tabs(asked, results),
        "narrowing": narrowing(asked, results),
        "chosen": chosen_values(asked),
        "exact_url": asked.url(exact="1"),
        "save_url": asked.url(name="front:save_search"),
        "atom_url": asked.url(name="front:search_atom"),
    }


def address_of(query: str) -> str:
    """Return the address of what a query finds."""
    return f"{reverse('front:search')}?{urlencode({'q': query})}"


def is_miss(asked: Asked, results: Results) -> bool:
    """Whether what was typed found nothing as it stands, and so may be something that the library has not got."""
    plain = bool(asked.query) and not asked.filters and not results.updating and asked.number == 1
    return plain and not results.layout and (results.partial or bool(results.meant) or not results.total)
