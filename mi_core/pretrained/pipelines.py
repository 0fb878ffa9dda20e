"""Fitted pipelines as files, safetensors or skops and no pickle, and as records on cards."""

from __future__ import annotations

import zipfile
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from safetensors.numpy import load_file, save_file

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sklearn.pipeline import Pipeline

    from mi_core.pretrained.card import Step

WEIGHTS, ESTIMATOR = "weights.safetensors", "estimator.skops"
STEP = {"class", "parameters"}  # keys of a step on a card
TRUSTED_PREFIXES = ("mi_core.", "sklearn.", "numpy.", "scipy.", "lightgbm.", "collections.", "builtins.")


def save_pipeline(pipeline: Pipeline, folder: Path) -> None:
    """Write a fitted pipeline: neural estimators as arrays (their parameters go on the card), all others whole to skops."""
    if hasattr(pipeline[-1], "state"):
        save_file({k: np.ascontiguousarray(v) for k, v in pipeline[-1].state().items()}, folder / WEIGHTS)
    else:
        import skops.io

        skops.io.dump(pipeline, folder / ESTIMATOR, compression=zipfile.ZIP_DEFLATED, compresslevel=9)


def load_pipeline(folder: Path, steps: Sequence[Step]) -> Pipeline:
    """Return the pipeline that `save_pipeline` wrote; one that is kept as arrays is built of the `steps` on its card.

    InputError when the file holds types that are not trusted.
    """
    if (folder / WEIGHTS).exists():
        pipeline = build_pipeline(steps)
        for _, step in pipeline.steps[:-1]:
            step.fit(None)  # checks its names; descriptors learn nothing from rows
        pipeline[-1].load_state(load_file(folder / WEIGHTS))
        return pipeline
    import skops.io

    path = folder / ESTIMATOR
    unknown = skops.io.get_untrusted_types(file=path)
    foreign = [name for name in unknown if not name.startswith(TRUSTED_PREFIXES)]
    if foreign:
        raise InputError(
            f"{path.name} of model {folder.name!r} holds types that are not trusted: {', '.join(foreign)}."
        )
    return skops.io.load(path, trusted=unknown)


def describe_pipeline(pipeline: Pipeline) -> list[Step]:
    """Return class and parameters of each step, as built-in values for the card."""
    return [_describe_step(step) for _, step in pipeline.steps]


def _describe_step(step: Any) -> Step:
    return {
        "class": f"{type(step).__module__}.{type(step).__name__}",
        "parameters": builtin_values(step.get_params(deep=False)),
    }


def build_pipeline(steps: Sequence[Step]) -> Pipeline:
    """Return the untrained pipeline that `describe_pipeline` described; only classes of mi_core are built."""
    from sklearn.pipeline import make_pipeline

    return make_pipeline(*map(build_step, steps))


def build_step(step: Step) -> Any:
    """Return the untrained transformer, estimator or generator of one step on a card, with those that it is made of."""
    parameters = {
        name: build_step(cast("Step", value)) if isinstance(value, dict) and set(value) == STEP else value
        for name, value in step["parameters"].items()
    }
    return named(step["class"], "name classes")(**parameters)


def named(dotted: str, use: str) -> Any:
    """Return a class or function of mi_core by its dotted name; no other code is run for a card."""
    module, _, name = dotted.rpartition(".")
    if not module.startswith("mi_core."):
        raise InputError(f"Model cards may {use} of mi_core only; got {dotted!r}.")
    return getattr(import_module(module), name)


def builtin_values(value: Any) -> Any:
    """Return nested values as built-in ones, which YAML can hold.

    Numpy's numbers and tuples become Python's, transformers and estimators steps of a card, anything else its text.
    """
    if hasattr(value, "get_params"):
        return _describe_step(value)
    if isinstance(value, dict):
        return {str(k): builtin_values(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [builtin_values(v) for v in value]
    if isinstance(value, np.generic):
        return value.item()
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
