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
        _cubic(3.905268),
        _perovskite("Sr", "Ti", "O"),
        "M. Schmidbauer, A. Kwasniewski, J. Schwarzkopf, Acta Cryst. B 68, 8 (2012)",
    ),
    "BaTiO3": Example(
        "Barium titanate, tetragonal ferroelectric",
        "BaTiO3",
        "P4mm",
        _tetragonal(3.9958, 4.0383),
        (
            ("Ba", (0.0, 0.0, 0.0)),
            ("Ti", (0.5, 0.5, 0.5144)),
            ("O", (0.5, 0.5, 0.9827)),
            ("O", (0.5, 0.0, 0.4897)),
        ),
        "Open Quantum Materials Database 4070001, computed cell (PBE)",
    ),
    "CaTiO3": Example(
        "Calcium titanate, the mineral perovskite",
        "CaTiO3",
        "Pbnm",
        (5.3785, 5.4419, 7.6400, 90.0, 90.0, 90.0),
        (
            ("Ca", (0.9928, 0.0330, 0.25)),
            ("Ti", (0.0, 0.5, 0.0)),
            ("O", (0.0722, 0.4893, 0.25)),
            ("O", (0.7174, 0.2842, 0.0346)),
        ),
        "X. Liu, R. C. Liebermann, Phys. Chem. Minerals 20, 171 (1993, COD 9006172)",
    ),
    "LaAlO3": Example(
        "Lanthanum aluminate, rhombohedral perovskite",
        "LaAlO3",
        "R-3c",
        _hexagonal(5.4114, 13.1883),
        (("La", (0.0, 0.0, 0.25)), ("Al", (0.0, 0.0, 0.0)), ("O", (0.5392, 0.0, 0.25))),
        "Materials Project mp-2920, computed cell (PBE)",
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
        _cubic(3.9924),
        _perovskite("K", "Mg", "F"),
        "R. H. Mitchell, L. M. D. Cranswick, I. Swainson, Phys. Chem. Minerals 33, 587 (2006)",
    ),
    "Ca3SnO": Example(
        "Calcium tin oxide, antiperovskite",
        "Ca3SnO",
        "Pm-3m",
        _cubic(4.8265),
        _perovskite("Sn", "O", "Ca"),
        "Materials Project mp-29241, computed cell (PBE)",
    ),
    "Si": Example(
        "Silicon, diamond structure", "Si", "Fd-3m", _cubic(5.4307), (("Si", (0.0, 0.0, 0.0)),), _WYCKOFF
    ),
    "NaCl": Example(
        "Rock salt",
        "NaCl",
        "Fm-3m",
        _cubic(5.64056),
        (("Na", (0.0, 0.0, 0.0)), ("Cl", (0.5, 0.5, 0.5))),
        _WYCKOFF + " (COD 9008678)",
    ),
    "MgO": Example(
        "Periclase",
        "MgO",
        "Fm-3m",
        _cubic(4.2112),
        (("Mg", (0.0, 0.0, 0.0)), ("O", (0.5, 0.5, 0.5))),
        _WYCKOFF + " (COD 9008671)",
    ),
    "TiO2": Example(
        "Titanium dioxide, rutile",
        "TiO2",
        "P4_2/mnm",
        _tetragonal(4.593, 2.959),
        (("Ti", (0.0, 0.0, 0.0)), ("O", (0.3051, 0.3051, 0.0))),
        "E. P. Meagher, G. A. Lager, Can. Mineral. 17, 77 (1979, COD 9004141)",
    ),
    "GaN": Example(
        "Gallium nitride, wurtzite",
        "GaN",
        "P6_3mc",
        _hexagonal(3.190, 5.189),
        (("Ga", (1 / 3, 2 / 3, 0.0)), ("N", (1 / 3, 2 / 3, 0.375))),
        "Y.-N. Xu, W. Y. Ching, Phys. Rev. B 48, 4335 (1993, COD 9011658)",
    ),
    "LiCoO2": Example(
        "Lithium cobalt oxide, layered cathode",
        "LiCoO2",
        "R-3m",
        _hexagonal(2.8161, 14.0536),
        (("Li", (0.0, 0.0, 0.0)), ("Co", (0.0, 0.0, 0.5)), ("O", (0.0, 0.0, 0.23951))),
        "File LCO.cif of GOAC (https://github.com/GEMDAT-repos/GOAC)",
    ),
    "Bi2Te3": Example(
        "Bismuth telluride, thermoelectric",
        "Bi2Te3",
        "R-3m",
        _hexagonal(4.395, 30.440),
        (("Bi", (0.0, 0.0, 0.40046)), ("Te", (0.0, 0.0, 0.0)), ("Te", (0.0, 0.0, 0.2097))),
        "Y. Feutelais et al., Mater. Res. Bull. 28, 591 (1993, AMCSD 0014367)",
    ),
    "Cu3Au": Example(
        "Copper-gold, ordered fcc alloy (L1_2)",
        "Cu3Au",
        "Pm-3m",
        _cubic(3.7402),
        (("Au", (0.0, 0.0, 0.0)), ("Cu", (0.5, 0.5, 0.0))),
        "E. A. Owen, Y. H. Liu, Philos. Mag. 38, 354 (1947, in the AFLOW prototypes of pymatgen)",
    ),
    "CuNi": Example(
        "Copper-nickel, disordered fcc solid solution",
        "CuNi",
        "Fm-3m",
        _cubic(3.5695),
        (({"Cu": 0.5, "Ni": 0.5}, (0.0, 0.0, 0.0)),),
        "Mean of Cu, H. M. Otte, J. Appl. Phys. 32, 1536 (1961), and Ni, A. Taylor, J. Inst. Met. 77 (1950)",
    ),
}
