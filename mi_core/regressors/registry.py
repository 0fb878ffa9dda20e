"""The regressors that the product compares: one file each, and one entry here.

A new entry appears in the comparison page, on the command line and in the contract tests by itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mi_core.errors import InputError
from mi_core.inputs.crystals import CRYSTAL, EWALD, RECIPROCAL, SHELLS, SINE, SOAP, WITH_FORMULA
from mi_core.words import did_you_mean

if TYPE_CHECKING:
    from mi_core.inputs.kind import InputKind

BASELINES = ("mean", "group-and-row")  # what a regressor must beat to be worth its trouble


@dataclass(frozen=True, slots=True)
class RegressorEntry:
    """One regressor.

    Attributes
    ----------
    name, title, summary : str
        Key, title and a sentence for people.
    factory : str
        "module:callable" of the estimator, imported when it is made, so that listing the regressors costs nothing.
    parameters : dict
        Defaults, sensible for 4,000 to 20,000 rows.
    grid : dict
        Values tried for each hyper-parameter when tuning inside training folds.
    seed_parameter : str
        Parameter that takes the seed; "" for estimators without chance.
    kind : InputKind or None
        The kind of input that it is made for; None reads rows of numbers, of whatever kind they describe.
    features : str
        The only choice of features that it reads; "" reads the one that the user made.
    several_targets : bool
        Whether it can learn several targets at the same time, (n, t), NaN where unknown.
    """

    name: str
    title: str
    summary: str
    factory: str
    parameters: dict[str, Any] = field(default_factory=dict)
    grid: dict[str, list] = field(default_factory=dict)
    seed_parameter: str = "random_state"
    kind: InputKind | None = None
    features: str = ""
    several_targets: bool = False

    @property
    def reads_columns(self) -> bool:
        """Whether it reads the user's own columns of numbers beside the material."""
        return self.kind is None and not self.features

    def make(self, seed: int = 0, **parameters):
        """Return the untrained estimator; `parameters` replace the defaults."""
        module, _, name = self.factory.partition(":")
        chance = {self.seed_parameter: seed} if self.seed_parameter else {}
        return getattr(import_module(module), name)(**{**self.parameters, **chance, **parameters})


