"""Reading again what was read poorly, and explaining how a file is read."""

import json
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from app.cli import cli
from app.command_line import Exit
from app.ingesting import run_index, run_ingest
from app.settings import Settings
from ingest.catalogue import Catalogue
from ingest.catalogue_writer import CatalogueWriter
from ingest.records import Box, Page, PageSource, Word


@pytest.fixture
def file(tmp_path) -> Path:
    """Two pages: a text layer, and a scan."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), invariant=True)
    canvas.drawString(100, 700, "the harbor unit met on the second floor")
    canvas.showPage()
    scan = Image.new("L", (1700, 2200), 255)
    font = ImageFont.load_default(size=40)
    ImageDraw.Draw(scan).text((200, 300), "a statement of the lighthouse keeper", font=font)
    canvas.drawImage(ImageReader(scan), 0, 0, 612, 792)
    canvas.showPage()
    canvas.save()
    return path


def run(*arguments, code=Exit.OK) -> str:
    done = CliRunner().invoke(cli, [*map(str, arguments)])
    assert done.exit_code == code, done.output
    return done.output


def test_reread(tmp_path, file):
    """A poorly read page is read again and found then; its id and neighbours stay as they were."""
    settings = Settings(data=tmp_path / "data", workers=1)
    run_ingest(settings, [file])
    catalogue = CatalogueWriter(settings.paths.catalogue)
    (document,) = catalogue.documents()
    poor = (Word(0, 9, Box(0.1, 0.1, 0.2, 0.2), 0.2),)
    catalogue.save_page(
        document.id, Page(2, 612, 792, PageSource.OCR, "lichthaus", poor, confidence=0.2)
    )
    catalogue.close()
    run_index(settings)
    data = ("--data", settings.data)

    said = json.loads(run("reread", "--where", "confidence<0.6", "--json", *data))

    assert said == {"replaced": 1, "kept": 0, "failures": {}}
    hits = json.loads(run("search", "lighthouse", "--json", *data))["results"]
    assert [(hit["document"]["id"], hit["page"]) for hit in hits] == [(document.id, 2)]
    again = Catalogue(settings.paths.catalogue)
    assert again.page(document.id, 1).source is PageSource.TEXT_LAYER
    again.close()
    assert "0 pages read anew" in run("reread", "--where", "confidence<0.6", *data)


def test_reread_refuses_what_it_does_not_understand(tmp_path):
    """A condition on what pages do not have is a usage error that names what they have."""
    assert "confidence" in run(
        "reread", "--where", "colour=red", "--data", tmp_path, code=Exit.USAGE
    )


def test_explain(file):
    """Each page says by what it was read, at which resolution, and how surely; nothing is kept."""
    layer, scan = json.loads(run("explain", "--json", file))

    assert (layer["source"], layer["dpi"], layer["words"]) == ("text_layer", None, 8)
    assert (scan["source"], scan["engine"][:9]) == ("ocr", "tesseract")
    assert scan["dpi"] > 100
    assert scan["confidence"] > 0.8
    assert scan["seconds"] > 0
    assert "tesseract" in run("explain", file)


def test_explain_what_cannot_be_opened(tmp_path):
    """A file that cannot be opened is an error with its reason."""
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7 nothing else")

    assert "torn" not in run("explain", tmp_path / "torn.pdf", code=Exit.FAULT)
