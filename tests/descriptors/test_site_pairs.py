"""Columns of pairs of sites against a computation by hand."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.descriptors.elements import filled_element_table
from mi_core.descriptors.site_pairs import SitePairs, extended_properties
from mi_core.errors import InputError
from mi_core.structures.material import SiteElements

ROWS = [SiteElements("Sr", "Ti", ("O", "O", "O")), SiteElements("La", "Ta", ("N", "N", "O"))]


def test_columns_are_what_their_names_say():
    step = SitePairs(("electronegativity",)).fit(None)
    columns = dict(zip(step.get_feature_names_out(), step.transform(ROWS).T, strict=True))
    table = filled_element_table()
    chi, radius = table["electronegativity"], table["atomic_radius"]
    assert columns["a-b_electronegativity"][0] == pytest.approx(chi["Sr"] - chi["Ti"])
    assert columns["a*b_electronegativity"][1] == pytest.approx(chi["La"] * chi["Ta"])
    assert columns["x_electronegativity"][1] == pytest.approx((2 * chi["N"] + chi["O"]) / 3)
    assert columns["x_spread_electronegativity"][0] == pytest.approx(0, abs=1e-9)
    assert columns["x_spread_electronegativity"][1] > 0
    goldschmidt = (radius["Sr"] + radius["O"]) / (np.sqrt(2) * (radius["Ti"] + radius["O"]))
    assert columns["tolerance_atomic_radius"][0] == pytest.approx(goldschmidt)
    assert columns["charge_common_oxidation_max"][0] == 0, "Sr(+2) Ti(+4) O(-2)3"


def test_the_order_of_x_does_not_matter():
    step = SitePairs().fit(None)
    swapped = SiteElements("La", "Ta", ("O", "N", "N"))
    np.testing.assert_allclose(step.transform([swapped]), step.transform(ROWS[1:]))
    assert step.transform(ROWS).shape[1] == len(step.get_feature_names_out())
    assert np.isfinite(step.transform(ROWS)).all()


def test_sites_alone_are_the_first_columns():
    both, alone = SitePairs().fit(None), SitePairs(pairs=False).fit(None)
    names = alone.get_feature_names_out()
    assert list(names) == list(both.get_feature_names_out()[: len(names)])
    np.testing.assert_allclose(alone.transform(ROWS), both.transform(ROWS)[:, : len(names)], rtol=1e-9)


def test_defaults_are_the_extended_list_and_unknown_names_are_refused():
    assert SitePairs().fit(None).properties_ == list(extended_properties())
    with pytest.raises(InputError, match="not known"):
        SitePairs(("colour",)).fit(None)
