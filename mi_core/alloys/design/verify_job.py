"""Verification of alloys as a job: a task per few alloys of one element system, two tables as the result."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired

from typing_extensions import TypedDict

from mi_core.alloys.compositions.composition import mole_fractions
from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.reading import specification_from_json, to_json
from mi_core.alloys.thermodynamics.database.database import check_elements, database_of
from mi_core.alloys.thermodynamics.results.equilibrium import by_system
from mi_core.errors import InputError
from mi_core.files import written_whole

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.alloys.thermodynamics.results.kept_systems import KeptSystems

WISHES, PHASES = "verification.parquet", "phases.parquet"
PARTS_FOLDER = "parts"
ALLOYS_OF_A_TASK = 5
SYSTEMS = 6  # kept open by each worker


class VerifyParams(TypedDict):
    """Alloys (wt% by symbol) and the specification, in its JSON form, that they are to meet.

    temperatures : K, further ones for a diagram; prices : USD per kg by symbol; tdb : path of a user's database.
    """

    compositions: list[dict[str, float]]
    specification: dict[str, Any]
    temperatures: NotRequired[list[float] | None]
    prices: NotRequired[dict[str, float] | None]
    tdb: NotRequired[str | None]


class VerifyKind:
    """Kind "alloy-verify" of `mi_core.jobs`, with VerifyParams.

    The result: WISHES, the frame of `verify` (a row per alloy and wish), and PHASES, the equilibria at all temperatures.
    """

    name = "alloy-verify"
    params = VerifyParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check the parameters and deal the alloys out, those of one element system together."""
        database = database_of(params.get("tdb"))
        spec = check_specification(specification_from_json(params["specification"]), database)
        if not params["compositions"]:
            raise InputError("There is no alloy to verify; choose at least one.")
        low, high = database.temperature_limits
        if bad := [t for t in params.get("temperatures") or () if not low <= t <= high]:
            raise InputError(
                f"Temperatures lie between {low:g} and {high:g} K in {database.name}; got {bad[0]:g} K."
            )
        alloys = [mole_fractions(wt) for wt in params["compositions"]]
        for alloy in alloys:
            check_elements(database, alloy)
        common = {key: params.get(key) for key in ("temperatures", "prices", "tdb")} | {
            "specification": to_json(spec)
        }
        found: list[dict[str, Any]] = []
        for numbers in by_system(alloys).values():
            for start in range(0, len(numbers), ALLOYS_OF_A_TASK):
                some = numbers[start : start + ALLOYS_OF_A_TASK]
                compositions = [params["compositions"][number] for number in some]
                found.append(
                    common | {"numbers": some, "compositions": compositions, "part": f"{len(found):05d}"}
                )
        return found

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Compute some alloys into their own files; done before, they are not done again."""
        home = Path(folder) / PARTS_FOLDER
        wishes, phases = (home / f"{task['part']}-{name}" for name in (WISHES, PHASES))
        if not wishes.is_file():  # written last
            from mi_core.alloys.design.verify import verification

            found = verification(
                task["compositions"],
                specification_from_json(task["specification"]),
                database_of(task["tdb"]),
                temperatures=task["temperatures"] or (),
                prices=task["prices"],
                opened=_systems().using,
            )
            home.mkdir(parents=True, exist_ok=True)
            _write(_numbered(found.equilibrium.phases, task["numbers"]), phases)
            _write(_numbered(found.frame, task["numbers"]), wishes)
        return {"alloys": len(task["numbers"]), "part": task["part"]}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:
        """Join the parts into WISHES and PHASES and return counts."""
        import pandas as pd

        home, joined = Path(folder), {}
        for name, order in ((WISHES, ["alloy", "wish"]), (PHASES, ["alloy", "temperature_k"])):
            parts = [pd.read_parquet(home / PARTS_FOLDER / f"{result['part']}-{name}") for result in results]
            joined[name] = pd.concat(parts, ignore_index=True).sort_values(
                order, kind="stable", ignore_index=True
            )
            _write(joined[name], home / name)
        met = joined[WISHES].groupby("alloy")["met"].all()
        return {
            "file": WISHES,
            "phases": PHASES,
            "alloys": len(params["compositions"]),
            "confirmed": int(met.sum()),
            "refuted": int((~met).sum()),
            "failed_points": int((joined[PHASES]["phase"] == "").sum()),
        }


@functools.cache
def _systems() -> KeptSystems:
    """Return the element systems that stay open in this worker from one task to the next."""
    from mi_core.alloys.thermodynamics.results.kept_systems import KeptSystems

    return KeptSystems(SYSTEMS)


def _numbered(frame: pd.DataFrame, numbers: list[int]) -> pd.DataFrame:
    """Return the frame with the alloys' numbers in the whole job."""
    return frame.assign(alloy=frame["alloy"].map(dict(enumerate(numbers))))


def _write(frame: pd.DataFrame, path: Path) -> None:
    with written_whole(path) as partial:
        frame.to_parquet(partial, index=False, compression="zstd")


KIND = VerifyKind()
