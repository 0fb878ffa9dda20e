"""Lines and numbers of a text that comes in chunks.

The numbers are parsed by pymatgen's C parser; what it stops at, and what Fortran writes without an E, is looked at here.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 1 << 16
BLANKS = b" \n\t\r\f\v"
_FUSED = re.compile(rb"(?<=[\d.])(?=[+-]\d{3}(?:\s|$))")  # 0.123-100: no room for the E
_BLANK_LINES = re.compile(rb"\s*\n")
_FORTRAN = bytes.maketrans(b"Dd", b"Ee")


class Text:
    """A text whose beginning may be looked at, and that is read once, forwards."""

    def __init__(self, chunks: Iterator[bytes]):
        self._chunks = chunks
        self._buffer = b""
        self._at = 0

    def head(self, size: int) -> bytes:
        """Return the first bytes that are not read yet, without reading them."""
        while len(self._buffer) - self._at < size and self._more():
            pass
        return self._buffer[self._at : self._at + size]

    def line(self) -> bytes | None:
        """Return the next line without its end, or None at the end; InputError for one of more than 64 kB."""
        searched = self._at
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer) - self._at
            if searched > LONGEST_LINE:
                raise InputError(
                    f"A line has more than {LONGEST_LINE:,} characters; the file is damaged or no density."
                )
            if not self._more():
                rest, self._buffer, self._at = self._buffer[self._at :], b"", 0
                return rest.rstrip() or None
        line, self._at = self._buffer[self._at : end], end + 1
        return line.rstrip()

    def after_blanks(self) -> bytes | None:
        """Return the next line that is not blank, or None at the end, as `line` does; a run of blanks is passed at once."""
        while (line := self.line()) is not None and not line:
            blanks = _BLANK_LINES.match(self._buffer, self._at)
            self._at = blanks.end() if blanks else self._at
        return line

    def numbers(self, count: int, what: str) -> np.ndarray:
        """Return the next `count` numbers, (count,) float64; InputError where there are fewer, or something else.

        what : what they are, such as "grid".
        """
        found = np.empty(count)
        got = 0
        while got < count:
            words = self._words()
            if not words.strip():
                self._at += len(words)
                if self._more():
                    continue
                raise InputError(
                    f"The {what} is to hold {count:,} values and the file ends after {got:,}; it is cut off: copy it again."
                )
            parsed, used = _parsed(words, found[got:], got, what)
            got += parsed
            self._at += used
        return found

    def _more(self) -> bool:
        """Take in the next chunk; False at the end."""
        chunk = next(self._chunks, None)
        if chunk is None:
            return False
        self._buffer, self._at = self._buffer[self._at :] + chunk, 0
        return True

    def _words(self) -> bytes:
        """Return what is there up to the last blank, so that no number is cut, with every exponent written out."""
        while not (end := max(self._buffer.rfind(bytes([blank])) for blank in BLANKS[:3]) + 1) > self._at:
            if len(self._buffer) - self._at > LONGEST_LINE:
                raise InputError(
                    "The file holds something else than numbers where its grid is; it is damaged."
                )
            if not self._more():
                end = len(self._buffer)
                break
        words = self._buffer[self._at : end]
        if _has_fused(words):
            words = _FUSED.sub(b"E", words)
            self._buffer, self._at = words + self._buffer[end:], 0
        return words


def check_finite(values: np.ndarray, what: str) -> None:
    """Raise InputError that names the first of values that is NaN or infinite."""
    if not np.isfinite(values.sum()) and not (finite := np.isfinite(values)).all():
        at = int(np.argmin(finite)) + 1
        raise InputError(
            f"Value {at:,} of the {what} is not finite (NaN or infinity): the calculation failed; repeat it."
        )


def _has_fused(words: bytes) -> bool:
    """Whether a sign follows a digit, which a regular expression would search for ten times as long."""
    codes = np.frombuffer(words, dtype=np.uint8)
    signs = (codes[1:] == ord("-")) | (codes[1:] == ord("+"))
    digits = (codes[:-1] - ord("0")) < 10  # unsigned: what lies below "0" wraps to large numbers
    return bool((signs & digits).any())


def _parsed(words: bytes, into: np.ndarray, before: int, what: str) -> tuple[int, int]:
    """Parse numbers into an array until it is full or the words end; return how many, and how many bytes they took."""
    from pymatgen.optimization.fast_parser import parse_n_doubles

    file = io.BytesIO(words)
    count = parse_n_doubles(file, into, len(into))
    used = file.tell()
    if used and used < len(words) and words[used - 1] not in BLANKS and words[used] not in BLANKS:
        count -= 1  # it stopped within a word
        used = max(words.rfind(bytes([blank]), 0, used) for blank in BLANKS) + 1
    if count == len(into) or not words[used:].strip():
        return count, len(words) if count < len(into) else used
    slow, taken = _parsed_slowly(words[used:], into[count:], before + count, what)
    return count + slow, used + taken


def _parsed_slowly(words: bytes, into: np.ndarray, before: int, what: str) -> tuple[int, int]:
    """Do as `_parsed` in Python, which knows exponents with D and tiny numbers; InputError names what is no number."""
    parts = words.split(None, len(into))
    rest = parts.pop() if len(parts) > len(into) else b""
    for number, word in enumerate(parts):
        try:
            into[number] = float(word.translate(_FORTRAN))
        except ValueError:
            _check_whole(
                words, number == len(parts) - 1 and not rest, before + number, before + len(into), what
            )
            _refuse(word, before + number, before + len(into), what)
    return len(parts), len(words) - len(rest)


def _check_whole(words: bytes, is_last: bool, got: int, count: int, what: str) -> None:
    """Raise InputError where a number is the end of the file: only there words do not end with a blank."""
    if is_last and words[-1] not in BLANKS:
        raise InputError(
            f"The {what} is to hold {count:,} values and the file ends within number {got + 1:,}; it is cut off: copy it "
            "again."
        )


def _refuse(word: bytes, got: int, count: int, what: str) -> None:
    text = shown(word.decode("utf-8", "replace"), 30)
    if set(word) == {ord("*")}:
        raise InputError(
            f"Value {got + 1:,} of the {what} is {text}: the number was too wide for its column; write the file anew."
        )
    raise InputError(
        f"The {what} is to hold {count:,} values and after {got:,} of them stands {text!r}, which is no number; the file is "
        "damaged, or the counts before it are wrong."
    )
