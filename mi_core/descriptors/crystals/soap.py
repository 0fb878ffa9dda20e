"""Smooth overlap of atomic positions (SOAP), averaged over the atoms of a crystal.

A. P. Bartók, R. Kondor, G. Csányi, Phys. Rev. B 87, 184115 (2013); computed by DScribe: L. Himanen et al., Comput. Phys.
Commun. 247, 106949 (2020). With a density for each element its length grows with the square of their number. Here all atoms
make one density, weighted by a property of their element, once for each of some properties: J. P. Darby, J. R. Kermode,
G. Csányi, npj Comput. Mater. 8, 166 (2022), compression μ = 2 with weights of the species. One row of manageable length
then describes crystals of any elements, also of such that no training row held.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations_with_replacement

import numpy as np

from mi_core.descriptors.crystals.numbers import CrystalNumbers, ase_atoms
from mi_core.descriptors.elements import filled_element_table
from mi_core.errors import InputError
from mi_core.words import did_you_mean

PROPERTIES = ("electronegativity", "atomic_radius", "group", "row")


class SmoothOverlap(CrystalNumbers):
    """Transformer from materials to SOAP power spectra, the mean over their atoms.

    Output: (n, properties × n_max (n_max + 1) / 2 × (l_max + 1)) float64. Neither place and orientation of the crystal, nor
    the choice of its cell, nor the order of its atoms matter.

    Parameters
    ----------
    properties : sequence of str
        Columns of `element_table`; each makes a spectrum, atoms weighted by it relative to its mean over the elements.
    r_cut : float
        Radius of an atom's surroundings, Å.
    n_max, l_max : int
        Radial functions and largest angular momentum.
    sigma : float
        Width of an atom, Å.
    most_atoms : int
        Atoms of the largest cell. Time grows in proportion: 2 ms for 5, 46 ms for 200.
    """

    what = "SOAP"

    def __init__(self, properties=PROPERTIES, r_cut=6.0, n_max=6, l_max=4, sigma=0.5, most_atoms=1000):
        self.properties = properties
        self.r_cut = r_cut
        self.n_max = n_max
        self.l_max = l_max
        self.sigma = sigma
        self.most_atoms = most_atoms

    def fit(self, X=None, y=None):
        """Check the names of the properties."""
        known = filled_element_table().columns
        for name in self.properties:
            if name not in known:
                raise InputError(
                    f"Element property {name!r} is not known; choose among {', '.join(known)}.{did_you_mean(name, known)}"
                )
        return super().fit(X, y)

    def row(self, structure):
        """Return the spectra, one property after the other."""
        atoms = ase_atoms(structure)
        sizes = (self.r_cut, self.n_max, self.l_max, self.sigma)
        spectra = [_power_spectrum(name, *sizes).create(atoms) for name in self.properties]
        return np.concatenate(spectra)

    def names(self):
        """Return the numbers of both radial functions, angular momentum and property of each column."""
        pairs = list(combinations_with_replacement(range(1, self.n_max + 1), 2))
        return [
            f"soap_{n}_{m}_{angular}_{name}"
            for name in self.properties
            for n, m in pairs
            for angular in range(self.l_max + 1)
        ]


@cache
def _power_spectrum(name: str, r_cut: float, n_max: int, l_max: int, sigma: float):
    """Return DScribe's object for one property; to make it takes longer than to describe a crystal."""
    from dscribe.descriptors import SOAP

    values = filled_element_table()[name]
    weights = {symbol: float(value) for symbol, value in (values / values.mean()).items()}
    return SOAP(
        r_cut=r_cut,
        n_max=n_max,
        l_max=l_max,
        sigma=sigma,
        average="outer",
        periodic=True,
        species=list(weights),
        compression={"mode": "mu2", "species_weighting": weights},
    )
