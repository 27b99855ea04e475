"""The examples of the API's documentation, run as they stand against the sample release."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = (Path(__file__).parent.parent / "docs/examples.md").read_text(encoding="utf-8")
JOBS = {part.split("\n", 1)[0]: part for part in EXAMPLES.split("\n## ")[1:]}
DEMO = "http://127.0.0.1:8000"
# What a job's output must hold besides something; and of those that write a file, the file.
TOLD = {
    ("Search", "python"): "complaint",
    ("Every hit, however many", "bash"): "/api/v1/documents/",
    ("A hit list to keep, with what is needed to make it again", "python"): "/d/",
    ("The same list later: what is new", "bash"): "blotter-gone: 0",
    ("A list of terms", "python"): "hovercraft nothing 0 0 0",
    ("A list of terms", "bash"): '"outcome":"nothing"',
    ("A page: its text, and where the words stand on its picture", "bash"): "arbor",
    ("A page: its text, and where the words stand on its picture", "python"): "'left'",
    ("A citation", "bash"): "@misc{",
    ("What is new, again and again", "bash"): "304",
}


def code(job: str, language: str) -> str | None:
    found = re.search(rf"```{language}\n(.*?)```", JOBS[job], re.DOTALL)
    return found[1] if found else None


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("job", JOBS)
def test_shell(job, served, tmp_path):
    """Each line for a shell does its job."""
    if shutil.which("curl") is None:
        pytest.skip("there is no curl: sudo apt-get install curl")
    lines = code(job, "bash").replace(DEMO, served)
    told = run(["bash", "-euo", "pipefail", "-c", lines], tmp_path)
    assert TOLD.get((job, "bash"), "").lower() in told.lower()
    assert told or any(path.stat().st_size for path in tmp_path.iterdir())


@pytest.mark.parametrize("job", [job for job in JOBS if code(job, "python")])
def test_python(job, served, tmp_path):
    """Each few lines of Python do theirs, and they are few."""
    lines = code(job, "python")
    statements = [one for one in ast.walk(ast.parse(lines)) if isinstance(one, ast.stmt)]
    assert sum(not isinstance(one, ast.Import) for one in statements) <= 5
    told = run([sys.executable, "-I", "-c", lines.replace(DEMO, served)], tmp_path)
    assert TOLD.get((job, "python"), "") in told
    assert told


def test_jobs():
    """There is an example for every job, in a shell and, where lines are few, in Python."""
    assert len(JOBS) == 9
    assert all(code(job, "bash") for job in JOBS)
    assert sum(code(job, "python") is not None for job in JOBS) == 6
    assert set(TOLD) <= {(job, language) for job in JOBS for language in ("bash", "python")}
