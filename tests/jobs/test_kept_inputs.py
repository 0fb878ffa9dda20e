"""What a workspace keeps of what was brought to it: in order, whole, within limits, and gone when it is cleared."""

from __future__ import annotations

import os
import time

import pytest

from mi_core.errors import InputError
from mi_core.jobs import kept_inputs as module
from mi_core.jobs.home import new_workspace
from mi_core.jobs.kept_inputs import (
    KEPT_DAYS,
    Input,
    forget_inputs,
    keep_input,
    kept_inputs,
    read_input,
    remove_expired,
    remove_row,
    visit_inputs,
)

FILES = Input("files", (("a.cif", b"data_a"), ("folder/ü.cif", bytes(range(256)))), ("a", "ü"))
TEXT = Input("text", (("pasted text", "Å".encode()),), ("Å",))


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(tmp_path))
    return tmp_path


def files(home) -> list[str]:
    return sorted(path.name for path in home.rglob("*") if path.is_file() and path.name != "lock")


def test_what_was_brought_comes_back_as_it_was_and_in_order(workspace, home):
    names = tuple(keep_input(workspace, given) for given in (FILES, TEXT, FILES))
    assert kept_inputs(workspace) == names
    assert [read_input(workspace, name) for name in names] == [FILES, TEXT, FILES]
    assert files(home) == sorted(f"{name}.zip" for name in names), "nothing half written is left"


def test_another_workspace_has_nothing_of_it(workspace):
    name, other = keep_input(workspace, FILES), new_workspace()
    assert kept_inputs(other) == ()
    with pytest.raises(FileNotFoundError):
        read_input(other, name)
    forget_inputs(other)
    assert kept_inputs(workspace) == (name,)
    with pytest.raises(InputError, match="name of a workspace"):
        kept_inputs("../../etc")


def test_what_is_cleared_is_gone_and_its_name_is_not_used_again(workspace, home):
    before = keep_input(workspace, FILES)
    forget_inputs(workspace)
    assert files(home) == []
    after = keep_input(workspace, FILES)
    assert before.partition("-")[0] == after.partition("-")[0]
    assert before != after


def test_a_removed_row_takes_its_file_along_and_the_place_stays(workspace, home):
    first, last = keep_input(workspace, FILES), keep_input(workspace, TEXT)
    renamed = remove_row(workspace, first, "a")
    assert kept_inputs(workspace) == (renamed, last)
    assert renamed != first, "so that other tabs notice"
    assert read_input(workspace, renamed) == Input("files", FILES.parts[1:], ("ü",))
    assert remove_row(workspace, renamed, "ü") is None
    assert kept_inputs(workspace) == (last,)


def test_a_row_of_many_in_one_file_is_marked(workspace):
    table = Input("files", (("t.csv", b"formula\nMgO\nNaCl\n"),), ("t-1", "t-2"))
    name = remove_row(workspace, keep_input(workspace, table), "t-1")
    assert read_input(workspace, name) == Input("files", table.parts, ("", "t-2"))
    assert remove_row(workspace, name, "t-2") is None


def test_beyond_the_limits_a_sentence_says_how_much_there_is(workspace, monkeypatch):
    keep_input(workspace, FILES)
    monkeypatch.setattr(module, "MOST_INPUTS", 1)
    with pytest.raises(
        InputError, match=r"here until the page is reloaded.*in 1 uploads.*clear it to make room"
    ):
        keep_input(workspace, TEXT)
    monkeypatch.setattr(module, "MOST_INPUTS", 100)
    monkeypatch.setattr(module, "MOST_BYTES", 2_000_000)
    with pytest.raises(InputError, match=r"\(3\.0 MB\).*at most 2\.0 MB"):
        keep_input(workspace, Input("files", (("large", bytes(3_000_000)),)))
    assert len(kept_inputs(workspace)) == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and nothing else", b"hello"])
def test_a_damaged_archive_is_a_sentence(workspace, home, content):
    name = keep_input(workspace, FILES)
    next(home.rglob("*.zip")).write_bytes(content)
    with pytest.raises(InputError, match="is damaged"):
        read_input(workspace, name)
    assert remove_row(workspace, name, "any") is None
    assert kept_inputs(workspace) == ()


def test_where_nothing_can_be_written_a_sentence_says_so(workspace, home):
    (home / "workspaces").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        keep_input(workspace, FILES)


def test_what_nobody_visits_expires_and_the_visitor_is_told_once(workspace, home):
    keep_input(workspace, FILES)
    visited = new_workspace()
    keep_input(visited, TEXT)
    folder = home / "workspaces" / workspace / "inputs"
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(folder, (long_ago, long_ago))
    remove_expired(time.time())
    assert kept_inputs(workspace) == ()
    assert len(kept_inputs(visited)) == 1
    assert "bring the files again" in visit_inputs(workspace)
    assert visit_inputs(workspace) == visit_inputs(visited) == ""


def test_each_kind_of_material_has_a_shelf_of_its_own(workspace):
    crystal, molecule = (keep_input(workspace, TEXT, shelf) for shelf in module.SHELVES)
    assert kept_inputs(workspace) == (crystal,)
    assert kept_inputs(workspace, module.MOLECULES) == (molecule,)
    forget_inputs(workspace, module.MOLECULES)
    assert kept_inputs(workspace) == (crystal,)
    assert kept_inputs(workspace, module.MOLECULES) == ()
