"""The sample release, made, ingested and served once for all tests that need the whole way."""

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock
from hypothesis import settings

import sample
from app.ingesting import run_index, run_ingest
from app.settings import Settings
from tests.running import running

# How long an example takes says more of the machine than of the program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session", autouse=True)
def clean_environment():
    """No setting of whoever runs the tests reaches them."""
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("BLOTTER_")}
    yield
    os.environ.update(kept)


Made = TypeVar("Made")


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id) -> Callable[[str, Callable[[Path], Made]], Made]:
    """Makes something in a folder once for all processes that the tests are shared out to."""
    root = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        root = root.parent

    def make(name: str, how: Callable[[Path], Made]) -> Made:
        done = root / f"{name}.pickle"
        with FileLock(root / f"{name}.lock"):
            if not done.exists():
                (root / name).mkdir()
                done.write_bytes(pickle.dumps(how(root / name)))
            return pickle.loads(done.read_bytes())  # type: ignore[no-any-return]  # noqa: S301 - written a line above

    return make


@pytest.fixture(scope="session")
def release(once) -> sample.SampleRelease:
    """The sample release on disk, with what should be found in it."""
    return once("release", sample.generate)


@pytest.fixture(scope="session")
def ingested(release, once):
    """The settings of a data directory that holds the sample release, and the ingest's report."""

    def ingest(folder: Path):
        settings = Settings(data=folder)
        report = run_ingest(settings, [release.folder])
        run_index(settings)
        return settings, report

    return once("data", ingest)


@pytest.fixture(scope="session")
def served(ingested):
    """The address of a running service on the sample release."""
    settings, _ = ingested
    with running(settings) as address:
        yield address


@pytest.fixture
def open_folder():
    """A folder every user may enter; pytest's own is closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def not_root():
    """A block in which permissions count: root may do everything, so as root it becomes nobody."""

    @contextmanager
    def block():
        as_root = os.geteuid() == 0
        if as_root:
            os.seteuid(65_534)
        try:
            yield
        finally:
            if as_root:
                os.seteuid(0)

    return block


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; tests that need one are skipped where there is none."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("there is no Chromium: sudo apt-get install chromium")
    driver = [sys.executable, "-m", "playwright", "--version"]
    if subprocess.run(driver, capture_output=True, check=False).returncode:
        pytest.skip("Chromium's driver does not run: sudo apt-get install libatomic1")
    return found


@pytest.fixture(scope="session")
def real_data() -> Path:
    """A folder of real releases; tests that need it are skipped where it is absent."""
    folder = Path(__file__).parent.parent.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real releases is not here")
    return folder
