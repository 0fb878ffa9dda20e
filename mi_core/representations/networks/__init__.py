"""How each kind of network shows its layers, one file each; a new kind is a file here and a line in ADAPTERS."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mi_core.representations.networks.adapter import Adapter

#: Class of an estimator → the adapter for its networks, which is imported when one is looked into.
ADAPTERS = {
    "mi_core.regressors.cgcnn.CGCNNRegressor": "crystal_graph:CrystalGraphLayers",
    "mi_core.regressors.composition_network.CompositionRegressor": "composition:CompositionLayers",
    "mi_core.regressors.combined.formula_graph_network.FormulaGraphRegressor": "formula_graph:FormulaGraphLayers",
    "mi_core.regressors.voxels.network.VoxelRegressor": "voxels:VoxelLayers",
    "mi_core.regressors.weave.regressor.WeaveRegressor": "weave:WeaveLayers",
}


def adapter_of(estimator: type) -> type[Adapter] | None:
    """Return the adapter for the networks of a class of estimators or of the one that it derives from; None without one."""
    for base in estimator.__mro__:
        found = ADAPTERS.get(f"{base.__module__}.{base.__qualname__}")
        if found is not None:
            module, _, name = found.partition(":")
            adapter: Any = getattr(import_module(f"{__name__}.{module}"), name)
            return adapter
    return None
