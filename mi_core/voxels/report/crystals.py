"""Crystals as voxels in one HTML file that opens anywhere, offline: what was read, one of them closely, what models say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from mi_core.datasets.entries import entry_url
from mi_core.prediction import words
from mi_core.prediction.frame import read_nearest
from mi_core.report import drawn, rendered
from mi_core.voxels.doubts import no_key_sentences
from mi_core.voxels.models import HARTREE
from mi_core.voxels.numbers import crystal_numbers, explanation_numbers, one_decimal
from mi_core.voxels.reflections import STRENGTH, G
from mi_core.voxels.report.definitions import crystal_definitions
from mi_core.voxels.spread import spreads_text
from mi_core.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from mi_core.pretrained.card import ModelCard
    from mi_core.report import Picture
    from mi_core.targets import Target
    from mi_core.voxels.described import Amounts
    from mi_core.voxels.explained import Explanation
    from mi_core.voxels.report.rows import Rows

LIBRARIES = ("torch", "pymatgen", "numpy", "plotly")


@dataclass(frozen=True, slots=True)
class Predicted:
    """A frame of `beside.predictions_beside`, with the cards of the models by name and the targets by key."""

    frame: pd.DataFrame
    cards: Mapping[str, ModelCard]
    targets: Mapping[str, Target]


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation of an answer, what is said against it, and its pictures.

    Attributes
    ----------
    target : Target
    card : ModelCard
        Of the model that answered.
    found : Explanation
    out_of_scope : str
        Why the model is not meant for this crystal; "" where it is.
    pictures : sequence of Picture
    """

    target: Target
    card: ModelCard
    found: Explanation
    out_of_scope: str = ""
    pictures: Sequence[Picture] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """The crystal that is looked at: id and formula, what its density amounts to, means of shells, pictures, and answers.

    Attributes
    ----------
    id, formula : str
    amounts : Amounts
    shells : DataFrame
        Of `reflections.shell_means`.
    spectrum : Picture
    voxels : sequence of Picture
    predicted : Predicted or None
        None where no model was asked.
    explained : sequence of Explained
    """

    id: str
    formula: str
    amounts: Amounts
    shells: pd.DataFrame
    spectrum: Picture
    voxels: Sequence[Picture]
    predicted: Predicted | None = None
    explained: Sequence[Explained] = ()


def crystal_report(rows: Rows, looked: Looked | None, *, grid: str, made_on: date) -> str:
    """Return the report of what was read, and of the crystal that is looked at, as a self-contained page.

    looked : None where no crystal is; grid : of `described.GRIDS`, for the command that repeats it.
    """
    predicted, explained = (looked.predicted, looked.explained) if looked else (None, ())
    cards = _cards(predicted, explained)
    known = {one.target.key: one.target for one in explained} | dict(predicted.targets if predicted else {})
    return rendered(
        "voxels/report/crystals.html",
        LIBRARIES,
        title="Voxels of crystals",
        made_on=made_on.isoformat(),
        counts=_counts(rows),
        rows=rows.table.to_dict("records"),
        left_out=rows.left_out,
        looked=looked,
        numbers=crystal_numbers(looked.amounts) if looked else [],
        spectrum=_drawn(looked.spectrum) if looked else (),
        voxels=[_drawn(picture) for picture in looked.voxels] if looked else [],
        shells=_shells(looked.shells) if looked else [],
        sections=_predicted_sections(predicted) if predicted else [],
        explained=[_explained_section(one, _keyed(explained)) for one in explained],
        cards=cards,
        known=known,
        definitions=crystal_definitions(predicted=predicted is not None, explained=bool(explained)),
        grid=grid,
        words=words,
        one_decimal=one_decimal,
    )


def _counts(rows: Rows) -> str:
    failed = int((rows.table["error"] != "").sum())
    read = counted(len(rows.table) + rows.left_out, "input")
    return f"{read}, {failed:,} of which {'has' if failed == 1 else 'have'} no voxels" if failed else read


def _cards(predicted: Predicted | None, explained: Sequence[Explained]) -> list[ModelCard]:
    """Return the cards of the models that answered, each once."""
    cards = {one.card.name: one.card for one in explained}
    if predicted is not None:
        good = predicted.frame[predicted.frame["error"] == ""]
        cards = {name: predicted.cards[name] for name in good["model"] if name in predicted.cards} | cards
    return list(cards.values())


def _shells(shells: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return |G|, vectors and mean strength of each shell that has vectors, as texts."""
    known = shells[shells["vectors"] > 0]
    return [
        (f"{g:.1f}", f"{vectors:,}", f"{strength:.4g}")
        for g, vectors, strength in zip(known[G], known["vectors"], known[STRENGTH], strict=True)
    ]


def _predicted_sections(predicted: Predicted) -> list[dict]:
    """Return what each model says of each property, those that do not answer by their reason."""
    sections = []
    for key, rows in predicted.frame.groupby("target", sort=False):
        failed = rows[rows["error"] != ""].groupby("error", sort=False)
        sections.append(
            {
                "target": predicted.targets[key],
                "exact": rows["exact"].iloc[0],
                "rows": [
                    (
                        row,
                        _title(row.model, predicted.cards),
                        spreads_text(row.spread_of_one, row.spread_of_mean),
                        _nearest(row.nearest, predicted.targets[key]),
                    )
                    for row in rows[rows["error"] == ""].itertuples()
                ],
                "failed": [
                    (", ".join(_title(name, predicted.cards) for name in part["model"]), str(reason))
                    for reason, part in failed
                ],
            }
        )
    return sections


def _nearest(text: str, target: Target) -> Markup:
    """Return the nearest compounds with their true values, their ids leading to their databases."""
    found = []
    for compound in read_nearest(text):
        url, name = entry_url(compound.id), escape(compound.id)
        link = Markup('<a href="{}">{}</a>').format(url, name) if url else name
        formula = Markup(words.html_formula(compound.formula))  # noqa: S704 - it is escaped there
        found.append(Markup("{} ({}) {}").format(formula, link, words.value_text(target, compound.value)))
    return Markup(" · ").join(found)


def _explained_section(one: Explained, keyed: Explanation | None) -> dict:
    """Return an explanation as it is printed; keyed : that of the Hartree energy of the same crystal."""
    is_keyed = one.target.key == HARTREE
    return {
        "title": one.target.title,
        "model": one.card.title,
        "out_of_scope": one.out_of_scope,
        "doubts": [] if is_keyed else no_key_sentences(one.target.title, one.card, keyed),
        "numbers": explanation_numbers(one.found),
        "pictures": [_drawn(picture) for picture in one.pictures],
    }


def _keyed(explained: Sequence[Explained]) -> Explanation | None:
    return next((one.found for one in explained if one.target.key == HARTREE), None)


def _drawn(picture: Picture) -> tuple[str, str, str]:
    return picture.title, drawn(picture.figure), picture.words


def _title(model: str, cards: Mapping[str, ModelCard]) -> str:
    return cards[model].title if model in cards else model
