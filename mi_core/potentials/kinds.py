"""The kinds of potentials; a further one is a folder and a line."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from mi_core.words import find_named

if TYPE_CHECKING:
    from mi_core.potentials.kind import PotentialKind

#: Key and module of each kind; its `KIND` is imported when it is asked for.
KINDS = {"ace": "mi_core.potentials.ace.kind", "network": "mi_core.potentials.network.kind"}
#: Title of each, for pages that need no more.
TITLES = {"ace": "Linear atomic cluster expansion", "network": "Behler–Parrinello network"}


def find_kind(name: str) -> PotentialKind:
    """Return a kind by its key; InputError names the ones there are and the closest."""
    return importlib.import_module(find_named("Kind of potential", name, KINDS, "(there is none)")).KIND
