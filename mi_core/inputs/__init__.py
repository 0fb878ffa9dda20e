"""The kinds of input that models read: a new one is one file here and one line below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.inputs.crystals import CRYSTAL
from mi_core.inputs.formulas import FORMULA
from mi_core.inputs.molecules import MOLECULE
from mi_core.inputs.sites import SITES

if TYPE_CHECKING:
    from collections.abc import Collection

    from mi_core.inputs.kind import InputKind

#: Those that say most of a material first.
KINDS: dict[str, InputKind] = {kind.key: kind for kind in (CRYSTAL, SITES, MOLECULE, FORMULA)}


def find_kind(key: str) -> InputKind:
    """Return the kind of that key; InputError names the ones there are."""
    if key in KINDS:
        return KINDS[key]
    raise InputError(f"Kind of input {key!r} is not known; choose one of {', '.join(KINDS)}.")


def kinds_in(columns: Collection[str]) -> list[InputKind]:
    """Return the kinds that a data set's table with these columns holds, those that say most first."""
    return [kind for kind in KINDS.values() if set(kind.columns) <= set(columns)]
