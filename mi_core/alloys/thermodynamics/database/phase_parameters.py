"""A phase's parameters looked up among its own, not among all of the database: models are built several times as quickly."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mi_core.alloys.thermodynamics.database.ordering import disordered_form

if TYPE_CHECKING:
    from collections.abc import Callable


class PhaseParameters:
    """A view of a pycalphad Database whose `search` reads the parameters of some phases only."""

    def __init__(self, db, rows: list[dict]):
        self._db, self._rows = db, rows

    def __getattr__(self, name: str):
        return getattr(self._db, name)

    def search(self, query) -> list[dict]:
        """Return the parameters that match, as Database.search does."""
        return [row for row in self._rows if query(row)]


def views_of_phases(db) -> Callable[[str], PhaseParameters]:
    """Return a function from a phase's name to the view of its parameters, those of its disordered form included."""
    rows = defaultdict(list)
    for row in db._parameters.all():  # noqa: SLF001 - no public way to read them all
        rows[row["phase_name"]].append(row)

    def view(phase: str) -> PhaseParameters:
        """Return the database as this phase sees it."""
        names = {phase, disordered_form(db.phases[phase])} - {None}
        return PhaseParameters(db, [row for name in sorted(names) for row in rows[name]])

    return view
