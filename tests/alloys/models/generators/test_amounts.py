"""Compositions as presences and amounts: nothing is lost, bounds hold, and the density is the one of the docstring."""

import numpy as np
import pytest
import torch
from scipy import stats

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.models.condition import open_condition
from mi_core.alloys.models.generators.amounts import MOST_WT, Amounts, within_bounds
from mi_core.alloys.models.generators.networks import MixtureHead, negative_log_likelihood, sample_mixture


@pytest.fixture
def wt():
    rng = np.random.default_rng(0)
    return np.exp(rng.uniform(np.log(0.01), np.log(MOST_WT), (50, 9))) * (rng.random((50, 9)) < 0.5)


def test_encoding_and_decoding_give_the_composition_back(wt):
    amounts = Amounts.of(wt)
    there, y = amounts.encode(wt)
    np.testing.assert_allclose(amounts.decode(there > 0, y), wt, rtol=1e-5)
    np.testing.assert_allclose(Amounts.of_state(amounts.state()).mean, amounts.mean)


def test_bounds_are_kept(wt):
    condition = open_condition(1, 1)
    condition.wt_low[3], condition.wt_high[7], condition.wt_high[0] = 0.5, 1.0, 0.0
    condition.most_alloying[...] = 8.0
    moved = within_bounds(wt, condition)
    assert (moved[:, 3] >= 0.5 - 1e-9).all()
    assert (moved[:, 7] <= 1.0 + 1e-9).all()
    assert (moved[:, 0] == 0).all()
    assert (moved.sum(axis=1) <= 8.0 + 1e-6).all()
    assert ((moved > 0) <= ((wt > 0) | (np.arange(9) == 3))).all()


def test_the_likelihood_is_that_of_presence_times_normal():
    torch.manual_seed(0)
    parameters = MixtureHead(6, 3)(torch.randn(4, 6))
    there = (torch.rand(4, 9) < 0.5).float()
    y = torch.randn(4, 9) * there
    log_pi, logits, mean, log_sigma = (part.detach().double().numpy() for part in parameters)
    p, rho = there[:, None].numpy(), 1 / (1 + np.exp(-logits))
    normal = stats.norm(mean, np.exp(log_sigma)).logpdf(y[:, None].numpy()) + 0.5 * np.log(2 * np.pi)
    each = np.log(np.where(p > 0, rho, 1 - rho)) + p * normal
    expected = -np.log(np.exp(log_pi + each.sum(axis=2)).sum(axis=1))
    np.testing.assert_allclose(negative_log_likelihood(parameters, there, y).detach(), expected, rtol=1e-4)


def test_draws_follow_the_mixture():
    n = 20_000
    log_pi = torch.log(torch.tensor([[0.25, 0.75]])).expand(n, 2)
    logits = torch.tensor([-20.0, 20.0])[None, :, None].expand(n, 2, 9)
    mean = torch.tensor([-3.0, 3.0])[None, :, None].expand(n, 2, 9)
    parameters = log_pi, logits, mean, torch.full((n, 2, 9), -3.0)
    there, y = sample_mixture(parameters, torch.Generator().manual_seed(0))
    assert there.float().mean() == pytest.approx(0.75, abs=0.02)
    assert (there == (y > 0)).all()


def test_no_content_beyond_what_the_models_have_learnt_from():
    amounts = Amounts.of(np.tile(MOST_WT, (3, 1)) * np.array([[1.0], [0.5], [0.1]]))
    decoded = amounts.decode(np.ones((1, len(ELEMENTS)), dtype=bool), np.full((1, len(ELEMENTS)), 50.0))
    assert decoded[0] == pytest.approx(MOST_WT)
    assert dict(zip(ELEMENTS, MOST_WT, strict=True))["Ti"] == 0.5
