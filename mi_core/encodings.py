"""Bytes to text, whatever editor or spreadsheet wrote them."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26})
_HEAD = 1 << 20
_SAMPLE = 1 << 16
_SURE = 0.5  # share of the letters that must be common ones of the language
#: Symbols that stand alone between digits and letters in Western files.
_WESTERN_SYMBOLS = frozenset("±°µ²³¹·×–—’‘“”…€•½¼Åø%§")


def decode(data: bytes, cure: str = "give a CIF, POSCAR, XYZ, XSF, JSON, table or zip file") -> str:
    """Return the text of a file in any of the encodings of `decode_named`; InputError when it is binary or empty."""
    return decode_named(data, cure)[0]


def decode_named(data: bytes, cure: str = "give a text file") -> tuple[str, str]:
    """Return the text of a file and the name of its encoding, which is found from its bytes.

    Known are UTF-8, UTF-16 and UTF-32 with or without their mark (the last only with), Shift-JIS (cp932), GB18030, EUC-JP,
    EUC-KR (cp949), Big5, cp1251 and cp1252; `charset-normalizer` is asked for others. InputError when it is binary or empty.
    """
    text, encoding = _decoded(data, cure)
    if not text.strip("\ufeff \t\r\n\f\v\x1a"):
        raise InputError(f"The file is empty; {cure}.")
    return text, encoding


def _decoded(data: bytes, cure: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise InputError(
                    f"The file begins as {encoding.upper()} text but breaks off at byte {error.start}; save it as UTF-8."
                ) from error
    head = data[:_HEAD]
    if (wide := _unmarked_utf16(head)) and (text := _strictly(data, wide)) is not None:
        return text, wide
    if len(head.translate(None, _CONTROL)) < 0.99 * len(head) or b"\0" in head:
        raise InputError(f"The file is binary, not text; {cure}.")
    if (text := _strictly(data, "utf-8")) is not None:
        return text, "utf-8"
    encoding = find_encoding(data)
    text = _strictly(data, encoding)
    return (text, encoding) if text is not None else (data.decode("latin-1"), "latin-1")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _unmarked_utf16(head: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark, seen by the zeros beside every Latin letter."""
    half = len(head) // 2
    if half < 2 or b"\0" not in head:
        return None
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.02 * half else None


def find_encoding(data: bytes) -> str:
    """Return the likeliest encoding of a text that is no Unicode.

    Each candidate is judged by the share of its letters that are common in its language, which settles short headings that
    statistics cannot; when none convinces, `charset-normalizer` decides, and cp1252 is the last resort.
    """
    sample = _sample(data)
    shares = {name: judge(sample) for name, judge in _JUDGES.items() if _strictly(data, name) is not None}
    best = max(shares, key=lambda name: shares[name], default="cp1252")
    if shares.get(best, 0.0) >= _SURE:
        return best
    from charset_normalizer import from_bytes

    found = from_bytes(sample, threshold=0.3).best()
    return found.encoding if found is not None else "cp1252"


def _sample(data: bytes) -> bytes:
    """Return the lines that hold anything but ASCII, up to 64 kB of them."""
    lines = [line for line in data[: 16 * _HEAD].splitlines(keepends=True) if not line.isascii()]
    return b"".join(lines)[:_SAMPLE]


def _share(data: bytes, encoding: str, common: Callable[[str, bytes], float]) -> float:
    """Return the mean of `common(character, its bytes)` over the characters that are no ASCII."""
    letters = [c for c in data.decode(encoding, "ignore") if not c.isascii()]
    return sum(common(c, c.encode(encoding, "ignore")) for c in letters) / max(len(letters), 1)


def _japanese(character: str, code: bytes) -> float:
    if "\uff61" <= character <= "\uff9f":
        return 0.6  # half-width kana are rare today, and what Chinese bytes look like
    kana, full_width = "\u3040" <= character <= "\u30ff", "\uff01" <= character <= "\uff5e"
    return float(kana or full_width or (len(code) == 2 and 0x81 <= code[0] <= 0x97))


def _japanese_unix(character: str, code: bytes) -> float:
    # Only kana tell it from Chinese, whose common characters have the same bytes.
    return (
        1.0
        if "\u3040" <= character <= "\u30ff"
        else 0.45
        if len(code) == 2 and 0xA1 <= code[0] <= 0xCF
        else 0.0
    )


def _chinese(_: str, code: bytes) -> float:
    common = len(code) == 2 and code[1] >= 0xA1 and (0xB0 <= code[0] <= 0xD7 or 0xA1 <= code[0] <= 0xA3)
    return 0.95 * common


#: Characters of headings: Korean and traditional Chinese share their bytes with Japanese and simplified Chinese ones.
_KOREAN = frozenset(
    "화학식조성물질재료시료명번호이름온도압력시간밀도경강에너지밴드갭열전율값단위합금원소측정형량두께결과상비고농값실험"
)
_TRADITIONAL = frozenset(
    "化學式成分組材料樣品編號名稱溫度壓力時間密硬強能隙電導率熱值單位合金元素量測厚結果相備註濃體積質實驗帶量模數晶"
)


def _known(data: bytes, encoding: str, characters: frozenset[str]) -> float:
    """Judge by characters that headings are made of: at least half of them must be known ones."""
    share = _share(data, encoding, lambda character, _: float(character in characters))
    return 0.5 + share / 2 if share >= 0.6 else 0.0


def _cyrillic(data: bytes) -> float:
    text = data.decode("cp1251", "ignore")
    words = re.findall(r"[А-Яа-яЁё]{3,}", text)
    sensible = sum(len(word) * (1.0 if word[1:].islower() else 0.5) for word in words)
    return 0.9 * sensible / max(sum(not c.isascii() for c in text), 1)


def _western(data: bytes) -> float:
    """Judge cp1252: accented letters come one or two at a time inside words, symbols alone."""
    text = data.decode("cp1252", "ignore")
    good = total = 0
    for run in re.finditer(r"[^\x00-\x7f]+", text):
        total += len(run.group())
        around = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
        letters = all("À" <= c <= "ÿ" or c in "ŠšŽžŒœŸ" for c in run.group())
        if len(run.group()) == 1:
            good += letters or run.group() in _WESTERN_SYMBOLS
        elif len(run.group()) == 2 and (
            (letters and re.search(r"[a-z]", around)) or set(run.group()) <= _WESTERN_SYMBOLS
        ):
            good += 2
    return good / max(total, 1)


_JUDGES: dict[str, Callable[[bytes], float]] = {
    "cp1252": _western,
    "cp932": lambda data: _share(data, "cp932", _japanese),
    "gb18030": lambda data: _share(data, "gb18030", _chinese),
    "euc_jp": lambda data: _share(data, "euc_jp", _japanese_unix),
    "cp949": lambda data: _known(data, "cp949", _KOREAN),
    "big5": lambda data: _known(data, "big5", _TRADITIONAL),
    "cp1251": _cyrillic,
}
