"""Old office formats: through LibreOffice where it is, and named where it is not."""

import shutil
import subprocess

import pytest

from ingest.errors import DamagedFileError, OfficeMissingError
from ingest.office_program import CONVERTED, PROGRAMS, OfficeReader
from ingest.reader import ReadOptions

PROGRAM = next(filter(None, map(shutil.which, PROGRAMS)), None)


def test_no_office_program(tmp_path, monkeypatch):
    """Without LibreOffice the file says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(OfficeMissingError, match="apt-get install libreoffice-writer"):
        OfficeReader(tmp_path / "a")


def test_a_program_that_makes_nothing(tmp_path):
    """A file it cannot convert is damaged, and nothing is left behind."""
    path = tmp_path / "a"
    path.write_bytes(b"nothing known")

    with pytest.raises(DamagedFileError, match="makes no PDF"):
        OfficeReader(path, program="/bin/true")


@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
def test_old_word_document(tmp_path):
    """A .doc is read as the PDF that LibreOffice makes of it, with boxes and a picture."""
    source = tmp_path / "letter.rtf"
    source.write_text(r"{\rtf1\ansi The harbour fence was measured twice.\page It leans.}")
    command = [PROGRAM, "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"]
    command += ["--convert-to", "doc", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)

    reader = OfficeReader(tmp_path / "letter.doc")
    facts, page = reader.facts(), reader.read_page(2, ReadOptions())
    picture = reader.render_page(1, 400)
    reader.close()

    assert (facts.page_count, facts.notes[0]) == (2, CONVERTED)
    assert page.text == "It leans."
    assert len(page.words) == 2
    assert picture.width == 400
