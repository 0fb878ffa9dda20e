"""Relaxing crystals as a job: a task for each, whose course can be read while it runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired

from typing_extensions import TypedDict

from mi_core.errors import InputError

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.energies.relaxation.outcome import Step
    from mi_core.energies.relaxation.relax import Settings
    from mi_core.structures.material import Material

TABLE, CRYSTALS = "relaxed.csv", "relaxed.json"
EVERY = 5  # steps between two looks at the course


class RelaxParams(TypedDict):
    """`crystals` is the path of what `crystals_text` wrote; the rest as `mi_core.energies.relaxation.relax.Settings`."""

    crystals: str
    cell: NotRequired[bool]
    fmax: NotRequired[float]
    steps: NotRequired[int]
    pressure: NotRequired[float]
    keep_symmetry: NotRequired[bool]


class RelaxKind:
    """Kind "energies-relax" of `mi_core.jobs`, with RelaxParams; its folder holds TABLE and CRYSTALS."""

    name = "energies-relax"
    params = RelaxParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check settings and file, and return a task for each crystal."""
        settings_of(params)
        crystals = read_crystals(Path(params["crystals"]))
        if not crystals:
            raise InputError("There is no crystal to relax; bring one with all its atoms.")
        return [{**params, "number": number} for number in range(len(crystals))]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Relax one crystal; its course is written as it goes."""
        from mi_core.energies.relaxation.several import relax_material

        number = task["number"]
        material = read_crystals(Path(task["crystals"]))[number]
        course: list[list[float]] = []

        def note(step: Step) -> None:
            course.append([step.energy, step.force, step.pressure, step.volume])
            if len(course) % EVERY == 1:
                _write(course_file(folder, number), course)

        row, relaxed = relax_material(material, settings_of(task), note)
        _write(course_file(folder, number), course)
        return {"row": row, "structure": relaxed.structure.as_dict() if relaxed else None}

    def finish(self, params: dict[str, Any], results: list[Any], folder: str) -> dict[str, Any]:
        """Write the table and the crystals at rest."""
        from pymatgen.core import Structure

        from mi_core.energies.relaxation.several import relaxed_table

        materials = read_crystals(Path(params["crystals"]))
        ends = [Structure.from_dict(found["structure"]) if found["structure"] else None for found in results]
        table = relaxed_table(materials, [found["row"] for found in results], ends)
        table.to_csv(Path(folder) / TABLE, index=False)
        _write(Path(folder) / CRYSTALS, [found["structure"] for found in results])
        return {"relaxed": sum(end is not None for end in ends), "of": len(ends)}


def settings_of(params: dict[str, Any]) -> Settings:
    """Return the settings that the parameters of a job hold; InputError for values that cannot be."""
    from dataclasses import fields

    from mi_core.energies.relaxation.relax import Settings

    return Settings(**{field.name: params[field.name] for field in fields(Settings) if field.name in params})


def crystals_text(materials: list[Material]) -> str:
    """Return crystals as JSON that `read_crystals` reads."""
    return json.dumps(
        [
            {"id": material.id, "formula": material.formula, "structure": material.structure.as_dict()}
            for material in materials
            if material.structure is not None
        ]
    )


def read_crystals(path: Path) -> list[Material]:
    """Return the crystals of a file of `crystals_text`; InputError for any other."""
    from pymatgen.core import Structure

    from mi_core.structures.material import Material

    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [
            Material(row["id"], path.name, Structure.from_dict(row["structure"]), row["formula"])
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path.name} holds no crystals to relax ({error}); start the job again.") from error


def course_file(folder: str | Path, number: int) -> Path:
    """Return where the course of a crystal is written: a list of energy, force, pressure and volume of each step."""
    return Path(folder) / f"course-{number}.json"


def ends_of(folder: Path) -> list[Structure | None]:
    """Return the crystals at rest of a job that is done, in order."""
    from pymatgen.core import Structure

    found = json.loads((folder / CRYSTALS).read_text(encoding="utf-8"))
    return [Structure.from_dict(one) if one else None for one in found]


def _write(path: Path, content: Any) -> None:
    from mi_core.files import written_whole

    with written_whole(path) as partial:
        partial.write_text(json.dumps(content), encoding="utf-8")


KIND = RelaxKind()
