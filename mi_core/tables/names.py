"""Headings by which columns are known, in the languages that tables come in."""

from __future__ import annotations

import re
import unicodedata

from mi_core.tables.units import split_unit

#: Role → headings in lower case, blanks and dashes as underscores; earlier ones are preferred.
NAMES: dict[str, tuple[str, ...]] = {
    "cif": ("cif", "cif_text", "cif_string", "structure_cif", "crystal_cif"),
    "formula": (
        "formula", "chemical_formula", "composition", "formula_pretty", "pretty_formula", "reduced_formula",
        "formulas", "chemical_composition", "nominal_composition", "compound", "compounds", "stoichiometry",
        "empirical_formula", "material", "materials", "alloy", "substance", "sample", "組成", "組成式",
        "化学式", "化合物", "材料", "物質", "物質名", "材料名", "試料", "分子式", "化学组成", "化学成分",
        "成分", "样品", "合金", "조성", "화학식", "summenformel", "formel", "zusammensetzung",
        "chemische_formel", "verbindung", "werkstoff", "stoff", "probe", "formule", "formule_chimique",
        "composé", "matériau", "fórmula", "fórmula_química", "composición", "compuesto", "composição",
        "composto", "formula_chimica", "composizione", "materiale", "состав", "формула", "соединение",
        "материал", "sammansättning",
    ),
    "a_site": ("a_site", "a_cation", "a_element", "element_a", "site_a"),
    "b_site": ("b_site", "b_cation", "b_element", "element_b", "site_b"),
    "x_site": ("x_site", "x_anion", "x_element", "element_x", "site_x", "anion"),
    "id": (
        "id", "material_id", "entry_id", "sample_id", "compound_id", "task_id", "mp_id", "mpid", "icsd",
        "icsd_id", "cod_id", "identifier", "name", "label", "no", "nr", "#", "index", "entry", "sample",
        "probe", "番号", "編号", "编号", "序号", "試料番号", "bezeichnung", "nom", "nombre",
    ),
}  # fmt: skip
#: Words of headings that say how or where a value was got, and not what one wants to predict.
CONDITIONS = (
    "temperature", "temp", "pressure", "time", "year", "date", "uncertainty", "error", "err", "std", "stdev",
    "stderr", "sigma_", "±", "number", "count", "nsites", "n_sites", "natoms", "n_atoms", "spacegroup",
    "space_group", "sg", "index", "fold", "split", "ref", "reference", "doi", "weight", "rate", "duration",
    "t", "p", "sum", "total", "wavelength", "frequency", "thickness", "温度", "時間", "时间", "压力", "圧力", "temperatur",
    "zeit", "druck",
)  # fmt: skip
#: Words of headings that are usually wanted.
WANTED = (
    "gap", "e_form", "formation", "hull", "energy", "modulus", "hardness", "strength", "conductivity",
    "resistivity", "target", "seebeck", "zt", "tc", "density", "melting", "capacity", "voltage", "yield",
    "property", "toughness", "expansion", "magnet", "硬度", "強度", "强度", "エネルギー", "ギャップ", "能",
    "hv", "uts", "härte", "festigkeit", "leitfähigkeit", "energie", "bandlücke",
)  # fmt: skip
#: First cells of rows below a table that sum it up.
SUMMARIES = frozenset({
    "mean", "average", "avg", "median", "total", "totals", "sum", "sd", "std", "stdev", "std dev", "std. dev", "std.dev",
    "standard deviation", "sem", "std err", "standard error", "min", "max", "minimum", "maximum", "range", "count", "rsd",
    "rsd (%)", "variance", "mittelwert", "mittel", "durchschnitt", "summe", "gesamt", "standardabweichung", "stabw",
    "anzahl", "moyenne", "somme", "médiane", "écart type", "écart-type", "media", "promedio", "suma", "somma", "totale",
    "平均", "平均値", "平均值", "合計", "合计", "总计", "総計", "標準偏差", "标准差", "最大", "最小", "最大値", "最小値",
    "среднее", "итого",
})  # fmt: skip


_LONGEST = 300


def normal(heading: str) -> str:
    """Return a heading without its unit, in lower case, with one underscore for blanks, dashes and points."""
    label = split_unit(heading)[0][:_LONGEST]
    text = unicodedata.normalize("NFKC", label).casefold().strip()
    return re.sub(r"[\s\-./]+", "_", text).strip("_") or text


def rank(heading: str, role: str) -> int | None:
    """Return how early a heading stands among the names of a role; None if it is none of them."""
    name = normal(heading)
    names = NAMES[role]
    return names.index(name) if name in names else None


def holds(heading: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words is a part of the heading: by itself, or inside of it when it is longer than three letters."""
    name = normal(heading)
    parts = set(name.split("_"))
    return any(
        word in parts or (len(word) > 3 and word in name) or (not word.isascii() and word in name)
        for word in words
    )
