"""A potential as the files of n2p2, with which LAMMPS (pair style hdnnp) runs it.

A. Singraber, J. Behler & C. Dellago, J. Chem. Theory Comput. 15, 1827 (2019). Symmetry functions of types 2 and 9, the
cosine cut-off and the softplus mean the same there, so that the files are exact: members stand side by side in one wide
network, each blind to the others. What they leave out is the repulsion below the shortest distances learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.network.functions import element_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.potentials.network.behler_parrinello import BehlerParrinello
    from mi_core.potentials.network.perceptron import Perceptron

HEAD = """\
# Behler-Parrinello network in eV and Angstrom, for n2p2 and the pair style hdnnp of LAMMPS:
#   pair_style hdnnp {cutoff} dir "." showew no showewsum 1000 maxew 1000000 cflength 1.0 cfenergy 1.0
#   pair_coeff * * {elements}
# Atoms closer than all that were learned are not held apart by it.
number_of_elements {number}
elements {elements}
global_hidden_layers_short 2
global_nodes_short {first} {second}
global_activation_short p p l
cutoff_type 1
scale_symmetry_functions_sigma
scale_min_short 0.0
scale_max_short 1.0
"""


@dataclass(frozen=True, slots=True)
class _Line:
    """One symmetry function: where n2p2 sorts it, where it stands here, and what follows the element in its line."""

    order: tuple[float, ...]
    column: int
    words: str


@dataclass(frozen=True, slots=True)
class _Scaling:
    """Statistics of an element's functions over the environments that any member learned."""

    lowest: np.ndarray
    highest: np.ndarray
    mean: np.ndarray
    spread: np.ndarray


def n2p2_files(potential: BehlerParrinello) -> dict[str, str]:
    """Return the texts of input.nn, scaling.data and a file of weights for each element, by name."""
    from ase.data import atomic_numbers

    symbols = sorted(potential.elements, key=atomic_numbers.__getitem__)  # as n2p2 numbers them
    lines = sorted(_lines(potential, symbols), key=lambda line: line.order)
    columns = np.array([line.column for line in lines])
    files, scales = {}, []
    for number, symbol in enumerate(symbols, start=1):
        place = potential.elements.index(symbol)
        nets = [member.perceptrons[place] for member in potential.members]
        scaling = _scaling(nets)
        scales += _scaling_lines(number, scaling, columns)
        files[f"weights.{atomic_numbers[symbol]:03d}.data"] = _weights_text(
            _side_by_side(nets, scaling, columns)
        )
    return {"input.nn": _input_text(potential, symbols, lines), "scaling.data": "".join(scales), **files}


def _lines(potential: BehlerParrinello, symbols: list[str]) -> Iterator[_Line]:
    """Symmetry functions in the order in which they are computed here."""
    functions, elements = potential.functions, potential.elements
    rank = [symbols.index(symbol) for symbol in elements]
    column = 0
    for a, symbol in enumerate(elements):
        for width, centre in functions.radial:
            words = f"2 {symbol} {width!r} {centre!r} {functions.cutoff!r}"
            yield _Line((2, width, centre, rank[a]), column, words)
            column += 1
    for sign, power in functions.angles:
        for a, b in element_pairs(len(elements)):
            near, far = sorted((a, b), key=rank.__getitem__)
            for width, centre in functions.angular:
                words = f"9 {elements[near]} {elements[far]} {width!r} {sign} {power} {functions.cutoff!r} {centre!r}"
                yield _Line((9, width, centre, power, sign, rank[near], rank[far]), column, words)
                column += 1


def _input_text(potential: BehlerParrinello, symbols: list[str], lines: list[_Line]) -> str:
    nets = [member.perceptrons[0] for member in potential.members]
    first, second = (sum(len(net.biases[layer]) for net in nets) for layer in (0, 1))
    head = HEAD.format(
        cutoff=potential.cutoff, elements=" ".join(symbols), number=len(symbols), first=first, second=second
    )
    return head + "".join(
        f"symfunction_short {symbol} {line.words}\n" for symbol in symbols for line in lines
    )


def _scaling(nets: list[Perceptron]) -> _Scaling:
    whitenings = [net.whitening for net in nets]
    return _Scaling(
        np.min([w.lowest for w in whitenings], axis=0),
        np.max([w.highest for w in whitenings], axis=0),
        np.mean([w.mean for w in whitenings], axis=0),
        np.mean([w.spread for w in whitenings], axis=0),
    )


def _scaling_lines(element: int, scaling: _Scaling, columns: np.ndarray) -> list[str]:
    table = np.column_stack([scaling.lowest, scaling.highest, scaling.mean, scaling.spread])[columns]
    return [
        f"{element} {number} " + " ".join(f"{value:.16E}" for value in row) + "\n"
        for number, row in enumerate(table, start=1)
    ]


def _side_by_side(
    nets: list[Perceptron], scaling: _Scaling, columns: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return weights (n_in, n_out) and biases (n_out,) of each layer of one network, the mean of all nets."""
    from scipy.linalg import block_diag

    first = [net.whitening.matrix @ net.weights[0] for net in nets]
    biases = [
        net.biases[0] + (scaling.mean - net.whitening.mean) @ weights
        for net, weights in zip(nets, first, strict=True)
    ]
    return [
        ((np.concatenate(first, axis=1) * scaling.spread[:, None])[columns], np.concatenate(biases)),
        (block_diag(*(net.weights[1] for net in nets)), np.concatenate([net.biases[1] for net in nets])),
        (
            np.concatenate([net.weights[2] for net in nets]) / len(nets),
            np.mean([net.biases[2] for net in nets], axis=0),
        ),
    ]


def _weights_text(layers: list[tuple[np.ndarray, np.ndarray]]) -> str:
    """One connection a line: value, kind, number, layer and neuron where it starts, layer and neuron where it ends."""
    lines: list[str] = []
    for layer, (weights, biases) in enumerate(layers, start=1):
        for (start, end), value in np.ndenumerate(weights):
            lines.append(
                f"{value:24.16E} a {len(lines) + 1:9d} {layer - 1:5d} {start + 1:5d} {layer:5d} {end + 1:5d}"
            )
        for (end,), value in np.ndenumerate(biases):
            lines.append(f"{value:24.16E} b {len(lines) + 1:9d} {layer:5d} {end + 1:5d}")
    return "\n".join(lines) + "\n"
