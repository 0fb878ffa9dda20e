"""Electronic transport of any compound from its composition, as Ricci et al. computed it at 300 K and one doping."""

from __future__ import annotations

from typing import Any

from mi_core.descriptors.formulas import FormulaFractions
from mi_core.inputs.formulas import FORMULA
from mi_core.pretrained.recipe import Recipe

GAP = "gap_ev"
TARGETS = (
    "log10_pf_n",
    "log10_pf_p",
    "seebeck_n_uv_per_k",
    "seebeck_p_uv_per_k",
    "log10_sigma_n",
    "log10_sigma_p",
)


#: Of the networks of all models of these targets: the body of the composition network, and how it goes on learning.
FINE_TUNING: dict[str, Any] = {
    "start": "mp-composition-network",
    "features": 128,
    "n_messages": 3,
    "n_blocks": 2,
    "n_numbers": 1,
    "dropout": 0.2,
    "epochs": 14,
    "batch_size": 256,
    "learning_rate": 1e-3,
    "weight_decay": 0.05,
}
TREE_SHARE = 0.4  # of boosted trees in the average with the networks


def pipeline():
    """Formula, and its gap where it is given → fine-tuned composition networks and boosted trees, averaged."""
    from sklearn.pipeline import make_pipeline

    from mi_core.pretrained.fine_tuned import FineTunedComposition
    from mi_core.regressors.combined.boosted_compositions import BoostedCompositions
    from mi_core.regressors.combined.composition_blend import CompositionBlend

    network = FineTunedComposition(n_networks=3, **FINE_TUNING)
    blend = CompositionBlend(network=network, trees=BoostedCompositions(), tree_share=TREE_SHARE)
    return make_pipeline(FormulaFractions(optional=(GAP,)), blend)


RECIPE = Recipe(
    name="ricci-transport-blend",
    title="Electronic transport from the composition (Ricci)",
    summary=(
        "Power factor, Seebeck coefficient and conductivity at 300 K and 1e18 carriers per cm³, n- and p-type, as Ricci et "
        "al. computed them with BoltzTraP for a constant relaxation time, here of 1 fs. Networks that start from the "
        "composition network of the Materials Project are averaged with boosted trees. A band gap, where it is given, is "
        "used: over all rows it halves the errors of S and σ, among those with a gap it takes two fifths off them. "
        "Polymorphs of one composition get one answer. Metals are measured apart: their masses and signs of S mean nothing."
    ),
    kind=FORMULA,
    dataset="ricci_transport",
    targets=TARGETS,
    pipeline=pipeline,
    scope=FORMULA.why_not,
    grouping=None,
    optional=(GAP,),
    parts={"rows with a gap": f"{GAP} > 0", "metals (no gap)": f"{GAP} == 0"},
    kept=(GAP,),
)
