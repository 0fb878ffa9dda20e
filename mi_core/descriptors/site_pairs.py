"""Element properties of the sites of a perovskite, and what they make of each other.

Trees split one column at a time: that B is larger than A, or that charges balance, costs them many splits unless a column
says so. Besides the properties of A, B and X there are their differences and products, the ratios of radii with
Goldschmidt's tolerance factor (Naturwissenschaften 14, 477, 1926), and sums of oxidation states.
"""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from mi_core.descriptors.elements import filled_element_table
from mi_core.descriptors.sites import SiteProperties, selected_properties, site_elements

#: Properties that tell elements apart and that the recorded selection, made on oxides, does without.
BESIDES = (
    "group", "row", "metallic_radius", "common_oxidation_max", "valence_d", "electron_affinity", "ionisation_energy_1",
)  # fmt: skip
RADII = ("ionic_radius_mean", "ionic_radius_max", "ionic_radius_min", "atomic_radius")
CHARGES = (("common_oxidation_max", "common_oxidation_min"), ("icsd_oxidation_max", "common_oxidation_min"))


def extended_properties() -> tuple[str, ...]:
    """Return the recorded selection and the properties `BESIDES` it."""
    return (*selected_properties(), *(name for name in BESIDES if name not in selected_properties()))


class SitePairs(TransformerMixin, BaseEstimator):
    """Transformer from materials (or SiteElements) to properties of sites and of pairs of sites, (n, d) float64.

    Columns: every property on A, B and X (mean over X) and its standard deviation over X.
    Of pairs: A-B, A·B, A-X, B-X and A+B of
    each; for each kind of radius the tolerance factor (r_A + r_X) / √2 (r_B + r_X), r_B/r_X and r_A/r_B; for each kind
    of oxidation state the sum over the formula.

    Parameters
    ----------
    properties : sequence of str or None
        Columns of `element_table`; None takes `extended_properties`.
    pairs : bool
        Whether to add the columns of pairs to those of single sites.
    """

    def __init__(self, properties=None, pairs=True):
        self.properties = properties
        self.pairs = pairs

    def fit(self, X, y=None):  # noqa: ARG002 - scikit-learn's signature
        """Check the names and keep them."""
        names = extended_properties() if self.properties is None else self.properties
        self.properties_ = SiteProperties(names).fit(None).properties_
        return self

    def transform(self, X) -> np.ndarray:
        """Return the columns of each material."""
        check_is_fitted(self)
        found = [site_elements(material) for material in X]
        a, b, x = _properties(found, self.properties_)
        mean = x.mean(axis=1)
        own = [a, b, mean, x.std(axis=1)]
        if not self.pairs:
            return np.hstack(own)
        of_pairs = [a - b, a * b, a - mean, b - mean, a + b]
        return np.hstack([*own, *of_pairs, *_radii(found), *_charges(found)])

    def get_feature_names_out(self, input_features=None):  # noqa: ARG002 - scikit-learn's signature
        """Return the name of each column, which ends in the property that it is made of."""
        check_is_fitted(self)
        marks = ("a", "b", "x", "x_spread") + ("a-b", "a*b", "a-x", "b-x", "a+b") * bool(self.pairs)
        names = [f"{mark}_{name}" for mark in marks for name in self.properties_]
        if not self.pairs:
            return np.array(names, dtype=object)
        names += [f"{mark}_{radius}" for radius in RADII for mark in ("tolerance", "b/x", "a/b")]
        return np.array([*names, *(f"charge_{cations}" for cations, _ in CHARGES)], dtype=object)


def _properties(found, names) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the properties on A (n, p), on B (n, p), and on the three X (n, 3, p)."""
    table = filled_element_table()
    row = {symbol: position for position, symbol in enumerate(table.index)}
    values = table[list(names)].to_numpy()
    a, b = (values[[row[getattr(sites, site)] for sites in found]] for site in "ab")
    x = values[np.array([[row[symbol] for symbol in sites.x] for sites in found], dtype=int).reshape(-1, 3)]
    return a, b, x


def _radii(found) -> list[np.ndarray]:
    a, b, x = _properties(found, RADII)
    x = np.maximum(x.mean(axis=1), 0.01)
    b = np.maximum(b, 0.01)
    ratios = np.stack([(a + x) / (np.sqrt(2) * (b + x)), b / x, a / b], axis=2)  # (n, radii, 3)
    return [ratios.reshape(len(found), -1)]


def _charges(found) -> list[np.ndarray]:
    columns = []
    for cations, anions in CHARGES:
        a, b, _ = _properties(found, [cations])
        _, _, x = _properties(found, [anions])
        columns.append(a + b + x.sum(axis=1))
    return columns
