"""Reads of the offer."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from oseredok.library.offer.models import ServiceGroup, ServiceKind, Theme
from oseredok.library.offer.vocabulary import KindWords, ThemeWords, Vocabulary


def kind(code: str) -> ServiceKind:
    """Return the kind with its group. Raises ServiceKind.DoesNotExist for an unknown code."""
    return ServiceKind.objects.select_related("group").get(code=code)


def kinds(*codes: str) -> dict[str, ServiceKind]:
    """Return the kinds by code; raises ServiceKind.DoesNotExist when one is missing."""
    found = {one.code: one for one in ServiceKind.objects.select_related("group").filter(code__in=codes)}
    if missing := set(codes) - set(found):
        raise ServiceKind.DoesNotExist(", ".join(sorted(missing)))
    return found


def public_offer() -> list[ServiceGroup]:
    """Return the groups that have something for people, each with `offered`: its public kinds in order."""
    offered = ServiceKind.objects.filter(is_public=True, is_active=True).order_by("order", "id")
    groups = ServiceGroup.objects.filter(is_public=True).prefetch_related(
        Prefetch("kinds", queryset=offered, to_attr="offered")
    )
    return [group for group in groups if group.offered]


def choosable() -> list[tuple[ServiceGroup, list[ServiceKind]]]:
    """Return what people see of the catalogue by groups, offered here or not."""
    kinds = ServiceKind.objects.filter(is_public=True).order_by("order", "id")
    groups = ServiceGroup.objects.prefetch_related(Prefetch("kinds", queryset=kinds))
    rows = [(group, list(group.kinds.all())) for group in groups]
    return [(group, inside) for group, inside in rows if inside]


def public_kinds() -> QuerySet[ServiceKind]:
    """Return the kinds that have a public page of their own."""
    return ServiceKind.objects.filter(is_public=True, is_active=True, group__is_public=True).select_related("group")


def desk_kinds() -> QuerySet[ServiceKind]:
    """Return the kinds that a librarian may record at the desk, grouped in the order of the offer."""
    return (
        ServiceKind.objects.filter(is_active=True, on_desk=True)
        .select_related("group")
        .order_by("group__order", "order", "id")
    )


def desk_favourites() -> QuerySet[ServiceKind]:
    """Return the kinds on the desk's buttons, in the order of the buttons."""
    return desk_kinds().filter(desk_order__isnull=False).order_by("desk_order", "id")


def banner_kinds() -> QuerySet[ServiceKind]:
    """Return the eight services of the poster, in order."""
    kept = ServiceKind.objects.filter(is_active=True, banner_order__isnull=False)
    return kept.order_by("banner_order", "id")[:8]


def themes(scheme: str) -> QuerySet[Theme]:
    """Return the themes of a scheme that can be recorded (leaves), in order, each with its branch as `parent`."""
    return (
        Theme.objects.filter(scheme=scheme, is_active=True, children__isnull=True)
        .select_related("parent")
        .order_by("order", "id")
    )


def theme(scheme: str, code: str) -> Theme:
    """Return one theme. Raises Theme.DoesNotExist."""
    return Theme.objects.select_related("parent").get(scheme=scheme, code=code)


def theme_tree(scheme: str) -> list[tuple[Theme | None, list[Theme]]]:
    """Return branches with their leaves, for a select with groups; leaves without a branch come under None, last."""
    branches: dict[int | None, list[Theme]] = {}
    for leaf in themes(scheme):
        branches.setdefault(leaf.parent_id, []).append(leaf)
    return sorted(
        ((leaves[0].parent, leaves) for leaves in branches.values()),
        key=lambda pair: (pair[0] is None, pair[0].order if pair[0] else 0),
    )


def vocabulary() -> Vocabulary:
    """Return the words of the quick entry as the office keeps them now; compiled again only when they change."""
    kinds = [
        KindWords(one.code, one.keywords, one.asks_minutes, one.theme_scheme, place)
        for place, one in enumerate(desk_kinds())
    ]
    leaves = Theme.objects.filter(is_active=True, children__isnull=True).order_by("scheme", "order", "id")
    rows = leaves.values_list("scheme", "code", "keywords", "usual_kind__code")
    return Vocabulary.build(kinds, [ThemeWords(scheme, code, words, kind or "") for scheme, code, words, kind in rows])
