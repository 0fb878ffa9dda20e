"""Statistics of element properties over a composition, for any crystal.

The families of attributes are those of Magpie: L. Ward, A. Agrawal, A. Choudhary, C. Wolverton, npj Comput. Mater. 2,
16028 (2016); the element properties come from pymatgen.
"""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from mi_core.descriptors.elements import LAST_ATOMIC_NUMBER, element_table, filled_element_table
from mi_core.descriptors.formulas import ElementFractions, FormulaFractions
from mi_core.descriptors.stateless import Stateless
from mi_core.errors import InputError

PROPERTIES = (
    "atomic_number", "mendeleev_number", "atomic_mass", "group", "row",
    "electronegativity", "electron_affinity", "ionisation_energy_1", "orbital_energy_highest",
    "atomic_radius", "ionic_radius_mean", "molar_volume", "melting_point", "common_oxidation_max",
    "valence_s", "valence_p", "valence_d", "valence_f", "valence_electrons",
    "unfilled_s", "unfilled_p", "unfilled_d", "unfilled_f", "unfilled_states", "unpaired_electrons",
)  # fmt: skip
STATISTICS = ("min", "max", "range", "mean", "deviation", "mode")
NORMS = (2, 3, 5, 7, 10)
SHELLS = ("s", "p", "d", "f")
_BEYOND = f"Elements beyond Z = {LAST_ATOMIC_NUMBER} (Lr) have no tabulated properties."
ROWS_AT_ONCE = 20_000  # bounds the memory to ~100 MB


class CompositionStatistics(TransformerMixin, BaseEstimator):
    """Transformer from materials (or formula strings) to statistics of their elements, (n, features) float64.

    Per property: minimum, maximum, range, mean, mean absolute deviation and mode (of the most abundant element; the
    smallest among equals). Besides: number of elements and p-norms of the fractions, shares of s, p, d and f valence
    electrons, largest and mean ionic character of a pair. InputError for a formula that cannot be read.

    Parameters
    ----------
    properties : sequence of str
        Columns of `element_table`.
    """

    def __init__(self, properties=PROPERTIES):
        self.properties = properties

    def fit(self, X, y=None):  # noqa: ARG002 - scikit-learn's signature
        """Check the names; there is nothing to learn."""
        unknown = [name for name in self.properties if name not in element_table().columns]
        if unknown:
            raise InputError(
                f"Element properties {unknown} are not known; choose among {', '.join(element_table())}."
            )
        return self

    def __sklearn_is_fitted__(self):
        return True

    def transform(self, X) -> np.ndarray:
        """Return the statistics of each composition."""
        found = FormulaFractions().transform(X)
        parts = [
            self._statistics(found[start : start + ROWS_AT_ONCE])
            for start in range(0, len(found), ROWS_AT_ONCE)
        ]
        return np.vstack(parts) if parts else np.empty((0, len(self.get_feature_names_out())))

    def get_feature_names_out(self, input_features=None):  # noqa: ARG002 - scikit-learn's signature
        """Return the name of each column."""
        return np.array(
            [f"{statistic}_{name}" for statistic in STATISTICS for name in self.properties]
            + ["n_elements", *(f"norm_{p}" for p in NORMS)]
            + [f"valence_share_{shell}" for shell in SHELLS]
            + ["ionic_character_max", "ionic_character_mean"],
            dtype=object,
        )

    def _statistics(self, rows: list[ElementFractions]) -> np.ndarray:
        counts = np.array([len(row.fractions) for row in rows])
        first = np.cumsum(counts) - counts  # where each composition starts in the flat list of elements
        element = np.concatenate([row.atomic_numbers for row in rows]) - 1
        fraction = np.concatenate([row.fractions for row in rows]).astype(float)
        if element.max() >= LAST_ATOMIC_NUMBER:
            raise InputError(_BEYOND)
        table = filled_element_table()
        values = table[list(self.properties)].to_numpy()[element]  # (elements of all rows, properties)
        return np.hstack(
            [
                _property_statistics(values, fraction, first, counts),
                _norms(fraction, first, counts),
                _valence_shares(table, element, fraction, first),
                _ionic_character(table["electronegativity"].to_numpy(), element, fraction, first, counts),
            ]
        )


class AtomicFractions(Stateless):
    """Transformer from materials (or formula strings) to the fraction of each element, by atomic number, (n, 103) float64.

    What statistics blur: which element dopes, and how much of it. InputError for a formula that cannot be read, and for
    elements beyond Lr.

    Parameters
    ----------
    floor : float
        With 0 the fractions themselves; above it log10(fraction + floor), in which the amounts of a dopant are as far apart
        as those of a host, so that thresholds drawn at random part them.
    """

    def __init__(self, floor: float = 0.0):
        self.floor = floor

    def transform(self, X) -> np.ndarray:
        """Return the fractions of each composition."""
        found = FormulaFractions().transform(X)
        table = np.zeros((len(found), LAST_ATOMIC_NUMBER))
        for place, row in enumerate(found):
            if row.atomic_numbers.max() > LAST_ATOMIC_NUMBER:
                raise InputError(_BEYOND)
            table[place, row.atomic_numbers - 1] = row.fractions
        return np.log10(table + self.floor) if self.floor else table

    def get_feature_names_out(self, input_features=None):  # noqa: ARG002 - scikit-learn's signature
        """Return the name of each column."""
        return np.array([f"fraction_{z}" for z in range(1, LAST_ATOMIC_NUMBER + 1)], dtype=object)


def _property_statistics(values, fraction, first, counts) -> np.ndarray:
    lowest, highest = np.minimum.reduceat(values, first), np.maximum.reduceat(values, first)
    mean = np.add.reduceat(fraction[:, None] * values, first)
    away = np.abs(values - np.repeat(mean, counts, axis=0))
    deviation = np.add.reduceat(fraction[:, None] * away, first)
    leads = fraction >= np.repeat(np.maximum.reduceat(fraction, first), counts) - 1e-6
    mode = np.minimum.reduceat(np.where(leads[:, None], values, np.inf), first)
    return np.hstack([lowest, highest, highest - lowest, mean, deviation, mode])


def _norms(fraction, first, counts) -> np.ndarray:
    norms = [np.add.reduceat(fraction**p, first) ** (1 / p) for p in NORMS]
    return np.column_stack([counts, *norms])


def _valence_shares(table, element, fraction, first) -> np.ndarray:
    electrons = table[[f"valence_{shell}" for shell in SHELLS]].to_numpy()[element]
    per_shell = np.add.reduceat(fraction[:, None] * electrons, first)
    return per_shell / np.maximum(per_shell.sum(axis=1, keepdims=True), 1e-12)


def _ionic_character(electronegativity, element, fraction, first, counts) -> np.ndarray:
    """Pauling's ionic character 1 - exp(-Δχ²/4): of the most different pair, and mean over pairs of atoms."""
    chi = electronegativity[element]
    largest = np.maximum.reduceat(chi, first) - np.minimum.reduceat(chi, first)
    dense = np.zeros((len(counts), LAST_ATOMIC_NUMBER))
    dense[np.repeat(np.arange(len(counts)), counts), element] = fraction
    pairs = 1 - np.exp(-((electronegativity[:, None] - electronegativity[None]) ** 2) / 4)
    return np.column_stack([1 - np.exp(-(largest**2) / 4), ((dense @ pairs) * dense).sum(axis=1)])
