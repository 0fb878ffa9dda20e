"""The commands that list, fetch and train."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mi_core.__main__ import main
from mi_core.datasets.registry import list_datasets
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import list_models


def test_models_are_listed_with_their_errors(capsys):
    assert main(["models"]) == 0
    out = capsys.readouterr().out
    assert all(f"{card.name}: {card.title}" in out for card in list_models())
    assert set(RECIPES) | {"surrogate"} <= {card.name for card in list_models()}
    assert "mean absolute error" in out


def test_data_sets_are_listed(capsys):
    assert main(["data", "list"]) == 0
    out = capsys.readouterr().out
    assert all(card.name in out for card in list_datasets())


def test_a_table_at_hand_is_not_fetched_again(data_dir, capsys):
    assert main(["data", "fetch", "wolverton_perovskite_oxides"]) == 0
    assert str(data_dir / "wolverton_perovskite_oxides.parquet") in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["models"], ["data", "list"]], ids=" ".join)
def test_a_command_whose_output_nobody_reads_ends_quietly(arguments):
    process = subprocess.Popen(
        [sys.executable, "-m", "mi_core", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_a_command_without_an_output_ends_quietly():
    command = f"{sys.executable} -m mi_core models >&-"
    run = subprocess.run(command, shell=True, check=True, stderr=subprocess.PIPE)
    assert run.stderr == b""


def test_unknown_names_are_one_sentence(capsys):
    assert main(["data", "fetch", "wolverton"]) == 2
    assert main(["train", "castelli"]) == 2
    assert "castelli-cgcnn" in capsys.readouterr().err
