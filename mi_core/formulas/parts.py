"""Formulas of several parts: hydrates and other adducts, solid solutions with their shares, and charges at the end."""

from __future__ import annotations

import re

from mi_core.formulas.parser import NUMBER, CertainError, UnreadableError, number

#: Molecules that are added behind a point: CuSO4.5H2O has no 4.5 oxygen.
MOLECULE = (
    r"\(?(?:H2O|D2O|T2O|HDO|OH2|NH3|ND3|HCl|HF|HNO3|H2SO4|H3PO4|CO2|SO2|CH3OH|CH4O|C2H5OH|C2H6O|C3H7NO|CH3CN|C2H3N|"
    r"C4H8O|C6H6|C7H8|C2H6OS|C3H6O|N2H4|H2O2|H2S|H2)\)?"
)
OPENING, CLOSING = "([{‹«", ")]}›»"
_ADDED = rf"(?P<coefficient>{NUMBER})?\s*(?={MOLECULE}(?:$|[\s.·+]))"
#: Not the decimal point of an amount that a mark stands before: ·0.5H2O.
_POINT = re.compile(rf"(?<!^\d)(?<![·+]\d)(?<![·+]\d\d)\s*\.\s*{_ADDED}")
_TIMES = re.compile(rf"\s*[xX]\s*(?P<coefficient>{NUMBER})\s*(?={MOLECULE}(?:$|[\s.·+]))")
_SPACE = re.compile(rf"\s(?P<coefficient>{NUMBER})\s?(?={MOLECULE}(?:$|[\s.·+]))")
_BARE_POINT = re.compile(r"(?<=[\w)\]}])\s*\.\s*(?=[A-Z(\[])")
_UNKNOWN_WATER = re.compile(rf"[·.\s]\s*([xnyz])\s?(?={MOLECULE}(?:$|[\s.·+]))")
_LEADING = re.compile(rf"\(({NUMBER})\)\s*(?=[A-Z(\[])|({NUMBER})\s*(?=[A-Z(\[{{□])")
_DOUBTFUL_POINT = re.compile(r"(?<=O)(\d*)\.(\d+)((?:[A-Z][a-z]?[\d.]*)+)")


def mark_adducts(text: str) -> str:
    """Return the text with the one mark · before every added molecule; UnreadableError where the amount is unknown."""
    if unknown := _UNKNOWN_WATER.search(text):
        raise CertainError(
            f"does not say how many molecules are added ({unknown[1]}); write the number, such as CuSO4·5H2O"
        )
    text = re.sub(r"\s*·\s*", "·", text)
    for pattern in (_POINT, _TIMES, _SPACE):
        text = pattern.sub(lambda m: "·" + (m["coefficient"] or ""), text)
    text = _BARE_POINT.sub("·", text)
    if re.match(r"(?!0?\.)\d+(?!\.)\s*[A-Z(]", text):  # 3Al2O3.2SiO2: the parts have their numbers in front
        text = re.sub(r"(?<=[A-Za-z\d)\]])\.(?=\d+[A-Z(])", "·", text)
    _check_points(text)
    return text


def _check_points(text: str) -> None:
    """Refuse points that may part two compounds as well as be decimal: CaO.2Al2O3."""
    for found in _DOUBTFUL_POINT.finditer(text):
        before, symbols = text[: found.start()], re.findall(r"[A-Z][a-z]?", found[3])
        leads = found[1] not in {"0", "1"} and re.search(r"[A-Z]", before[:-1])
        if leads and len(symbols) > 1 and "O" in symbols and len(found[2]) == 1:
            raise UnreadableError(
                f"holds a point that may be decimal or join two compounds; write · between compounds, or leave a "
                f"space after the amount {found[1] or ''}.{found[2]}"
            )


def split_charge(text: str) -> tuple[str, str]:
    """Return the text without the charge at its end, and that charge: "SO4 2-" is SO4 and 2-."""
    if found := re.fullmatch(r"(.*?)\s*‹([^‹›]*)›", text):
        return found[1], found[2]
    if found := re.fullmatch(r"(.*[\w)\]}])\s+(\d?[+-]+|[+-]\d)", text) or re.fullmatch(
        r"(.*\])(\d?[+-]+|[+-]\d)", text
    ):
        return found[1], found[2]
    found = re.fullmatch(r"(.*?[A-Za-z)}\]])(\d*)([+-]+)", text) or re.fullmatch(
        r"(.*[A-Za-z\d)\]])()([+-]\d)", text
    )
    if found is None:
        return text, ""
    body, digits, sign = found.groups()
    if re.fullmatch(r"[A-Z][a-z]?", body):
        return body + digits[:-1], digits[-1:] + sign
    if len(digits) > 1:  # SO42- is SO4 with the charge 2-
        return body + digits[:-1], digits[-1] + sign
    return body + digits, sign


def split_parts(text: str) -> list[tuple[float, str]]:
    """Return (number, formula unit) of each part, one part for a plain formula.

    UnreadableError for parts whose shares are not given, as in PbTiO3-BaTiO3.
    """
    pieces = _cut(text, "·+-")
    if len(pieces) == 1:
        coefficient, unit = _coefficient(text)
        return [(coefficient or 1.0, unit)]
    found = [_coefficient(piece.strip()) for piece in pieces]
    given = [coefficient for coefficient, _ in found if coefficient is not None]
    if len(_cut(text, "+")) > 1 and any(re.fullmatch(r"[A-Z][a-z]?[\d.]*", unit) for _, unit in found):
        raise UnreadableError(
            "holds a + that may be a charge or a sum; leave charges out, or write them raised, such as Fe^{3+}"
        )
    if len(_cut(text, "-")) > 1:
        if any(re.fullmatch(r"[A-Z][a-z]?", unit) for _, unit in found):
            raise UnreadableError(
                "joins lone elements with dashes, as names of alloys do; write amounts of atoms, such as Ti90Al6V4"
            )
        shares = len(given) == len(found) or (given and all(g >= 1 and g == int(g) for g in given))
        if not shares:
            raise UnreadableError(
                "names several parts and not how much of each; write their shares, such as 0.9PbTiO3-0.1BaTiO3"
            )
    return [(1.0 if coefficient is None else coefficient, unit) for coefficient, unit in found]


def _coefficient(piece: str) -> tuple[float | None, str]:
    found = _LEADING.match(piece)
    if found is None:
        return None, piece
    return number(found[1] or found[2]), piece[found.end() :]


def _cut(text: str, marks: str) -> list[str]:
    """Return the pieces between the marks that stand outside all brackets."""
    pieces, depth = [""], 0
    for character in text:
        depth += (character in OPENING) - (character in CLOSING)
        if character in marks and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += character
    return pieces
