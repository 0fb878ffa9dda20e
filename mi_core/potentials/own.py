"""Potentials of a workspace: names that are free, and potentials that go."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.files import file_name
from mi_core.potentials.store import own_potentials, shipped_potentials

if TYPE_CHECKING:
    from pathlib import Path


def check_name(name: str, workspace: Path) -> str:
    """Return the name of a new potential as it is kept; InputError for none, for odd letters and for one that is taken."""
    name = name.strip()
    if not name or name != file_name(name):
        raise InputError(
            f"A potential is named by letters, digits, dots, dashes and underscores; got {name!r}. Choose another name, "
            f"such as {file_name(name or 'my-potential')!r}."
        )
    taken = {card.name for card in shipped_potentials()}
    if name in taken or (own_potentials(workspace) / name).exists():
        raise InputError(
            f"There is a potential {name!r} already; choose another name, or delete that one first."
        )
    return name


def free_name(wished: str, workspace: Path) -> str:
    """Return the wished name, with a number where it is taken."""
    wished = file_name(wished)
    taken = {card.name for card in shipped_potentials()}
    name, number = wished, 2
    while name in taken or (own_potentials(workspace) / name).exists():
        name, number = f"{wished}-{number}", number + 1
    return name


def folder_of(name: str, workspace: Path) -> Path:
    """Return the folder of a workspace's own potential; InputError where there is none of that name."""
    folder = own_potentials(workspace) / name
    if name != file_name(name) or not folder.is_dir():
        raise InputError(
            f"This workspace has no potential {name!r}; it may have been deleted in another tab."
        )
    return folder


def delete_potential(name: str, workspace: Path) -> None:
    """Delete a potential of a workspace for good; InputError where there is none, or its files cannot be removed."""
    folder = folder_of(name, workspace)
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise InputError(
            f"The potential {name!r} cannot be deleted ({error.strerror or error}); try again."
        ) from error
