"""Formats that only an office program reads (.doc, .ppt, .wpd): LibreOffice makes PDFs of them."""

import os
import shutil
import subprocess
import tempfile
from datetime import date, datetime
from pathlib import Path

import olefile
from PIL import Image

from ingest.errors import DamagedFileError, OfficeMissingError
from ingest.file_dates import believable
from ingest.pdf import PdfReader
from ingest.reader import FileFacts, ReadOptions
from ingest.records import Page

CONVERTED = "The pages are those of a PDF that LibreOffice made of the file."
PROGRAMS = ("soffice", "libreoffice")
MISSING = (
    "The file is of an old office format, which only an office program reads, and LibreOffice is "
    "not installed. Run `apt-get install libreoffice-writer libreoffice-impress "
    "libreoffice-calc` (or the same with -nogui), then the ingest with --retry-failed."
)
_TIMEOUT_S = 110.0
"""A first start with a new profile takes ten seconds; no letter takes a minute."""


class OfficeReader:
    """One file, converted when opened; see ``Reader``.

    Args:
        path: The file.
        program: The office program; looked for if None.

    Raises:
        OfficeMissingError: There is none.
        DamagedFileError: It makes no PDF of the file.
    """

    def __init__(self, path: Path, program: str | None = None) -> None:
        found = program or next(filter(None, map(shutil.which, PROGRAMS)), None)
        if found is None:
            raise OfficeMissingError(MISSING)
        self._date = _written(path)
        self._folder = tempfile.TemporaryDirectory(prefix="blotter-office-")
        try:
            self._pdf = PdfReader(_converted(path, Path(self._folder.name), found))
        except BaseException:
            self._folder.cleanup()
            raise

    def facts(self) -> FileFacts:
        """What the PDF says, with a note that it is one; the date is the file's own."""
        facts = self._pdf.facts()
        return FileFacts(
            facts.page_count, facts.title, self._date, (CONVERTED, *facts.notes), facts.properties
        )

    def read_page(self, number: int, options: ReadOptions) -> Page:
        """Read a page of the PDF; raises as ``PdfReader.read_page``."""
        return self._pdf.read_page(number, options)

    def render_page(self, number: int, width_px: int) -> Image.Image:
        """A picture of a page of the PDF; raises as ``PdfReader.render_page``."""
        return self._pdf.render_page(number, width_px)

    def close(self) -> None:
        """Let go of the PDF and remove it."""
        self._pdf.close()
        self._folder.cleanup()


def _written(path: Path) -> date | None:
    """When the file was written, as it says; the PDF says when it was converted."""
    try:
        with olefile.OleFileIO(str(path)) as ole:
            said = ole.get_metadata()
    except Exception:  # noqa: BLE001 - olefile has a dozen of its own; the date is no loss
        return None
    times = (said.create_time, said.last_saved_time)
    days = (believable(time.date()) for time in times if isinstance(time, datetime))
    return next(filter(None, days), None)


def _converted(path: Path, folder: Path, program: str) -> Path:
    """Without a network, macros or links: the program reads a copy in a folder of its own."""
    source = folder / "document"
    shutil.copyfile(path, source)
    profile = (folder / "profile").as_uri()
    command = [program, "--headless", "--norestore", "--nolockcheck", "--nodefault"]
    command += [f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
    command += ["--outdir", str(folder / "out"), str(source)]
    try:
        subprocess.run(  # noqa: S603 - a fixed command on a name of ours, no shell
            command,
            check=False,
            timeout=_TIMEOUT_S,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
        )
    except subprocess.TimeoutExpired as error:
        raise DamagedFileError(
            f"LibreOffice took longer than {_TIMEOUT_S:g} seconds for the file and was stopped. "
            "Save it as PDF by hand and ingest that."
        ) from error
    target = folder / "out" / "document.pdf"
    if not target.is_file():
        raise DamagedFileError(
            "LibreOffice makes no PDF of the file: it is broken, or asks for a password. Save it "
            "as PDF by hand and ingest that."
        )
    return target
