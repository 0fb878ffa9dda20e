"""Site properties against hand-made averages, whatever way a material names its sites."""

from __future__ import annotations

import json

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.elements import element_table
from mi_core.descriptors.selection import main, rank_properties
from mi_core.descriptors.sites import BASELINE, SELECTION, SiteProperties, selected_properties
from mi_core.errors import InputError
from mi_core.structures.material import Material, SiteElements

SRTIO3 = SiteElements("Sr", "Ti", ("O", "O", "O"))


def test_eleven_properties_on_three_sites_make_33_numbers():
    transformer = SiteProperties().fit([SRTIO3])
    assert transformer.transform([SRTIO3]).shape == (1, 33)
    names = transformer.get_feature_names_out()
    assert names[0] == f"a_{selected_properties()[0]}"
    assert len(set(names)) == 33


def test_baseline_is_group_and_row():
    assert SiteProperties(BASELINE).fit_transform([SRTIO3])[0] == pytest.approx([2, 5, 4, 4, 16, 2])


def test_mixed_anions_are_averaged():
    sites = SiteElements("Sr", "Ta", ("N", "O", "O"))
    value = SiteProperties(["electronegativity"], sites=("x",)).fit_transform([sites])
    assert value[0, 0] == pytest.approx((3.04 + 2 * 3.44) / 3)


def test_crystal_formula_and_named_sites_agree():
    coords = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    crystal = Structure(Lattice.cubic(3.9), ["Sr", "Ti", "O", "O", "O"], coords)
    rows = SiteProperties().fit_transform(
        [
            SRTIO3,
            Material("1", structure=crystal),
            Material("2", formula="TiSrO3"),
            Material("3", sites=SRTIO3),
        ]
    )
    np.testing.assert_allclose(rows, np.tile(rows[0], (4, 1)), rtol=1e-9)


def test_named_sites_win_over_the_formula():
    swapped = Material("1", formula="SrTiO3", sites=SiteElements("Ti", "Sr", ("O", "O", "O")))
    assert SiteProperties(["group"], sites=("a",)).fit_transform([swapped])[0, 0] == pytest.approx(4)


@pytest.mark.parametrize(
    "material",
    [
        Material("1", formula="NaCl"),
        Material("2"),
        SiteElements("Xx", "Ti", ("O", "O", "O")),
    ],
)
def test_what_is_no_perovskite_is_an_input_error(material):
    with pytest.raises(InputError):
        SiteProperties().fit_transform([material])


@pytest.mark.parametrize("options", [{"properties": ["charm"]}, {"sites": ("a", "c")}, {"properties": []}])
def test_bad_options(options):
    with pytest.raises(InputError):
        SiteProperties(**options).fit([SRTIO3])


def test_the_recorded_selection_is_complete():
    record = json.loads(SELECTION.read_text())
    assert len(record["selected"]) == 11
    assert sorted(record["ranking"]) == sorted(element_table())
    assert record["ranking"][:11] == record["selected"]


def test_selection_finds_the_property_that_made_the_label():
    random = np.random.default_rng(0)
    metals = [s for s in element_table().index if element_table().loc[s, "is_metal"]]
    sites = [SiteElements(*random.choice(metals, 2), ("O", "O", "O")) for _ in range(300)]
    table = element_table()["electronegativity"].fillna(1.2)
    y = np.array([table[s.a] - 2 * table[s.b] for s in sites])
    names = ["electronegativity", "row", "nuclear_quadrupole_moment", "poissons_ratio", "reflectivity"]
    record = rank_properties(sites, y, names, kept=2)
    assert record["selected"][0] == "electronegativity"
    assert sorted(record["ranking"]) == sorted(names)
    # The trees of a forest answer in any order: sums differ a little.
    again = rank_properties(sites, y, names, kept=2)
    assert again["ranking"] == record["ranking"]
    assert again["importance"] == pytest.approx(record["importance"], abs=2e-5)


def test_selection_command_explains_itself(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "--dataset" in capsys.readouterr().out
