"""Fixtures that all tests share, and what makes runs alike on all machines: one thread, no deadlines, an own home."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Networks and matrices of test size are slower on two threads than on one: set before anything loads torch or numpy.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

JOBS_OF_TESTS = {"PYTHONPATH": str(Path(__file__).parent / "support"), "MI_WORKERS": "2"}
BROWSER = Path(__file__).parent / "browser"

# An example that is slow on a loaded machine is no failure, and each run tries the same ones.
settings.register_profile(
    "house", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in this same hook
def pytest_collection_modifyitems(items):
    """Keep together what shares an expensive fixture: each file, and all that a browser does, which begins first."""
    in_browser = {item for item in items if BROWSER in item.path.parents}
    for item in items:
        group = "browser" if item in in_browser else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item not in in_browser)


@pytest.fixture(scope="session", autouse=True)
def home_of_the_run(tmp_path_factory):
    """A home of this process, as MI_HOME: no test reads or writes that of the user, or of a process beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MI_HOME", str(tmp_path_factory.mktemp("home-of-the-run")))
        yield


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once():
    """For each new AppTest, Streamlit reads what all installed packages say of themselves, 0.4 s: half of a page's test."""
    # Here and not above: Streamlit may load numpy, which has to find the number of threads set.
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner,
            "scan_component_manifests",
            functools.cache(manifest_scanner.scan_component_manifests),
        )
        yield


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Folder of the real tables; the test is skipped, visibly, without it."""
    folder = os.environ.get("MI_DATA_DIR")
    if not folder or not Path(folder).is_dir():
        pytest.skip("needs the real tables: set MI_DATA_DIR")
    return Path(folder)


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory) -> Path:
    """Folder of small models trained in seconds on made-up labels, one per recipe that ships."""
    from tiny_models import make_tiny_models

    return make_tiny_models(tmp_path_factory.mktemp("models"), tmp_path_factory.mktemp("tables"))


@pytest.fixture
def with_tiny_models(tiny_models, monkeypatch) -> Path:
    """Let the product predict with the small models."""
    monkeypatch.setenv("MI_MODELS", str(tiny_models))
    return tiny_models


@pytest.fixture(scope="session")
def tiny_transport(tmp_path_factory) -> tuple[Path, Path]:
    """Folders of a small transport model and of the tables that it and a ranking need."""
    from tiny_models import make_tiny_models

    tables = tmp_path_factory.mktemp("transport-tables")
    names = ("mp-composition-network", "ricci-transport-blend")
    models = make_tiny_models(tmp_path_factory.mktemp("transport-models"), tables, names)
    (tables / "ricci_transport.parquet").unlink()  # all that is known is what the model learned
    return models, tables


@pytest.fixture
def with_tiny_transport(tiny_transport, tmp_path, monkeypatch) -> Path:
    """Let the product rank with the small transport model, in a home of its own; returns the folder of tables."""
    models, tables = tiny_transport
    monkeypatch.setenv("MI_MODELS", str(models))
    monkeypatch.setenv("MI_DATA_DIR", str(tables))
    monkeypatch.setenv("MI_HOME", str(tmp_path / "home"))
    return tables


@pytest.fixture(scope="session")
def tiny_thermoelectrics(tmp_path_factory) -> Path:
    """Folder of a small model of measured thermoelectrics, trained in seconds on curves that are made up."""
    from tiny_thermoelectrics import make_tiny_thermoelectrics

    return make_tiny_thermoelectrics(tmp_path_factory.mktemp("models"), tmp_path_factory.mktemp("tables"))


@pytest.fixture
def with_tiny_thermoelectrics(tiny_thermoelectrics, monkeypatch) -> Path:
    """Let the product predict with the small model of measured thermoelectrics, and with no other."""
    monkeypatch.setenv("MI_MODELS", str(tiny_thermoelectrics))
    return tiny_thermoelectrics


@pytest.fixture(scope="session")
def tiny_voxels(tmp_path_factory) -> Path:
    """Folder of two small models on voxels, and of a graph network that knows a target of theirs."""
    from tiny_voxels import make_tiny_voxels

    return make_tiny_voxels(tmp_path_factory.mktemp("models"), tmp_path_factory.mktemp("tables"))


@pytest.fixture
def with_tiny_voxels(tiny_voxels, monkeypatch) -> Path:
    """Let the product predict with the small models on voxels."""
    monkeypatch.setenv("MI_MODELS", str(tiny_voxels))
    return tiny_voxels


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory) -> Path:
    """A home whose local cluster serves all tests of this process that harm none of its processes.

    It is started here: one that an app of the browser tests starts would not know the kinds of tests/support.
    """
    from job_home import end_cluster

    from mi_core.jobs.cluster import local_cluster

    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (JOBS_OF_TESTS | {"MI_HOME": str(home)}).items():
            patch.setenv(name, value)
        local_cluster()
    yield home
    end_cluster(home)


@pytest.fixture
def tiny_jobs(monkeypatch) -> None:
    """The kind of job "tiny" of tests/support, for this process and the workers that it starts."""
    import tiny_kind

    from mi_core import workbench

    monkeypatch.setattr(workbench, "SYSTEMS", tiny_kind.SYSTEMS)
    for name, value in JOBS_OF_TESTS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("MI_SCHEDULER", raising=False)


@pytest.fixture
def job_home(shared_home, tiny_jobs, monkeypatch) -> Path:
    """The shared home, as MI_HOME."""
    monkeypatch.setenv("MI_HOME", str(shared_home))
    return shared_home


@pytest.fixture
def own_home(tmp_path, tiny_jobs, monkeypatch) -> Path:
    """A home of this test's own, whose cluster may be harmed, as MI_HOME."""
    from job_home import end_cluster

    monkeypatch.setenv("MI_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    end_cluster(tmp_path / "home")


def pytest_make_parametrize_id(val, argname):
    """Name cases of bytes by their argument and number: packed files hold the time, and processes would see other tests."""
    return argname if isinstance(val, bytes) else None
