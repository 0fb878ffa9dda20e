"""Element properties of the A, B and X sites of perovskites: 11 properties × 3 sites = the 33 numbers of Schmidt et al.

J. Schmidt, J. Shi, P. Borlido, L. Chen, S. Botti, M. A. L. Marques, Chem. Mater. 29, 5090 (2017).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from mi_core.descriptors.elements import element_table, filled_element_table
from mi_core.errors import InputError
from mi_core.structures.analysis.perovskite import find_sites, sites_from_formula
from mi_core.structures.material import SiteElements

SELECTION = Path(__file__).with_name("site_properties.json")

#: The machine "already works" with these two: the six-number baseline of the paper.
BASELINE = ("group", "row")


@cache
def selected_properties() -> tuple[str, ...]:
    """Return the properties that `python -m mi_core.descriptors.selection` chose, most important first."""
    return tuple(json.loads(SELECTION.read_text())["selected"])


def site_elements(material) -> SiteElements:
    """Return the site elements of a material: as named by the user, found in its crystal, or guessed from its formula.

    Takes a Material or SiteElements. Raises InputError when it is no ABX3 perovskite.
    """
    if isinstance(material, SiteElements):
        return material
    if material.sites is not None:
        return material.sites
    if material.structure is not None:
        return find_sites(material.structure)
    return sites_from_formula(material.formula)


class IndexedSites(Protocol):
    """Many perovskites at once, their elements as positions in `symbols`; SiteProperties looks them up without a loop."""

    @property
    def symbols(self) -> tuple[str, ...]:
        """Return the element symbols that positions refer to."""

    def __len__(self) -> int: ...

    def on_site(self, site: str) -> np.ndarray:
        """Return the positions of the elements that share site "a", "b" or "x", (n, elements on the site)."""


class SiteProperties(TransformerMixin, BaseEstimator):
    """Transformer from materials (or SiteElements, or IndexedSites) to the properties of their site elements.

    Output: (n, sites × properties) float64, site by site (`get_feature_names_out`: "a_electronegativity" …); elements that
    share a site are averaged. Values that pymatgen lacks are filled as in `filled_element_table`.

    Parameters
    ----------
    properties : sequence of str or None
        Columns of `element_table`; None takes the recorded selection.
    sites : sequence of str
        Which of "a", "b", "x" to describe.
    """

    def __init__(self, properties=None, sites=("a", "b", "x")):
        self.properties = properties
        self.sites = sites

    def fit(self, X, y=None):  # noqa: ARG002 - scikit-learn's signature
        """Check the names and keep them, so that a later selection does not change a trained model."""
        names = selected_properties() if self.properties is None else tuple(self.properties)
        unknown = [name for name in names if name not in element_table().columns]
        if unknown or not names:
            raise InputError(
                f"Element properties {unknown} are not known; choose among {', '.join(element_table())}."
            )
        if not self.sites or set(self.sites) - {"a", "b", "x"}:
            raise InputError(f"Perovskite sites are 'a', 'b' and 'x'; got {self.sites!r}.")
        self.properties_ = list(names)
        return self

    def transform(self, X) -> np.ndarray:
        """Return the properties of each material's sites."""
        check_is_fitted(self)
        table = filled_element_table()[self.properties_]
        if hasattr(X, "on_site"):
            return _looked_up(X, self.sites, table)
        found = [site_elements(material) for material in X]
        rows = {symbol: row for row, symbol in enumerate(table.index)}
        values = table.to_numpy()
        return np.hstack([self._of_site(site, found, rows, values) for site in self.sites])

    def get_feature_names_out(self, input_features=None):  # noqa: ARG002 - scikit-learn's signature
        """Return site and property of each column."""
        check_is_fitted(self)
        return np.array([f"{site}_{name}" for site in self.sites for name in self.properties_], dtype=object)

    @staticmethod
    def _of_site(
        site: str, found: list[SiteElements], rows: dict[str, int], values: np.ndarray
    ) -> np.ndarray:
        symbols = [elements.x if site == "x" else (getattr(elements, site),) for elements in found]
        try:
            index = np.array([[rows[symbol] for symbol in on_site] for on_site in symbols], dtype=int)
        except KeyError as error:
            raise InputError(f"{error.args[0]!r} is no element from H to Lr; write its symbol.") from error
        return values[index.reshape(len(found), -1)].mean(axis=1)


def _looked_up(X: IndexedSites, sites: tuple[str, ...], table) -> np.ndarray:
    """Return the properties of indexed sites: one row of the element table for each element on a site, averaged."""
    values = table.loc[list(X.symbols)].to_numpy()
    out = np.empty((len(X), len(sites), values.shape[1]))
    for number, site in enumerate(sites):
        shared = X.on_site(site)
        if shared.shape[1] == 1:
            # Three equal X are averaged here too, so that the last bit is that of a listed material.
            alone = np.repeat(values[:, None], 3, axis=1).mean(axis=1) if site == "x" else values
            out[:, number] = alone[shared[:, 0]]
        else:
            values[shared].mean(axis=1, out=out[:, number])
    return out.reshape(len(X), -1)
