"""pycalphad's compiled phases, kept for as long as one element system is in use.

pycalphad keeps compiled functions in caches of 128 entries that all systems share; ten elements bring more phases than
that, and everything is compiled again at every point. Here each system owns what it compiles and frees it at its end.
Compiling itself is quicker, too: amounts and constraints, which are nearly linear, are interpreted instead of compiled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def make_records(db, components: Sequence[str], models: Mapping[str, object]):
    """Return the factory of pycalphad's `PhaseRecord`s for these components ("AL", …, "VA") and models by phase."""
    from pycalphad import variables as v

    from mi_core.alloys.thermodynamics.solver.owned_records import OwnedRecords

    return OwnedRecords(db, list(components), {v.N, v.P, v.T}, dict(models))
