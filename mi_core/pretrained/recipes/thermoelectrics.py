"""Measured thermoelectric properties of any composition at a temperature (ESTM)."""

from __future__ import annotations

from mi_core.inputs.formulas import FORMULA
from mi_core.pretrained.recipe import Recipe

TEMPERATURE = "temperature_k"
TARGETS = (
    "zt",
    "power_factor_mw_per_m_k2",
    "seebeck_uv_per_k",
    "log10_sigma_s_per_m",
    "log10_kappa_w_per_m_k",
)

AS_ROOTS = ("zt", "power_factor_mw_per_m_k2")


def pipeline():
    """Elements and their statistics, and the temperature → extremely randomised and boosted trees, averaged, per target.

    Randomised trees err less on new compositions of known hosts, boosted ones on new hosts. Figure of merit and power factor
    are learned as square roots: most are small, and errors grow with them.
    """
    from sklearn.pipeline import make_pipeline, make_union

    from mi_core.descriptors.composition import AtomicFractions, CompositionStatistics
    from mi_core.descriptors.own_columns import WithOwnColumns
    from mi_core.regressors.combined.mean_of import MeanOfRegressors
    from mi_core.regressors.combined.per_target import PerTarget
    from mi_core.regressors.combined.square_root import SquareRootOf
    from mi_core.regressors.extra_trees import ExtraTrees
    from mi_core.regressors.gradient_boosting import GradientBoosting

    def mean(max_features: float) -> MeanOfRegressors:
        """Average randomised trees, which try this share of the columns at each split, with boosted ones."""
        randomised = ExtraTrees(n_estimators=40, max_features=max_features, center="mean")
        boosted = GradientBoosting(n_estimators=400, learning_rate=0.05, num_leaves=31, colsample=0.3)
        return MeanOfRegressors(members=[randomised, boosted], weights=[2.0, 1.0])

    of = dict.fromkeys(TARGETS, mean(0.5)) | dict.fromkeys(AS_ROOTS, SquareRootOf(mean(1.0)))
    composition = make_union(CompositionStatistics(), AtomicFractions(floor=1e-3))
    return make_pipeline(WithOwnColumns(composition, (TEMPERATURE,)), PerTarget([of[t] for t in TARGETS]))


RECIPE = Recipe(
    name="estm-thermoelectrics",
    title="Measured thermoelectrics from composition and temperature (ESTM)",
    summary=(
        "Figure of merit, power factor, Seebeck coefficient and both conductivities as measured, from the nominal "
        "composition and the temperature; trained on the experiments that Na & Chang (2022) collected. Texture, density and "
        "carrier concentration are not known to it. Its intervals are calibrated by the distance from what was measured: "
        "the same composition, the same series, the same host, the same elements, or none of these. Papers that measured "
        "one composition differ, so that the interval of a measured composition is not always the narrowest."
    ),
    kind=FORMULA,
    dataset="estm_thermoelectrics",
    targets=TARGETS,
    pipeline=pipeline,
    scope=FORMULA.why_not,
    split="grouped",
    folds=5,
    further_splits=("paper", "host"),
    measured_splits=("random",),  # another temperature of a learned curve says nothing of another sample
    grouping=None,
    series=True,
    numbers=(TEMPERATURE,),
    kept=("doi",),
)
