"""The user's own models: those that this workspace made of compared regressors."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mi_core.web.shell.workspace import current_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def own_folders() -> tuple[Path, ...]:
    """Return the folder of the workspace's own models, if there is a workspace."""
    from mi_core.jobs.home import workspace_folder
    from mi_core.pretrained.extra import own_models_folder

    workspace = current_workspace()
    return () if workspace is None else (own_models_folder(workspace_folder(workspace)),)


@contextmanager
def own_models() -> Iterator[None]:
    """Let the page inside the block predict with the workspace's own models too."""
    from mi_core.pretrained.extra import extra_models

    with extra_models(*own_folders()):
        yield
