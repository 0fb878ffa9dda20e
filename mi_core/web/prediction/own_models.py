"""The models that may answer on a page: those that ship, and those that this workspace made of compared regressors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.web.shell.workspace import current_workspace

if TYPE_CHECKING:
    from mi_core.pretrained.catalogue import Catalogue


def workspace_catalogue() -> Catalogue:
    """Return the catalogue of the workspace, if there is one, else that of the models that ship."""
    from mi_core.jobs.home import workspace_folder
    from mi_core.pretrained.catalogue import Catalogue, own_models_folder

    workspace = current_workspace()
    return Catalogue() if workspace is None else Catalogue((own_models_folder(workspace_folder(workspace)),))
