"""Programs that are measured: what they read, and what that cost."""

import sys

import pytest
from PIL import Image

from benchmarks.damage import Damaged
from benchmarks.ocr_contestants import Blotter, Unrepaired, measured
from benchmarks.ocr_pages import Sheaf, _write
from tests.ingest.drawn import STORY, scanned
from verify.word_error import words_of


@pytest.fixture
def sheaves(tmp_path) -> list[Sheaf]:
    found = []
    for name, lines in (("b", STORY[:2]), ("a", STORY[2:4])):
        path = tmp_path / f"{name}.pdf"
        blank = Damaged(Image.new("L", (850, 1100), 255), 100, "")
        _write(path, [Damaged(scanned(lines), 200, " ".join(lines)), blank])
        found.append(Sheaf(name, path, (" ".join(lines), "")))
    return found


@pytest.mark.parametrize("contestant", [Blotter(), Unrepaired()])
def test_texts_come_back_page_by_page(sheaves, contestant):
    """What was read comes back by sheaf and page, with the CPU it took."""
    readings, cost = contestant.read(sheaves)

    assert [[words_of(text) for text in texts] for texts in readings] == [
        [words_of(text) for text in sheaf.texts] for sheaf in sheaves
    ]
    assert cost.cpu_s > 0.1


def test_a_command_is_measured_with_its_children():
    """CPU and memory of what a command starts are its own."""
    spin = "import time\nb = bytearray(60_000_000)\nwhile time.process_time() < 1: pass"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {spin!r}])"
    cost = measured([sys.executable, "-c", start])

    assert 0.9 < cost.cpu_s < 3
    assert cost.peak_mb > 60
    with pytest.raises(RuntimeError, match="no luck"):
        measured([sys.executable, "-c", "raise SystemExit('no luck')"])
