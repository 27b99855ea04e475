"""Office files made for the tests: packages of the parts that programs write."""

import zipfile
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
    for name, of in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "draw": "drawing",
        "presentation": "presentation",
    }.items()
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CORE = (
    f'<cp:coreProperties xmlns:cp="urn:x" xmlns:dcterms="urn:t" {DC}>'
    "<dc:title>Report on the harbour fence</dc:title><dc:creator>Ada Quill</dc:creator>"
    "<dcterms:created>2014-03-09T10:11:12Z</dcterms:created></cp:coreProperties>"
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)


def package(path: Path, parts: dict[str, str]) -> Path:
    """A ZIP archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def docx(path: Path, body: str, **beside: str) -> Path:
    """A Word document with this body, and further parts by their names under word/."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": CORE,
    }
    return package(path, parts | {f"word/{name}.xml": text for name, text in beside.items()})


def para(text: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def odf(path: Path, kind: str, content: str, *, styles: str = "", master: str = "") -> Path:
    """An OpenDocument of a kind (``text``, ``presentation``) with this body."""
    head = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    root = f"<office:document-content {ODF} {DC}>"
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"{root}{head}<office:body><office:{kind}>{content}</office:{kind}>"
        "</office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {ODF}>{master}</office:document-styles>",
        "meta.xml": f"<office:document-meta {ODF} {DC}><dc:title>Tide tables</dc:title>"
        "<dc:creator>Ada Quill</dc:creator></office:document-meta>",
    }
    return package(path, parts)
