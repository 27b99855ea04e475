"""Languages: told by their small words, read by page, their data found wherever it lies."""

import pytest
from PIL import Image

from ingest.by_page import ByPageEngine
from ingest.languages import can_be_told, looks_like
from ingest.layout import Layout, PlacedWord
from ingest.ocr import OcrReading
from ingest.reader import OcrWay, ReadOptions
from ingest.records import Box
from ingest.scan import read_scan
from ingest.tesseract import tesseract_engine
from ingest.tesseract_data import data_files, data_folders, languages_in
from ingest.tesseract_library import TesseractLibrary, is_installed
from ingest.tesseract_program import Installation, TesseractProgram, find_installation
from tests.ingest.drawn import STORY, scanned

ENGLISH = " ".join(STORY)
DECLARATION = [
    "La vecina declaró que el muchacho salió por la puerta del patio",
    "y que nadie le había pedido permiso. El señor Núñez lo vio desde",
    "la ventana, según dijo a la mañana siguiente en la oficina.",
    "¿Quién rompió la cerradura? No lo sabe, pero oyó un ruido.",
]
SPANISH = " ".join(DECLARATION)
NAMES = "Officer de la Cruz of Los Angeles drove from El Paso Street to Avenida de las Flores. "


@pytest.mark.parametrize("text", [SPANISH, SPANISH.upper(), f"{ENGLISH} {SPANISH}"])
def test_spanish_is_told(text):
    """Spanish is told from its small words, also in capitals and on a page half in English."""
    assert looks_like("spa", text.split())


def test_spanish_is_told_as_read_in_english():
    """The words that English data reads rightly in a Spanish page are enough."""
    read = SPANISH.translate(str.maketrans("áéíóúñ¿", "4eioufi2"[:7]))

    assert looks_like("spa", read.split())


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH + NAMES, "", "la la la la la la", "1 2 | -"])
def test_names_are_no_spanish(text):
    """Spanish names and streets, and few or no words, do not make a page Spanish."""
    assert not looks_like("spa", text.split())


def test_english_is_told():
    """English is told among Spanish where that is the first language."""
    assert looks_like("eng", f"{SPANISH} {ENGLISH}".split())
    assert not looks_like("eng", SPANISH.split())


def test_which_settings_go_by_page():
    """One language, or one whose words are not known, is read as it is set."""
    assert can_be_told(["eng", "spa"])
    assert can_be_told(["spa", "eng"])
    assert not can_be_told(["eng"])
    assert not can_be_told(["eng", "spa", "deu"])


class Reciting:
    """An engine that reads the same text in every picture."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text

    def read(self, image: Image.Image, *, dpi: int) -> OcrReading:
        """Read the text."""
        assert dpi == 200
        assert image.mode == "L"
        line = tuple(PlacedWord(word, Box(0, 0, 1, 1), 0.9) for word in self._text.split())
        return OcrReading(Layout(((line,),)), self.name)


@pytest.mark.parametrize(
    ("text", "asked"), [(ENGLISH, ["eng"]), (SPANISH, ["eng", "eng+spa"]), ("", ["eng"])]
)
def test_a_page_is_read_again_where_it_looks_like_another_language(text, asked):
    """Only such a page is read with all languages, which are loaded only then, and says so."""
    made = []

    def engine_of(languages: str) -> Reciting:
        made.append(languages)
        return Reciting(languages, text)

    reading = ByPageEngine(("eng", "spa"), engine_of).read(Image.new("L", (9, 9)), dpi=200)

    assert made == asked
    assert reading.engine == asked[-1]


@pytest.fixture(params=[OcrWay.LIBRARY, OcrWay.PROGRAM])
def way(request) -> OcrWay:
    if not any("spa" in languages_in(folder) for folder in data_folders()):
        pytest.skip("tesseract-ocr-spa is not installed")
    if request.param is OcrWay.LIBRARY and not is_installed():
        pytest.skip("tesserocr is not installed")
    return request.param


def test_a_spanish_page(way):
    """With both languages set, a Spanish page is read with its letters, and says so."""
    options = ReadOptions(languages="eng+spa", ocr=way)

    top = scanned(DECLARATION[:2]).crop((0, 0, 1700, 500))
    scan = read_scan(top, 200, options, tesseract_engine)

    assert scan.layout.composed()[0] == "\n".join(DECLARATION[:2])
    assert " eng+spa (confidence map" in scan.engine


def test_spanish_data_elsewhere_than_english(way, tmp_path):
    """English data in one folder and Spanish in another are read with together."""
    folders = [tmp_path / "wheel", tmp_path / "system"]
    for folder, language in zip(folders, ("eng", "spa"), strict=True):
        folder.mkdir()
        (file,) = data_files(language, data_folders())
        (folder / file.name).symlink_to(file)
    engine = (
        TesseractLibrary(languages="eng+spa", timeout_s=20, folders=folders)
        if way is OcrWay.LIBRARY
        else TesseractProgram(
            Installation(find_installation().executable, str(folders[0])),
            languages="eng+spa",
            timeout_s=20,
            folders=folders[1:],
        )
    )

    assert "señor Núñez" in engine.read(scanned(DECLARATION[1:2]), dpi=200).text
