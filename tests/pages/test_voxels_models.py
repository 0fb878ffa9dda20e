"""What the Voxels page shows of models: predictions, explanations with and without an answer key, and none at all."""

import pytest


def said(page) -> str:
    return " ".join(words.value for words in (*page.markdown, *page.info, *page.warning, *page.caption))


def noted(page):
    """What the page has noted of its one crystal, for the report."""
    (found,) = page.session_state["voxels_noted"].values()
    return found


@pytest.fixture
def no_models(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_MODELS", str(tmp_path))


@pytest.mark.usefixtures("no_models")
@pytest.mark.parametrize("part", ["predictions", "explained"])
def test_without_a_model_the_page_says_how_to_get_one(open_at, part):
    at = open_at("voxels", crystal="SrTiO3", part=part)
    assert not at.error
    assert "python -m mi_core train voxel-hartree" in said(at)


@pytest.mark.usefixtures("with_tiny_voxels")
def test_predictions_stand_beside_others_and_the_exact_value(open_at):
    at = open_at("voxels", crystal="SrTiO3", part="predictions")
    assert not at.error
    titles = [title.value for title in at.subheader]
    assert titles[0].startswith("Hartree energy of free atoms")
    energies = at.table[-1].value
    assert energies["Model"].tolist()[0].startswith("Voxel network for formation energies")
    spread = energies["Spread over rotations, one / mean"].tolist()
    assert " / " in spread[0]
    assert spread[1] == "–"
    assert "Computed exactly" in said(at)
    assert noted(at).predicted.frame["model"].tolist()[-2] == "voxel-formation-energy"
    assert noted(at).explained == {}


@pytest.mark.usefixtures("with_tiny_voxels")
def test_a_crystal_outside_every_scope_is_told_why(open_at):
    at = open_at("voxels", crystal="GaN", part="predictions")
    assert not at.error
    assert not at.table
    assert len(at.info) >= 3


@pytest.mark.usefixtures("with_tiny_voxels")
def test_the_hartree_energy_is_explained_beside_its_key(open_at):
    at = open_at("voxels", crystal="SrTiO3", part="explained")
    assert not at.error
    assert "Correlation with the answer key" in said(at)
    assert len(at.get("plotly_chart")) == 5
    at = open_at("voxels", crystal="SrTiO3", part="explained", opinion="1")
    assert len(at.get("plotly_chart")) == 7
    assert at.table[0].value["Times"].tolist() == ["5", "64", "6"]


@pytest.mark.usefixtures("with_tiny_voxels")
def test_another_energy_has_a_warning_for_a_key(open_at):
    answer = "voxel-formation-energy:e_form_ev_per_cell"
    at = open_at("voxels", crystal="SrTiO3", part="explained", answer=answer)
    assert not at.error
    assert "No answer key is known" in said(at)
    assert "densities of free atoms alone" in said(at)
    assert "on this very crystal" in said(at)
    assert len(at.get("plotly_chart")) == 2
    assert at.query_params["answer"] == answer
    assert set(noted(at).explained) == {answer, "voxel-hartree:hartree_ev_per_atom"}
    assert noted(at).predicted is None


@pytest.mark.usefixtures("with_tiny_voxels")
def test_an_explanation_of_a_crystal_outside_the_scope_says_so(open_at):
    at = open_at("voxels", crystal="GaN", part="explained")
    assert not at.error
    assert "not meant for this crystal" in said(at)
    assert noted(at).explained["voxel-hartree:hartree_ev_per_atom"].out_of_scope
    assert len(at.get("plotly_chart")) == 5
