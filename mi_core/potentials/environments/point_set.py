"""The environments of silicon as a set of points in the layers of the network that ships, with their maps."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.potentials.environments.layered import NETWORK, SILICON_NETWORK, named_points, shipped_network
from mi_core.potentials.environments.shipped import SHIPPED, points_of, silicon_frames
from mi_core.potentials.network.behler_parrinello import LAYERS
from mi_core.representations.embedding import METHODS
from mi_core.representations.known import Known
from mi_core.representations.layers import ATOMS, ID, LaterValues, Layers
from mi_core.representations.mapped import Mapped, PathJob, PointSet
from mi_core.structures.material import Material

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.potentials.environments.making import Made

MAPS, KNOWN = SHIPPED.with_name("maps.npz"), SHIPPED.with_name("points.parquet")
ENERGIES = "silicon-ace"  # gives the energies of barriers
#: What points can be coloured by and measured for.
COLUMNS = {
    "source": Known("Where it comes from", classes=True),
    "structure": Known("Structure, by common neighbours", classes=True),
    "coordination": Known("Coordination number", classes=True),
    "nearest_angstrom": Known("Distance to the nearest atom (Å)", classes=False),
    "atom_energy_ev": Known("Energy of the atom (eV)", classes=False),
}


@lru_cache(maxsize=1)
def silicon_points() -> Mapped:
    """Return the environments of silicon in the layers of the network that ships; its states come when asked for."""
    frames = silicon_frames()
    known = pd.read_parquet(KNOWN)
    points = named_points(frames, known).assign(cell=np.array(_cells(frames))[known["frame"]])
    layers = Layers(ATOMS, LAYERS, LaterValues(LAYERS, lambda: shipped_network().values(frames)), points)
    with np.load(MAPS, allow_pickle=False) as found:
        maps = {method: tuple(found[method].astype(float)) for method in METHODS}
    return Mapped(layers, maps, _materials(layers), COLUMNS, np.arange(len(layers)))


def make_maps(say: Callable[[str], None] = lambda _line: None) -> None:
    """Compute what is known of each atom and the maps of all layers, which takes minutes, and write them."""
    from mi_core.representations.embedding import layer_maps

    layers, found = shipped_network().layers(silicon_frames()), {}
    known = points_of(silicon_frames()).assign(atom_energy_ev=layers.points["atom_energy_ev"])
    known.astype({"nearest_angstrom": "float32", "atom_energy_ev": "float32"}).to_parquet(
        KNOWN, index=False, compression="zstd"
    )
    for method in METHODS:
        places = layer_maps(layers, method, most=len(layers)).places
        found[method] = np.stack([places[name] for name in layers.names]).astype(np.float16)
        say(f"maps by {method} drawn")
    np.savez_compressed(MAPS, **found)  # type: ignore[arg-type] # as numpy's stubs have it


def at_random(seed: int) -> Layers:
    """Return the same points in the network as it was before it learned, from this seed."""
    values = shipped_network().with_random_weights(seed).values(silicon_frames())
    return Layers(ATOMS, LAYERS, values, silicon_points().layers.points)


def barrier_between(first: int, second: int) -> PathJob:
    """Return the job that finds the barrier between the frames of two points, by numbers, on the other potential of silicon.

    InputError where the frames are of unlike cells.
    """
    from mi_core.potentials.barriers.ends import check_ends
    from mi_core.potentials.frames.writing import extended_xyz

    points = silicon_points().layers.points
    numbers = [int(points[ID].iloc[point].removeprefix("frame ")) for point in (first, second)]
    ends = [silicon_frames()[number].atoms for number in numbers]
    check_ends(*ends)
    title = " to ".join(
        f"{points['source'].iloc[point]}, {points[ID].iloc[point]}" for point in (first, second)
    )
    return PathJob(
        "potentials-barrier",
        title,
        "ends.extxyz",
        extended_xyz(ends).encode(),
        "ends",
        {"potential": ENERGIES, "title": title},
    )


def _cells(frames: list[Made]) -> list[str]:
    """Return for each frame what is equal for those of the same atoms in the same cell."""
    return [f"{len(one.atoms)} {np.round(one.atoms.cell.array, 2).tolist()}" for one in frames]


def _materials(layers: Layers) -> dict[str, Material]:
    """Return each frame as a crystal, by the id of its points."""
    from pymatgen.io.ase import AseAtomsAdaptor

    sources = layers.points.drop_duplicates(ID).set_index(ID)["source"]
    return {
        name: Material(
            id=name,
            source=source,
            structure=AseAtomsAdaptor.get_structure(one.atoms),
            formula=one.atoms.get_chemical_formula(empirical=True),
        )
        for (name, source), one in zip(sources.items(), silicon_frames(), strict=True)
    }


SILICON = PointSet(
    name=NETWORK,
    title=SILICON_NETWORK.title,
    summary="Atoms of silicon in crystals of eight structures, shaken and strained, beside surfaces, vacancies and "
    "interstitials, in the hot solid, the melt and the glass, none of them from quantum mechanics; in the layers of the "
    "network that learned energies and forces of other frames (after Cubuk et al., J. Chem. Phys. 147, 024104, 2017).",
    load=silicon_points,
    random=at_random,
    between=barrier_between,
    cells="cell",
)
