"""Candidates: how many, which, and the same numbers by lookup as one by one."""

from __future__ import annotations

import numpy as np
import pytest
from listed_sites import listed_sites
from pymatgen.core import Element

from mi_core.descriptors.sites import SiteProperties
from mi_core.errors import InputError
from mi_core.screening.chemistry.elements import ANIONS, ELEMENTS, GROUPS, without_groups
from mi_core.screening.triples import triples


def test_the_papers_64_elements():
    left_out = {Element.from_Z(z).symbol for z in range(1, 84)} - set(ELEMENTS)
    assert len(ELEMENTS) == len(set(ELEMENTS)) == 64
    lanthanides = {Element.from_Z(z).symbol for z in range(58, 72)}
    assert left_out == lanthanides | {"He", "Ne", "Ar", "Kr", "Xe"}
    assert [Element(symbol).Z for symbol in ELEMENTS] == sorted(Element(symbol).Z for symbol in ELEMENTS)


def test_all_ordered_triples_once():
    candidates = triples()
    assert len(candidates) == 64 * 63 * 62 == 249_984
    formulas = candidates.formulas()
    assert (
        len(set(zip(candidates.a.tolist(), candidates.b.tolist(), candidates.x.tolist(), strict=True)))
        == 249_984
    )
    assert {"SrTiO3", "TiSrO3", "NiMnN3"} <= set(formulas)
    on_a, on_b, on_x = (candidates.symbols[getattr(candidates, site)[17_000]] for site in "abx")
    assert formulas[17_000] == f"{on_a}{on_b}{on_x}3"


def test_a_subset_keeps_the_sites_different():
    few = triples(a="Sr, Ba", b=["Ti", "Sr"], x="O")
    assert few.formulas().tolist() == ["SrTiO3", "BaTiO3", "BaSrO3"]
    assert listed_sites(few)[0] == ("Sr", "Ti", ("O", "O", "O"))
    assert few.subset([2, 0]).formulas().tolist() == ["BaSrO3", "SrTiO3"]
    assert [part.stop - part.start for part in triples().chunks(100_000)] == [100_000, 100_000, 49_984]


@pytest.mark.parametrize(
    ("options", "words"),
    [({"a": "Xx"}, "site A"), ({"b": "titanium"}, "site B"), ({"x": ""}, "no element"), ({"a": "O", "x": "O"}, "left"),
     ({"a": "He"}, "rare gases"), ({"a": "sr"}, "Did you mean 'Sr'")],
)  # fmt: skip
def test_unusable_choices_are_sentences(options, words):
    with pytest.raises(InputError, match=words):
        triples(**options)


def test_groups_hold_only_candidates_and_name_their_source():
    for group in GROUPS.values():
        assert set(group.symbols) <= set(ELEMENTS)
        assert len(group.source) > 40
    assert set(GROUPS["radioactive"].symbols) == {s for s in ELEMENTS if Element(s).is_radioactive}
    assert "Pb" not in without_groups(["toxic", "radioactive"])
    assert set(ANIONS) <= set(ELEMENTS)
    with pytest.raises(InputError, match="toxic, critical"):
        without_groups(["poisonous"])


@pytest.mark.parametrize("sites", [("a", "b", "x"), ("a", "b")])
def test_looked_up_properties_are_those_of_the_listed_materials(sites):
    some = triples().subset(np.random.default_rng(0).integers(0, 249_984, 200))
    transformer = SiteProperties(sites=sites).fit(None)
    np.testing.assert_allclose(
        transformer.transform(some), transformer.transform(listed_sites(some)), rtol=1e-9
    )
