"""The tasks of molecules in groups, and their names where the group is said or room is short."""

from __future__ import annotations

import re

from mi_core.molecules.tasks import TASKS, task_of

#: The families that figures tell apart: two collections of many tasks of a kind, and all else.
PROPERTIES, SIDER, TOX21 = "Properties", "SIDER", "Tox21"
FAMILIES = (PROPERTIES, SIDER, TOX21)
_FAMILY_OF = {"sider": SIDER, "tox21": TOX21}  # by what the keys of tasks begin with
_SHORT = {
    "esol_log_s": "solubility",
    "freesolv_kcal_per_mol": "hydration",
    "lipophilicity_log_d": "lipophilicity",
    "bace_pic50": "BACE-1",
    "melting_point_c": "melting point",
    "cep_pce_percent": "solar cells (computed)",
    "bbbp": "blood–brain barrier",
    "hiv": "HIV",
    "clintox_ct_tox": "toxic in trials",
    "sider_general_disorders_and_administration_site_conditions": "general disorders",
    "sider_neoplasms_benign_malignant_and_unspecified_incl_cysts_and_polyps": "neoplasms",
    "sider_surgical_and_medical_procedures": "surgery",
    "tox21_nr_ar": "AR",
    "tox21_nr_ar_lbd": "AR-LBD",
    "tox21_nr_ahr": "AhR",
    "tox21_nr_aromatase": "aromatase",
    "tox21_nr_er": "ER",
    "tox21_nr_er_lbd": "ER-LBD",
    "tox21_nr_ppar_gamma": "PPAR-γ",
    "tox21_sr_are": "ARE",
    "tox21_sr_atad5": "ATAD5",
    "tox21_sr_hse": "HSE",
    "tox21_sr_mmp": "MMP",
    "tox21_sr_p53": "p53",
}


def family_of(task: str) -> str:
    """Return the one of FAMILIES that a task belongs to."""
    return _FAMILY_OF.get(task.split("_", maxsplit=1)[0], PROPERTIES)


def _of_family(family: str, *, probability: bool) -> tuple[str, ...]:
    return tuple(
        task for task in TASKS if family_of(task) == family and task_of(task).probability == probability
    )


#: Title of each group in which tasks are offered → its tasks; a solar-cell efficiency that is computed stands among the
#: measured numbers, and its title says so.
GROUPS: dict[str, tuple[str, ...]] = {
    "Properties": _of_family(PROPERTIES, probability=False),
    "Barrier, HIV, toxicity": _of_family(PROPERTIES, probability=True),
    "Tox21 assays": _of_family(TOX21, probability=True),
    "Side effects": _of_family(SIDER, probability=True),
}


def short_title(task: str) -> str:
    """Return the title of a task without the words that the title of its group says."""
    title = _own_words(task)
    return title[:1].upper() + title[1:]


def short_name(task: str) -> str:
    """Return a name of a word or two, which tells the tasks of one family apart."""
    return _SHORT.get(task) or re.split(r",| and | disorders", _own_words(task))[0]


def grouped_name(task: str) -> str:
    """Return the short name with the family, where it is a class of side effects or an assay."""
    family = family_of(task)
    return short_name(task) if family == PROPERTIES else f"{family} {short_name(task)}"


def _own_words(task: str) -> str:
    """Return the title of a task without the family before its colon."""
    return task_of(task).title.rpartition(": ")[2]
