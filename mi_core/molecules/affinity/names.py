"""Short names of tasks for figures, and the groups that they belong to."""

from __future__ import annotations

import re

from mi_core.molecules.tasks import task_of

PROPERTIES, SIDER, TOX21 = "Properties", "SIDER", "Tox21"
GROUPS = (PROPERTIES, SIDER, TOX21)
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


def group_of(task: str) -> str:
    """Return the one of GROUPS that a task belongs to."""
    return {"sider": SIDER, "tox21": TOX21}.get(task.split("_", maxsplit=1)[0], PROPERTIES)


def short_name(task: str) -> str:
    """Return a name of a word or two, which tells the tasks of one group apart."""
    if task in _SHORT:
        return _SHORT[task]
    words = task_of(task).title.split(": ")[-1]
    return re.split(r",| and | disorders", words)[0]


def grouped_name(task: str) -> str:
    """Return the short name with the group, where it is a class of side effects or an assay."""
    group = group_of(task)
    return short_name(task) if group == PROPERTIES else f"{group} {short_name(task)}"
