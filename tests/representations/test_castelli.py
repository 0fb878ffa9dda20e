"""What the network of Castelli's perovskites has learned: energies, layer by layer, where random weights know nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mi_core.datasets.loading import load_dataset
from mi_core.inputs.crystals import from_cif
from mi_core.pretrained.store import load_model
from mi_core.representations.comparison import compare_layers
from mi_core.representations.layers import MATERIALS
from mi_core.representations.measures import MEASURES
from mi_core.representations.trained import layered_network
from mi_core.representations.verdicts import GROWS, verdicts

N = 300


def test_crystals_of_high_and_low_energy_part_with_each_layer_by_training_alone(data_dir):
    frame = load_dataset("castelli_perovskites").frame.sample(N, random_state=0)
    energy = frame["e_form_ev_per_cell"]
    labels = np.asarray(pd.qcut(energy, 3, labels=["low", "middle", "high"]).astype(str))
    network, materials = layered_network(load_model("castelli-cgcnn")), from_cif(frame)
    trained = network.layers(materials, MATERIALS)
    random = [network.with_random_weights(seed).layers(materials, MATERIALS) for seed in range(3)]
    cheap = [MEASURES[name] for name in ("purity", "variance_ratio")]
    compared = compare_layers(trained, random, labels, measures=cheap)
    for verdict in verdicts(compared):
        assert verdict.trend == GROWS, verdict.sentence
        assert verdict.learned, verdict.sentence
    purity = compared[compared["measure"] == "purity"].set_index("layer")
    assert purity.loc["dense", "value"] > 0.8
    assert purity["random_high"].max() < 0.5, "one in three by chance"
