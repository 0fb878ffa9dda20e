"""pycalphad's compiled phases, kept for as long as one element system is in use.

pycalphad keeps compiled functions in caches of 128 entries that all systems share; ten elements bring more phases than
that, and everything is compiled again at every point. Here each system owns what it compiles and frees it at its end.
Compiling itself is quicker, too: amounts and constraints, which are nearly linear, are interpreted instead of compiled, and
a phase's parameters are looked up among its own, not among all of the database.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class PhaseParameters:
    """A view of a pycalphad Database whose `search` reads the parameters of some phases only."""

    def __init__(self, db, rows: list[dict]):
        self._db, self._rows = db, rows

    def __getattr__(self, name: str):
        return getattr(self._db, name)

    def search(self, query) -> list[dict]:
        """Return the parameters that match, as Database.search does."""
        return [row for row in self._rows if query(row)]


def make_records(db, components: Sequence[str], phases: Sequence[str]):
    """Return the factory of pycalphad's `PhaseRecord`s for these components ("AL", …, "VA") and phases."""
    from pycalphad import Model
    from pycalphad import variables as v

    from mi_core.alloys.thermodynamics.owned_records import OwnedRecords

    views = _by_phase(db)
    models = {phase: Model(views(phase), list(components), phase) for phase in phases}
    return OwnedRecords(db, list(components), {v.N, v.P, v.T}, models)


def _by_phase(db):
    """Return a function from a phase's name to the view of its parameters, those of its disordered part included."""
    rows = defaultdict(list)
    for row in db._parameters.all():  # noqa: SLF001 - no public way to read them all
        rows[row["phase_name"]].append(row)

    def view(phase: str) -> PhaseParameters:
        disordered = db.phases[phase].model_hints.get("disordered_phase")
        names = {phase, disordered} - {None}
        return PhaseParameters(db, [row for name in sorted(names) for row in rows[name]])

    return view
