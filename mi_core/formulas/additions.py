"""Words around a formula that are no part of it: phases, minerals, states, polytypes, space groups."""

from __future__ import annotations

import re

#: Groups of atoms that are written in brackets like words; leaving them out would change the compound.
GROUPS = {
    "acac": "C5H7O2", "OAc": "C2H3O2", "Ac": "C2H3O", "Me": "CH3", "Et": "C2H5", "Pr": "C3H7", "Bu": "C4H9", "Ph": "C6H5",
    "MA": "CH3NH3", "FA": "CH(NH2)2", "en": "C2H8N2", "py": "C5H5N", "bpy": "C10H8N2", "bipy": "C10H8N2",
    "phen": "C12H8N2", "cp": "C5H5", "Cp": "C5H5", "thf": "C4H8O", "dmf": "C3H7NO", "dmso": "C2H6OS", "ox": "C2O4",
    "urea": "CH4N2O", "im": "C3H4N2", "bdc": "C8H4O4", "BDC": "C8H4O4",
}  # fmt: skip
_CHANGES = re.compile(
    r"dop|substit|defici|excess|vacan|mix|alloy|composite|coat|hydrat|solvat|wt|at\.|mol|%|delta",
    re.IGNORECASE,
)
#: Words that name the other half of a compound when they stand behind a lone element: Al oxide.
_OTHER_HALF = re.compile(
    r"\w*(?:ox|nitr|carb|sulf|sulph|phosph|chlor|fluor|brom|iod|hydr|bor|silic|selen|tellur|arsen|antimon|alumin)"
    r"(?:ide|ate|ite)s?\b|\w*anates?\b|\w*acids?\b",
    re.IGNORECASE,
)
_STATE = r"(?:s|l|g|aq|cr|am|solid|liquid|gas)"
_IN_BRACKETS = re.compile(r"(?P<core>.*\S)\s*[(\[](?P<words>[^()\[\]]*)[)\]]")
_BEHIND = re.compile(
    r"(?P<core>.*?\S)(?:\s+|\s*[,;-]\s*)"
    r"(?P<words>[a-zα-ω][a-zα-ω'’ -]{2,}|[A-Z][a-z]{2,}[a-z ]*|\d+[HRTC])"
)
_BEFORE = re.compile(r"(?P<words>[a-wα-ω][a-zα-ω'’]*|\d+[HRTC]|[A-Z][a-z]{3,})[\s-]\s*(?P<core>[A-Z(\[\d].*)")
_WORDS = re.compile(
    rf"{_STATE}|[a-zα-ω][\w\s'’,./-]*|[A-Z][a-z]{{2,}}.*|(?:mp|mvc|oqmd|icsd|cod|jvasp)[-\s#]*\d+|"
    r"[PIFABCR]\s?-?\d?[\d_mnabcde\s/-]*|[BLADECH]\d[\d_]*|\d+[HRTC]|#?\d{4,}",
)


def without_description(text: str) -> tuple[str, str]:
    """Return the formula without the words around it, and these; ("TiO2", "rutile") for "TiO2 (rutile)".

    The words are empty when there are none, or when they may change the composition ("doped", "10 wt%", "(acac)").
    """
    for pattern in (_IN_BRACKETS, _BEHIND, _BEFORE):
        found = pattern.fullmatch(text)
        if found is None:
            continue
        words, core = found["words"].strip(), found["core"].strip()
        if re.fullmatch(r"[A-Z][a-z]?", core) and _OTHER_HALF.search(words):
            continue
        if _describes(words, attached=pattern is _IN_BRACKETS and text[len(found["core"])] != " "):
            shorter, further = without_description(core)
            return (shorter, f"{further}, {words}") if further else (core, words)
    return text, ""


def _describes(words: str, *, attached: bool) -> bool:
    if not words or words in GROUPS or _CHANGES.search(words) or re.fullmatch(r"[xyznδdu\d.,+\-/\s]*", words):
        return False
    if attached and not (len(words) > 2 or re.fullmatch(_STATE, words)):
        return False
    return _WORDS.fullmatch(words) is not None