REGRESSORS = {
    entry.name: entry
    for entry in (
        RegressorEntry(
            "mean",
            "Mean",
            "Always the mean of the training rows: what any model must beat.",
            "mi_core.regressors.mean:MeanRegressor",
            seed_parameter="",
        ),
        RegressorEntry(
            "group-and-row",
            "Group and row only",
            "Extremely randomised trees that know group and row of the elements and nothing else.",
            "mi_core.regressors.extra_trees:ExtraTrees",
            features="baseline",
            grid={"min_samples_leaf": [1, 3]},
        ),
        RegressorEntry(
            "ridge",
            "Ridge regression",
            "Linear in the standardised columns, with a penalty on large coefficients.",
            "mi_core.regressors.ridge:RidgeRegressor",
            grid={"alpha": [0.01, 0.1, 1.0, 10.0, 100.0, 1000.0]},
            seed_parameter="",
        ),
        RegressorEntry(
            "dense-network",
            "Dense network",
            "Fully connected layers on the standardised columns.",
            "mi_core.regressors.dense_network:DenseRegressor",
            grid={"width": [128, 256], "learning_rate": [1e-3, 3e-3], "dropout": [0.0, 0.1]},
            seed_parameter="seed",
        ),
        RegressorEntry(
            "random-forest",
            "Random forest",
            "Trees on bootstrap samples; the mean of the trees answers.",
            "mi_core.regressors.random_forest:RandomForest",
            grid={"max_features": [0.33, 0.66, 1.0], "min_samples_leaf": [1, 3]},
        ),
        RegressorEntry(
            "random-forest-adaboost",
            "Random forest with AdaBoost",
            "Small random forests in turn, each on the rows that those before it missed.",
            "mi_core.regressors.adaboost:BoostedForests",
            {"trees": "random"},
            grid={"loss": ["linear", "square"], "n_stages": [10, 20]},
        ),
        RegressorEntry(
            "extra-trees",
            "Extremely randomised trees",
            "Trees with random thresholds on all rows; the median of the trees answers.",
            "mi_core.regressors.extra_trees:ExtraTrees",
            grid={"max_features": [0.4, 1.0], "center": ["median", "mean"]},
        ),
        RegressorEntry(
            "extra-trees-adaboost",
            "Extremely randomised trees with AdaBoost",
            "Small extra-trees forests in turn, each on the rows that those before it missed.",
            "mi_core.regressors.adaboost:BoostedForests",
            {"trees": "extra"},
            grid={"loss": ["linear", "square"], "n_stages": [10, 20]},
        ),
        RegressorEntry(
            "kernel-extra-trees",
            "Extremely randomised trees on kernel answers",
            "Trees that choose between, and correct, what kernel ridges answer for the lower and the upper rows.",
            "mi_core.regressors.kernel_trees:KernelTrees",
            grid={"length_scales": [(0.7, 1.3), (1.0, 2.0)], "lower_share": [0.4, 0.5]},
        ),
        RegressorEntry(
            "gradient-boosting",
            "Gradient boosting (LightGBM)",
            "Shallow trees in turn, each on the residuals of those before it.",
            "mi_core.regressors.gradient_boosting:GradientBoosting",
            grid={"learning_rate": [0.03, 0.1], "num_leaves": [15, 31, 63]},
        ),
        RegressorEntry(
            "xgboost",
            "Gradient boosting (XGBoost)",
            "Shallow trees in turn, each along gradient and curvature of the loss that those before it leave.",
            "mi_core.regressors.gradient_boosting:XGBoostTrees",
            grid={"learning_rate": [0.03, 0.1], "max_depth": [4, 6, 8]},
        ),
        RegressorEntry(
            "cgcnn",
            "Crystal graph network (CGCNN)",
            "Convolutions on the crystal graph, which see where the atoms are.",
            "mi_core.regressors.cgcnn:CGCNNRegressor",
            {"edge_features": 41, "update_edges": False, "epochs": 40, "batch_size": 64},
            grid={"weight_decay": [0.01, 0.05]},
            seed_parameter="seed",
            kind=CRYSTAL,
            several_targets=True,
        ),
        RegressorEntry(
            "composition-cgcnn",
            "Crystal graph network on a composition network",
            "Elements of the formula speak to each other first; convolutions on the crystal graph then add the structure.",
            "mi_core.regressors.combined.formula_graph_network:FormulaGraphRegressor",
            {"epochs": 40, "batch_size": 64},
            grid={"weight_decay": [0.01, 0.05]},
            seed_parameter="seed",
            kind=CRYSTAL,
            features=WITH_FORMULA,
            several_targets=True,
        ),
        RegressorEntry(
            "voxel-network",
            "Voxel network (R3DVS)",
            "Convolutions on a cube of Fourier moduli of the density, which see the crystal in reciprocal space alone.",
            "mi_core.regressors.voxels.network:VoxelRegressor",
            {"channels": 8, "epochs": 12, "fewest_steps": 600, "batch_size": 32},
            grid={"weight_decay": [0.01, 0.05]},
            seed_parameter="seed",
            kind=CRYSTAL,
            features=RECIPROCAL,
            several_targets=True,
        ),
        RegressorEntry(
            "composition-voxel-network",
            "Voxel network beside the composition",
            "The same convolutions, and beside their last layer a small network on the elements and the spectrum by |G|.",
            "mi_core.regressors.voxels.network:VoxelRegressor",
            {
                "channels": 8,
                "epochs": 12,
                "fewest_steps": 600,
                "elements": 32,
                "shells": 64,
                "batch_size": 32,
                "learning_rate": 3e-3,
            },
            grid={"weight_decay": [0.01, 0.05]},
            seed_parameter="seed",
            kind=CRYSTAL,
            features=RECIPROCAL,
            several_targets=True,
        ),
        RegressorEntry(
            "shells-ridge",
            "Ridge regression on reciprocal shells",
            "Linear in the Hartree energy of the density of free atoms, shell by shell of reciprocal space.",
            "mi_core.regressors.ridge:RidgeRegressor",
            {"alpha": 1e-3},
            grid={"alpha": [1e-6, 1e-3, 1.0]},
            seed_parameter="",
            kind=CRYSTAL,
            features=SHELLS,
        ),
        RegressorEntry(
            "soap-kernel-ridge",
            "Kernel ridge regression on SOAP",
            "A smooth surface over the power spectra of the atoms' surroundings (SOAP), their mean over the crystal.",
            "mi_core.regressors.kernels.kernel_ridge:KernelRidge",
            grid={"length_scale": [1.0, 2.0, 4.0], "noise": [1e-3, 1e-2]},
            kind=CRYSTAL,
            features=SOAP,
        ),
        RegressorEntry(
            "ewald-extra-trees",
            "Extremely randomised trees on the Ewald sum matrix",
            "Trees on the eigenvalues of the electrostatic energies between the nuclei of a primitive cell.",
            "mi_core.regressors.extra_trees:ExtraTrees",
            grid={"max_features": [0.4, 1.0], "center": ["median", "mean"]},
            kind=CRYSTAL,
            features=EWALD,
        ),
        RegressorEntry(
            "sine-extra-trees",
            "Extremely randomised trees on the sine matrix",
            "Trees on the eigenvalues of a Coulomb matrix with periodic distances, of a primitive cell.",
            "mi_core.regressors.extra_trees:ExtraTrees",
            grid={"max_features": [0.4, 1.0], "center": ["median", "mean"]},
            kind=CRYSTAL,
            features=SINE,
        ),
    )
}


def find_regressor(name: str) -> RegressorEntry:
    """Return the entry of that name; InputError names the ones there are and the closest.

    A name may set parameters, which neither defaults nor tuning then change: "dense-network:depth=5".
    """
    base, *settings = name.split(":")
    if base not in REGRESSORS:
        hint = did_you_mean(base, REGRESSORS)
        raise InputError(f"Regressor {base!r} is not known; choose among {', '.join(REGRESSORS)}.{hint}")
    entry = REGRESSORS[base]
    if not settings:
        return entry
    chosen = dict(_setting(entry, text) for text in settings)
    return replace(
        entry,
        name=name,
        title=f"{entry.title}, {', '.join(f'{key} {value}' for key, value in chosen.items())}",
        parameters=entry.parameters | chosen,
        grid={key: values for key, values in entry.grid.items() if key not in chosen},
    )


def _setting(entry: RegressorEntry, text: str) -> tuple[str, Any]:
    """Return parameter and value of "depth=5"; InputError for a parameter that the regressor does not have."""
    known = {key: value for key, value in entry.make().get_params().items() if key != entry.seed_parameter}
    key, _, written = text.partition("=")
    if key not in known:
        hint = did_you_mean(key, known)
        raise InputError(f"{entry.title} has no parameter {key!r}; choose among {', '.join(known)}.{hint}")
    try:
        value = json.loads(written)
    except ValueError:
        value = written
    if isinstance(known[key], int | float) and not isinstance(value, int | float):
        raise InputError(f"{key} of {entry.title} is a number, such as {known[key]}; got {written!r}.")
    return key, value
