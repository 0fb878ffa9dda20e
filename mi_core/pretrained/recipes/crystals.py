"""Any crystal from its structure: energies, gap and moduli as the Materials Project of 2018 computed them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mi_core.evaluation.groups import kind_of_formula
from mi_core.inputs.crystals import CRYSTAL
from mi_core.pretrained.recipe import Recipe
from mi_core.pretrained.recipes.composition import TARGETS
from mi_core.pretrained.recipes.crystal_graphs import perovskite_of_four_anions
from mi_core.pretrained.recipes.scopes import perovskite_of_five_atoms
from mi_core.universal.fitness import why_not

if TYPE_CHECKING:
    from mi_core.structures.material import Material

POTENTIAL = "sevennet-0"


def pipeline():
    """Crystal → environments of its atoms in a universal potential → networks with a head per target, and the hull."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.crystals.environments import EnvironmentsOf
    from mi_core.regressors.environments.above_hull import WithEnergyAboveHull
    from mi_core.regressors.environments.network import EnvironmentRegressor

    network = EnvironmentRegressor(
        atom_features=128, dropout=0.1, n_networks=2, epochs=40, batch_size=128, learning_rate=2e-3
    )
    return make_pipeline(EnvironmentsOf(POTENTIAL), WithEnergyAboveHull(network))


CRYSTALS = Recipe(
    name="mp-crystal-network",
    title="Crystal network (Materials Project)",
    summary=(
        "Networks that read what a universal potential (SevenNet-0) makes of the surroundings of each atom, trained on "
        "crystals of all kinds in the Materials Project of 2018. They see the structure, and so tell polymorphs apart; "
        "energies are those of the crystal as it is given, relaxed or not. The energy above hull is the formation energy "
        "against the phases known in 2018. Gaps are PBE gaps, which are smaller than measured ones."
    ),
    kind=CRYSTAL,
    dataset="mp_labelled_crystals",
    targets=TARGETS,
    pipeline=pipeline,
    scope=partial(why_not, name=POTENTIAL),
    preference=20,
    grouping=kind_of_formula,
    only_in_scope=True,
    also_measured_on=("mp_structures", "mp_perovskites"),
    never_negative=frozenset({"e_above_hull_ev_per_atom"}),  # the entry itself is on or above the hull
)


def castelli_pipeline():
    """Perovskite cell → environments of its atoms in a universal potential → three networks."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.crystals.environments import EnvironmentsOf
    from mi_core.regressors.environments.network import EnvironmentRegressor

    network = EnvironmentRegressor(
        features=64,
        atom_features=160,
        dropout=0.2,
        n_networks=3,
        epochs=80,
        batch_size=64,
        learning_rate=2e-3,
        weight_decay=1e-2,
    )
    return make_pipeline(EnvironmentsOf(POTENTIAL), network)


def perovskite_cell(material: Material) -> str | None:
    """Take perovskites of the anions that Castelli's data hold, of elements that the potential knows."""
    return perovskite_of_four_anions(material) or why_not(material, POTENTIAL)


CASTELLI = Recipe(
    name="castelli-crystal-network",
    title="Crystal network for perovskite cells (Castelli)",
    summary=(
        "Networks that read what a universal potential (SevenNet-0) makes of the surroundings of each atom, trained on "
        "DFT formation energies of cubic-family ABX3 cells with O, N, F and S anions (Castelli 2012), per cell of five "
        "atoms and relative to the reference phases of that work."
    ),
    kind=CRYSTAL,
    dataset="castelli_perovskites",
    targets=("e_form_ev_per_cell",),
    pipeline=castelli_pipeline,
    scope=perovskite_cell,
    only_in_scope=True,
    preference=20,
)


def linear_pipeline():
    """Crystal → energy in a universal potential → formation energy by reference energies, and the hull."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.crystals.environments import EnvironmentsOf
    from mi_core.regressors.environments.above_hull import WithEnergyAboveHull
    from mi_core.regressors.environments.references import PotentialReferences

    return make_pipeline(EnvironmentsOf(POTENTIAL), WithEnergyAboveHull(PotentialReferences()))


UNIVERSAL = Recipe(
    name="universal-potential",
    title="Universal potential SevenNet-0",
    summary=(
        "The energy of the crystal in the universal potential SevenNet-0, turned into a formation energy by reference "
        "energies that were fitted to crystals of the Materials Project of 2018, and set against the phases known then. "
        "Nothing but the potential speaks of the structure, so relaxed and strained crystals can be compared; the same "
        "potential gives forces."
    ),
    kind=CRYSTAL,
    dataset="mp_labelled_crystals",
    targets=TARGETS[:2],
    pipeline=linear_pipeline,
    scope=partial(why_not, name=POTENTIAL),
    only_in_scope=True,
    preference=-5,  # answers when it is chosen
    grouping=kind_of_formula,
    never_negative=frozenset({"e_above_hull_ev_per_atom"}),
)


def todays_pipeline():
    """Crystal → energy in a universal potential → formation energy by today's reference energies."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.crystals.environments import EnvironmentsOf
    from mi_core.pretrained.todays_references import TodaysReferences

    return make_pipeline(EnvironmentsOf(POTENTIAL), TodaysReferences())


def perovskite_of_today(material: Material) -> str | None:
    """Take perovskite cells of five atoms, of elements that the potential knows."""
    return perovskite_of_five_atoms(material) or why_not(material, POTENTIAL)


PEROVSKITES = Recipe(
    name="mp-perovskite-potential",
    title="Perovskite cells of five atoms (Materials Project of today)",
    summary=(
        "The formation energy of the universal potential, shifted by a number per kind of atom to the Materials Project of "
        "today, whose corrections differ from those of 2018: fitted to its perovskites and antiperovskites. The energy "
        "above hull is that of the universal potential with the references and phases of 2018. For perovskite cells of five "
        "atoms."
    ),
    kind=CRYSTAL,
    dataset="mp_perovskites",
    targets=TARGETS[:2],
    pipeline=todays_pipeline,
    scope=perovskite_of_today,
    preference=30,
    never_negative=frozenset({"e_above_hull_ev_per_atom"}),
    split="grouped",
    folds=10,
    only_in_scope=True,
)
