"""The elements that candidates are made of, and named groups of them to leave out.

The space is that of J. Schmidt et al., Chem. Mater. 29, 5090 (2017): H to Bi without rare gases and lanthanides, 64
elements. That count takes La for a transition metal (Ce to Lu are left out): 83 - 5 - 14 = 64.
"""

from __future__ import annotations

from dataclasses import dataclass

from mi_core.errors import InputError
from mi_core.words import did_you_mean

ELEMENTS = (
    "H",
    "Li", "Be", "B", "C", "N", "O", "F",
    "Na", "Mg", "Al", "Si", "P", "S", "Cl",
    "K", "Ca", "Sc", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As", "Se", "Br",
    "Rb", "Sr", "Y", "Zr", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd", "Ag", "Cd", "In", "Sn", "Sb", "Te", "I",
    "Cs", "Ba", "La", "Hf", "Ta", "W", "Re", "Os", "Ir", "Pt", "Au", "Hg", "Tl", "Pb", "Bi",
)  # fmt: skip

#: Elements that are anions in most compounds: the usual choice for X.
ANIONS = ("H", "C", "N", "O", "F", "P", "S", "Cl", "As", "Se", "Br", "Sb", "Te", "I")


@dataclass(frozen=True, slots=True)
class ElementGroup:
    """Elements of ELEMENTS that share a reason to avoid them, and where the list comes from."""

    key: str
    title: str
    symbols: tuple[str, ...]
    source: str


GROUPS = {
    group.key: group
    for group in (
        ElementGroup(
            "toxic",
            "Toxic",
            ("Be", "Cr", "As", "Cd", "Hg", "Tl", "Pb"),
            "Cd, Hg, Pb and Cr(VI): restricted by RoHS, Directive 2011/65/EU, Annex II. Compounds of Be, As, Cr(VI), Cd "
            "and Pb: toxic or carcinogenic in Regulation (EC) 1272/2008 (CLP), Annex VI, which lists Tl compounds as "
            "fatal if swallowed. The hazard belongs to compounds: Cr(III) oxide is harmless.",
        ),
        ElementGroup(
            "critical",
            "Critical raw materials (EU)",
            (
                "Li", "Be", "B", "F", "Mg", "Al", "Si", "P", "Sc", "Ti", "V", "Mn", "Co", "Ni", "Cu", "Ga", "Ge", "As",
                "Sr", "Y", "Nb", "Ru", "Rh", "Pd", "Sb", "Ba", "La", "Hf", "Ta", "W", "Ir", "Pt", "Bi",
            ),
            "Regulation (EU) 2024/1252, Annex II (the list of 2023), as elements: baryte as Ba, fluorspar as F, bauxite as "
            "Al, feldspar as Al and Si, rare earths as Sc, Y and La, the platinum group as Ru, Rh, Pd, Ir and Pt "
            "(the assessment leaves Os out). Ti is listed as metal, Ni and Mn in battery grade.",
        ),
        ElementGroup(
            "scarce",
            "Scarce in the crust",
            ("Ru", "Rh", "Pd", "Te", "Re", "Os", "Ir", "Pt", "Au"),
            "At most 0.005 mg per kg of the upper continental crust: R. L. Rudnick & S. Gao, Treatise on Geochemistry 3, "
            "1 (2003), table 3; Te by the CRC Handbook of Chemistry and Physics, Abundance of elements (0.001 mg/kg).",
        ),
        ElementGroup(
            "radioactive",
            "Radioactive",
            ("Tc",),
            "No stable isotope, as in pymatgen (Element.is_radioactive). Bi is not listed: Bi-209 lives 2e19 years.",
        ),
    )
}  # fmt: skip


def without_groups(keys, symbols=ELEMENTS) -> tuple[str, ...]:
    """Return the symbols that belong to none of the named groups; InputError for an unknown group."""
    left_out = set().union(*(find_group(key).symbols for key in keys))
    return tuple(symbol for symbol in symbols if symbol not in left_out)


def find_group(key: str) -> ElementGroup:
    """Return the group of that key; InputError names the ones there are."""
    if key in GROUPS:
        return GROUPS[key]
    raise InputError(f"Element group {key!r} is not known; choose among {', '.join(GROUPS)}.")


def check_symbols(symbols, site: str) -> tuple[str, ...]:
    """Return the symbols without repetition, in the order of ELEMENTS; InputError names the site and what is wrong."""
    if isinstance(symbols, str):
        symbols = [part.strip() for part in symbols.split(",") if part.strip()]
    wanted = set(symbols)
    unknown = sorted(map(str, wanted.difference(ELEMENTS)))
    if unknown:
        raise InputError(
            f"{', '.join(unknown)} cannot stand on site {site}: candidates are made of the {len(ELEMENTS)} elements H to Bi "
            f"without rare gases and lanthanides.{did_you_mean(unknown[0], ELEMENTS, cutoff=0.5)}"
        )
    if not wanted:
        raise InputError(f"Site {site} has no element to choose from; name at least one, such as Sr.")
    return tuple(symbol for symbol in ELEMENTS if symbol in wanted)
