"""Killed in the middle, each command is finished by the same command, with the same outcome."""

import subprocess
import sys

from app.ingesting import run_index, run_ingest
from app.settings import Settings
from tests.crash.contents import contents, differences, leftovers


def test_some_kills(tmp_path):
    """Killed somewhere in the middle, all commands end as if undisturbed."""
    folder = tmp_path / "records"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"The harbour unit met {number} times.\fAnd again.")
    options = ["--folder", folder, "--kills", "1", "--points", "0", "--work", tmp_path]
    command = [sys.executable, "-m", "tests.crash", *map(str, options)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" 0 differed") == 5


def test_differences_are_seen(tmp_path):
    """A page, an original or an entry more or less is told, and so is rubbish."""
    (tmp_path / "a.txt").write_text("The harbour unit met.\fAnd again.")
    settings = Settings(data=tmp_path / "data", workers=1)
    run_ingest(settings, [tmp_path / "a.txt"])
    run_index(settings)
    whole = contents(settings.data)
    assert leftovers(settings.data) == []
    for name in ("pages", "locations", "originals", "index"):
        assert differences(whole, whole | {name: whole[name][1:]})
        assert differences(whole, whole | {name: [*whole[name], whole[name][0]]})
    settings.paths.incoming.mkdir(parents=True, exist_ok=True)
    (settings.paths.incoming / "half").write_bytes(b"half")
    assert leftovers(settings.data) == ["originals/incoming/half"]
