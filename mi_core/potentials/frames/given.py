"""The frames that a person gave, to learn from or to ask about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.potentials.frames.checking import check_frames
from mi_core.potentials.frames.duplicates import without_duplicates
from mi_core.potentials.frames.frame import Frame, Refused
from mi_core.potentials.frames.reading import read_file
from mi_core.words import counted, listed

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.potentials.frames.reading import FramesRead
    from mi_core.structures.source import Source

FEWEST = 20
MOST_LEARNED = 5_000
_MOST_ELEMENTS = 2


@dataclass(frozen=True, slots=True)
class Given:
    """Frames that can be used, those that cannot, and sentences about the set as a whole."""

    frames: list[Frame]
    refused: list[Refused]
    remarks: list[str]


def frames_to_learn(source: Path | Source) -> Given:
    """Return the frames of a file to learn from, each once, with energies (eV) and forces (eV/Å).

    InputError when fewer than 20 can be used, they hold more than two elements together, or say different things (see
    `check_frames`, which takes seconds).
    """
    read = read_file(source, labelled=True)
    given = _sorted(read)
    if not given.frames:
        _refuse_all(given)
    _check_elements(given.frames)
    distinct = without_duplicates(given.frames)
    _check_number(len(distinct.frames), given)
    return Given(
        distinct.frames, given.refused, [*given.remarks, *distinct.remarks, *check_frames(distinct.frames)]
    )


def frames_to_ask(source: Path | Source) -> Given:
    """Return the frames of a file to ask a potential about; InputError when none can be used."""
    given = _sorted(read_file(source, labelled=False))
    if not given.frames:
        _refuse_all(given)
    return given


def _sorted(read: FramesRead) -> Given:
    frames = [one for one in read.frames if isinstance(one, Frame)]
    refused = [one for one in read.frames if isinstance(one, Refused)]
    return Given(frames, refused, list(read.remarks))


def _refuse_all(given: Given) -> None:
    first = given.refused[0]
    if len(given.refused) == 1:
        raise InputError(f"The only frame cannot be used: {first.error}")
    raise InputError(
        f"None of the {len(given.refused):,} frames can be used; the first, {first.id}: {first.error}"
    )


def _check_elements(frames: list[Frame]) -> None:
    elements = sorted({symbol for frame in frames for symbol in frame.atoms.get_chemical_symbols()})
    if len(elements) > _MOST_ELEMENTS:
        raise InputError(
            f"The frames hold {len(elements)} elements together ({listed(elements)}), and potentials are learned for one or "
            "two; give frames of one element or of one pair."
        )


def _check_number(number: int, given: Given) -> None:
    if number > MOST_LEARNED:
        raise InputError(
            f"The file holds {number:,} frames to learn from, and at most {MOST_LEARNED:,} are allowed; choose some of them."
        )
    if number >= FEWEST:
        return
    read = len(given.frames) + len(given.refused)
    if read == 1:
        raise InputError(
            f"The file holds one frame alone, and a potential learns from at least {FEWEST} that differ; give more "
            "structures."
        )
    refused = (
        f", of which {len(given.refused):,} cannot be used ({given.refused[0].error})"
        if given.refused
        else ""
    )
    raise InputError(
        f"{counted(number, 'different frame')} can be used of {counted(read, 'frame')}{refused}, and a potential learns "
        f"from at least {FEWEST}; give more structures."
    )
