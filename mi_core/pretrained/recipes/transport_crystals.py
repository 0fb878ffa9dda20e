"""Electronic transport of a crystal, as Ricci et al. computed it at 300 K and one doping."""

from __future__ import annotations

from mi_core.inputs.crystals import CRYSTAL
from mi_core.pretrained.recipe import Recipe
from mi_core.pretrained.recipes.transport import FINE_TUNING, GAP, TARGETS, TREE_SHARE
from mi_core.pretrained.recipes.transport import RECIPE as FROM_FORMULA


def pipeline():
    """Crystal, and its gap where it is given → networks on composition and graph, and boosted trees, averaged."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.formula_graphs import FormulaGraphs
    from mi_core.pretrained.fine_tuned import FineTunedFormulaGraph
    from mi_core.regressors.combined.boosted_crystals import BoostedCrystals
    from mi_core.regressors.combined.composition_blend import CompositionBlend

    network = FineTunedFormulaGraph(atom_features=64, n_convolutions=3, n_networks=2, **FINE_TUNING)
    trees = BoostedCrystals(n_estimators=220, learning_rate=0.08)
    return make_pipeline(
        FormulaGraphs(optional=(GAP,)), CompositionBlend(network=network, trees=trees, tree_share=TREE_SHARE)
    )


RECIPE = Recipe(
    name="ricci-cgcnn",
    title="Electronic transport from the crystal (Ricci)",
    summary=(
        "Power factor, Seebeck coefficient and conductivity at 300 K and 1e18 carriers per cm³, n- and p-type, as Ricci et "
        "al. computed them with BoltzTraP for a constant relaxation time, here of 1 fs. Networks read the composition, "
        "starting from the composition network of the Materials Project, and add what convolutions on the crystal graph "
        "(CGCNN) say of the structure; they are averaged with boosted trees. A band gap, where it is given, is used: over "
        "all rows it halves the errors of S and σ. On the same rows it errs less than the model of the formula in the power "
        "factor and σ, and as much in S, or with the gap given a few per cent more. Metals are measured apart: their "
        "masses and signs of S mean nothing."
    ),
    kind=CRYSTAL,
    dataset="ricci_crystals",
    targets=TARGETS,
    pipeline=pipeline,
    scope=CRYSTAL.why_not,
    preference=5,  # before the model of the formula: on the same rows it errs less in the power factor and σ
    grouping=None,
    optional=(GAP,),
    parts=FROM_FORMULA.parts,
    kept=(GAP,),
)
