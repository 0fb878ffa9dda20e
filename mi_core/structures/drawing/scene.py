"""A crystal as a scene for Crystal Toolkit's viewer: atoms, bonds, polyhedra, cell, compass, legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.structures.analysis.cells import check_supercell, choose_cell, fingerprint
from mi_core.structures.drawing import primitives as draw
from mi_core.structures.drawing.bonds import AUTO_MAX_SITES, Bonds, find_bonds
from mi_core.structures.drawing.colours import VACANCY_COLOUR, drawn_radius, element_colour
from mi_core.structures.drawing.drawn_atoms import BondTable, Copy, copies_in_cell, polyhedron_sites
from mi_core.structures.drawing.views import views

if TYPE_CHECKING:
    from collections.abc import Collection

    from pymatgen.core import Molecule, Structure

POLYHEDRA_MAX_ATOMS = 600  # drawn atoms; each polyhedron is a mesh of its own
RODS_MAX_BONDS = 4000  # above it bonds are lines, a single object for the graphics card
AXIS_COLOURS = {"a": "#e5484d", "b": "#30a46c", "c": "#3e7bfa"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What the viewer draws.

    Attributes
    ----------
    structure : pymatgen Structure, or Molecule
        The cell shown, not repeated; a clicked atom is reported as an index into it.
    data : dict
        JSON of `CrystalToolkitScene`, coordinates in Å about the centre of what is drawn.
    views : dict of str to (3, 3) lists
        Rotations of the standard view and of those down a, b, c.
    legend : dict of str to str
        Colour of each element shown, hidden ones included.
    n_atoms : int
        Atoms drawn, periodic copies included.
    bond_rule : str or None
        How bonds were found; None when none are drawn.
    notes : tuple of str
        Sentences about what is not drawn and why.
    key : str
        Equal for equal scenes.
    """

    structure: Structure | Molecule
    data: dict
    views: dict
    legend: dict[str, str]
    n_atoms: int
    bond_rule: str | None
    notes: tuple[str, ...]
    key: str


def crystal_scene(
    structure: Structure,
    *,
    bonds: bool | str | Bonds = "auto",
    polyhedra: bool = True,
    cell: str = "as given",
    supercell: tuple[int, int, int] = (1, 1, 1),
    hidden_elements: Collection[str] = (),
    colours: str = "VESTA",
) -> Scene:
    """Return the scene of a crystal.

    bonds : True, False, "auto" (not above 300 sites), or Bonds already found for the chosen cell.
    polyhedra : around cations with 4 to 8 (at most 12) anions, in scenes of up to 600 atoms; they need bonds.
    cell : "as given", "primitive" or "conventional"; supercell : repeats along a, b, c.
    Mixed sites are drawn as balls cut into slices by occupancy, a vacancy as the white slice.
    Raises InputError for an unknown cell or a supercell above 5000 sites.
    """
    shown = choose_cell(structure, cell)
    check_supercell(shown, supercell)
    found, notes = _bonds_to_draw(shown, bonds)
    painter = _Painter(shown, found, supercell, set(hidden_elements), colours)
    if polyhedra:
        notes += painter.add_polyhedra()
    data = painter.scene()
    options = (
        fingerprint(shown),
        found and found.method,
        polyhedra,
        supercell,
        sorted(hidden_elements),
        colours,
    )
    return Scene(
        structure=shown,
        data=data,
        views=views(shown.lattice.matrix),
        legend={e: element_colour(e, colours) for e in _elements(shown)},
        n_atoms=len(painter.copies),
        bond_rule=found.method if found else None,
        notes=tuple(notes),
        key=str(options),
    )


def _elements(structure: Structure) -> list[str]:
    """Return the element symbols, most electropositive first, as in a formula."""
    return list(dict.fromkeys(str(getattr(s, "symbol", s)) for s in sorted(structure.composition)))


def _bonds_to_draw(structure: Structure, bonds: bool | str | Bonds) -> tuple[Bonds | None, list[str]]:
    if isinstance(bonds, Bonds):
        return bonds, []
    if bonds == "auto" and len(structure) > AUTO_MAX_SITES:
        return None, [f"Bonds are not drawn above {AUTO_MAX_SITES} sites unless you ask for them."]
    return (find_bonds(structure), []) if bonds else (None, [])


