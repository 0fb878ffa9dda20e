"""Sweeps over a parameter of a regressor, such as the depth of a network, as names of what is compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_VALUES = 100
FEWEST_VALUES = 3  # that make a sweep of models which differ in one number alone


def write_out_sweeps(names: Iterable[str]) -> list[str]:
    """Return the names, each once, with sweeps written out: "dense-network:depth=1..3" stands for three of them."""
    found = []
    for name in names:
        sweep = re.fullmatch(r"(.*=)(\d{1,4})\.\.(\d{1,4})(.*)", name)
        if sweep is None:
            found.append(name)
            continue
        before, first, last, behind = sweep.groups()
        if not 0 <= int(last) - int(first) < MOST_VALUES:
            raise InputError(
                f"{name!r} must rise from its first number to its last, over at most {MOST_VALUES} values, as in "
                "dense-network:depth=1..10."
            )
        found += write_out_sweeps(f"{before}{n}{behind}" for n in range(int(first), int(last) + 1))
    return list(dict.fromkeys(found))


def sweeps_among(names: Iterable[str]) -> dict[tuple[str, str], dict[int, str]]:
    """Return the sweeps over one parameter among the names of models: (regressor, parameter) → value → name.

    Models that differ in one whole number alone, of FEWEST_VALUES or more values; the name of such a regressor keeps its
    other parameters.
    """
    found: dict[tuple[str, str], dict[int, str]] = {}
    for name in names:
        base, *settings = name.split(":")
        for setting in settings:
            key, _, value = setting.partition("=")
            if value.isdecimal():
                others = ":".join([base, *(other for other in settings if other != setting)])
                found.setdefault((others, key), {})[int(value)] = name
    return {
        sweep: dict(sorted(values.items())) for sweep, values in found.items() if len(values) >= FEWEST_VALUES
    }
