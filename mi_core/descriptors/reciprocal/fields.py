"""The fields that crystals are described by in reciprocal space, by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mi_core.descriptors.reciprocal.form_factors import form_factor
from mi_core.descriptors.reciprocal.slater import LETTERS, valence_factor
from mi_core.errors import InputError
from mi_core.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np


@dataclass(frozen=True, slots=True)
class Field:
    """A density made of one of each element's atoms: its title, and f(symbol, |G| in Å⁻¹) in electrons."""

    title: str
    factor: Callable[[str, np.ndarray], np.ndarray]


FIELDS = {
    "electrons": Field("all electrons of free atoms", form_factor),
    "valence": Field("valence electrons of free atoms, as Gaussians", valence_factor),
} | {
    letter: Field(
        f"{letter} valence electrons of free atoms, as Gaussians", partial(valence_factor, letter=letter)
    )
    for letter in LETTERS
}


def find_field(name: str) -> Field:
    """Return the field of that name; InputError names the ones there are."""
    if name not in FIELDS:
        raise InputError(
            f"Field {name!r} is not known; choose among {', '.join(FIELDS)}.{did_you_mean(name, FIELDS)}"
        )
    return FIELDS[name]
