"""Structural alerts: groups for which a molecule is often left out of a screen, with the reason and the atoms.

The lists are those of RDKit's filter catalogue: PAINS (J. B. Baell & G. A. Holloway, J. Med. Chem. 53, 2719 (2010)), Brenk
(R. Brenk et al., ChemMedChem 3, 435 (2008)) and NIH (A. Jadhav et al., J. Med. Chem. 53, 37 (2010)). An alert is a reason
to look again, and no verdict: many drugs have some.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mi_core.structures.molecules.complaints import complaints

if TYPE_CHECKING:
    from rdkit.Chem import Mol
    from rdkit.Chem.FilterCatalog import FilterCatalog

    from mi_core.structures.molecules.molecule import Molecule

#: Catalogue → what its alerts mean, and where they are published.
REASONS = {
    "PAINS": "Known to interfere with many assays, so that a hit need not be binding",
    "Brenk": "Unwanted in a collection for screening: possibly toxic, reactive, unstable or badly absorbed",
    "NIH": "Reactive, or interferes with assays by aggregation or fluorescence",
}
SOURCES = {
    "PAINS": "https://doi.org/10.1021/jm901137j",
    "Brenk": "https://doi.org/10.1002/cmdc.200700139",
    "NIH": "https://doi.org/10.1021/jm901070c",
}
_HITS = re.compile(r"\(\d+\)$")  # behind names of PAINS: how many molecules of the screen had it


@dataclass(frozen=True, slots=True)
class Alert:
    """A group that a catalogue warns of: its catalogue, a key of REASONS, its name there, and its atoms in a molecule."""

    catalogue: str
    name: str
    atoms: tuple[int, ...]

    @property
    def reason(self) -> str:
        """Why the catalogue warns of it."""
        return REASONS[self.catalogue]


def structural_alerts(molecule: Molecule) -> list[Alert]:
    """Return the alerts of a molecule, those of PAINS first; the atoms of all places where a group occurs are together."""
    mol = molecule.mol
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    with complaints():
        for entry in _catalogue().GetMatches(mol):
            catalogue = entry.GetProp("FilterSet").partition("_")[0]
            atoms = {atom for match in entry.GetFilterMatches(mol) for atom in _atoms(mol, match)}
            name = _words(entry.GetDescription())
            earlier = found.get((catalogue, name), ())
            found[catalogue, name] = tuple(sorted({*earlier, *atoms}))
    alerts = [Alert(catalogue, name, atoms) for (catalogue, name), atoms in found.items()]
    return sorted(alerts, key=lambda alert: list(REASONS).index(alert.catalogue))


def _atoms(mol: Mol, match) -> set[int]:
    """Return the atoms of all places where a group occurs; the catalogue itself names one."""
    pattern = getattr(match.filterMatch, "GetPattern", None)
    places = mol.GetSubstructMatches(pattern()) if pattern is not None else ()
    return {atom for place in places for atom in place} or {pair[1] for pair in match.atomPairs}


def _words(description: str) -> str:
    words = _HITS.sub("", description).replace("_", " ").strip()
    return words[:1].upper() + words[1:]


@cache
def _catalogue() -> FilterCatalog:
    from rdkit.Chem.FilterCatalog import FilterCatalog, FilterCatalogParams

    settings = FilterCatalogParams()
    for name in ("PAINS", "BRENK", "NIH"):
        settings.AddCatalog(getattr(FilterCatalogParams.FilterCatalogs, name))
    return FilterCatalog(settings)
