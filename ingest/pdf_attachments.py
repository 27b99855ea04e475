"""Files within PDFs: attachments, portfolios, and files pinned to pages."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from ingest.contained import Bag

_BROKEN = (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, OSError)
"""What pikepdf raises on broken files; what cannot be listed is no reason not to read the pages."""
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Extras:
    """What a PDF is beside its pages.

    Attributes:
        holds_files: Whether any file is in it.
        is_xfa: Whether it is a form whose pages only Adobe's programs make.
    """

    holds_files: bool = False
    is_xfa: bool = False


def extras(path: Path) -> Extras:
    """What a PDF is beside its pages; nothing if that cannot be told."""
    with suppress(*_BROKEN), pikepdf.open(path, suppress_warnings=True) as pdf:
        is_xfa = bool(pdf.Root.get("/NeedsRendering", False))
        return Extras(next(_files(pdf), None) is not None, is_xfa)
    return Extras()


def put_attachments(path: Path, bag: Bag) -> None:
    """Put the files in a PDF into a bag: those of its list first, then those pinned to pages."""
    with suppress(*_BROKEN), pikepdf.open(path, suppress_warnings=True) as pdf:
        for name, stream in _files(pdf):
            bag.put(name, _content(stream))


def _content(stream: pikepdf.Object) -> Iterator[bytes]:
    yield stream.read_bytes()


def _files(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Names and streams, each stream once."""
    seen: set[tuple[int, int]] = set()
    for specification in _specifications(pdf):
        with suppress(*_BROKEN):
            embedded = specification["/EF"]
            stream = embedded.get("/UF", embedded.get("/F"))
            if isinstance(stream, pikepdf.Stream) and stream.objgen not in seen:
                seen.add(stream.objgen)
                name = specification.get("/UF", specification.get("/F", "attachment"))
                yield str(name), stream
        if len(seen) >= _MOST:
            return


def _specifications(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    if tree is not None:
        yield from pikepdf.NameTree(tree).values()
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            with suppress(*_BROKEN):
                if annotation.get("/Subtype") == "/FileAttachment":
                    yield annotation["/FS"]
