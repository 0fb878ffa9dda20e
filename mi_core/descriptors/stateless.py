"""What transformers share that learn nothing from the rows they are fitted to."""

from __future__ import annotations

from typing import Any, Self

from sklearn.base import BaseEstimator, TransformerMixin


class Stateless(TransformerMixin, BaseEstimator):
    """A transformer that is ready as it is made; a subclass offers `transform(X)`."""

    def fit(self, X: Any = None, y: Any = None) -> Self:  # noqa: ARG002 - scikit-learn's contract
        """Return the transformer itself."""
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return True
