"""Double perovskites: enumeration and charges against brute force, files against the model, DuckDB against pandas."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from mi_core.descriptors.elements import filled_element_table
from mi_core.errors import InputError
from mi_core.pretrained.store import load_model
from mi_core.screening.chemistry.charges import oxidation_states
from mi_core.screening.double_perovskites.candidates import (
    double_charge_balanced,
    double_elements,
    double_space,
)
from mi_core.screening.double_perovskites.job import CANDIDATES, KIND
from mi_core.screening.double_perovskites.query import (
    DOUBLES_COLUMNS,
    Conditions,
    best,
    count,
    count_by_element,
)

MODEL = "wolverton-extra-trees"
LISTS = {"a": "Sr,Ba,Fe", "b": "Fe,Mo,Ti,O,Sr,W", "x": "O,F"}


def brute(a, b, x):
    """All candidates by plain loops: A, unordered B pair in order of atomic number, X."""
    order = double_elements().index
    return {
        (on_a, *pair, on_x)
        for on_a, on_x in product(a.split(","), x.split(","))
        for pair in combinations(sorted(b.split(","), key=order), 2)
        if len({on_a, *pair, on_x}) == 4
    }


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("job")
    params = {**LISTS, "model": MODEL}
    tasks = KIND.tasks(params)
    results = [KIND.work(task, str(folder)) for task in tasks]
    return folder, tasks, results, KIND.finish(params, results, str(folder))


@pytest.fixture(scope="module")
def frame(done):
    files = sorted((done[0] / CANDIDATES).glob("*.parquet"))
    return pd.concat([pd.read_parquet(path) for path in files]).astype(
        dict.fromkeys(("a", "b", "b2", "x"), "str")
    )


def formulas_of(batch):
    """The formulas of candidates, written site by site: "Sr2FeMoO6"."""
    s, sites = batch.symbols, (batch.a, batch.b, batch.b2, batch.x)
    return [f"{s[a]}2{s[b]}{s[c]}{s[x]}6" for a, b, c, x in zip(*sites, strict=True)]


def everything(space):
    (batch,) = space.batches(0, len(space._blocks), 10**9)
    return batch


def test_enumeration_is_the_plain_loop():
    space = double_space(**LISTS)
    batch = everything(space)
    found = list(
        zip(*(np.array(batch.symbols)[getattr(batch, s)] for s in ("a", "b", "b2", "x")), strict=True)
    )
    assert len(found) == len(set(found)) == len(space)
    assert set(found) == brute(**LISTS)
    assert "Sr2FeMoO6" in formulas_of(batch)
    assert "Sr2MoFeO6" not in formulas_of(batch)


def test_the_whole_space_is_counted_without_enumerating_it():
    n = len(double_elements())
    assert len(double_space()) == n * (n - 1) * (n - 2) * (n - 3) // 2 == 41_578_080


@pytest.mark.parametrize("rows", [1, 10, 10_000])
def test_tasks_and_batches_cover_every_candidate_once(rows):
    space = double_space(**LISTS)
    tasks = space.tasks(rows)
    assert [first for first, _ in tasks[1:]] == [beyond for _, beyond in tasks[:-1]]
    formulas = [f for task in tasks for batch in space.batches(*task, 7) for f in formulas_of(batch)]
    assert sorted(formulas) == sorted(formulas_of(everything(space)))


def test_charges_are_the_plain_search():
    batch = everything(double_space(a="Sr,K,La,Ti", b="Fe,Mo,Ti,Na,Bi,C", x="O,Cl,N"))
    states = [[oxidation_states(batch.symbols[i]) for i in getattr(batch, s)] for s in ("a", "b", "b2", "x")]
    plain = [
        any(2 * p + q + r + 6 * s == 0 for p, q, r, s in product(*row)) for row in zip(*states, strict=True)
    ]
    assert double_charge_balanced(batch).tolist() == plain
    assert 0 < sum(plain) < len(plain)


def test_b_is_described_by_the_mean_of_both():
    batch = everything(double_space(**LISTS))
    transformer = load_model(MODEL).pipeline[0]
    described = transformer.transform(batch).reshape(len(batch), 3, -1)
    table = filled_element_table()[transformer.properties_]
    b, b2 = (table.loc[np.array(batch.symbols)[getattr(batch, s)]].to_numpy() for s in ("b", "b2"))
    assert described[:, 1] == pytest.approx((b + b2) / 2)


def test_files_hold_what_the_model_says(done, frame):
    folder, _, results, summary = done
    assert summary["rows"] == len(frame) == len(double_space(**LISTS)) == sum(r["rows"] for r in results)
    assert "rely neither on the energies" in summary["doubt"]
    assert (
        pq.read_metadata(next((folder / CANDIDATES).glob("*.parquet"))).row_group(0).column(0).compression
        == "ZSTD"
    )
    assert not list(folder.rglob("*.partial"))
    pipeline = load_model(MODEL).pipeline
    values = pipeline.predict(everything(double_space(**LISTS)))
    assert frame["value"].to_numpy() == pytest.approx(values.astype(np.float32))
    assert (frame["lower"] <= frame["value"]).all()


def test_work_done_is_not_done_again(done):
    folder, tasks, results, _ = done
    path = folder / CANDIDATES / f"{tasks[0]['part']}.parquet"
    written = path.stat().st_mtime_ns
    assert KIND.work(tasks[0], str(folder)) == results[0]
    assert path.stat().st_mtime_ns == written


CONDITIONS = [
    (None, lambda f: f),
    (Conditions(max_energy=0.1, charge_balanced=True), lambda f: f[(f.value <= np.float32(0.1)) & f.charge_balanced]),
    (Conditions(in_domain=True), lambda f: f[f.in_domain]),
    (Conditions(exclude=("Fe", "F")), lambda f: f[~f[["a", "b", "b2", "x"]].isin(["Fe", "F"]).any(axis=1)]),
]  # fmt: skip


@pytest.mark.parametrize(("conditions", "chosen"), CONDITIONS, ids=range(len(CONDITIONS)))
def test_duckdb_answers_as_pandas(done, frame, conditions, chosen):
    folder, expected = done[0] / CANDIDATES, chosen(frame)
    assert count(folder, conditions) == len(expected) > 0
    formula = expected.a + "2" + expected.b + expected.b2 + expected.x + "6"
    ordered = expected.assign(formula=formula).sort_values(["value", "formula"]).head(5)
    found = best(folder, conditions, top=5)
    assert list(found) == ["formula", *DOUBLES_COLUMNS]
    assert found["formula"].tolist() == ordered["formula"].tolist()
    on_b = pd.concat([expected.b, expected.b2]).value_counts()
    assert count_by_element(folder, "b", conditions).to_dict() == on_b.to_dict()
    assert count_by_element(folder, "x", conditions).to_dict() == expected.x.value_counts().to_dict()


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda f: best(f, Conditions(exclude=("Sr') OR 1=1 --",))), "on no site"),
        (lambda f: count_by_element(f, "a; DROP TABLE x"), "Sites"),
        (lambda f: best(f, top=0), "Between 1"),
        (lambda f: best(f / "nothing"), "no screened candidates"),
    ],
)
def test_bad_questions_are_sentences(done, ask, words):
    with pytest.raises(InputError, match=words):
        ask(done[0] / CANDIDATES)


@pytest.mark.parametrize(
    ("lists", "words"),
    [({"a": "Xx"}, "Site A"), ({"b": ""}, "Site B"), ({"b": "Ti"}, "four different"),
     ({"a": "O", "x": "O"}, "four different"),
     ({"x": "He"}, "Site X")],
)  # fmt: skip
def test_bad_lists_are_sentences(lists, words):
    with pytest.raises(InputError, match=words):
        double_space(**lists)
    with pytest.raises(InputError, match=words):
        KIND.tasks(lists)


def test_entries_are_told_by_their_formula():
    from mi_core.screening.double_perovskites.check import ENERGY, double_entries

    formulas = ["Sr2FeMoO6", "Sr2FeMoO6", "SrTiO3", "Cs2AgBiBr6", "LaSrMnO4", "BaNa2TiO6"]
    table = pd.DataFrame({"formula": formulas, ENERGY: [0.2, 0.1, 0, 0.3, 0, -0.1]})
    entries = double_entries(table)
    assert entries[["a", "b", "b2", "x"]].agg("".join, axis=1).tolist() == ["CsAgBiBr", "SrFeMoO"]
    assert entries[ENERGY].tolist() == [0.3, 0.1]
