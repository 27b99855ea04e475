"""The sample release is what it says it is: bytes, pages, faults, texts and known items."""

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

import sample
from sample import Fault, ItemKind, PageSource, SampleDocument, SampleRelease, story
from sample.layout import flat

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def releases(tmp_path_factory):
    """Two releases of one seed, the second by the command line in another process."""
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    command = [sys.executable, "-m", "sample", str(second)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        release = sample.generate(first)
        said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return release, second, said


@pytest.fixture(scope="session")
def release(releases) -> SampleRelease:
    return releases[0]


def by_fault(release: SampleRelease, fault: Fault) -> SampleDocument:
    (document,) = (document for document in release.documents if document.fault is fault)
    return document


def content(release: SampleRelease, document: SampleDocument) -> bytes:
    return (release.folder / document.path).read_bytes()


def pdf_texts(data: bytes, password: str | None = None) -> list[str]:
    with pypdfium2.PdfDocument(data, password=password) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def readable_pdfs(release: SampleRelease) -> list[tuple[SampleDocument, list[str]]]:
    """Every PDF that a strict reader opens, with the text layer of each page."""
    unreadable = (Fault.ENCRYPTED, Fault.TRUNCATED)
    return [
        (document, pdf_texts(content(release, document)))
        for document in release.documents
        if document.fault not in unreadable and content(release, document).startswith(b"%PDF")
    ]


def test_same_seed_same_bytes(releases):
    """Two processes given the same seed write the same files, the locked one included."""
    release, second, _ = releases
    sums = [
        {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }
        for folder in (release.folder, second)
    ]
    assert sums[0] == sums[1]
    assert len(sums[0]) == len(release.documents) + 1


def test_command_says_what_it_wrote(releases):
    """The command says how much it wrote, and where."""
    release, second, said = releases
    assert f"Wrote {len(release.documents)} documents" in said
    assert str(second) in said


def test_size(release):
    """The release has about thirty documents and a hundred pages and stays small."""
    assert 30 <= len(release.documents) <= 45
    assert 100 <= sum(document.pages for document in release.documents) <= 140
    assert sum(path.stat().st_size for path in release.folder.rglob("*.*")) < 25_000_000


def test_records_agree(release):
    """Each record has a text and a source for every readable page."""
    for document in release.documents:
        assert len(document.page_texts) == document.pages, document.path
        assert len(document.page_sources) == document.pages, document.path
        for source, text in zip(document.page_sources, document.page_texts, strict=True):
            assert (source is PageSource.BLANK) == (text == ""), document.path


def test_page_counts(release):
    """Every readable PDF has the pages its record says."""
    for document, texts in readable_pdfs(release):
        assert len(texts) == document.pages, document.path


def test_marked_as_sample(release):
    """Each page that is not blank bears the mark, in its text layer or in its picture."""
    for document, texts in readable_pdfs(release):
        for source, text in zip(document.page_sources, texts, strict=True):
            assert source is not PageSource.TEXT_LAYER or story.MARK in flat(text), document.path
    for document in release.documents:
        if document.path.endswith(".txt"):
            assert all("SAMPLE" in text for text in document.page_texts)
            continue
        assert all(story.MARK in text for text in document.page_texts if text), document.path


def test_text_layers(release):
    """Born-digital pages hold the words of the truth; scanned pages hold no text at all."""
    for document, texts in readable_pdfs(release):
        pages = zip(document.page_sources, document.page_texts, texts, strict=True)
        for source, truth, text in pages:
            if source is PageSource.TEXT_LAYER:
                assert sorted(flat(text).split()) == sorted(truth.split()), document.path
            elif source is PageSource.MIXED:
                assert 0 < len(flat(text)) < len(truth) / 4
            else:
                assert text.strip() == "", document.path


def test_every_source_is_there(release):
    """There are pages of each source, and files that mix text pages with scanned ones."""
    sources = {source for document in release.documents for source in document.page_sources}
    assert sources == set(PageSource)
    mixes = [document for document in release.documents if len(set(document.page_sources)) > 1]
    assert len(mixes) >= 3


def test_known_items_stand_in_truth(release):
    """Every known item stands in the truth text of the page it names."""
    known = [(document, item) for document in release.documents for item in document.known]
    assert len(known) > 80
    for document, item in known:
        assert item.text in flat(document.page_texts[item.page - 1]), (document.path, item)
    assert {item.kind for _, item in known} == set(ItemKind)


def test_phrases_are_rare(release):
    """A known phrase or sentence occurs on at most three pages of the release."""
    originals = [document for document in release.documents if document.fault is None]
    pages = [flat(text) for document in originals for text in document.page_texts]
    for document in originals:
        for item in document.known:
            if item.kind in (ItemKind.PHRASE, ItemKind.SENTENCE):
                assert 1 <= sum(item.text in page for page in pages) <= 3, item


def test_key_sentence(release):
    """The key sentence stands on one page only, and that page is a scan."""
    found = [
        source
        for document in release.documents
        for text, source in zip(document.page_texts, document.page_sources, strict=True)
        if story.KEY_SENTENCE in flat(text)
    ]
    assert found == [PageSource.OCR]


def test_redacted_names_are_gone(release):
    """No redacted name is drawn under its bar, anywhere in the release."""
    texts = [text for _, page_texts in readable_pdfs(release) for text in page_texts]
    texts += [text for document in release.documents for text in document.page_texts]
    locked = by_fault(release, Fault.ENCRYPTED)
    texts += pdf_texts(content(release, locked), sample.PASSWORD)
    for name in story.REDACTED_NAMES:
        assert not any(name in flat(text) for text in texts)


def test_encrypted(release):
    """PDFium refuses the locked file without its password and opens it with it."""
    document = by_fault(release, Fault.ENCRYPTED)
    assert document.pages == 0
    data = content(release, document)
    with pytest.raises(pypdfium2.PdfiumError, match=r"(?i)password"):
        pypdfium2.PdfDocument(data)
    assert story.MARK in flat(pdf_texts(data, sample.PASSWORD)[0])


@pytest.mark.filterwarnings("ignore")  # pikepdf warns of the very damage that is wanted here
def test_truncated(release, tmp_path):
    """PDFium refuses the cut file; a repair gives back the pages its record promises."""
    document = by_fault(release, Fault.TRUNCATED)
    data = content(release, document)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(data)
    repaired = tmp_path / "repaired.pdf"
    with pikepdf.open(release.folder / document.path) as pdf:
        pdf.save(repaired)
    texts = pdf_texts(repaired.read_bytes())
    assert len(texts) == document.pages + 1
    for text, truth in zip(texts, document.page_texts, strict=False):
        assert sorted(flat(text).split()) == sorted(truth.split())


def test_duplicate(release):
    """The duplicate has the bytes of exactly one other file, in another folder."""
    document = by_fault(release, Fault.DUPLICATE)
    data = content(release, document)
    twins = [other.path for other in release.documents if content(release, other) == data]
    assert len(twins) == 2
    assert len({Path(path).parent for path in twins}) == 2
    assert document.known == ()


def test_wrong_extension(release):
    """The file named as a word processor's is a PDF."""
    document = by_fault(release, Fault.WRONG_EXTENSION)
    assert document.path.endswith(".doc")
    assert content(release, document).startswith(b"%PDF")


def test_rotated(release):
    """The roster's pages lie on their side and are displayed upright by /Rotate."""
    (document,) = (d for d in release.documents if d.path.endswith("Overtime Roster.pdf"))
    with pikepdf.open(release.folder / document.path) as pdf:
        assert all(int(page.Rotate) == 90 for page in pdf.pages)
        assert all(page.mediabox[3] > page.mediabox[2] for page in pdf.pages)
    with pypdfium2.PdfDocument(release.folder / document.path) as pdf:
        width, height = pdf[0].get_size()
    assert width > height


def test_sideways(release):
    """The sideways scan is an upright page not rotated whose picture is turned."""
    (document,) = (d for d in release.documents if "sideways" in d.path)
    with pikepdf.open(release.folder / document.path) as pdf:
        assert all(int(page.get("/Rotate", 0)) == 0 for page in pdf.pages)
        assert all(page.mediabox[3] > page.mediabox[2] for page in pdf.pages)


def test_pictures(release):
    """The fax is a TIFF of several one-bit pages; the form is PNG, the photograph JPEG."""
    kinds = {}
    for document in release.documents:
        if Path(document.path).suffix in (".tif", ".png", ".jpg"):
            with Image.open(release.folder / document.path) as picture:
                frames = getattr(picture, "n_frames", 1)
                kinds[picture.format] = (picture.mode, frames == document.pages)
    assert kinds == {"TIFF": ("1", True), "PNG": ("L", True), "JPEG": ("RGB", True)}


def test_plain_text(release):
    """One text file has two pages parted by a form feed; one is cp1252 and not UTF-8."""
    notes = [document for document in release.documents if document.path.endswith(".txt")]
    fed, spanish = notes
    assert content(release, fed).decode().split("\f") == list(fed.page_texts)
    assert content(release, spanish).decode("cp1252") == spanish.page_texts[0]
    with pytest.raises(UnicodeDecodeError):
        content(release, spanish).decode("utf-8")


def test_manifest(release):
    """The manifest names the request and most documents, each of which is a file."""
    manifest = tomllib.loads((release.folder / "release.toml").read_text(encoding="utf-8"))
    assert manifest["release"]["request_number"] == story.REQUEST_NUMBER
    kinds = {document.path: document.kind for document in release.documents}
    listed = manifest["document"]
    assert len(release.documents) * 0.7 < len(listed) < len(release.documents)
    for entry in listed:
        assert (release.folder / entry["path"]).is_file()
        assert kinds[entry["path"]] == entry["type"]


def _unstamped(text: str) -> str:
    """A page's text without the mark above it and the number below."""
    return "\n".join(text.split("\n")[1:-1])


def test_demo_queries(release):
    """Each demo query's plain words stand together on some page, or a phrase over its end."""
    pages = [flat(text).lower() for d in release.documents for text in d.page_texts]
    pages += [flat(" ".join(map(_unstamped, d.page_texts))).lower() for d in release.documents]
    for query, _ in sample.DEMO_QUERIES:
        words = query.lower().strip('"').replace("*", "").split()
        wanted = [query.lower().strip('"')] if '"' in query else words
        plain = [word for word in wanted if not word.startswith("-")]
        assert any(all(word in page for word in plain) for page in pages), query
