"""Every setting of gemmi's table, by every name that files give it, against gemmi's own operations."""

from __future__ import annotations

import gemmi
import numpy as np
import pytest

from mi_core.structures.formats.cif import settings
from mi_core.structures.reading import read_text

SETTINGS = list(gemmi.spacegroup_table())
ATOM = np.array([0.1065, 0.4449, 0.3461])
SYSTEMS = gemmi.CrystalSystem


def shape_of(group: gemmi.SpaceGroup) -> tuple[float, ...]:
    """Lengths in any unit and angles of a cell of the shape that the setting needs."""
    system = group.crystal_system()
    if system == SYSTEMS.Triclinic:
        return 1.0, 1.1, 1.2, 81.0, 95.0, 103.0
    if system == SYSTEMS.Monoclinic:
        angles = {"a": (101.0, 90.0, 90.0), "b": (90.0, 101.0, 90.0), "c": (90.0, 90.0, 101.0)}
        return 1.0, 1.1, 1.2, *angles[group.qualifier.strip("-")[0]]
    if system == SYSTEMS.Orthorhombic:
        return 1.0, 1.1, 1.2, 90.0, 90.0, 90.0
    if system == SYSTEMS.Tetragonal:
        return 1.0, 1.0, 1.1, 90.0, 90.0, 90.0
    if system == SYSTEMS.Cubic:
        return 1.0, 1.0, 1.0, 90.0, 90.0, 90.0
    return (1.0, 1.0, 1.0, 77.0, 77.0, 77.0) if group.ext == "R" else (1.0, 1.0, 1.1, 90.0, 90.0, 120.0)


def cell_of(group: gemmi.SpaceGroup) -> tuple[float, ...]:
    """The same in Å, with 100 Å³ for each image of the atom."""
    a, b, c, *angles = shape_of(group)
    scale = (100.0 * len(group.operations()) / gemmi.UnitCell(a, b, c, *angles).volume) ** (1 / 3)
    return a * scale, b * scale, c * scale, *angles


def cif(group: gemmi.SpaceGroup, names: str) -> str:
    cell = zip(
        ("length_a", "length_b", "length_c", "angle_alpha", "angle_beta", "angle_gamma"),
        cell_of(group),
        strict=True,
    )
    items = "".join(f"_cell_{name} {value}\n" for name, value in cell)
    x, y, z = ATOM
    loop = "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
    return f"data_x\n{items}{names}\n{loop}Xe1 {x} {y} {z}\n"


def images(group: gemmi.SpaceGroup) -> np.ndarray:
    return np.array([op.apply_to_xyz(ATOM.tolist()) for op in group.operations()]) % 1.0


def outcome(group: gemmi.SpaceGroup, names: str) -> str:
    """equal, said (a warning or an error), or wrong."""
    (row,) = read_text(cif(group, names))
    if row.structure is not None:
        ours, theirs = row.structure.frac_coords, images(group)
        if len(ours) == len(theirs):
            steps = ours[:, None] - theirs[None]
            steps -= np.rint(steps)
            if (np.abs(steps).max(axis=2).min(axis=1) < 1e-4).all():
                return "equal"
    return "said" if row.error or row.warnings else "wrong"


def outcomes(names) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"equal": [], "said": [], "wrong": []}
    for group in SETTINGS:
        found[outcome(group, names(group))].append(group.xhm())
    return found


def symbol(text: str) -> str:
    return f"_symmetry_space_group_name_H-M '{text}'"


