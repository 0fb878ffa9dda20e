"""Specifications of alloys as JSON.

{"phases": [{"phase": "MG2SI", "temperature_k": 450, "min": 0.01, "max": 0.02}], "composition_wt": {"Zn": {"max": 1.0}},
"derived": {"solidus_k": {"min": 830}}, "cost_per_kg": {"max": 3.5}}; every key may be absent; "value" stands for min = max.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

from mi_core.alloys.specification.named_twice import check_named_once, object_of
from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification
from mi_core.alloys.thermodynamics.results.temperatures import written_celsius
from mi_core.errors import InputError
from mi_core.words import meant_or_known

KEYS = ("phases", "composition_wt", "derived", "cost_per_kg")
RANGE_KEYS = ("min", "max", "value")
MOST_WISHES = 5000


def specification_from_json(data: str | bytes | Mapping[str, Any]) -> Specification:
    """Return the specification of JSON text or of what was read from it.

    InputError for what is not of the form above. Names, ranges and contradictions are the business of
    `check_specification`.
    """
    found = _read(data) if isinstance(data, str | bytes) else data
    _check_keys(found, KEYS, "The specification")
    phases = found.get("phases", [])
    if isinstance(phases, str) or not isinstance(phases, Sequence):
        raise InputError(f"'phases' must be a list of wishes; got {_kind(phases)}.")
    if len(phases) > MOST_WISHES:
        raise InputError(f"'phases' may hold {MOST_WISHES:,} wishes at most; got {len(phases):,}.")
    cost = found.get("cost_per_kg")
    return Specification(
        tuple(_phase_wish(number, wish) for number, wish in enumerate(phases, 1)),
        _bounds(found, "composition_wt"),
        _bounds(found, "derived"),
        None if cost is None else _bound(cost, "'cost_per_kg'"),
    )


def to_json(spec: Specification) -> dict[str, Any]:
    """Return a specification as plain dicts, ready for `json.dumps`; empty parts are left out."""
    out: dict[str, Any] = {}
    if spec.phases:
        out["phases"] = [
            {"phase": wish.phase, "temperature_k": wish.temperature_k} | _range_json(wish)
            for wish in spec.phases
        ]
    for key in ("composition_wt", "derived"):
        if bounds := getattr(spec, key):
            out[key] = {name: _range_json(bound) for name, bound in bounds.items()}
    if spec.cost_per_kg is not None:
        out["cost_per_kg"] = _range_json(spec.cost_per_kg)
    return out


def _read(text: str | bytes) -> Any:
    try:
        return json.loads(text, object_pairs_hook=object_of)
    except InputError:
        raise
    except UnicodeDecodeError as error:
        raise InputError(f"The specification is not text in UTF-8: byte {error.start + 1}.") from None
    except json.JSONDecodeError as error:
        raise InputError(
            f"The specification is not JSON: {error.msg} in line {error.lineno}, column {error.colno}."
        ) from None
    except (RecursionError, ValueError):
        raise InputError(
            "The specification is not JSON that can be read: nested too deeply, or a number too long."
        ) from None


def _phase_wish(number: int, wish: Any) -> PhaseWish:
    where = f"Wish {number} of 'phases'"
    _check_keys(wish, ("phase", "temperature_k", *RANGE_KEYS), where)
    for key in ("phase", "temperature_k"):
        if key not in wish:
            raise InputError(f"{where} has no {key!r}; give it one.")
    phase = wish["phase"]
    if not isinstance(phase, str) or not phase.strip():
        raise InputError(
            f"'phase' of {where[0].lower()}{where[1:]} must be a name such as \"MG2SI\"; got {_kind(phase)}."
        )
    bound = _bound({key: wish[key] for key in RANGE_KEYS if key in wish}, f"{where} ({phase.strip()})")
    return PhaseWish(
        phase.strip(), _number(wish["temperature_k"], f"'temperature_k' of {where}"), bound.min, bound.max
    )


def _bounds(found: Mapping[str, Any], key: str) -> dict[str, Bound]:
    part = found.get(key, {})
    if not isinstance(part, Mapping):
        raise InputError(
            f'{key!r} must hold a range per name, such as {{"Zn": {{"max": 1.0}}}}; got {_kind(part)}.'
        )
    bounds = [
        (str(name).strip(), str(name), _bound(bound, f"'{name}' of '{key}'")) for name, bound in part.items()
    ]
    check_named_once((name, f"{name!r} of {key!r}", given, bound) for name, given, bound in bounds)
    return {name: bound for name, _, bound in bounds}


def _bound(found: Any, where: str) -> Bound:
    _check_keys(found, RANGE_KEYS, where)
    given = {
        key: _number(found[key], f"{key!r} of {where}") for key in RANGE_KEYS if found.get(key) is not None
    }
    if not given:
        raise InputError(f"{where} asks for nothing; give it 'min', 'max' or 'value'.")
    if "value" in given:
        if len(given) > 1:
            raise InputError(f"{where} has 'value' beside a range; give either.")
        return Bound(given["value"], given["value"])
    return Bound(given.get("min"), given.get("max"))


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        hint = written_celsius(value) if isinstance(value, str) else ""
        raise InputError(f"{where} must be a number; got {_kind(value)}{hint}.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise InputError(f"{where} must be a finite number; got {number}.")
    return number


def _check_keys(found: Any, allowed: Sequence[str], where: str) -> None:
    if not isinstance(found, Mapping):
        raise InputError(f"{where} must be an object with {', '.join(allowed)}; got {_kind(found)}.")
    for key in found:
        if key not in allowed:
            raise InputError(f"{where} has the unknown key {str(key)!r}; {meant_or_known(key, allowed)}")


def _kind(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}… ({type(value).__name__})"


def _range_json(of: Bound | PhaseWish) -> dict[str, float]:
    if of.min is not None and of.min == of.max:
        return {"value": of.min}
    return {key: value for key in ("min", "max") if (value := getattr(of, key)) is not None}
