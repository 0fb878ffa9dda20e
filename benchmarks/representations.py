"""Whether layers of trained networks part what is labelled, more than random weights do: Castelli's perovskites, silicon.

    PYTHONPATH=. MI_DATA_DIR=tables python benchmarks/representations.py

Of castelli-cgcnn, 1,000 of the crystals that it learned, by tercile of the formation energy, which it learned, and by family
of the anion, which its input tells. Of silicon-network, 2,000 atoms of the environments that ship, by where they come from,
the structure by common neighbours and the coordination number; it learned none of these, and none of the frames' energies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from record import save

from mi_core.errors import InputError
from mi_core.evaluation.groups import anion_family
from mi_core.potentials.environments.point_set import at_random, silicon_points
from mi_core.pretrained.catalogue import Catalogue
from mi_core.representations.comparison import compare_layers
from mi_core.representations.layers import ID, MATERIALS
from mi_core.representations.samples import training_sample
from mi_core.representations.sampling import stratified
from mi_core.representations.trained import layered_network
from mi_core.representations.verdicts import verdicts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.representations.layers import Layers

SEEDS = range(3)
CRYSTALS, ATOMS = 1_000, 2_000
ENERGY = "e_form_ev_per_cell"


def of_castelli() -> dict:
    """Return what is measured of castelli-cgcnn; InputError without the crystals."""
    model = Catalogue().load("castelli-cgcnn")
    materials, values = training_sample(model, CRYSTALS)
    if not materials:
        raise InputError("The crystals of castelli_perovskites are not at hand; set MI_DATA_DIR.")
    network = layered_network(model)
    trained = network.layers(materials, MATERIALS)
    random = [network.with_random_weights(seed).layers(materials, MATERIALS) for seed in SEEDS]
    energy = values.set_index("id")[ENERGY].loc[trained.points[ID]]
    labels = {
        "tercile of the formation energy": pd.qcut(energy.to_numpy(), 3, labels=["low", "middle", "high"]),
        "family of the anion": [anion_family(material) for material in materials],
    }
    return measured(trained, random, labels)


def of_silicon() -> dict:
    """Return what is measured of silicon-network."""
    whole = silicon_points().layers
    rows = stratified(whole.points["source"], ATOMS)
    points = whole.at(rows).points
    labels = {
        "source": points["source"].str.replace(r", \d+ K$", "", regex=True),
        "structure": points["structure"],
        "coordination": points["coordination"].astype(str),
    }
    return measured(whole.at(rows), [at_random(seed).at(rows) for seed in SEEDS], labels)


def measured(trained: Layers, random: Sequence[Layers], labels: Mapping[str, Sequence]) -> dict:
    """Return of each kind of labels how many points have each, the frame of `compare_layers`, and its verdicts."""
    found = {}
    for title, given in labels.items():
        values = np.asarray(given, dtype=object)
        compared = compare_layers(trained, random, values)
        sentences = [verdict.sentence for verdict in verdicts(compared)]
        print(title, *sentences, sep="\n", flush=True)
        found[title] = {
            "points_of": {str(label): int(n) for label, n in pd.Series(values).value_counts().items()},
            "layers": compared.round(4).to_dict("records"),
            "verdicts": sentences,
        }
    return found


def main() -> None:
    """Measure, print, write."""
    save("representations", {"castelli-cgcnn": of_castelli(), "silicon-network": of_silicon()})


if __name__ == "__main__":
    main()
