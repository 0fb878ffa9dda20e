"""pycalphad's models of the phases of some elements; a phase that pycalphad cannot build is left out with a reason."""

from __future__ import annotations

import warnings
from collections import defaultdict
from typing import TYPE_CHECKING

from mi_core.alloys.thermodynamics.database.ordering import disordered_form
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase


class PhaseParameters:
    """A view of a pycalphad Database whose `search` reads the parameters of some phases only.

    Looked up among their own parameters, not among all of the database, models are built several times as quickly.
    """

    def __init__(self, db, rows: list[dict]):
        self._db, self._rows = db, rows

    def __getattr__(self, name: str):
        return getattr(self._db, name)

    def search(self, query) -> list[dict]:
        """Return the parameters that match, as Database.search does."""
        return [row for row in self._rows if query(row)]


def build_models(database: ThermoDatabase, elements: Sequence[str]) -> tuple[dict, dict[str, str]]:
    """Return the models by phase, sorted, and why phases that these elements could form are left out, by phase.

    elements : symbols such as "Al". Where an ordered phase is left out, its disordered form takes its place. InputError when
    nothing is left.
    """
    view = _views_of_phases(database.db)
    models: dict = {}
    left_out: dict[str, str] = {}
    while True:
        phases = database.phases(elements, without=left_out)
        new = [phase for phase in phases if phase not in models]
        if not new:
            break
        for phase in new:
            try:
                models[phase] = _model(view(phase), elements, phase)
            except Exception as error:  # noqa: BLE001 - pycalphad fails in any way on what it does not expect
                left_out[phase] = _why(view(phase), elements, phase, error)
    if not phases:
        why = f" ({'; '.join(_clauses(left_out))})" if left_out else ""
        raise InputError(
            f"{database.name} has no phase that {', '.join(elements)} can form{why}; choose other elements."
        )
    return {phase: models[phase] for phase in phases}, left_out


def remarks_on(database: ThermoDatabase, elements: Sequence[str], left_out: dict[str, str]) -> list[str]:
    """Return a sentence on each phase that is left out, and on parameters that are not taken as they were meant."""
    phases = [f"In {database.name}, {clause}." for clause in _clauses(left_out)]
    return [*phases, *database.remarks(elements)]


def _views_of_phases(db) -> Callable[[str], PhaseParameters]:
    """Return a function from a phase's name to the view of its parameters, those of its disordered form included."""
    rows: dict[str, list[dict]] = defaultdict(list)
    for row in db._parameters.all():  # noqa: SLF001 - no public way to read them all
        rows[row["phase_name"]].append(row)

    def view(phase: str) -> PhaseParameters:
        """Return the database as this phase sees it."""
        names = {phase, disordered_form(db.phases[phase]) or phase}
        return PhaseParameters(db, [row for name in sorted(names) for row in rows[name]])

    return view


def _clauses(left_out: dict[str, str]) -> list[str]:
    return [f"the phase {phase} is left out: {reason}" for phase, reason in sorted(left_out.items())]


def _model(db, elements: Sequence[str], phase: str):
    from pycalphad import Model

    with warnings.catch_warnings():
        # They are of physical contributions of ordered phases, which are taken as they are.
        warnings.simplefilter("ignore")
        return Model(db, [*(symbol.upper() for symbol in elements), "VA"], phase)


def _why(db, elements: Sequence[str], phase: str, error: Exception) -> str:
    """Return what pycalphad says, and which elements are the reason: those without any one of which it builds the phase."""
    guilty = [one for one in elements if _builds(db, [other for other in elements if other != one], phase)]
    with_these = f"with {' or '.join(guilty)}" if guilty else f"of {', '.join(elements)}"
    return f"pycalphad cannot build it {with_these} ({_said(error, phase, db)})"


def _builds(db, elements: Sequence[str], phase: str) -> bool:
    try:
        _model(db, elements, phase)
    except Exception:  # noqa: BLE001 - see above
        return False
    return True


def _said(error: Exception, phase: str, db) -> str:
    hints = db.phases[phase].model_hints
    if "True is not in list" in str(error) and hints.get("ionic_liquid_2SL"):
        return "an ionic liquid whose neutral species mix needs a vacancy among its anions"
    return " ".join(str(error).split()).rstrip(".")[:200] or type(error).__name__
