"""Crystals that come with the product, built by pymatgen from published lattice parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.rows import crystal_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pymatgen.core import Structure

    from mi_core.structures.material import Material

Site = tuple[str | dict[str, float], tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """A crystal by its space group, cell (a, b, c in Å; alpha, beta, gamma in degrees) and asymmetric unit.

    `source` cites where cell and positions were published.
    """

    title: str
    formula: str
    space_group: str
    cell: tuple[float, float, float, float, float, float]
    sites: tuple[Site, ...]
    source: str

    def structure(self) -> Structure:
        """Return the conventional cell."""
        from pymatgen.core import Lattice, Structure

        species, coords = zip(*self.sites, strict=True)
        return Structure.from_spacegroup(
            self.space_group, Lattice.from_parameters(*self.cell), species, coords
        )


def load_examples(names: Iterable[str] | None = None) -> list[Material]:
    """Return examples as checked rows, in the order of their names; all of them without names."""
    chosen = list(EXAMPLES) if names is None else list(names)
    unknown = [name for name in chosen if name not in EXAMPLES]
    if unknown:
        raise InputError(f"Example {unknown[0]!r} is not known; choose among {', '.join(EXAMPLES)}.")
    return [
        crystal_row(name, EXAMPLES[name].source, EXAMPLES[name].structure(), DEFAULT_LIMITS)
        for name in chosen
    ]


def _cubic(a: float) -> tuple[float, float, float, float, float, float]:
    return (a, a, a, 90.0, 90.0, 90.0)


def _tetragonal(a: float, c: float) -> tuple[float, float, float, float, float, float]:
    return (a, a, c, 90.0, 90.0, 90.0)


def _hexagonal(a: float, c: float) -> tuple[float, float, float, float, float, float]:
    return (a, a, c, 90.0, 90.0, 120.0)


def _perovskite(a: str, b: str, x: str) -> tuple[Site, ...]:
    return ((a, (0.0, 0.0, 0.0)), (b, (0.5, 0.5, 0.5)), (x, (0.5, 0.5, 0.0)))


_WYCKOFF = "R. W. G. Wyckoff, Crystal Structures, 2nd ed., vol. 1, Interscience, New York (1963)"

EXAMPLES: dict[str, Example] = {
    "SrTiO3": Example(
        "Strontium titanate, cubic perovskite",
        "SrTiO3",
        "Pm-3m",
        _cubic(3.9053),
        _perovskite("Sr", "Ti", "O"),
        "M. Schmidbauer, A. Kwasniewski, J. Schwarzkopf, Acta Cryst. B 68, 8 (2012)",
    ),
    "BaTiO3": Example(
        "Barium titanate, tetragonal ferroelectric at room temperature",
        "BaTiO3",
        "P4mm",
        _tetragonal(3.9945, 4.0335),
        (
            ("Ba", (0.0, 0.0, 0.0)),
            ("Ti", (0.5, 0.5, 0.512)),
            ("O", (0.5, 0.5, -0.023)),
            ("O", (0.5, 0.0, 0.486)),
        ),
        "B. C. Frazer, H. R. Danner, R. Pepinsky, Phys. Rev. 100, 745 (1955)",
    ),
    "CaTiO3": Example(
        "Calcium titanate, the mineral perovskite",
        "CaTiO3",
        "Pbnm",
        (5.3796, 5.4423, 7.6401, 90.0, 90.0, 90.0),
        (
            ("Ca", (-0.00676, 0.03602, 0.25)),
            ("Ti", (0.0, 0.5, 0.0)),
            ("O", (0.0714, 0.4838, 0.25)),
            ("O", (0.7108, 0.2888, 0.0371)),
        ),
        "S. Sasaki, C. T. Prewitt, J. D. Bass, Acta Cryst. C 43, 1668 (1987)",
    ),
    "LaAlO3": Example(
        "Lanthanum aluminate, rhombohedral perovskite",
        "LaAlO3",
        "R-3c",
        _hexagonal(5.3647, 13.1114),
        (("La", (0.0, 0.0, 0.25)), ("Al", (0.0, 0.0, 0.0)), ("O", (0.5250, 0.0, 0.25))),
        "H. Lehnert et al., Z. Kristallogr. 215, 536 (2000)",
    ),
    "CsPbI3": Example(
        "Caesium lead iodide, cubic phase at 634 K",
        "CsPbI3",
        "Pm-3m",
        _cubic(6.2894),
        _perovskite("Cs", "Pb", "I"),
        "D. M. Trots, S. V. Myagkota, J. Phys. Chem. Solids 69, 2520 (2008)",
    ),
    "KMgF3": Example(
        "Potassium magnesium fluoride, cubic perovskite",
        "KMgF3",
        "Pm-3m",
        _cubic(3.973),
        _perovskite("K", "Mg", "F"),
        _WYCKOFF.replace("vol. 1", "vol. 2").replace("1963", "1964"),
    ),
    "Ca3SnO": Example(
        "Calcium tin oxide, antiperovskite",
        "Ca3SnO",
        "Pm-3m",
        _cubic(4.83),
        _perovskite("Sn", "O", "Ca"),
        "A. Widera, H. Schäfer, Mater. Res. Bull. 15, 1805 (1980)",
    ),
    "Si": Example(
        "Silicon, diamond structure", "Si", "Fd-3m", _cubic(5.4307), (("Si", (0.0, 0.0, 0.0)),), _WYCKOFF
    ),
    "NaCl": Example(
        "Rock salt",
        "NaCl",
        "Fm-3m",
        _cubic(5.6406),
        (("Na", (0.0, 0.0, 0.0)), ("Cl", (0.5, 0.5, 0.5))),
        _WYCKOFF,
    ),
    "MgO": Example(
        "Periclase",
        "MgO",
        "Fm-3m",
        _cubic(4.2112),
        (("Mg", (0.0, 0.0, 0.0)), ("O", (0.5, 0.5, 0.5))),
        _WYCKOFF,
    ),
    "TiO2": Example(
        "Titanium dioxide, rutile",
        "TiO2",
        "P4_2/mnm",
        _tetragonal(4.5937, 2.9587),
        (("Ti", (0.0, 0.0, 0.0)), ("O", (0.3048, 0.3048, 0.0))),
        "S. C. Abrahams, J. L. Bernstein, J. Chem. Phys. 55, 3206 (1971)",
    ),
    "GaN": Example(
        "Gallium nitride, wurtzite",
        "GaN",
        "P6_3mc",
        _hexagonal(3.190, 5.189),
        (("Ga", (1 / 3, 2 / 3, 0.0)), ("N", (1 / 3, 2 / 3, 0.377))),
        "H. Schulz, K. H. Thiemann, Solid State Commun. 23, 815 (1977)",
    ),
    "LiCoO2": Example(
        "Lithium cobalt oxide, layered cathode",
        "LiCoO2",
        "R-3m",
        _hexagonal(2.8161, 14.0536),
        (("Li", (0.0, 0.0, 0.5)), ("Co", (0.0, 0.0, 0.0)), ("O", (0.0, 0.0, 0.23951))),
        "J. Akimoto, Y. Gotoh, Y. Oosawa, J. Solid State Chem. 141, 298 (1998)",
    ),
    "Bi2Te3": Example(
        "Bismuth telluride, thermoelectric",
        "Bi2Te3",
        "R-3m",
        _hexagonal(4.386, 30.497),
        (("Bi", (0.0, 0.0, 0.4000)), ("Te", (0.0, 0.0, 0.0)), ("Te", (0.0, 0.0, 0.2097))),
        "S. Nakajima, J. Phys. Chem. Solids 24, 479 (1963)",
    ),
    "Cu3Au": Example(
        "Copper-gold, ordered fcc alloy (L1_2)",
        "Cu3Au",
        "Pm-3m",
        _cubic(3.748),
        (("Au", (0.0, 0.0, 0.0)), ("Cu", (0.5, 0.5, 0.0))),
        "W. B. Pearson, A Handbook of Lattice Spacings and Structures of Metals and Alloys, Pergamon (1958)",
    ),
    "CuNi": Example(
        "Copper-nickel, disordered fcc solid solution",
        "CuNi",
        "Fm-3m",
        _cubic(3.567),
        (({"Cu": 0.5, "Ni": 0.5}, (0.0, 0.0, 0.0)),),
        "W. B. Pearson, A Handbook of Lattice Spacings and Structures of Metals and Alloys, Pergamon (1958)",
    ),
}
