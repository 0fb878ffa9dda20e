"""The generators by name; the page, the command line, training and evaluation read this."""

from __future__ import annotations

from importlib import import_module

from mi_core.errors import InputError
from mi_core.words import did_you_mean

#: Class and title of each by its name, which is that of its module, too.
GENERATORS = {
    "nearest": ("Nearest", "Nearest alloys of the data set"),
    "forest": ("Forest", "Random forest on imputed input"),
    "mdn": ("MDN", "Mixture density network"),
    "cgan": ("CGAN", "Conditional GAN"),
    "cvae": ("CVAE", "Conditional variational auto-encoder"),
    "cvae_mdn": ("CVAEMDN", "CVAE with mixture density decoder"),
    "flow_matching": ("FlowMatching", "Conditional flow matching"),
}


def make_generator(name: str, **parameters):
    """Return an untrained generator; InputError names those there are."""
    if name not in GENERATORS:
        hint = did_you_mean(name, GENERATORS)
        raise InputError(f"The model {name!r} is not known; choose one of {', '.join(GENERATORS)}.{hint}")
    module = import_module(f"mi_core.alloys.models.generators.{name}")
    return getattr(module, GENERATORS[name][0])(**parameters)
