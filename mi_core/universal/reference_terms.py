"""What stands between the energies of a potential and formation energies: terms linear in the composition.

Formation energies refer to elements, and the Materials Project corrects anions in compounds and metals computed with +U
(A. Jain et al., Phys. Rev. B 84, 045115, 2011; A. Wang et al., Sci. Rep. 11, 15496, 2021): each is one number per atom of a
kind, so that E_form - E_potential is linear in the terms below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_ATOMIC_NUMBER = 118
#: H N O F Si P S Cl Se Br Sb Te I, whose atoms in compounds are not those of the element.
ANIONS = (1, 7, 8, 9, 14, 15, 16, 17, 34, 35, 51, 52, 53)
#: V Cr Mn Fe Co Ni Mo W, computed with +U beside oxygen or fluorine.
WITH_U = (23, 24, 25, 26, 27, 28, 42, 74)
OXYGEN_AND_FLUORINE = (8, 9)
N_TERMS = MAX_ATOMIC_NUMBER + len(ANIONS) + len(WITH_U)


def reference_terms(elements: Sequence[np.ndarray], fractions: Sequence[np.ndarray]) -> np.ndarray:
    """Return (n, N_TERMS): shares of each element, of anions in compounds, and of metals with +U.

    elements, fractions : of each crystal its atomic numbers and their shares of the atoms
    """
    shares = np.zeros((len(elements), MAX_ATOMIC_NUMBER + 1))
    for row, numbers, amounts in zip(shares, elements, fractions, strict=True):
        row[numbers] = amounts
    compound = (shares > 0).sum(axis=1) > 1
    oxide = shares[:, OXYGEN_AND_FLUORINE].max(axis=1) > 0
    return np.hstack(
        [shares[:, 1:], shares[:, ANIONS] * compound[:, None], shares[:, WITH_U] * oxide[:, None]]
    )
