"""The Fourier coefficients of a crystal one by one, in families of equal length and strength, and by shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.descriptors.reciprocal.coefficients import EXTINCT
from mi_core.descriptors.reciprocal.cube import G_MAX, Cube
from mi_core.descriptors.reciprocal.form_factors import form_factor
from mi_core.descriptors.reciprocal.lattice import miller_indices
from mi_core.voxels.described import within_sphere

if TYPE_CHECKING:
    from collections.abc import Callable

    from pymatgen.core import Structure

    from mi_core.descriptors.reciprocal.coefficients import Coefficients

G, MODULUS, STRENGTH = "g_per_angstrom", "modulus_e_per_a3", "strength_e2_per_a3"
SAME_LENGTH = 1e-5  # Å⁻¹
SAME_MODULUS = 1e-6  # of a modulus: sums over atoms are exact but for rounding
SHELL = Cube().bin  # Å⁻¹


def coefficient_table(structure: Structure) -> pd.DataFrame:
    """Return the coefficients of an ordered crystal up to |G| = 6.4 Å⁻¹, by length; of each pair G, -G one.

    Columns: h, k, l, g_per_angstrom, re_e_per_a3, im_e_per_a3, modulus_e_per_a3; first G = 0.
    """
    return table_of(within_sphere(structure), structure.lattice.matrix)


def table_of(within: Coefficients, cell: np.ndarray) -> pd.DataFrame:
    """Return the table of coefficients on a cell (3, 3) in Å; as `coefficient_table`."""
    index = np.vstack([np.zeros((1, 3), dtype=int), miller_indices(within.g, cell)])
    values = np.append(within.mean, within.values)
    frame = pd.DataFrame(
        {
            **dict(zip("hkl", index.T, strict=True)),
            G: np.append(0.0, within.norms()),
            "re_e_per_a3": values.real,
            "im_e_per_a3": values.imag,
            MODULUS: np.abs(values),
        }
    )
    order = np.lexsort((-frame["l"], -frame["k"], -frame["h"], frame[G].round(6)))
    return frame.iloc[order].reset_index(drop=True)


def families(
    coefficients: pd.DataFrame, volume: float, *, same: float = SAME_MODULUS, extinct: float = EXTINCT
) -> pd.DataFrame:
    """Return the families of a `coefficient_table` without G = 0: vectors of one length and one modulus, by length.

    Columns: hkl, of one of them; multiplicity, with the mates; g_per_angstrom; modulus_e_per_a3; strength_e2_per_a3, which
    is V|ρ(G)|² with the volume V in Å³. Families that the crystal extinguishes are left out.

    extinct : share of the largest modulus that is noise; moduli below it are 0. same : share of a modulus; of one length
    those are one family that differ from the next by no more than that and the noise, so that weak ones are told apart, too.
    """
    rows = coefficients[coefficients[G] > 0]
    rows = rows[~_extinct(rows, coefficients, extinct)].sort_values(G, kind="stable")
    length = (rows[G].diff() > SAME_LENGTH).cumsum()
    rows = rows.assign(length=length).sort_values(["length", MODULUS], kind="stable")
    tolerance = same * rows[MODULUS] + extinct * coefficients[MODULUS].max()
    another = rows["length"].diff().ne(0) | (rows[MODULUS].diff() > tolerance)
    grouped = rows.assign(hkl=_symbols(rows), family=another.cumsum()).sort_values(
        ["family", "h", "k", "l"], ascending=[True, False, False, False], kind="stable"
    )
    found = grouped.groupby("family").agg(
        hkl=("hkl", "first"), multiplicity=("hkl", "size"), **{name: (name, "first") for name in (G, MODULUS)}
    )
    found["multiplicity"] *= 2
    found[STRENGTH] = volume * found[MODULUS] ** 2
    return found.sort_values([G, MODULUS], ascending=[True, False]).reset_index(drop=True)


def shell_means(coefficients: pd.DataFrame, volume: float, *, extinct: float = EXTINCT) -> pd.DataFrame:
    """Return the mean of V|ρ(G)|² over all vectors of each shell, of the width of a voxel; NaN in empty shells.

    Columns: g_per_angstrom, the middle of the shell; strength_e2_per_a3; vectors, with the mates.

    extinct : as of `families`.
    """
    rows = coefficients[coefficients[G] > 0]
    moduli = rows[MODULUS].where(~_extinct(rows, coefficients, extinct), 0.0)
    edges = np.arange(round(G_MAX / SHELL) + 1) * SHELL
    edges[-1] += SAME_LENGTH  # the sphere's surface belongs to it
    vectors = np.histogram(rows[G], edges)[0]
    total = np.histogram(rows[G], edges, weights=volume * moduli**2)[0]
    mean = np.divide(total, vectors, out=np.full(len(total), np.nan), where=vectors > 0)
    return pd.DataFrame({G: (edges[:-1] + SHELL / 2), STRENGTH: mean, "vectors": 2 * vectors})


def envelopes(
    structure: Structure,
    steps: int = 161,
    *,
    factor: Callable[[str, np.ndarray], np.ndarray] = form_factor,
) -> pd.DataFrame:
    """Return what form factors allow V|ρ(G)|² to be, in e²/Å³ against g_per_angstrom: in_phase, and at random_phases.

    in_phase is (Σ f)² / V, the most there can be; random_phases is Σ f² / V, the mean without any order. factor : f(symbol,
    |G|) in electrons, by default that of all electrons.
    """
    g = np.linspace(0, G_MAX, steps)
    factors = [
        (count, factor(symbol, g)) for symbol, count in structure.composition.get_el_amt_dict().items()
    ]
    in_phase = sum(count * f for count, f in factors) ** 2 / structure.volume
    random_phases = sum(count * f**2 for count, f in factors) / structure.volume
    return pd.DataFrame({G: g, "in_phase": in_phase, "random_phases": random_phases})


def _extinct(rows: pd.DataFrame, coefficients: pd.DataFrame, share: float) -> pd.Series:
    """Return which rows of a table are 0 but for rounding: their modulus is no more than a share of its largest."""
    return rows[MODULUS] <= share * coefficients[MODULUS].max()


def _symbols(rows: pd.DataFrame) -> list[str]:
    """Return the Miller indices as texts, such as "1 -1 0"."""
    return [f"{h} {k} {l}".replace("-", "−") for h, k, l in rows[list("hkl")].to_numpy()]  # noqa: E741 - Miller's letters
