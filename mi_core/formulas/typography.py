"""Typography of formulas to plain characters: lowered and raised digits, markup, look-alike letters, kinds of points.

Two marks remain for the parser: ‹2+› is a charge, «13» a raised number (a mass number before a symbol).
"""

from __future__ import annotations

import html
import re
import unicodedata

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₓ", "0123456789+-x")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹⁺⁻]+")
_DASHES = re.compile(r"[‐‑‒–—―−﹣－]")
_POINTS = re.compile(r"[•∙⋅‧・●◦*×✕]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_LOOKALIKES = str.maketrans("АВСЕНІКМОРТХаеорсіѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABCEHIKMOPTXaeopcisABEZHIKMNOPTYXo")
_FONT = re.compile(r"\\(?:mathrm|mathsf|mathit|mathbf|textrm|text|ce|rm)\s*\{([^{}]*)\}")


def normalised(text: str) -> tuple[str, bool]:
    """Return the text in plain characters, and whether letters of other alphabets were taken for Latin ones."""
    text = _INVISIBLE.sub("", text).strip().strip("'\"`").rstrip("*†‡§ ").strip()
    if not text.isascii():
        text = re.sub(r"(\d*)([¼-¾⅐-⅞])", _fraction, text)
        text = _RAISED.sub(lambda run: _raised(run.group().translate(_SUPERSCRIPTS)), text)
        text = unicodedata.normalize("NFKC", text.translate(_SUBSCRIPTS))
        text = _POINTS.sub("·", _DASHES.sub("-", text)).replace("⁄", "/").replace("\u3000", " ")
    if any(mark in text for mark in "&<$\\_^*"):
        text = _without_markup(text)
    latin = text.translate(_LOOKALIKES)
    return re.sub(r"\s+", " ", latin).strip().rstrip(".,;:").strip(), latin != text


def _without_markup(text: str) -> str:
    """Return the text without HTML entities and tags, LaTeX, and the underscores of plain-text subscripts."""
    text = html.unescape(text) if "&" in text else text
    text = re.sub(r"</?(?:sub|i|b|em|span)\b[^<>]*>", "", text, flags=re.IGNORECASE)
    text = re.sub(r"<sup>([^<>]*)</sup>", lambda m: _raised(m.group(1)), text, flags=re.IGNORECASE)
    text = re.sub(r"\\(?:cdot|bullet|times|ast)(?![a-z])\s*", "·", text.replace("$", ""))
    text = re.sub(r"\\delta(?![a-z])", "δ", text)
    text = re.sub(r"_\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\^\{([^{}]*)\}", lambda m: _raised(m.group(1)), text)
    text = re.sub(r"\^(\d*[+-]+|[+-]\d+|\d+)", lambda m: _raised(m.group(1)), text)
    while (bare := _FONT.sub(r"\1", text)) != text:
        text = bare
    return _POINTS.sub("·", re.sub(r"_(?=[\d.xyzδ])|\\[,;! ]|~", "", text))


def _raised(content: str) -> str:
    content = _DASHES.sub("-", content.strip())
    if re.fullmatch(r"\d*[+-]+|[+-]\d*", content):
        return f"‹{content}›"
    return f"«{content}»" if content.isdigit() else f"^{content}"


def _fraction(found: re.Match) -> str:
    """Return 1½ as 1.5."""
    return f"{int(found[1] or 0) + unicodedata.numeric(found[2]):.6g}"
