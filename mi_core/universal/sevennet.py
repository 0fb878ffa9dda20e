"""SevenNet-0, an equivariant potential trained on the relaxations of the Materials Project (MPtrj), as its wheel holds it.

Reference: Y. Park et al., J. Chem. Theory Comput. 20, 4857 (2024); weights of 11 July 2024, MIT licence. Its energies are
those of PBE(+U) without the corrections of the Materials Project.
"""

from __future__ import annotations

import warnings
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.universal.batches import neighbour_batch, parts_of
from mi_core.universal.potential import Environments, UniversalPotential

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ase.calculators.calculator import Calculator
    from pymatgen.core import Structure

    from mi_core.universal.batches import NeighbourBatch

#: Polonium to radium, and americium and beyond, are not among its 89 elements.
_UNKNOWN = {84, 85, 86, 87, 88}
_LAST = 94
SCALARS = 128  # of each layer; the vectors and tensors behind them turn with the crystal
LAYERS = ("2_equivariant_gate", "3_equivariant_gate", "4_equivariant_gate")
AFTER_ATOMS = {"reduce_total_enegy", "force_output"}  # sums over the crystal, and derivatives


class SevenNet(UniversalPotential):
    """The potential, loaded when it is first asked."""

    name = "sevennet-0"
    title = "SevenNet-0"
    citation = "Park et al., J. Chem. Theory Comput. 20, 4857 (2024)"
    cutoff = 5.0
    n_features = SCALARS * len(LAYERS)
    atomic_numbers = frozenset(range(1, _LAST + 1)) - _UNKNOWN

    def calculator(self) -> Calculator:
        """Return a new ASE calculator on the same weights."""
        return _calculator(self._model)

    def environments(self, structures: Sequence[Structure]) -> list[Environments]:
        """Return energies and the scalars of the last three layers, without derivatives."""
        found: dict[int, Environments] = {}
        for part in parts_of([len(structure) for structure in structures]):
            batch = neighbour_batch([structures[position] for position in part], self.cutoff)
            energies, features = self._atoms(batch)
            for k, position in enumerate(part):
                own = slice(batch.first[k], batch.first[k + 1])
                found[position] = Environments(energies[own], features[own])
        return [found[position] for position in range(len(structures))]

    def _atoms(self, batch: NeighbourBatch) -> tuple[np.ndarray, np.ndarray]:
        """Return energies (n_atoms,) and features (n_atoms, n_features): the model's modules up to its sums."""
        import torch
        from sevenn import _keys as keys

        numbers = torch.from_numpy(batch.numbers)
        data: Any = {
            keys.ATOMIC_NUMBERS: numbers,
            keys.NODE_FEATURE: self._model.z_to_onehot_tensor[numbers],
            keys.EDGE_IDX: torch.from_numpy(np.stack([batch.centre, batch.neighbour])),
            keys.EDGE_VEC: torch.from_numpy(batch.vector),
        }
        features = []
        with torch.inference_mode():
            for name, module in self._model.named_children():
                if name in AFTER_ATOMS:
                    continue
                data = module(data)
                if name in LAYERS:
                    features.append(data[keys.NODE_FEATURE][:, :SCALARS])
            energies = data[keys.ATOMIC_ENERGY]
            return energies.ravel().double().numpy(), torch.cat(features, dim=1).numpy()

    @cached_property
    def _model(self) -> Any:
        model = getattr(_calculator("7net-0"), "model")  # noqa: B009 - the library's type does not declare it
        for weight in model.parameters():
            weight.requires_grad_(False)
        return model


def _calculator(model: Any) -> Calculator:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries, about their own deprecated calls
        from sevenn.calculator import SevenNetCalculator

        if isinstance(model, str):
            return SevenNetCalculator(model, device="cpu")
        return SevenNetCalculator(model, file_type="model_instance", device="cpu")
