"""The rows that crystals, formulas and what pages made become, brought to a workspace."""

from __future__ import annotations

import json

from mi_core.jobs.kept_inputs import CRYSTALS
from mi_core.structures.material import Material, NumberColumn, SiteElements
from mi_core.web.inputs.rows import EXAMPLES, FILES, TEXT, Reading

FORMULAS, MADE = "formulas", "made"


def made_parts(materials: list[Material]) -> tuple[tuple[str, bytes], ...]:
    """Return rows that come from no file, such as a screened candidate, as parts of kind MADE."""
    return tuple((row.id, json.dumps(_record(row)).encode()) for row in materials)


def _files(parts, progress) -> list[Material]:
    from mi_core.structures.reading import Source, read_materials

    return read_materials([Source(name, content) for name, content in parts], progress=progress)


def _text(parts, _progress) -> list[Material]:
    from mi_core.structures.reading import read_text

    return [row for _, content in parts for row in read_text(content.decode())]


def _formulas(parts, _progress) -> list[Material]:
    from mi_core.prediction.formulas import formula_materials

    return formula_materials([formula for formula, _ in parts])


def _examples(parts, _progress) -> list[Material]:
    from mi_core.structures.examples import load_examples

    return load_examples([name for name, _ in parts])


def _made(parts, _progress) -> list[Material]:
    return [_from_record(json.loads(content)) for _, content in parts]


def _record(row: Material) -> dict:
    return {
        "id": row.id,
        "source": row.source,
        "structure": row.structure.as_dict() if row.structure is not None else None,
        "formula": row.formula,
        "sites": row.sites,
        "warnings": row.warnings,
        "error": row.error,
        "numbers": dict(row.numbers),
        "columns": {key: list(column) for key, column in row.columns.items()},
    }


def _from_record(record: dict) -> Material:
    from mi_core.structures.reading import Source, read_materials

    structure = None
    if record["structure"] is not None:
        source = Source("made.json", json.dumps(record["structure"]).encode())
        (read,) = read_materials([source])  # as any file: nothing in it is run
        structure = read.structure
    given = record["sites"]
    sites = SiteElements(given[0], given[1], tuple(given[2])) if given else None
    own = {name: record[name] for name in ("id", "source", "formula", "error")}
    return Material(
        **own,
        structure=structure,
        sites=sites,
        warnings=tuple(record["warnings"]),
        numbers=record.get("numbers", {}),  # rows that were kept before they had any lack it
        columns={key: NumberColumn(*column) for key, column in record.get("columns", {}).items()},
    )


def _summarised(materials, progress):
    from mi_core.structures.summary import summarise

    return summarise(materials, progress)


READING = Reading(
    CRYSTALS,
    {FILES: _files, TEXT: _text, FORMULAS: _formulas, EXAMPLES: _examples, MADE: _made},
    _summarised,
)
