"""Ways out of clashes: whatever is wished, what is proposed instead is accepted, and is what the sentence prints."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.reading import specification_from_json, to_json
from mi_core.alloys.specification.ways_out import ClashError, higher, lower
from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification
from mi_core.alloys.thermodynamics.database.database import default_database, read_database
from mi_core.errors import InputError

PHASES = ("FCC_A1", "LIQUID", "MG2SI", "ALCU_THETA", "DIAMOND_A4", "AL13FE4", "LAVES_C14", "AL3ZR")
DERIVED = ("solidus_k", "liquidus_k", "freezing_range_k", "solvus_k:MG2SI", "solvus_k:ALCU_THETA")
AL_MG = """
ELEMENT VA VACUUM 0 0 0 !
ELEMENT AL FCC_A1 26.98 4540 28.3 !
ELEMENT MG HCP_A3 24.305 4998 32.7 !
PHASE LIQUID % 1 1.0 !
CONSTITUENT LIQUID : AL,MG : !
PHASE FCC_A1 % 2 1 1 !
CONSTITUENT FCC_A1 : AL,MG : VA : !
PARAMETER G(LIQUID,AL;0) 298.15 11005-11.84*T; 6000 N !
PARAMETER G(LIQUID,MG;0) 298.15 8202-8.83*T; 6000 N !
PARAMETER G(FCC_A1,AL:VA;0) 298.15 0; 6000 N !
PARAMETER G(FCC_A1,MG:VA;0) 298.15 2600-0.9*T; 6000 N !
PARAMETER L(LIQUID,AL,MG;0) 298.15 -9000; 6000 N !
"""


def bounds(most: float, least: float = 0.0):
    """Ranges, half-open ranges and values within limits, some at the ends."""
    number = st.one_of(
        st.sampled_from([least, most]), st.floats(least, most).map(lambda value: round(value, 3))
    )
    pair = st.tuples(number, number).map(sorted).map(lambda ends: Bound(*ends))
    return st.one_of(
        pair, number.map(lambda low: Bound(low, None)), number.map(lambda high: Bound(None, high))
    )


@st.composite
def specifications(draw):
    at = draw(
        st.lists(st.tuples(st.sampled_from(PHASES), st.sampled_from([450.0, 800.0])), unique=True, max_size=6)
    )
    phases = tuple(
        PhaseWish(phase, t, bound.min, bound.max) for phase, t in at for bound in [draw(bounds(1.0))]
    )
    elements = draw(st.lists(st.sampled_from(default_database().elements), unique=True, max_size=10))
    numbers = draw(st.lists(st.sampled_from(DERIVED), unique=True, max_size=4))
    return Specification(
        phases,
        {symbol: draw(bounds(100.0)) for symbol in elements},
        {key: draw(bounds(600.0) if key == "freezing_range_k" else bounds(1000.0, 300.0)) for key in numbers},
    )


def mg(**limits) -> Specification:
    return Specification(composition_wt={symbol: Bound(low, None) for symbol, low in limits.items()})


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(specifications())
@example(mg(Mg=60.0, Si=50.0))
@example(mg(Mg=55.0, Si=45.0))
@example(mg(Mg=60.0, Al=60.0))
@example(
    Specification((PhaseWish("MG2SI", 450.0, 0.3, 0.3),), {"Mg": Bound(None, 1.0), "Si": Bound(None, 0.0)})
)
def test_every_way_out_is_accepted_by_the_same_check(spec):
    try:
        check_specification(spec)
    except ClashError as clash:
        fed_back = specification_from_json(to_json(clash.way_out))
        assert check_specification(fed_back) == fed_back
        said = str(clash).rpartition("the closest that can be had is ")[2]
        printed = {float(number) for number in re.findall(r"(?<![A-Z\d])\d+(?:\.\d+)?(?:e-\d+)?", said)}
        new = _ends(clash.way_out) - _ends(spec)
        assert {f"{number:g}" for number in new} <= {f"{number:g}" for number in printed}
    except InputError as other:
        assert "empty" in str(other)  # noqa: PT017 - an empty specification is the only other refusal drawn here


def _ends(spec: Specification) -> set[float]:
    ranges = [*spec.phases, *spec.composition_wt.values(), *spec.derived.values()]
    return {end for one in ranges for end in (one.min, one.max) if end is not None}


@pytest.mark.parametrize("wished", [{"Mg": 100.0}, {"Mg": 60.0, "Al": 70.0}])
def test_in_a_database_of_ones_own_the_balance_is_left_too(wished):
    database = read_database(AL_MG, "mine.tdb")
    with pytest.raises(ClashError) as caught:
        check_specification(mg(**wished), database)
    assert check_specification(caught.value.way_out, database)


def test_a_database_of_ones_own_has_no_highest_content():
    assert check_specification(mg(Mg=60.0), read_database(AL_MG, "mine.tdb"))


def test_numbers_are_rounded_towards_what_is_accepted():
    assert lower(0.0173099) == 0.0173
    assert higher(0.0173001) == 0.01731
    assert lower(55.0) == higher(55.0) == 55.0
    assert lower(0.1 + 0.2) == 0.3
    assert lower(0.0) == 0.0
