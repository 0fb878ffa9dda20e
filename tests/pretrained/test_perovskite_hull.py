"""The model that screens: trained here on a small table by its own recipe, and what it takes."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mi_core.datasets.composition import composition_key
from mi_core.datasets.registry import find_dataset
from mi_core.datasets.sources.perovskite_hull import formula_of
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.recipes.scopes import RARE_ON_X
from mi_core.pretrained.store import load_model
from mi_core.pretrained.training import train
from mi_core.structures.examples import load_examples
from mi_core.structures.material import Material, SiteElements

RECIPE = RECIPES["perovskite-hull-extra-trees"]
METALS = ("Na", "K", "Cs", "Mg", "Ca", "Sr", "Ba", "La", "Ti", "Sn", "Pb")
ANIONS = ("O", "F", "Cl", "I")


def small_table() -> pd.DataFrame:
    """Return hull energies that fall with the difference in electronegativity, and are higher with the larger ion on B."""
    from pymatgen.core import Element

    rows = []
    for a, b, x in itertools.product(METALS, METALS, ANIONS):
        difference = Element(x).X - (Element(a).X + Element(b).X) / 2
        wrong = max(0.0, float(Element(b).atomic_radius) - float(Element(a).atomic_radius))
        values = {
            "id": f"{a}-{b}-{x}3",
            "formula": formula_of(a, b, x),
            "a_site": a,
            "b_site": b,
            "x_site": x,
        }
        rows.append(values | {"e_above_hull_ev_per_atom": 0.8 - 0.4 * difference + 0.5 * wrong})
    texts = {"label": "published", "source": "none", "source_id": "none"}
    return pd.DataFrame(rows).assign(**texts)[list(find_dataset("perovskite_hull_energies").columns)]


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The model that the recipe makes of the small table, as loaded from its folder."""
    folder = tmp_path_factory.mktemp("hull")
    small_table().to_parquet(folder / "perovskite_hull_energies.parquet", index=False)

    def pipeline():
        built = RECIPE.pipeline()
        built[-1].set_params(n_estimators=15)
        return built

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MI_DATA_DIR", str(folder))
        train(replace(RECIPE, pipeline=pipeline), folder=folder / "models" / RECIPE.name)
    return load_model(RECIPE.name, folder / "models")


def test_no_composition_is_on_both_sides_of_the_split(trained):
    card = trained.card
    assert card.split["kind"] == "grouped"
    known = {composition_key(formula) for formula in trained.training["formula"]}
    held_out = set(small_table()["formula"]) - set(trained.training["formula"])
    assert len(held_out) >= 40
    assert not known & {composition_key(formula) for formula in held_out}


def test_it_learns_from_the_sites_of_any_anion_and_may_be_negative(trained):
    metrics = trained.card.targets["e_decomposition_ev_per_atom"]["metrics"]
    assert metrics["mae"] < 0.5 * metrics["baseline_mae"]
    assert trained.card.targets["e_decomposition_ev_per_atom"]["minimum"] is None
    asked = [
        Material("f", formula="KMgF3", sites=SiteElements("K", "Mg", ("F",) * 3)),
        Material("swapped", formula="KMgF3", sites=SiteElements("Mg", "K", ("F",) * 3)),
        Material("u", formula="UMgF3", sites=SiteElements("U", "Mg", ("F",) * 3)),
    ]
    found = trained.predict(asked)
    value = found.value["e_decomposition_ev_per_atom"]
    assert value[0] < value[1]
    assert value[0] < 0
    assert found.in_domain["e_decomposition_ev_per_atom"].tolist() == [True, True, False]
    assert trained.training["formula"].iloc[found.nearest[0, 0]]


def test_it_takes_single_anions_whose_sites_are_known():
    named = Material("n", formula="CsPbI3", sites=SiteElements("Cs", "Pb", ("I",) * 3))
    mixed = Material("m", formula="SrTaO2N", sites=SiteElements("Sr", "Ta", ("N", "O", "O")))
    (halide,) = load_examples(["CsPbI3"])
    (salt,) = load_examples(["NaCl"])
    assert RECIPE.scope(named) is None
    assert RECIPE.scope(halide) is None
    assert (
        RECIPE.scope(mixed) == "SrTaO2N has N, O on the X sites; this model was trained on one element there."
    )
    assert "bare formula" in RECIPE.scope(Material("f", formula="CsPbI3"))
    assert RECIPE.scope(salt).startswith("This model takes ABX3 perovskites only. ")


def test_it_refuses_x_elements_that_training_hardly_knew():
    sulphide = Material("s", formula="BaZrS3", sites=SiteElements("Ba", "Zr", ("S",) * 3))
    assert (
        RECIPE.scope(sulphide)
        == "BaZrS3 has S on the X sites; this model was trained on ten such compounds at most."
    )
    model = load_model(RECIPE.name)
    counts = model.training["formula"].str.extract(r"([A-Z][a-z]?)3$")[0].value_counts()
    known = model.card.domain["elements"]
    assert {symbol for symbol in known if counts.get(symbol, 0) <= 10} == RARE_ON_X


def test_oxides_are_answered_by_their_own_model_as_before():
    order = sorted(RECIPES.values(), key=lambda recipe: -recipe.preference)
    oxide = Material("o", formula="SrTiO3", sites=SiteElements("Sr", "Ti", ("O",) * 3))
    answers = [r.name for r in order if "e_decomposition_ev_per_atom" in r.targets and r.scope(oxide) is None]
    assert answers[0] == "wolverton-two-populations"
    assert answers.index(RECIPE.name) > answers.index("wolverton-extra-trees")


def test_the_model_that_ships_knows_chemistry():
    model = load_model(RECIPE.name)
    compounds = ["Cs-Sn-I", "K-Mg-F", "Sr-Ti-O", "K-Ni-F", "La-Al-O", "Ti-Sr-O", "Mg-K-F", "F-K-Mg"]
    asked = []
    for text in compounds:
        a, b, x = text.split("-")
        asked.append(Material(text, formula=formula_of(a, b, x), sites=SiteElements(a, b, (x,) * 3)))
    value = dict(zip(compounds, model.predict(asked).value["e_decomposition_ev_per_atom"], strict=True))
    assert all(value[name] < 0.1 for name in compounds[:5])
    assert value["Ti-Sr-O"] > value["Sr-Ti-O"] + 0.1
    assert value["F-K-Mg"] > value["K-Mg-F"] + 0.3
    assert np.isfinite(list(value.values())).all()
