"""Networks that learn further targets of the same rows at the same time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from sklearn.base import BaseEstimator, RegressorMixin

from mi_core.comparison.features import described, share_work
from mi_core.comparison.fitting import fit_rows
from mi_core.comparison.protocol import Protocol
from mi_core.comparison.run import compare
from mi_core.comparison.sources import check_reference, load_problem, reference
from mi_core.errors import InputError
from mi_core.regressors.registry import REGRESSORS, RegressorEntry, find_regressor

PROTOCOL = Protocol(holdout=0.3, features=("electronegativity", "atomic_radius"), importance=False)
FITS: list[tuple[int, ...]] = []


@dataclass
class Several(RegressorMixin, BaseEstimator):
    """Least squares for several targets, each from the rows that know it."""

    random_state: int = 0

    def fit(self, X, y):
        """Fit each target by itself, and note that it was asked to."""
        FITS.append(np.shape(y))
        y = np.reshape(y, (len(X), -1))
        X = np.column_stack([X, np.ones(len(X))])
        known = np.isfinite(y)
        self.slopes_ = np.column_stack(
            [np.linalg.lstsq(X[k], column[k], rcond=None)[0] for column, k in zip(y.T, known.T, strict=True)]
        )
        return self

    def predict(self, X):
        """Return (n, t)."""
        return np.column_stack([X, np.ones(len(X))]) @ self.slopes_

    def predict_with_scale(self, X):
        """Return predictions, and the same scale everywhere."""
        found = self.predict(X)
        return found, np.ones_like(found)


@pytest.fixture
def several(monkeypatch):
    """A regressor of the registry that learns several targets from numbers."""
    entry = RegressorEntry("several", "Several", "", f"{__name__}:Several", several_targets=True)
    monkeypatch.setitem(REGRESSORS, "several", entry)
    monkeypatch.setattr("mi_core.comparison.fold_work.stored_size", lambda _: 0)
    FITS.clear()
    return entry


def with_others(problem, *, own: str, **others):
    target = replace(problem.target, key=own)
    return replace(problem, target=target, learned_with=others, cache={})


def test_the_others_are_learned_and_its_own_is_answered(problem, several):
    alone = with_others(problem, own="b")
    together = with_others(problem, own="b", a=-problem.y, c=np.full(len(problem), np.nan))
    rows = np.arange(80)
    X = described(together, several, PROTOCOL.features, rows)
    expected, _, _ = fit_rows(alone, several, X, rows, 0)
    found, stored, seconds = fit_rows(together, several, X, rows, 0)
    assert FITS == [(80,), (80, 2)], "a target without any number is not learned"
    np.testing.assert_allclose(found.predict(X[80:]), expected.predict(X[80:])[:, 0])
    np.testing.assert_allclose(found.predict(X[:41]), expected.predict(X[:41])[:, 0])
    value, scale = found.predict_with_scale(X[80:])
    np.testing.assert_allclose(value, found.predict(X[80:]))
    assert scale.shape == value.shape
    np.testing.assert_allclose(stored.predict(X)[:, 0], -stored.predict(X)[:, 1])
    assert seconds > 0


def test_the_problem_of_another_target_need_not_train_again(problem, several):
    one = with_others(problem, own="gap_ev", zt=2 * problem.y)
    other = with_others(replace(problem, y=2 * problem.y), own="zt", gap_ev=problem.y)
    first = compare(one, ["several"], PROTOCOL)
    n = len(FITS)
    share_work(other, one)
    second = compare(other, ["several"], PROTOCOL)
    assert len(FITS) == n
    np.testing.assert_allclose(second.scores["mae"], 2 * first.scores["mae"], rtol=1e-6)
    np.testing.assert_allclose(second.learning["mae"], 2 * first.learning["mae"], rtol=1e-6)
    assert second.scores["fit_s"].tolist() == first.scores["fit_s"].tolist()


def test_work_is_not_shared_with_other_rows(problem, several):
    one = with_others(problem, own="gap_ev", zt=2 * problem.y)
    part = one.subset(np.arange(100))
    compare(one, ["several"], PROTOCOL)
    share_work(part, one)
    assert not part.cache


def test_rows_keep_their_further_targets(problem):
    together = with_others(problem, own="b", a=-problem.y)
    part = together.subset(np.array([5, 3]))
    targets, own = part.all_targets
    np.testing.assert_allclose(targets[:, own], problem.y[[5, 3]])
    np.testing.assert_allclose(targets[:, 1 - own], -problem.y[[5, 3]])


def test_the_card_says_what_was_learned_together(problem, several):
    together = with_others(problem, own="zt", gap_ev=-problem.y)
    card = compare(together, ["mean"], replace(PROTOCOL, learning_curve=False)).card
    assert card["learned_with"] == ["Band gap"]
    assert compare(problem, ["mean"], replace(PROTOCOL, learning_curve=False)).card["learned_with"] == []


def test_unknown_and_own_targets_are_refused():
    for wrong in ("volume", "hartree_ev_per_atom"):
        ref = reference("castelli_densities", "hartree_ev_per_atom", learned_with=[wrong])
        with pytest.raises(InputError, match="no further target"):
            check_reference(ref)


def test_further_targets_of_a_data_set_stand_in_the_order_of_its_rows(data_dir):
    others = ["gap_ev", "bulk_modulus_gpa"]
    problem = load_problem("mp_structures", "e_form_ev_per_atom", learned_with=others)
    known = np.isfinite(problem.learned_with["bulk_modulus_gpa"])
    alone = load_problem("mp_structures", "bulk_modulus_gpa")
    place = dict(zip(alone.ids, alone.y, strict=True))
    rows = np.flatnonzero(known)
    assert 500 < len(rows) < len(problem)
    own = [i for i in rows if problem.ids[i] in place]
    np.testing.assert_allclose(
        problem.learned_with["bulk_modulus_gpa"][own], [place[problem.ids[i]] for i in own]
    )


@pytest.mark.parametrize("name", [n for n, e in REGRESSORS.items() if e.several_targets])
def test_networks_learn_several_targets_with_gaps(name):
    from pymatgen.core import Lattice, Structure

    from mi_core.structures.material import Material

    cells = [
        Structure(Lattice.cubic(a), ["Cs", "Cl"], [[0, 0, 0], [0.5] * 3]) for a in np.linspace(3.5, 4.5, 12)
    ]
    materials = [Material(id=str(n), formula="CsCl", structure=cell) for n, cell in enumerate(cells)]
    entry = find_regressor(name)
    X = entry.kind.describe(entry.features or "selected").fit_transform(materials)
    y = np.column_stack([np.arange(12.0), np.where(np.arange(12) % 2, np.nan, 1.0 + np.arange(12))])
    value, scale = entry.make(0, epochs=1, fewest_steps=0).fit(X, y).predict_with_scale(X)
    assert value.shape == scale.shape == (12, 2)
    assert np.isfinite(value).all()