class _Painter:
    """Collects what one scene shows; every drawn copy of a site is known by (site, cell)."""

    def __init__(
        self,
        structure: Structure,
        bonds: Bonds | None,
        supercell: tuple[int, int, int],
        hidden: set[str],
        colours: str,
    ) -> None:
        self.structure, self.bonds, self.supercell, self.hidden = structure, bonds, supercell, hidden
        self.colours = colours
        self.matrix, self.fractional = structure.lattice.matrix, structure.frac_coords
        self.centre = np.asarray(supercell) / 2 @ self.matrix
        self.species = [_shares(site) for site in structure]
        self.main = [
            max(shares, key=lambda element: shares[element]) if shares else "X" for shares in self.species
        ]
        self.copies: dict[Copy, np.ndarray] = {}
        self.polyhedra: list[dict] = []
        self.table = BondTable(bonds, len(structure)) if bonds else None
        self._place(copies_in_cell(structure, supercell))

    def _place(self, copies: list[Copy]) -> None:
        for copy in copies:
            if copy not in self.copies:
                self.copies[copy] = (self.fractional[copy[0]] + copy[1:]) @ self.matrix - self.centre

    def _colour(self, element: str) -> str:
        return element_colour(element, self.colours)

    def add_polyhedra(self) -> list[str]:
        """Add the polyhedra and the atoms outside the cell that complete them, where there are bonds; return notes."""
        if self.bonds is None or self.table is None:
            return []
        if len(self.copies) > POLYHEDRA_MAX_ATOMS:
            return [f"Polyhedra are not drawn above {POLYHEDRA_MAX_ATOMS} atoms in view."]
        sites = polyhedron_sites(self.structure, self.bonds)
        centres = [c for c in self.copies if c[0] in sites and self.main[c[0]] not in self.hidden]
        for centre in centres:
            corners = self.table.neighbours(centre)
            self._place(corners)
            points = np.array([self.copies[corner] for corner in corners])
            if np.linalg.matrix_rank(points[1:] - points[0], tol=0.1) == 3:  # a square has no hull
                self.polyhedra.append(draw.convex(points, color=self._colour(self.main[centre[0]])))
        return []

    def scene(self) -> dict:
        """Return the scene of all that was placed."""
        contents = [
            draw.group("atoms", self._atoms()),
            draw.group("bonds", self._bonds()),
            draw.group("polyhedra", self.polyhedra),
            draw.group("unit_cell", self._cell()),
            draw.group("axes", self._compass(), origin=[0.0, 0.0, 0.0]),
        ]
        return draw.group("crystal", [*contents, *self._axis_labels()], origin=[0.0, 0.0, 0.0])

    def _atoms(self) -> list[dict]:
        positions: dict[int, list] = {}
        for copy, position in self.copies.items():
            positions.setdefault(copy[0], []).append(position)
        return [ball for site, points in positions.items() for ball in self._balls(site, points)]

    def _balls(self, site: int, points: list) -> list[dict]:
        shares = self.species[site]
        if all(element in self.hidden for element in shares):
            return []
        whole = draw.spheres(
            points,
            color=self._colour(self.main[site]),
            radius=drawn_radius(self.main[site]),
            reference=f"site:{site}",
            tooltip=f"{self.structure[site].species_string} · site {site + 1}",
        )
        if len(shares) == 1 and shares[self.main[site]] > 0.999:
            return [whole]
        slices, start = [], 0.0
        for element, share in 2 * [*shares.items(), (None, 1.0 - sum(shares.values()))]:
            if share > 0.001:  # each half turn shows every share, so that no side of the ball hides one
                colour = VACANCY_COLOUR if element is None else self._colour(element)
                slices.append(draw.sphere_wedge(whole, start, share / 2, colour))
            start += share / 2
        return slices

    def _bonds(self) -> list[dict]:
        if self.table is None:
            return []
        halves: dict[str, list] = {}
        for copy, start in self.copies.items():
            element = self.main[copy[0]]
            if element in self.hidden:
                continue
            for other in self.table.neighbours(copy):
                if other in self.copies and self.main[other[0]] not in self.hidden:
                    halves.setdefault(element, []).append((start, (start + self.copies[other]) / 2))
        rods = sum(map(len, halves.values())) <= RODS_MAX_BONDS
        return [
            (draw.cylinders if rods else draw.lines)(pairs, color=self._colour(element))
            for element, pairs in halves.items()
        ]

    def _cell(self) -> list[dict]:
        """Return the twelve edges of the repeated cell, the three at the origin coloured."""
        corner = {
            key: np.array(key) * self.supercell @ self.matrix - self.centre for key in np.ndindex(2, 2, 2)
        }
        edges = [(p, q) for p in corner for q in corner if p < q and np.abs(np.subtract(p, q)).sum() == 1]
        others = [(corner[p], corner[q]) for p, q in edges if p != (0, 0, 0)]
        axes = zip(AXIS_COLOURS.values(), ((1, 0, 0), (0, 1, 0), (0, 0, 1)), strict=True)
        coloured = [draw.lines([(corner[0, 0, 0], corner[tip])], color=colour) for colour, tip in axes]
        return [draw.lines(others), *coloured]

    def _compass(self) -> list[dict]:
        unit = self.matrix / np.linalg.norm(self.matrix, axis=1, keepdims=True)
        return [
            draw.arrow((0, 0, 0), vector, color=colour)
            for vector, colour in zip(unit, AXIS_COLOURS.values(), strict=True)
        ]

    def _axis_labels(self) -> list[dict]:
        vectors = self.matrix * np.asarray(self.supercell)[:, None]
        beyond = 1.1 * vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return [
            draw.label(name, vector + past - self.centre)
            for name, vector, past in zip(AXIS_COLOURS, vectors, beyond, strict=True)
        ]


def _shares(site) -> dict[str, float]:
    """Return the occupancy of each element on a site, oxidation states of one element added."""
    shares: dict[str, float] = {}
    for species, share in site.species.items():
        symbol = str(getattr(species, "symbol", species))
        shares[symbol] = shares.get(symbol, 0.0) + share
    return shares