SPELLINGS = {
    "extension": lambda g: g.xhm(),
    "extension apart": lambda g: g.xhm().replace(":", " :"),
    "no blanks": lambda g: g.xhm().replace(" ", ""),
    "small letters": lambda g: g.xhm().lower(),
    "capitals": lambda g: g.xhm().upper(),
    "underscores": lambda g: (
        "".join(
            part if len(part) < 2 or not part[:2].isdigit() else f"{part[0]}_{part[1:]}"
            for part in g.hm.split()
        )
        + (f":{g.ext}" if ":" in g.xhm() else "")
    ),
    "brackets": lambda g: (
        "".join(
            part if len(part) < 2 or not part[:2].isdigit() else f"{part[0]}({part[1]}){part[2:]}"
            for part in g.hm.split()
        )
        + (f":{g.ext}" if ":" in g.xhm() else "")
    ),
    "letter of ICSD": lambda g: g.hm + {"1": " S", "2": " Z", "H": " H", "R": " R"}.get(g.ext, ""),
    "origin in words": lambda g: (
        g.hm
        + {
            "1": " (origin choice 1)",
            "2": " (origin choice 2)",
            "H": " (hexagonal axes)",
            "R": " (rhombohedral axes)",
        }.get(g.ext, "")
    ),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_all_settings_by_symbol(spelling):
    found = outcomes(lambda group: symbol(SPELLINGS[spelling](group)))
    assert found["wrong"] == []
    assert len(found["equal"]) >= 0.995 * len(SETTINGS), found["said"]


def test_all_settings_by_hall_symbol():
    found = outcomes(lambda group: f"_space_group_name_Hall '{group.hall}'")
    assert found["wrong"] == []
    assert len(found["equal"]) == len(SETTINGS)


def test_settings_without_extension_are_those_of_the_cell_or_said():
    found = outcomes(lambda group: symbol(group.hm))
    assert found["wrong"] == []
    assert all(":" in name for name in found["said"])  # the origin is all that a symbol leaves open
    assert not any(name.endswith((":H", ":R")) for name in found["said"])


def test_short_monoclinic_symbols_take_the_unique_axis_from_the_angles():
    monoclinic = [group for group in SETTINGS if 3 <= group.number <= 15]
    for group in monoclinic:
        first, *rest = group.hm.split()
        short = first + " " + "".join(part for part in rest if part != "1")
        assert outcome(group, symbol(short)) == "equal", group.xhm()


def test_a_number_alone_is_never_silently_another_setting():
    found = outcomes(lambda group: f"_symmetry_Int_Tables_number {group.number}")
    assert found["wrong"] == []
    alone = [g.xhm() for g in SETTINGS if len(settings.by_number(g.number)) == 1 and g.is_reference_setting()]
    assert set(alone) <= set(found["equal"])


OLD_AND_OTHER = {
    "F m 3 m": "F m -3 m", "Fd3m:2": "F d -3 m:2", "I a 3 d": "I a -3 d", "P a 3": "P a -3", "Pm3n": "P m -3 n",
    "F 4/m -3 2/m": "F m -3 m", "F 41/d -3 2/m (origin choice 2)": "F d -3 m:2", "P 21/n 21/m 21/a": "P n m a",
    "P 63/m 2/m 2/c": "P 63/m m c", "I 41/a 2/m 2/d (origin choice 1)": "I 41/a m d:1", "R -3 2/c :H": "R -3 c:H",
    "P6_{3}/mmc": "P 63/m m c", "P 21/c (No. 14)": "P 1 21/c 1", "Fd-3m (#227) [origin 2]": "F d -3 m:2",
    "C m c e": "C m c a", "A e m 2": "A b m 2", "Aea2": "A b a 2", "F 4bar 3 m": "F -4 3 m", "H -3 m": "R -3 m:H",
    "Fm\u22123m": "F m -3 m", "Fm3\u0305m": "F m -3 m", "P 2(1)2(1)2(1)": "P 21 21 21", "P 1 21/c": "P 1 21/c 1",
    "R -3 m HR": "R -3 m:H", "P 4/n m m O2": "P 4/n m m:2",
    r"Fm\bar3m": "F m -3 m", r"$F d \overline{3} m$ :2": "F d -3 m:2", r"$R\bar{3}c$": "R -3 c:H",
}  # fmt: skip


@pytest.mark.parametrize("text", OLD_AND_OTHER)
def test_old_full_and_decorated_symbols(text):
    assert settings.by_symbol(text)[0].xhm() == OLD_AND_OTHER[text]


@pytest.mark.parametrize("text", ["Z 99", "hello", "P", "", "m -3 m", "P 7", "F d -3 q"])
def test_no_symbol_is_made_of_what_is_none(text):
    assert settings.by_symbol(text) == ()
