"""Cards: YAML files that say what lies beside them, checked by pydantic; what is wrong with one is said in a sentence."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")
#: `__pydantic_config__` of a kind of card: no keys but its attributes, or keys that only some cards have.
EXACT, OPEN = {"extra": "forbid"}, {"extra": "allow"}
_UNKNOWN, _MISSING = ("unexpected_keyword_argument", "extra_forbidden"), ("missing",)


def parse_yaml(text: str) -> Any:
    """Return the plain value of a YAML text; yaml.YAMLError when it is none."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is eight times as fast
    return yaml.load(text, loader)  # noqa: S506 - a safe one


def read_card(kind: type[T], path: Path, cure: str = "Restore the file.") -> T:
    """Return the card in a file as `kind`, a dataclass or TypedDict; InputError names the file, the key, and the cure."""
    try:
        raw = parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        words = getattr(error, "strerror", None) or " ".join(str(error).split()).rstrip(".")
        raise InputError(f"The card {path} cannot be read: {words}. {cure}") from error
    try:
        return checked(kind, raw, f"The card {path}")
    except InputError as error:
        raise InputError(f"{error} {cure}") from error


def checked(kind: type[T], raw: Any, where: str, *, strict: bool = False) -> T:
    """Return a plain value as `kind`; InputError says where which key is wrong, what is allowed, and what was got.

    strict : take no text for a number.
    """
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_python(raw, strict=strict)  # type: ignore[arg-type] # a class has a hash if its objects do or not
    except ValidationError as error:
        raise InputError(f"{where}: {_sentence(error)}") from error


def write_card(card: Any, path: Path) -> None:
    """Write a dataclass or mapping of plain values as YAML."""
    values = asdict(card) if is_dataclass(card) and not isinstance(card, type) else card
    path.write_text(yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8")


@cache
def _adapter(kind: type) -> TypeAdapter:
    from pydantic import TypeAdapter  # 0.1 s: not before a card is read

    return TypeAdapter(kind)


def _sentence(error: ValidationError) -> str:
    found = error.errors(include_url=False)
    keys = {
        words: ", ".join(_place(one["loc"]) for one in found if one["type"] in types)
        for words, types in (("unknown keys", _UNKNOWN), ("missing keys", _MISSING))
    }
    if any(keys.values()):
        return "; ".join(f"{words}: {listed}" for words, listed in keys.items() if listed) + "."
    first = found[0]
    if first["type"] == "value_error":  # of a check of our own, which is a sentence already
        return first["msg"].removeprefix("Value error, ")
    words = first["msg"].removeprefix("Input ").replace("tuple", "list").replace("dictionary", "mapping")
    return f"{_place(first['loc'])} {words}; got {first['input']!r:.80}."


def _place(keys: Iterable[int | str]) -> str:
    return ".".join(map(str, keys)) or "it"
