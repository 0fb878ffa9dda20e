"""Which field of a file is shown: one of its grids, as it is, without its free atoms, or without that of another file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.voxels.web.field.view import FREE_ATOMS
from mi_core.voxels.web.view import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Any

    from mi_core.densities.field import ScalarField
    from mi_core.voxels.web.field.session import OpenDensity, Which


@dataclass(frozen=True)
class Shown:
    """The field that is shown, the file that it is of, what parts it from others of that file, and its name in files."""

    field: ScalarField
    density: OpenDensity
    which: Which
    name: str

    def once(self, what: Hashable, make: Callable[[], Any]) -> Any:
        """Return what `make` returned of this field the first time."""
        return self.density.once(self.which, what, make)


def choose_field(density: OpenDensity) -> Shown:
    """Offer, in the row it is called in, what is in a file and what it can be compared with; return what is chosen.

    InputError where the comparison cannot be made.
    """
    view = PAGE.now().field
    if len(density.fields) > 1:
        view.block = st.selectbox(
            "Grid of the file",
            range(len(density.fields)),
            index=_block(density),
            format_func=lambda number: capitalised(density.fields[number].title),
            key=f"voxels_block_{density.id}_{PAGE.turn()}",
            width=240,
            label_visibility="collapsed",
        )
    block = _block(density)
    others = {other.id: other for other in density.comparable(block)}
    _choose_comparison(density.fields[block], density.id, others)
    name = "-".join(
        filter(None, (density.id, str(block) if block else "", view.minus and f"minus-{view.minus}"))
    )
    if view.minus in others:
        other = others[view.minus]
        return Shown(density.without(block, other), density, (block, other.number), name)
    field = density.without_atoms(block) if view.minus == FREE_ATOMS else density.fields[block]
    return Shown(field, density, (block, view.minus), name)


def capitalised(title: str) -> str:
    """Return a title as it begins a line."""
    return title[:1].upper() + title[1:]


def _block(density: OpenDensity) -> int:
    return min(PAGE.now().field.block, len(density.fields) - 1)


def _choose_comparison(field: ScalarField, density_id: str, others: dict[str, OpenDensity]) -> None:
    view = PAGE.now().field
    options = {"": "As in the file"}
    if field.what.atoms:
        options[FREE_ATOMS] = "Minus its free atoms"
    options |= {other.id: f"Minus {other.name} ({other.formula})" for other in others.values()}
    if view.minus not in options:
        view.minus = ""
    if len(options) == 1:
        return
    view.minus = st.selectbox(
        "Field",
        list(options),
        index=list(options).index(view.minus),
        format_func=lambda key: options[key],
        key=f"voxels_minus_{density_id}_{view.block}_{len(options)}_{PAGE.turn()}",
        help="Valence is compared with the valence of free atoms, all electrons with all of theirs; and with another open "
        "file of the same kind, on the same grid.",
        width=200,
        label_visibility="collapsed",
    )
