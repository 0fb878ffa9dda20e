"""Any crystal from its composition: energies, gap and moduli as the Materials Project of 2018 computed them."""

from __future__ import annotations

from mi_core.descriptors.formulas import FormulaFractions
from mi_core.evaluation.groups import kind_of_formula
from mi_core.inputs.formulas import FORMULA
from mi_core.pretrained.recipe import Recipe

TARGETS = (
    "e_form_ev_per_atom",
    "e_above_hull_ev_per_atom",
    "gap_ev",
    "bulk_modulus_gpa",
    "shear_modulus_gpa",
)


def pipeline():
    """Formula → element fractions → message-passing network with five heads; moduli learned as logarithms."""
    from sklearn.pipeline import make_pipeline

    from mi_core.regressors.composition_network import CompositionRegressor

    network = CompositionRegressor(
        features=128,
        n_messages=3,
        n_blocks=2,
        dropout=0.1,
        n_networks=3,
        epochs=60,
        batch_size=256,
        learning_rate=2e-3,
        log_targets=(3, 4),
    )
    return make_pipeline(FormulaFractions(), network)


RECIPE = Recipe(
    name="mp-composition-network",
    title="Composition network (Materials Project)",
    summary=(
        "A message-passing network that reads the composition only, trained on 2018 Materials Project calculations of "
        "all kinds of crystals. It cannot tell polymorphs apart: it answers for the crystals of a composition taken "
        "together. Gaps are PBE gaps, which are smaller than measured ones."
    ),
    kind=FORMULA,
    dataset="mp_compositions",
    targets=TARGETS,
    pipeline=pipeline,
    scope=FORMULA.why_not,
    grouping=kind_of_formula,
    also_measured_on=("mp_structures", "mp_perovskites"),
    never_negative=frozenset({"e_above_hull_ev_per_atom"}),  # the entry itself is on or above the hull
)
