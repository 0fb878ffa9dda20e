"""A small model of transport, its tables, and a ranking made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from mi_core.thermoelectrics.ranking.candidates import Elements, elements_of
from mi_core.thermoelectrics.ranking.full import rank_all

if TYPE_CHECKING:
    import pandas as pd


class Small(NamedTuple):
    frame: pd.DataFrame
    elements: Elements


@pytest.fixture
def small_ranking(with_tiny_transport) -> Small:
    frame = rank_all()
    return Small(frame, elements_of(frame["formula"]))
