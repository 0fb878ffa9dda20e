"""Which element a site holds: by its type symbol, else its label, with the declared formula as the judge of doubt."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pymatgen.core import Element

from mi_core.errors import InputError
from mi_core.formulas.isotopes import ISOTOPES
from mi_core.structures.checks import no_element
from mi_core.structures.formats.cif.block import ABSENT, unquoted
from mi_core.words import shown

_HEAVIEST = 95  # no crystal is known of what comes after americium and curium but by name in full
_DUMMY = re.compile(
    r"X[Xx]?\d*|X\d+[A-Z]?|Cg\d*|Cnt\w*|Centr\w*|CENTR\w*|Du\d*|D[Uu][Mm]\w*|Bq\d*|Gh(?:ost)?\d*|"
    r"GHOST\w*|Q\d+|L[Pp]\d*|V[Aa]\d*|V[Aa][Cc]\w*|□"
)
# what a site stands for when its name is that of a molecule: the atom that is there, and its hydrogens
_MOLECULES = {
    "O": re.compile(
        r"(?P<two>Wat|WAT|wat|H2O|D2O|O[Ww]|O-[Ww]|OH2|H3O)(?![a-z])|"
        r"(?P<one>OH|Oh|O-H|OD|O-D|\(OH\))(?![a-z])"
    ),
    "N": re.compile(r"(?P<four>NH4|ND4)|(?P<three>NH3)|(?P<two>NH2)|(?P<one>NH)(?![a-z])"),
    "C": re.compile(r"(?P<three>CH3|CD3)|(?P<two>CH2)|(?P<one>CH)(?![a-z])"),
}
_HYDROGENS: dict[str | None, int] = {"one": 1, "two": 2, "three": 3, "four": 4}
_WORD = re.compile(r"[^A-Za-z□]*([A-Za-z])([A-Za-z]?)")
_ISOTOPE = re.compile(r"\^?(\d{1,3})\^?([A-Z][a-z]?)(?![a-z])")
_HYDROGEN_OF_MASS = {"2": "D", "3": "T"}
_ION = re.compile(r"([A-Z][a-z]?)(?:[\d.]*[+-][\d.]*|\d*)")
_SYMBOL = re.compile(r"[A-Z][a-z]?")
_FORMULA = re.compile(r"[([]?(?:[A-Z][a-z]?[\d.]*[,/+ ]*){2,}[)\]]?[\d.]*[+-]?\d*")
_MIXTURE = re.compile(r"[,/+] *[A-Z]|\d?\.\d")  # which no label of one element has
_SUFFIXED = re.compile(r"[A-Z][a-z]?\d+[A-Z]")  # C1B is the atom C1 of part B
_CAPITALS = re.compile(r"[A-Z]{2}(?![2-9]\d*$)\d*[+-]?\d*|[A-Z][A-NP-Z]\d*")  # CO and CO2+, but not CO3


class Kind(NamedTuple):
    """What a site holds: an element, or nothing (a dummy); `hydrogens` belong to it without being listed.

    `isotope` is D or T where hydrogen was written so.
    """

    element: str | None
    hydrogens: int = 0
    isotope: str = ""


DUMMY = Kind(None)


@lru_cache(maxsize=8192)
def kind_of(type_symbol: str, label: str, declared: frozenset[str]) -> Kind:
    """Return what a site holds; InputError if neither its type symbol nor its label names an element.

    `declared` holds the elements of the formula that the file declares, empty if it declares none. It settles what
    capitals leave open (CA: calcium or carbon; HO: hydrogen, never holmium unless the formula names it).
    """
    symbol, name = _word(type_symbol), "" if label.isdigit() else _word(label)
    if _is_formula(symbol or name, declared, is_label=not symbol):
        raise InputError(
            f"Site {shown(name or symbol, 30)!r} holds {shown(symbol or name, 30)!r}, which is more than one element; "
            "list each atom on a row of its own, those that share a place with their occupancies."
        )
    found = _kind(symbol, declared, is_label=False) if symbol else None
    if found is None and name and not symbol:
        found = _kind(name, declared, is_label=True)
    if found is None and not symbol and len(declared) == 1:
        (only,) = declared
        found = Kind("H", isotope=only) if only in ISOTOPES else Kind(only)
    if found == DUMMY and symbol and name and _kind(name, declared, is_label=True) not in {None, DUMMY}:
        found = None  # the type symbol is a dummy's, the label an element's
    if found is None:
        raise InputError(_unknown(symbol, name))
    return found


def _word(value: str) -> str:
    text = unquoted(value).strip()
    return "" if text in ABSENT else text


def _kind(text: str, declared: frozenset[str], *, is_label: bool) -> Kind | None:
    if not is_label and (match := _ION.fullmatch(text)) and _is_plain(match[1]):
        return Kind(match[1])
    if match := _ISOTOPE.match(text):
        mass, symbol = match.groups()
        if symbol in {"H", *ISOTOPES}:
            return Kind("H", isotope=_HYDROGEN_OF_MASS.get(mass, ""))
        return Kind(symbol) if Element.is_valid_symbol(symbol) else None
    if _DUMMY.fullmatch(text):
        return DUMMY
    if text.startswith("REE"):  # any rare earth
        return None
    return (
        _molecule(text, declared) or _isotope(text, declared, is_label=is_label) or _element(text, declared)
    )


def _is_formula(text: str, declared: frozenset[str], *, is_label: bool) -> bool:
    """Whether a site is called by several elements: (Mg,Fe), Mg0.5Fe0.5, and as a type symbol MgFe, CO3, PO4."""
    if not _FORMULA.fullmatch(text) or _molecule(text, declared):
        return False
    symbols = set(_SYMBOL.findall(text))
    if len(symbols) < 2 or not all(map(_is_plain, symbols)):
        return False
    if is_label:
        return _MIXTURE.search(text) is not None
    pair = text[:2].capitalize()
    is_pair = pair in declared or (_is_plain(pair) and _CAPITALS.fullmatch(text))
    return not _SUFFIXED.fullmatch(text) and not (is_pair and text[:2].isupper())


def _is_plain(symbol: str) -> bool:
    return Element.is_valid_symbol(symbol) and symbol not in ISOTOPES and Element(symbol).Z <= _HEAVIEST


def _molecule(text: str, declared: frozenset[str]) -> Kind | None:
    for element, pattern in _MOLECULES.items():
        if (match := pattern.match(text)) and not (text[:2].capitalize() in declared and text[1:2].isalpha()):
            return Kind(element, _HYDROGENS[match.lastgroup])
    # Water, as mineralogists write it.
    if re.match(r"W\d*$", text) and "O" in declared and "W" not in declared:
        return Kind("O", 2)
    return None


def _isotope(text: str, declared: frozenset[str], *, is_label: bool) -> Kind | None:
    """Return hydrogen for D and T; the label T alone is a tetrahedral site of a mineral."""
    match = re.match(r"([DT])(?![a-z])", text)
    if not match or (text[1:2].isalpha() and _is_plain(text[:2].capitalize())):
        return None
    if match[1] == "T" and is_label and "T" not in declared:
        return None
    return Kind("H", isotope=match[1])


def _element(text: str, declared: frozenset[str]) -> Kind | None:
    match = _WORD.match(text)
    if not match:
        return None
    one, two = match[1].upper(), match[1].upper() + match[2].lower()
    order = [one, two] if match[2].isupper() and one == "H" else [two, one]
    known = [
        symbol for symbol in order if _is_plain(symbol) or (symbol in declared and symbol not in ISOTOPES)
    ]
    known = [symbol for symbol in known if symbol in declared] or known
    return Kind(known[0]) if known else None


def _unknown(symbol: str, label: str) -> str:
    where = f"Site {shown(label, 30)!r}" if label else "A site"
    if symbol:
        return no_element(symbol, where)
    if label:
        return f"{where} names no chemical element and has no type symbol; write its element into _atom_site_type_symbol."
    return "A site has neither type symbol nor label; write its element into _atom_site_type_symbol."
