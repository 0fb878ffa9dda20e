"""Sites found in known perovskites, in any setting of the cell, and refused in known others."""

from __future__ import annotations

from string import ascii_letters

import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.errors import InputError
from mi_core.structures.analysis.perovskite import NotPerovskiteError, find_sites, sites_from_formula
from mi_core.structures.material import SiteElements

IDEAL = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
OOO = ("O", "O", "O")


def ideal(a, b, x, length):
    return Structure(Lattice.cubic(length), [a, b, *x], IDEAL)


def from_group(group, lattice, species, coords):
    return Structure.from_spacegroup(group, lattice, species, coords)


def tilted_catio3():
    # Pnma; Yashima & Ali, Solid State Ionics 180, 120 (2009)
    lattice = Lattice.orthorhombic(5.380, 7.643, 5.442)
    coords = [[0.035, 0.25, -0.007], [0, 0, 0.5], [0.484, 0.25, 0.071], [0.289, 0.037, 0.711]]
    return from_group("Pnma", lattice, ["Ca", "Ti", "O", "O"], coords)


def rhombohedral_laalo3():
    # R-3c; Howard, Kennedy & Chakoumakos, J. Phys.: CM 12, 349 (2000)
    lattice = Lattice.hexagonal(5.365, 13.11)
    return from_group("R-3c", lattice, ["La", "Al", "O"], [[0, 0, 0.25], [0, 0, 0], [0.525, 0, 0.25]])


def tetragonal_batio3():
    lattice = Lattice.tetragonal(3.994, 4.034)  # P4mm; Harada et al., Acta Cryst. A26, 336 (1970)
    coords = [[0, 0, 0], [0.5, 0.5, 0.512], [0.5, 0.5, 0.023], [0.5, 0, 0.486]]
    return from_group("P4mm", lattice, ["Ba", "Ti", "O", "O"], coords)


def rhombohedral_batio3():
    lattice = Lattice.rhombohedral(4.004, 89.87)
    oxygen = [[0.49, 0.02, 0.02], [0.02, 0.49, 0.02], [0.02, 0.02, 0.49]]
    coords = [[0.5, 0.5, 0.5], [-0.011, -0.011, -0.011], *oxygen]
    return Structure(lattice, ["Ba", "Ti", "O", "O", "O"], coords)


def supertetragonal_pbtio3():
    lattice = Lattice.tetragonal(3.904, 4.152)
    coords = [[0, 0, 0], [0.5, 0.5, 0.54], [0.5, 0.5, 0.112], [0.5, 0, 0.617]]
    return from_group("P4mm", lattice, ["Pb", "Ti", "O", "O"], coords)


KNOWN = {
    "SrTiO3": (ideal("Sr", "Ti", OOO, 3.905), ("Sr", "Ti", OOO)),
    "CsPbI3": (ideal("Cs", "Pb", ("I",) * 3, 6.29), ("Cs", "Pb", ("I",) * 3)),
    "Ca3SnO": (ideal("Sn", "O", ("Ca",) * 3, 4.83), ("Sn", "O", ("Ca",) * 3)),
    "SrTaO2N": (ideal("Sr", "Ta", ("O", "N", "O"), 4.03), ("Sr", "Ta", ("N", "O", "O"))),
    "LaTaOFN": (ideal("La", "Ta", ("O", "F", "N"), 4.0), ("La", "Ta", ("F", "N", "O"))),
    "Ti2NOF": (ideal("Ti", "Ti", ("O", "F", "N"), 3.94), ("Ti", "Ti", ("F", "N", "O"))),
    "CaTiO3 Pnma": (tilted_catio3(), ("Ca", "Ti", OOO)),
    "LaAlO3 R-3c": (rhombohedral_laalo3(), ("La", "Al", OOO)),
    "BaTiO3 P4mm": (tetragonal_batio3(), ("Ba", "Ti", OOO)),
    "BaTiO3 R3m": (rhombohedral_batio3(), ("Ba", "Ti", OOO)),
    "PbTiO3 P4mm": (supertetragonal_pbtio3(), ("Pb", "Ti", OOO)),
}


def ilmenite():
    lattice = Lattice.hexagonal(5.088, 14.086)  # FeTiO3, R-3; Wechsler & Prewitt, Am. Min. 69, 176 (1984)
    coords = [[0, 0, 0.3554], [0, 0, 0.1464], [0.3174, 0.0233, 0.2451]]
    return from_group("R-3", lattice, ["Fe", "Ti", "O"], coords)


def calcite():
    return from_group(
        "R-3c",
        Lattice.hexagonal(4.990, 17.061),
        ["Ca", "C", "O"],
        [[0, 0, 0], [0, 0, 0.25], [0.2568, 0, 0.25]],
    )


