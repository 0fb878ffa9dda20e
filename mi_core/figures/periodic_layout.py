"""Where each element stands in the periodic table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Periods 1–7, then lanthanides and actinides below a narrow gap; a dot is no element.
ROWS = (
    "H . . . . . . . . . . . . . . . . He",
    "Li Be . . . . . . . . . . B C N O F Ne",
    "Na Mg . . . . . . . . . . Al Si P S Cl Ar",
    "K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr",
    "Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe",
    "Cs Ba . Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn",
    "Fr Ra . Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og",
    "",
    ". . La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu .",
    ". . Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr .",
)
N_GROUPS = 18
GAP = 0.4  # height of the empty line above the lanthanides, in cells
TOPS = [0, 1, 2, 3, 4, 5, 6, 7, 7 + GAP, 8 + GAP, 9 + GAP]  # upper edges of ROWS, and the lowest edge
#: Symbol → (x, y) of the middle of its cell; y grows downwards.
POSITIONS = {
    symbol: (column + 0.5, (TOPS[row] + TOPS[row + 1]) / 2)
    for row, line in enumerate(ROWS)
    for column, symbol in enumerate(line.split())
    if symbol != "."
}
PLACEHOLDERS = {"57–71": (2.5, 5.5), "89–103": (2.5, 6.5)}


def grid(by_symbol: Mapping) -> list[list]:
    """Return the cells of ROWS, line by line; None where the mapping has nothing."""
    lines = (line.split() or ["."] * N_GROUPS for line in ROWS)
    return [[by_symbol.get(symbol) for symbol in line] for line in lines]
