"""The crystal that is looked at, as a parameter of an address: the id of a row of the session, or a built-in example."""

from __future__ import annotations

from mi_core.web.crystals import intake, session
from mi_core.web.shell.parameters import Parameter, known


def open_crystal(name: str) -> None:
    """Look at a row of this session, else at a built-in example."""
    if any(row.id == name for row in session.current_materials()):
        session.select(name)
    else:
        intake.load_examples([name])


def remember_crystal(view) -> None:
    """Have a view with the field `crystal` name the row that is looked at."""
    selected = session.selected_material()
    view.crystal = selected.id if selected is not None else ""


def _read(text: str) -> str:
    from mi_core.structures.examples import EXAMPLES

    return known(text, {*EXAMPLES, *(row.id for row in session.current_materials())})


CRYSTAL = Parameter("crystal", _read)
