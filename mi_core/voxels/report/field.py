"""A density file in one HTML file that opens anywhere, offline: what it is, what it adds up to, its plane and profiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.densities.kinds import DENSITY_UNIT
from mi_core.prediction.words import html_formula
from mi_core.report import drawn, rendered
from mi_core.voxels.numbers import field_numbers
from mi_core.voxels.report.definitions import field_definitions
from mi_core.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from mi_core.densities.field import ScalarField
    from mi_core.densities.total import Total
    from mi_core.report import Picture

LIBRARIES = ("pymatgen", "numpy", "plotly")


@dataclass(frozen=True, slots=True)
class FieldRead:
    """A field of a file, or the difference of two, and what it amounts to.

    Attributes
    ----------
    name : str
        Of the file, as it came.
    field : ScalarField
    total : Total
        Of `densities.total.total_of`.
    ends : (float, float)
        Lowest and highest value.
    hartree : float or None
        Energy of the cell, eV; None where it is not known.
    """

    name: str
    field: ScalarField
    total: Total
    ends: tuple[float, float]
    hartree: float | None = None


def field_report(
    read: FieldRead, pictures: Sequence[Picture], averages: pd.DataFrame, *, made_on: date
) -> str:
    """Return the report of a field as a self-contained page.

    averages : heights and means over planes, under heads for people.
    """
    field = read.field
    composition = field.structure.composition
    return rendered(
        "voxels/report/field.html",
        LIBRARIES,
        title=f"{field.title[:1].upper()}{field.title[1:]}",
        made_on=made_on.isoformat(),
        counts=f"{read.name}, {' × '.join(map(str, field.shape))} points",
        formula=composition.reduced_formula,
        read=read,
        numbers=field_numbers(field, read.total, read.ends, read.hartree),
        cell=_cell(field),
        pictures=[(picture.title, drawn(picture.figure), picture.words) for picture in pictures],
        averages=averages,
        definitions=field_definitions(field),
        is_density=field.unit == DENSITY_UNIT,
        html_formula=html_formula,
    )


def _cell(field: ScalarField) -> dict[str, str]:
    """Return what the cell and the grid are, a text for each head."""
    lattice, structure = field.structure.lattice, field.structure
    atoms = ", ".join(
        f"{amount:g} {symbol}" for symbol, amount in structure.composition.get_el_amt_dict().items()
    )
    return {
        "a, b, c (Å)": ", ".join(f"{length:.4f}" for length in lattice.abc),
        "α, β, γ (°)": ", ".join(f"{angle:.2f}" for angle in lattice.angles),
        "Volume (Å³)": f"{structure.volume:,.3f}",
        "Atoms": f"{counted(len(structure), 'atom')}: {atoms}",
        "Points": " × ".join(map(str, field.shape)),
    }
