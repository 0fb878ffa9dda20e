"""What models have said of crystals on this page in this session: a report tells of that, and asks no model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st
from cachetools import LRUCache

from mi_core.structures.analysis.cells import fingerprint

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.voxels.report.crystals import Explained, Predicted

_NOTED = "voxels_noted"
CRYSTALS = 16


@dataclass
class Noted:
    """What models said of one crystal: predictions, None while none were asked for, and explanations by `Answer.key`."""

    predicted: Predicted | None = None
    explained: dict[str, Explained] = field(default_factory=dict)


def noted_of(structure: Structure) -> Noted:
    """Return what is noted of a crystal, to be added to."""
    crystals = st.session_state.setdefault(_NOTED, LRUCache(CRYSTALS))
    key = fingerprint(structure)
    if key not in crystals:
        crystals[key] = Noted()
    return crystals[key]
