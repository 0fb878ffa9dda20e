"""A potential as arrays and settings, and back without loss."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.potentials.core import core_below
from mi_core.potentials.network.behler_parrinello import BehlerParrinello
from mi_core.potentials.network.functions import Functions
from mi_core.potentials.network.member import Member
from mi_core.potentials.network.perceptron import Perceptron
from mi_core.potentials.network.whitening import Whitening

if TYPE_CHECKING:
    Arrays = dict[str, np.ndarray]

STATISTICS = ("lowest", "highest", "mean", "spread", "deviations")


def pack(potential: BehlerParrinello) -> tuple[Arrays, dict[str, Any]]:
    """Return the arrays of a potential, and its settings as JSON holds them."""
    arrays = {"core": np.ascontiguousarray(potential.core.shortest)}
    for k, member in enumerate(potential.members):
        arrays[f"{k}/covariance"] = member.covariance
        for symbol, net in zip(potential.elements, member.perceptrons, strict=True):
            arrays |= {f"{k}/{symbol}/{name}": value for name, value in _arrays_of(net).items()}
    settings = {
        "elements": list(potential.elements),
        "functions": asdict(potential.functions),
        "noise": [list(member.noise) for member in potential.members],
    }
    return arrays, settings


def _arrays_of(net: Perceptron) -> Arrays:
    whitening = net.whitening
    arrays = {name: getattr(whitening, name) for name in STATISTICS}
    arrays["axes"] = whitening.axes.astype(np.float32)
    arrays |= {f"weights {k}": value for k, value in enumerate(net.weights)}
    return arrays | {f"biases {k}": value for k, value in enumerate(net.biases)}


def unpack(arrays: Arrays, settings: dict[str, Any]) -> BehlerParrinello:
    """Return the potential of what `pack` returned."""
    elements = tuple(settings["elements"])
    members = []
    for k, noise in enumerate(settings["noise"]):
        nets = tuple(_perceptron(arrays, f"{k}/{symbol}/") for symbol in elements)
        members.append(Member(nets, arrays[f"{k}/covariance"], (noise[0], noise[1])))
    kept = settings["functions"]
    functions = Functions(
        kept["cutoff"], _shapes(kept["radial"]), _shapes(kept["angular"]), tuple(kept["powers"])
    )
    return BehlerParrinello(elements, functions, tuple(members), core_below(elements, arrays["core"]))


def _shapes(values: list[list[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((width, centre) for width, centre in values)


def _perceptron(arrays: Arrays, prefix: str) -> Perceptron:
    lowest, highest, mean, spread, deviations = (arrays[f"{prefix}{name}"] for name in STATISTICS)
    whitening = Whitening(lowest, highest, mean, spread, arrays[f"{prefix}axes"].astype(float), deviations)
    first, second, last = (arrays[f"{prefix}weights {k}"] for k in range(3))
    one, two, three = (arrays[f"{prefix}biases {k}"] for k in range(3))
    return Perceptron(whitening, (first, second, last), (one, two, three))
