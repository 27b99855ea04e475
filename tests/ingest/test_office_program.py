"""Old office formats: through LibreOffice where it is, and named where it is not."""

import datetime as dt
import shutil
import struct
import subprocess

import pytest

from ingest.errors import DamagedFileError, OfficeMissingError
from ingest.office_program import CONVERTED, PROGRAMS, OfficeReader
from ingest.reader import ReadOptions
from tests.ingest.drawn import make_pdf, story
from tests.ingest.ole_files import ole

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


def summary(number: int, days: int) -> bytes:
    """The stream in which an old office file says when it was made (12) or saved (13).

    Days are counted from the first of 1601.
    """
    section = struct.pack("<IIIIIQ", 32, 1, number, 16, 0x40, days * 864_000_000_000)
    kind = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    return struct.pack("<HHI16xI16sI", 0xFFFE, 0, 4, 1, kind, 48) + section


@pytest.mark.parametrize(
    ("content", "day"),
    [
        (ole({"WordDocument": b"x", "\x05SummaryInformation": summary(12, 150_000)}), 150_000),
        (ole({"WordDocument": b"x", "\x05SummaryInformation": summary(13, 150_001)}), 150_001),
        (ole({"WordDocument": b"x", "\x05SummaryInformation": summary(12, 0)}), None),
        (ole({"WordDocument": b"x"}), None),
        (ole({"WordDocument": b"x"})[:700], None),
        (b"\xffWPC", None),
    ],
    ids=["made", "saved", "clock never set", "nothing said", "broken", "another format"],
)
def test_the_files_own_date(tmp_path, content, day):
    """A document's date is what the file says, never the day on which it was converted."""
    made = make_pdf(tmp_path / "made.pdf", story)
    program = tmp_path / "program"
    program.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
        f'mkdir -p "$2" && cp {made} "$2/document.pdf"\n'
    )
    program.chmod(0o755)
    path = tmp_path / "a.doc"
    path.write_bytes(content)

    reader = OfficeReader(path, program=str(program))
    found = reader.facts().date
    reader.close()

    assert found == (None if day is None else dt.date(1601, 1, 1) + dt.timedelta(days=day))


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
