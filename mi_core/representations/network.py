"""Networks of the product's estimators as layered models."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.errors import InputError
from mi_core.representations.layers import FORMULA, GROUP, ID, MATERIALS, SOURCE, Layers, check_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from mi_core.regressors.neural import NeuralRegressor
    from mi_core.representations.networks.adapter import Adapter
    from mi_core.structures.material import Material


@dataclass(frozen=True, slots=True)
class LayeredNetwork:
    """The first network of a fitted estimator; a layered model whose inputs are materials.

    Attributes
    ----------
    describe : callable
        Materials → what the estimator reads, as in its pipeline.
    regressor : NeuralRegressor
        Fitted; of several networks the first is looked into, and of several views of a material their mean.
    """

    name: str
    describe: Callable[[list[Material]], Sequence[Any]]
    regressor: NeuralRegressor
    adapter: Adapter

    @property
    def of(self) -> tuple[str, ...]:
        """The kinds of points that it has states of."""
        return self.adapter.of

    def layers(self, inputs: Sequence[Material], of: str = MATERIALS) -> Layers:
        """Return the states of materials, of their atoms or of their elements; InputError as the model's descriptor."""
        check_kind(self.name, of, self.of)
        if not len(inputs):
            raise InputError(f"The layers of {self.name!r} were asked for no materials; give at least one.")
        rows = list(self.describe(list(inputs)))
        values = self._states(rows, of)
        return Layers(of, tuple(values), values, self._points(inputs, rows, of))

    def with_random_weights(self, seed: int) -> LayeredNetwork:
        """Return the network as it was before it learned, started from this seed.

        What it takes from the training rows to scale its input, such as means and spreads, stays: it is no weight.
        """
        return replace(self, regressor=untrained(self.regressor, seed))

    def _states(self, rows: Sequence[Any], of: str) -> dict[str, np.ndarray]:
        from mi_core.neural.device import device_of, to_device

        network, step = self.regressor.networks_[0], self.regressor.ROWS_AT_ONCE
        parts: dict[str, list[np.ndarray]] = {}
        for start in range(0, len(rows), step):
            views = [
                self.adapter.states(network, to_device(view, device_of(network)), of)
                for view in self.regressor.views(rows[start : start + step])
            ]
            for name in views[0]:
                mean = sum(view[name] for view in views) / len(views)
                parts.setdefault(name, []).append(mean.numpy(force=True))
        return {name: np.concatenate(arrays) for name, arrays in parts.items()}

    def _points(self, inputs: Sequence[Material], rows: Sequence[Any], of: str) -> pd.DataFrame:
        """Return the frame of points; materials of one formula are one group, and so are atoms or elements of one input."""
        import pandas as pd

        own = [self.adapter.points(row, of) for row in rows]
        counts = [len(next(iter(columns.values()))) for columns in own]
        group = [material.formula if of == MATERIALS else material.id for material in inputs]
        of_inputs = {
            ID: [material.id for material in inputs],
            FORMULA: [material.formula for material in inputs],
            SOURCE: [material.source for material in inputs],
            GROUP: group,
        }
        columns = {
            key: np.repeat(np.array(values, dtype=object), counts) for key, values in of_inputs.items()
        }
        return pd.DataFrame(columns | {key: np.concatenate([part[key] for part in own]) for key in own[0]})


def untrained(regressor: NeuralRegressor, seed: int) -> NeuralRegressor:
    """Return an estimator with one network of the same shape whose weights are those of before training.

    Buffers, which hold what scales the input, are those of the first network.
    """
    import torch

    from mi_core.neural.device import device_of

    trained = regressor.networks_[0]
    with torch.random.fork_rng(devices=[]):  # whoever draws beside this draws as before
        torch.manual_seed(seed)
        network = regressor.build_network(regressor.n_targets_)
    kept = dict(trained.named_buffers())
    network.load_state_dict({key: kept[key] for key in network.state_dict() if key in kept}, strict=False)
    twin = copy.copy(regressor)
    twin.networks_ = [network.to(device_of(trained)).eval()]
    return twin
