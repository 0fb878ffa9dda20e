"""Behler–Parrinello networks as a kind of potential."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.core import core_below, fit_core
from mi_core.potentials.held_out import FOLDS, HeldOut, folds_of
from mi_core.potentials.kind import Learned
from mi_core.potentials.network import packing
from mi_core.potentials.network.behler_parrinello import BehlerParrinello
from mi_core.potentials.network.examples import make_examples
from mi_core.potentials.network.settings import NetworkSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.network.examples import Example
    from mi_core.potentials.network.member import Member
    from mi_core.potentials.potential import Answer

_NOISE = "noise"
SUMMARY = "Symmetry functions say how each atom is surrounded; a neural network of each element makes energies of them."


@dataclass(frozen=True)
class NetworkKind:
    """The kind, with settings of its own."""

    name: str = "network"
    title: str = "Behler–Parrinello network"
    summary: str = SUMMARY
    settings: NetworkSettings = field(default_factory=NetworkSettings)

    parts: int = FOLDS

    def learn(
        self, frames: Sequence[Frame], *, seed: int = 0, say: Callable[[float], None] | None = None
    ) -> Learned:
        """Return the mean of five members, each learned without a fifth of the frames, and its answers for that fifth.

        InputError for fewer than ten frames, for one without energy or forces, and for a fifth with all atoms of an element.
        """
        examples = make_examples(frames, _check(frames), self.settings.functions)
        parts = [self._part(frames, examples, fold, seed, say) for fold in range(FOLDS)]
        return self.join(frames, parts, seed=seed)

    def learn_part(self, frames: Sequence[Frame], part: int, *, seed: int = 0) -> dict[str, np.ndarray]:
        """Return the member that learned without one fifth of the frames; InputError as `learn`."""
        examples = make_examples(frames, _check(frames), self.settings.functions)
        return self._part(frames, examples, part, seed, None)

    def join(
        self, frames: Sequence[Frame], parts: Sequence[dict[str, np.ndarray]], *, seed: int = 0
    ) -> Learned:
        """Return the mean of all members, and what each says of the fifth that it did not learn."""
        elements, folds = _check(frames), folds_of(len(frames), seed=seed)
        alone = [self._unpacked(elements, part) for part in parts]
        answers = [alone[fold].answer(frame.atoms) for frame, fold in zip(frames, folds, strict=True)]
        core = core_below(elements, np.min([one.core.shortest for one in alone], axis=0))
        members = tuple(one.members[0] for one in alone)
        potential = BehlerParrinello(elements, self.settings.functions, members, core)
        return Learned(potential, _held_out(folds, answers))

    def _part(
        self,
        frames: Sequence[Frame],
        examples: list[Example],
        fold: int,
        seed: int,
        say: Callable[[float], None] | None,
    ) -> dict[str, np.ndarray]:
        elements, folds = _check(frames), folds_of(len(frames), seed=seed)
        learned = [example for example, part in zip(examples, folds, strict=True) if part != fold]
        member = self._member(learned, elements, seed * FOLDS + fold, self._progress(say, fold, len(learned)))
        arrays, settings = packing.pack(self._potential(elements, (member,), learned))
        return {**arrays, _NOISE: np.array(settings["noise"])}

    def _unpacked(self, elements: tuple[str, ...], part: dict[str, np.ndarray]) -> BehlerParrinello:
        settings = {
            "elements": elements,
            "functions": asdict(self.settings.functions),
            "noise": part[_NOISE].tolist(),
        }
        return packing.unpack(part, settings)

    def pack(self, potential: BehlerParrinello) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """Return the arrays of a potential, and its settings as JSON holds them."""
        return packing.pack(potential)

    def unpack(self, arrays: dict[str, np.ndarray], settings: dict[str, Any]) -> BehlerParrinello:
        """Return the potential of what `pack` returned."""
        return packing.unpack(arrays, settings)

    def _member(
        self, learned: list[Example], elements: tuple[str, ...], seed: int, told: Callable[[int, float], None]
    ) -> Member:
        from mi_core.potentials.network.training import train_member  # torch loads with it

        return train_member(learned, self.settings, elements, seed=seed, on_epoch=told)

    def _potential(
        self, elements: tuple[str, ...], members: tuple[Member, ...], learned: list[Example]
    ) -> BehlerParrinello:
        core = fit_core(((x.pairs, x.elements) for x in learned), elements)
        return BehlerParrinello(elements, self.settings.functions, members, core)

    def _progress(
        self, say: Callable[[float], None] | None, fold: int, n: int
    ) -> Callable[[int, float], None]:
        epochs = self.settings.training.passes(n)

        def told(epoch: int, _loss: float) -> None:
            if say is not None:
                say((fold + (epoch + 1) / epochs) / FOLDS)

        return told


def _check(frames: Sequence[Frame]) -> tuple[str, ...]:
    """Return the elements of frames that can be learned from."""
    if len(frames) < 2 * FOLDS:
        raise InputError(
            f"A network learns from {2 * FOLDS} frames or more, a fifth of which is held out in turn; got {len(frames)}. "
            "Add frames."
        )
    return tuple(sorted({symbol for frame in frames for symbol in frame.atoms.get_chemical_symbols()}))


def _held_out(folds: np.ndarray, answers: list[Answer]) -> HeldOut:
    energies = np.array([answer.energy / len(answer.forces) for answer in answers])
    forces = [answer.forces for answer in answers]
    return HeldOut(
        folds, energies, forces, [answer.scales for answer in answers if answer.scales is not None]
    )


KIND = NetworkKind()
