"""What models that ship say of a crystal, as columns from which another model learns.

A network trained on the many crystals of one database knows how structure and energy go together; a few rows of another
database suffice to learn how far its numbers lie from that one's (transfer by correction). The hull of competing phases
follows from the composition alone, so that a model of compositions places a crystal's formation energy above the hull:

    E_hull ≈ E_form(crystal) - [E_form - E_hull](composition)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from mi_core.errors import InputError
from mi_core.pretrained.model import pipeline_outputs
from mi_core.pretrained.store import load_model

if TYPE_CHECKING:
    from mi_core.pretrained.model import TrainedModel

ANSWER_COLUMNS = (
    "crystal_formation", "crystal_above_hull", "crystal_gap", "crystal_formation_scale", "crystal_gap_scale",
    "composition_formation", "composition_above_hull", "composition_gap",
    "composition_formation_scale", "composition_above_hull_scale", "composition_hull",
    "crystal_above_composition", "volume_per_atom",
)  # fmt: skip


class AnswersOfModels(TransformerMixin, BaseEstimator):
    """Transformer from crystals to the answers of a crystal model and a composition model, (n, 13) float64.

    Columns are ANSWER_COLUMNS: energies and expected errors in eV/atom, gaps in eV, volumes in Å³/atom; the first three are
    the crystal model's own estimates of formation energy, energy above hull and gap. InputError for a material without an
    ordered crystal, and when a model is no longer the one that was learned from.

    Parameters
    ----------
    crystal_model : str
        Model of crystals that predicts `e_form_oqmd_ev_per_atom` and `gap_oqmd_ev`.
    composition_model : str
        Model of formulas that predicts `e_form_ev_per_atom`, `e_above_hull_ev_per_atom` and `gap_ev`.

    Attributes
    ----------
    files_ : dict
        SHA-256 of the files of both models, as on their cards when this was fitted.
    """

    def __init__(self, crystal_model="oqmd-cgcnn", composition_model="mp-composition-network"):
        self.crystal_model = crystal_model
        self.composition_model = composition_model

    def fit(self, X, y=None):  # noqa: ARG002 - scikit-learn's signature
        """Remember which models these are; there is nothing else to learn."""
        self.files_ = {name: weights_of(model) for name, model in self._models().items()}
        return self

    def transform(self, X) -> np.ndarray:
        """Return the columns of each material."""
        check_is_fitted(self)
        models = self._models()
        self._check_same(models)
        crystal, crystal_scale = answers(models[self.crystal_model], X)
        composition, composition_scale = answers(models[self.composition_model], X)
        form, gap = crystal["e_form_oqmd_ev_per_atom"], crystal["gap_oqmd_ev"]
        own_form, own_hull = composition["e_form_ev_per_atom"], composition["e_above_hull_ev_per_atom"]
        hull = own_form - own_hull
        columns = (
            form, form - hull, np.maximum(gap, 0),
            crystal_scale["e_form_oqmd_ev_per_atom"], crystal_scale["gap_oqmd_ev"],
            own_form, own_hull, composition["gap_ev"],
            composition_scale["e_form_ev_per_atom"], composition_scale["e_above_hull_ev_per_atom"], hull,
            form - own_form, [material.structure.volume / len(material.structure) for material in X],
        )  # fmt: skip
        return np.column_stack(columns)

    def get_feature_names_out(self, input_features=None):  # noqa: ARG002 - scikit-learn's signature
        """Return the name of each column."""
        return np.array(ANSWER_COLUMNS, dtype=object)

    def _models(self) -> dict[str, TrainedModel]:
        return {name: load_model(name) for name in (self.crystal_model, self.composition_model)}

    def _check_same(self, models: dict[str, TrainedModel]) -> None:
        for name, model in models.items():
            if weights_of(model) != self.files_[name]:
                raise InputError(
                    f"Model {name!r} has been trained again since this model learned from it; train this one again too."
                )


def weights_of(model: TrainedModel) -> dict[str, str]:
    """Return the SHA-256 of the files that hold what a model has learned."""
    return {
        file: digest for file, digest in model.card.files.items() if file.startswith(("weights", "estimator"))
    }


def answers(model: TrainedModel, materials) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Return by target the values of a model and the errors that it expects, arrays (n,), before any bounds."""
    means, scales, _ = pipeline_outputs(model.pipeline, list(materials))
    values, errors = (
        {key: array[:, k] for k, key in enumerate(model.card.targets)} for array in (means, scales)
    )
    return values, errors
