"""Whatever happens to a real CIF on its way, reading it gives rows and never an exception."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymatgen.io.cif import CifWriter

from mi_core.structures.examples import EXAMPLES
from mi_core.structures.reading import Source, read_materials
from mi_core.structures.summary import summarise

NUMBERS = ("0", "-1", "1e308", "-1e-308", "nan", "inf", "?", ".", "1/3", "0.5(3)", "99999999999", "1,5", "")


@pytest.fixture(scope="module")
def texts() -> list[bytes]:
    names = ("SrTiO3", "CaTiO3", "Bi2Te3", "CuNi")
    plain = [str(CifWriter(EXAMPLES[name].structure())) for name in names]
    symmetric = [str(CifWriter(EXAMPLES[name].structure(), symprec=0.01)) for name in names[:3]]
    return [text.encode() for text in (*plain, *symmetric)]


def flip(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def delete(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randint(1, 200) :]


def duplicate(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    end = start + rng.randint(1, 400)
    return data[:end] + data[start:end] * rng.randint(1, 5) + data[end:]


def shuffle_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    start = rng.randrange(len(lines))
    part = lines[start : start + rng.randint(2, 12)]
    rng.shuffle(part)
    return b"\n".join([*lines[:start], *part, *lines[start + len(part) :]])


def replace_numbers(data: bytes, rng: random.Random) -> bytes:
    share = rng.choice([0.02, 0.1, 0.5])
    return re.sub(
        rb"-?\d+\.?\d*", lambda m: rng.choice(NUMBERS).encode() if rng.random() < share else m[0], data
    )


MUTATIONS = (flip, delete, duplicate, shuffle_lines, replace_numbers)


@settings(
    max_examples=250,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    which=st.integers(0, 6),
    steps=st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=3),
    seed=st.integers(),
)
@pytest.mark.filterwarnings("ignore")
def test_mutated_cifs_give_rows(texts, which, steps, seed):
    rng = random.Random(seed)
    data = texts[which]
    for mutate in steps:
        data = mutate(data, rng) or b"\n"
    rows = read_materials([Source("mutated.cif", data)])
    assert rows
    for row in rows:
        assert (row.structure is None) == (row.error is not None)
        if row.structure is not None:
            assert len(row.structure) > 0
            assert row.formula
    frame = summarise(rows)
    assert list(frame["id"]) == [row.id for row in rows]


@settings(max_examples=150)
@given(
    data=st.binary(max_size=400),
    name=st.sampled_from(["a.cif", "POSCAR", "a.xyz", "a.json", "a.csv", "a.parquet", "a.zip", "a", "a.txt"]),
    head=st.sampled_from([b"", b"data_x\n", b"PK\x03\x04", b"PAR1", b"{", b"2\n", b"\xff\xfe", b"formula\n"]),
)
@pytest.mark.filterwarnings("ignore")
def test_any_bytes_under_any_name_give_rows(data, name, head):
    rows = read_materials([Source(name, head + data)])
    assert rows
    assert all(row.error or row.formula for row in rows)
