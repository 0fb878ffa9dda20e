"""pymatgen JSON: a Structure, a list of them, or entries that hold one under `structure`."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from pymatgen.core import Element, Structure

from mi_core.encodings import decode
from mi_core.errors import InputError
from mi_core.structures.checks import check_count, no_element
from mi_core.structures.formats.format import Format
from mi_core.structures.rows import crystal_rows
from mi_core.words import detail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_ID_KEYS = ("material_id", "entry_id", "task_id", "id", "name")


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield a row per structure of the file."""
    entries = _entries(_load(decode(source.data), limits), limits)
    parts = [
        (_id(entry) or key, i, partial(_structure, entry, limits))
        for i, (key, entry) in enumerate(entries, start=1)
    ]
    yield from crystal_rows(source, "entry", parts, limits, progress)


def _load(text: str, limits: Limits):
    """Parse after a look at nesting and number of values, which decide stack and memory."""
    data = text.encode("utf-8", "replace")
    values = data.count(b",") + data.count(b"[") + data.count(b"{")
    if values > limits.max_json_items:
        raise InputError(
            f"The JSON has {values:,} values and at most {limits.max_json_items:,} are read; split it."
        )
    if (
        _depth(data) > limits.max_json_depth
        and (depth := _depth(_STRING.sub(b"", data))) > limits.max_json_depth
    ):
        raise InputError(f"The JSON is nested {depth:,} deep and at most {limits.max_json_depth} is allowed.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"The JSON cannot be parsed ({detail(error)}); export it anew.") from error


def _depth(data: bytes) -> int:
    brackets = np.frombuffer(data.translate(None, bytes(set(range(256)) - set(b"[]{}"))), dtype=np.uint8)
    steps = np.where((brackets == ord("[")) | (brackets == ord("{")), 1, -1)
    return int(np.cumsum(steps).max(initial=0))


def _entries(content, limits: Limits) -> list[tuple[str, object]]:
    """Return (id or empty, entry) pairs of a structure, a list of them, or a mapping from id to structure."""
    if isinstance(content, dict) and not {"lattice", "sites", "structure"} & content.keys():
        if content and all(isinstance(value, dict) for value in content.values()):
            entries = [(key, value) for key, value in content.items()]
        else:
            entries = [("", content)]
    elif isinstance(content, list):
        entries = [("", entry) for entry in content]
    else:
        entries = [("", content)]
    if not entries:
        raise InputError("The JSON holds an empty list; give at least one pymatgen Structure.")
    if len(entries) > limits.max_rows:
        raise InputError(
            f"The JSON holds {len(entries):,} entries and at most {limits.max_rows:,} are read; split it."
        )
    return entries


def _id(entry) -> str:
    if isinstance(entry, dict):
        for key in _ID_KEYS:
            if isinstance(entry.get(key), str | int) and str(entry[key]).strip():
                return str(entry[key])
    return ""


def _structure(entry, limits: Limits) -> tuple[Structure, tuple[str, ...]]:
    if isinstance(entry, dict) and isinstance(entry.get("structure"), dict):
        entry = entry["structure"]
    if not isinstance(entry, dict) or not {"lattice", "sites"} & entry.keys():
        raise InputError(
            "The JSON holds no crystal; give a pymatgen Structure (keys lattice and sites), or a list of them."
        )
    if "lattice" not in entry:
        raise InputError(
            "The cell is missing: the JSON has sites but no lattice, as of a molecule; give a Structure."
        )
    try:
        sites = list(entry["sites"])
        check_count(len(sites), limits)
        structure = Structure.from_dict(_without_properties(entry["lattice"], sites))
    except InputError:
        raise
    except Exception as error:
        raise InputError(
            f"The JSON is no pymatgen Structure ({type(error).__name__}: {detail(error)})."
        ) from error
    return structure, ()


def _without_properties(lattice: dict, sites: list[dict]) -> dict:
    """Return the dict with cell, elements, occupancies and coordinates only.

    Site properties are left out: pymatgen decodes them by importing whatever class they name.
    """
    for symbol in {str(s["element"]) for site in sites for s in site["species"]}:
        if not Element.is_valid_symbol(symbol):
            raise InputError(no_element(symbol))
    if not all(site["species"] for site in sites):
        raise InputError("A site holds no element; name one under species.")
    keep = ("matrix",) if "matrix" in lattice else ("a", "b", "c", "alpha", "beta", "gamma")
    return {
        "lattice": {key: lattice[key] for key in keep},
        "sites": [
            {
                "species": [
                    {"element": str(s["element"]), "occu": float(s.get("occu", 1))} for s in site["species"]
                ],
                "abc": [float("nan") if x is None else float(x) for x in site["abc"]],
            }
            for site in sites
        ],
    }


FORMAT = Format("JSON", (".json",), lambda head: head[:1] in {b"{", b"["}, read)
