"""The molecules of this browser session, kept in its workspace as crystals are, and which of them is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.jobs.kept_inputs import MOLECULES
from mi_core.molecules.examples import EXAMPLES as KNOWN
from mi_core.molecules.examples import SOURCE, example_molecules
from mi_core.molecules.table import summarise_molecules
from mi_core.web.inputs.intake import Intake
from mi_core.web.inputs.rows import EXAMPLES, FILES, TEXT, Reading
from mi_core.web.inputs.session import InputSession

if TYPE_CHECKING:
    from mi_core.structures.material import Material
    from mi_core.web.inputs.rows import Parts, Progress

DRAWN = "drawn"


def _files(parts: Parts, progress: Progress | None) -> list[Material]:
    from mi_core.structures.molecules.reading import Source, read_molecules

    return read_molecules([Source(name, content) for name, content in parts], progress=progress)


def _text(parts: Parts, _progress: Progress | None) -> list[Material]:
    from mi_core.structures.molecules.reading import read_molecule_text

    return [row for _, content in parts for row in read_molecule_text(content.decode(), "pasted")]


def _drawn(parts: Parts, _progress: Progress | None) -> list[Material]:
    from mi_core.structures.molecules.rows import molecule_row
    from mi_core.structures.molecules.smiles import read_smiles

    return [
        molecule_row(name, "drawn", lambda content=content: read_smiles(content.decode()))  # type: ignore[misc]
        for name, content in parts
    ]


READING = Reading(
    MOLECULES,
    {
        FILES: _files,
        TEXT: _text,
        DRAWN: _drawn,
        EXAMPLES: lambda parts, _: example_molecules([name for name, _ in parts]),
    },
    lambda rows, _: summarise_molecules(rows),
)
SESSION = InputSession("molecules", READING, worth_a_look=lambda rows: max(rows, key=lambda row: row.usable))
INTAKE = Intake(SESSION)


def load_examples(names: list[str]) -> None:
    """Add the examples that the session does not hold yet, and look at the first one asked for."""
    SESSION.restore()
    rows = SESSION.current_materials()
    held = {row.id for row in rows if row.id in KNOWN and row.source == SOURCE}
    SESSION.add_examples([name for name in names if name not in held])
    SESSION.turn_to(names[0])


def open_molecule(name: str) -> None:
    """Look at a row of this session, else at an example."""
    if any(row.id == name for row in SESSION.current_materials()):
        SESSION.select(name)
    else:
        load_examples([name])