def post_perovskite():
    # CaIrO3, Cmcm; Hirai et al., Z. Krist. 224, 345 (2009)
    lattice = Lattice.orthorhombic(3.139, 9.855, 7.293)
    coords = [[0, 0.7498, 0.25], [0, 0, 0], [0.5, 0.4331, 0.25], [0.5, 0.1296, 0.4553]]
    return from_group("Cmcm", lattice, ["Ca", "Ir", "O", "O"], coords)


def hexagonal_banio3():
    lattice = Lattice.hexagonal(5.629, 4.811)  # 2H, P6_3/mmc; Takeda et al., Acta Cryst. B32, 2464 (1976)
    return from_group(
        "P6_3/mmc", lattice, ["Ba", "Ni", "O"], [[1 / 3, 2 / 3, 0.75], [0, 0, 0], [0.1462, 0.2924, 0.25]]
    )


def banisn3_type():
    # I4mm; Dörrscheidt & Schäfer, J. Less-Common Met. 58, 209 (1978)
    lattice = Lattice.tetragonal(4.82, 10.93)
    coords = [[0, 0, 0], [0, 0, 0.65], [0, 0, 0.42], [0, 0.5, 0.26]]
    return from_group("I4mm", lattice, ["Ba", "Ni", "Sn", "Sn"], coords)


OTHERS = {
    "ilmenite": (ilmenite(), "edges or faces|do not meet"),
    "calcite": (calcite(), "octahedron|tightly"),
    "post-perovskite": (post_perovskite(), "edges or faces|do not meet"),
    "2H BaNiO3": (hexagonal_banio3(), "edges or faces"),
    "BaNiSn3 type": (banisn3_type(), "octahedron|do not meet"),
    "NaCl": (
        from_group("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]),
        "not ABX3",
    ),
    "double perovskite": (
        from_group(
            "Fm-3m",
            Lattice.cubic(8.0),
            ["Ba", "Y", "Nb", "O"],
            [[0.25, 0.25, 0.25], [0, 0, 0], [0.5, 0, 0], [0.25, 0, 0]],
        ),
        "not ABX3",
    ),
    "disordered": (
        Structure(Lattice.cubic(3.9), [{"Sr": 0.5, "Ca": 0.5}, "Ti", "O", "O", "O"], IDEAL),
        "partially occupied",
    ),
}


@pytest.fixture(params=KNOWN, ids=str)
def known(request):
    structure, (a, b, x) = KNOWN[request.param]
    return structure, SiteElements(a, b, x)


def test_known_perovskites(known):
    assert find_sites(known[0]) == known[1]


def test_any_setting_of_the_cell_gives_the_same_sites(known):
    structure, sites = known
    random = np.random.default_rng(0)
    moved = structure.copy().translate_sites(range(len(structure)), random.random(3))
    shuffled = Structure.from_sites([moved[i] for i in random.permutation(len(moved))])
    assert find_sites(shuffled) == sites
    assert find_sites(shuffled.get_primitive_structure()) == sites
    assert find_sites(shuffled * (2, 1, 1)) == sites
    assert find_sites(shuffled * [[1, 1, 0], [-1, 1, 0], [0, 0, 2]]) == sites
    assert find_sites(shuffled.get_reduced_structure("LLL")) == sites


def test_thermal_displacements_do_not_matter(known):
    structure, sites = known
    for seed in range(5):
        np.random.seed(seed)  # noqa: NPY002  pymatgen's perturb draws from the global generator
        assert find_sites(structure.copy().perturb(0.12)) == sites


def test_exchange_of_a_and_b_is_another_material():
    assert find_sites(ideal("Ti", "Sr", OOO, 4.4)) == SiteElements("Ti", "Sr", OOO)


@pytest.mark.parametrize("name", OTHERS)
def test_other_crystals_are_refused_with_the_reason(name):
    structure, reason = OTHERS[name]
    with pytest.raises(NotPerovskiteError, match=reason):
        find_sites(structure)


def test_the_error_is_an_input_error():
    assert issubclass(NotPerovskiteError, InputError)


@pytest.mark.parametrize("formula", ["SrTiO3", "TiSrO3", "Sr2Ti2O6", "O3TiSr"])
def test_formula_order_does_not_matter(formula):
    assert sites_from_formula(formula) == SiteElements("Sr", "Ti", OOO)


@pytest.mark.parametrize("formula", ["NaCl", "", "xyz", "SrTiO", "Fe0O3"])
def test_formulas_that_are_not_abx3(formula):
    with pytest.raises(InputError):
        sites_from_formula(formula)


def test_every_castelli_cell_is_read_as_it_was_built(data_dir):
    """The authors placed A first (corner) and B second (centre); later relaxation displaced some far."""
    table = pd.read_parquet(data_dir / "castelli_perovskites.parquet").sample(150, random_state=0)
    for cif in table["cif"]:
        structure = Structure.from_str(cif, fmt="cif")
        sites = find_sites(structure)
        first, second = sorted(structure, key=lambda site: int(site.label.lstrip(ascii_letters)))[:2]
        assert (sites.a, sites.b) == (first.specie.symbol, second.specie.symbol)
