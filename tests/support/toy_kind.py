"""A further kind of input in one file: a spectrum, described by its own numbers."""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from mi_core.errors import InputError
from mi_core.inputs.kind import Basis, InputKind
from mi_core.structures.material import Material


def spectrum_of(material) -> np.ndarray:
    """Return the five numbers of a material's spectrum."""
    if "spectrum" not in material.inputs:
        raise InputError(f"{material.id} has no spectrum, and this model needs one; give five numbers.")
    return material.inputs["spectrum"]


def from_spectra(frame) -> list[Material]:
    """Return one material per row, from the columns id, formula and spectrum."""
    columns = (frame[name] for name in ("id", "formula", "spectrum"))
    return [Material(i, i, formula=f, inputs={"spectrum": s}) for i, f, s in zip(*columns, strict=True)]


class Spectra(TransformerMixin, BaseEstimator):
    """Transformer from materials to their spectra, (n, 5)."""

    def fit(self, X, y=None):  # noqa: ARG002 - scikit-learn's signature
        return self

    def __sklearn_is_fitted__(self):
        return True

    def transform(self, X):
        return np.array([spectrum_of(x) for x in X])

    def get_feature_names_out(self, input_features=None):  # noqa: ARG002 - scikit-learn's signature
        return np.array([f"channel_{n}" for n in range(5)], dtype=object)


SPECTRUM = InputKind(
    key="spectrum",
    noun="spectrum",
    title="a spectrum of five channels",
    read=spectrum_of,
    columns=("spectrum",),
    materials=from_spectra,
    describe=lambda features: Spectra(),  # noqa: ARG005 - it is described in one way
    basis=Basis("§", "from the spectrum – the same for all that have it"),
    batch=7,
)
