"""The files of n2p2 mean the same potential to a reader that follows n2p2's own rules, atom by atom."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from ase.data import atomic_numbers
from ase.neighborlist import neighbor_list
from network_frames import shaken

from mi_core.potentials.network.n2p2 import n2p2_files


class Reader:
    """What n2p2 makes of its files: functions sorted by their parameters, scaled by sigma, and a softplus network."""

    def __init__(self, files):
        self.settings, self.functions = {}, defaultdict(list)
        for line in files["input.nn"].splitlines():
            words = line.partition("#")[0].split()
            if words and words[0] == "symfunction_short":
                self.functions[words[1]].append(words[2:])
            elif words:
                self.settings[words[0]] = words[1:]
        self.symbols = sorted(self.settings["elements"], key=atomic_numbers.get)
        for functions in self.functions.values():
            functions.sort(key=self.rank)
        self.scaling = defaultdict(list)
        for line in files["scaling.data"].splitlines():
            element, number, *values = line.split()
            assert int(number) == len(self.scaling[self.symbols[int(element) - 1]]) + 1
            self.scaling[self.symbols[int(element) - 1]].append([float(value) for value in values])
        self.layers = {
            s: self.network(files[f"weights.{atomic_numbers[s]:03d}.data"], s) for s in self.symbols
        }

    def rank(self, words):
        """SymFncExpRad and SymFncExpAngw: type, cut-off, eta, shift, zeta, lambda, elements."""
        if words[0] == "2":
            _, element, eta, shift, cutoff = words
            return 2, float(cutoff), float(eta), float(shift), self.symbols.index(element)
        _, a, b, eta, sign, zeta, cutoff, shift = words
        pair = sorted(self.symbols.index(x) for x in (a, b))
        return 9, float(cutoff), float(eta), float(shift), float(zeta), float(sign), *pair

    def network(self, text, symbol):
        sizes = [len(self.functions[symbol]), *map(int, self.settings["global_nodes_short"]), 1]
        values = [float(line.split()[0]) for line in text.splitlines()]
        layers = []
        for n_in, n_out in pairwise(sizes):
            layers.append((np.reshape(values[: n_in * n_out], (n_in, n_out)), values[n_in * n_out :][:n_out]))
            values = values[(n_in + 1) * n_out :]
        assert values == []
        return layers

    def energy(self, atoms):
        first, second, vectors, lengths = neighbor_list(
            "ijDd", atoms, float(self.functions[self.symbols[0]][0][-1])
        )
        total = 0.0
        for k, symbol in enumerate(atoms.symbols):
            own = first == k
            near = list(zip([atoms.symbols[j] for j in second[own]], vectors[own], lengths[own], strict=True))
            g = np.array([self.function(words, near) for words in self.functions[symbol]])
            _, _, mean, sigma = np.transpose(self.scaling[symbol])
            x = (g - mean) / sigma
            for number, (weights, biases) in enumerate(self.layers[symbol]):
                x = x @ weights + biases
                x = np.log1p(np.exp(x)) if number < 2 else x
            total += x[0]
        return total

    def function(self, words, near):
        if words[0] == "2":
            _, element, eta, shift, cutoff = words
            return sum(self.bell(r, eta, shift, cutoff) for symbol, _, r in near if symbol == element)
        _, a, b, eta, sign, zeta, cutoff, shift = words
        total = 0.0
        for j, (one, u, r) in enumerate(near):
            for other, v, s in near[j + 1 :]:
                if (one, other) in ((a, b), (b, a)):
                    base = max(1 + float(sign) * (u @ v) / (r * s), 0)
                    total += (
                        base ** float(zeta)
                        * self.bell(r, eta, shift, cutoff)
                        * self.bell(s, eta, shift, cutoff)
                    )
        return 2 ** (1 - float(zeta)) * total

    @staticmethod
    def bell(r, eta, shift, cutoff):
        return np.exp(-float(eta) * (r - float(shift)) ** 2) * 0.5 * (np.cos(np.pi * r / float(cutoff)) + 1)


@pytest.fixture(scope="module")
def files(potential):
    return n2p2_files(potential)


def test_files_give_the_same_energies(potential, files):
    reader = Reader(files)
    for atoms in shaken(2, gold=True, seed=3):
        answer = potential.answer(atoms, scales=False)
        pairs = neighbor_list("ijd", atoms, potential.cutoff)
        numbers = [potential.elements.index(symbol) for symbol in atoms.symbols]
        assert all(
            r > potential.core.shortest[numbers[i], numbers[j]] for i, j, r in zip(*pairs, strict=True)
        )
        assert reader.energy(atoms) == pytest.approx(answer.energy, abs=1e-9)


def test_elements_are_numbered_as_n2p2_does(files):
    """Copper, 29, comes before gold, 79; here gold is the first, by its letter."""
    assert "elements Cu Au" in files["input.nn"]
    assert set(files) == {"input.nn", "scaling.data", "weights.029.data", "weights.079.data"}


def test_scaling_holds_what_was_learned(potential, files, alloy_frames):
    rows = np.array([line.split() for line in files["scaling.data"].splitlines()], float)
    lowest, highest, mean, spread = rows[:, 2:].T
    assert len(rows) == 2 * potential.functions.number(2)
    assert (lowest <= mean).all()
    assert (mean <= highest).all()
    assert (spread > 0).all()


def test_all_lines_have_the_columns_of_n2p2(files):
    connections = [line.split() for line in files["weights.029.data"].splitlines()]
    assert [int(words[2]) for words in connections] == list(range(1, len(connections) + 1))
    assert {(words[1], len(words)) for words in connections} == {("a", 7), ("b", 5)}
