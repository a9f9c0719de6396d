"""The folder of an index: what is in it at first, and how the parts that several processes have written become one.

An index of tantivy is a set of segments, files that never change, and `meta.json`, which names them and tells the schema.
Its Python has no word for what is done here; its documentation tells the form of the file, and the version is a pinned one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tantivy

from oseredok.spine.search.sources import Field, Kind

META, MANAGED = "meta.json", ".managed.json"


def schema_of(known: dict[str, Field]) -> tantivy.Schema:
    """Return the fields of the index. Prefixes: t_ lemmas at their places, w_ forms, f_ keywords and facets, n_ numbers, s_ order."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("uid", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("mark", fast=True)
    builder.add_text_field("source", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("suggest", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("s_title", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_boolean_field("closed", indexed=True)
    builder.add_boolean_field("timed", indexed=True)
    for name in ("since", "until", "group"):
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("weight", fast=True)
    for code, one in known.items():
        if one.kind is Kind.TEXT:
            builder.add_text_field(f"t_{code}", tokenizer_name="whitespace", index_option="position")
            builder.add_text_field(f"w_{code}", tokenizer_name="whitespace", index_option="basic")
        if one.kind is Kind.KEYWORD:
            builder.add_text_field(f"k_{code}", tokenizer_name="raw", index_option="basic")
        if one.facet and one.kind in (Kind.TEXT, Kind.KEYWORD):
            builder.add_text_field(f"f_{code}", fast=True, tokenizer_name="raw", index_option="basic")
        if one.kind in (Kind.INTEGER, Kind.DATE):
            builder.add_integer_field(f"n_{code}", indexed=True, fast=True)
    return builder.build()


def make_empty(folder: Path, known: dict[str, Field]) -> None:
    """Make an empty index, without what tantivy would keep of a field that is never looked up or never weighed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    tantivy.Index(schema_of(known), path=str(folder))
    meta = _meta(folder)
    for one in meta["schema"]:
        indexing = one["options"].get("indexing") if one["type"] == "text" else None
        if one["name"] == "s_title":
            del one["options"]["indexing"]  # an order, never words
        elif indexing and indexing["record"] == "basic":
            indexing["fieldnorms"] = False  # how long a text is counts for its lemmas
    _write(folder / META, meta)


def take_in(folder: Path, others: Sequence[Path]) -> None:
    """Move the segments of other indexes of the same schema into this one; their folders go. Nobody may be writing.

    Raises ValueError for another schema.
    """
    meta = _meta(folder)
    managed: list[str] = json.loads((folder / MANAGED).read_text("utf-8"))
    for other in others:
        theirs = _meta(other)
        if theirs["schema"] != meta["schema"]:
            raise ValueError(f"{other}: an index of another schema")
        names = {one["segment_id"].replace("-", "") for one in theirs["segments"]}
        for file in sorted(other.iterdir()):
            if file.name.partition(".")[0] in names:
                file.replace(folder / file.name)
                managed.append(file.name)
        meta["segments"] += theirs["segments"]
        meta["opstamp"] = max(meta["opstamp"], theirs["opstamp"])
        shutil.rmtree(other)
    _write(folder / MANAGED, managed)
    _write(folder / META, meta)


def _meta(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / META).read_text("utf-8"))
    return found


def _write(path: Path, told: object) -> None:
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
