"""Rich Text Format (.rtf): its words, with headers, notes and comments by their names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from ingest.embedded import HoldingReader, in_rich_text
from ingest.file_dates import believable
from ingest.pdf_facts import title_worth_showing
from ingest.received import content_of
from ingest.text_document import (
    PAGE_BREAK,
    TextDocument,
    TextPage,
    flowing_pages,
)

ENGINE = "rich text"

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"  # a control word, its number, the space that ends it
    rb"|\\'([0-9a-fA-F]{2})"  # a byte
    rb"|\\([^a-zA-Z])"  # a control symbol
    rb"|([{}])"
    rb"|[\r\n]+"
    rb"|([^\\{}\r\n]+)",
    re.DOTALL,
)
_SIGNS = {
    "par": "\n",
    "line": "\n",
    "sect": "\n",
    "row": "\n",
    "page": PAGE_BREAK,
    "tab": "\t",
    "cell": "\t",
    "nestcell": "\t",
    "emdash": "—",
    "endash": "–",  # noqa: RUF001 - that dash is meant
    "lquote": "‘",  # noqa: RUF001 - that quote is meant
    "rquote": "’",  # noqa: RUF001 - that quote is meant
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
}
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}
_ASIDES = {
    "header": "Header",
    "headerl": "Header",
    "headerr": "Header",
    "headerf": "Header",
    "footer": "Footer",
    "footerl": "Footer",
    "footerr": "Footer",
    "footerf": "Footer",
    "footnote": "Footnote",
    "annotation": "Comment",
}
_FACTS = frozenset({"title", "author", "subject", "keywords", "doccomm", "operator"})
_SILENT = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "objdata", "fldinst",
    "datafield", "themedata", "colorschememapping", "latentstyles", "listtable",
    "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "bkmkstart", "bkmkend", "atnid",
    "atnauthor", "atntime", "atndate", "atnref", "atnparent", "atrfstart", "atrfend",
    "filetbl", "revtbl", "pntext", "pntxta", "pntxtb", "private", "nonshppict", "template",
    "sp", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "ftncn", "aftncn", "xe", "tc", "txe",
    "rxe",
})  # fmt: skip
"""Groups that hold no words of the document. ``shptxt``, ``fldrslt`` and the like do."""
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 255: "cp850",
}  # fmt: skip
_PROPERTIES = {"author": "Author", "subject": "Subject", "keywords": "Keywords"} | {
    "operator": "Last changed by",
    "doccomm": "Description",
}
_CREATED = re.compile(rb"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_DEEPEST = 1_000
"""Groups within groups; deeper ones are read as if they were of the last."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group.

    Attributes:
        target: Where its text goes: ``text``, a fact's name, a label of what stands beside the
            text, or nothing.
        skip: How many characters after a Unicode one are its substitute.
        codec: Of the bytes.
    """

    target: str = "text"
    skip: int = 1
    codec: str = "cp1252"


@dataclass
class _Rtf:
    """One pass over the tokens."""

    content: bytes
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    codec: str = "cp1252"
    raw: bytearray = field(default_factory=bytearray)
    substitutes: int = 0
    is_optional: bool = False
    past: int = 0

    def read(self) -> dict[str, list[str]]:
        """What was written, by target."""
        while found := _TOKEN.match(self.content, self.past):
            self.past = found.end()
            word, number, byte, symbol, brace, text = found.groups()
            if byte is not None:
                self._bytes(bytes([int(byte, 16)]))
            elif text is not None:
                self._bytes(text)
            else:
                self._flush()
                if brace:
                    self._brace(brace)
                elif symbol:
                    self._symbol(symbol)
                elif word:
                    self._word(word.decode("ascii"), None if number is None else int(number))
        self._flush()
        return self.texts

    def _bytes(self, content: bytes) -> None:
        skipped = min(self.substitutes, len(content))
        self.substitutes -= skipped
        self.raw += content[skipped:]

    def _flush(self) -> None:
        if self.raw:
            self._write(bytes(self.raw).decode(self.state.codec, "replace"))
            self.raw.clear()

    def _write(self, text: str) -> None:
        if self.state.target:
            self.texts.setdefault(self.state.target, []).append(text)

    def _brace(self, brace: bytes) -> None:
        self.substitutes = 0
        self.is_optional = False
        if brace == b"{":
            if len(self.stack) < _DEEPEST:
                self.stack.append(self.state)
        elif self.stack:
            ended, self.state = self.state.target, self.stack.pop()
            if ended != self.state.target and ended in _ASIDES.values():
                self.texts.setdefault(ended, []).append("\n")

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.is_optional = True
        elif self.substitutes:
            self.substitutes -= 1
        else:
            self._write(_SYMBOLS.get(symbol, ""))

    def _word(self, word: str, number: int | None) -> None:
        optional, self.is_optional = self.is_optional, False
        if word == "u" and number is not None:
            self._write(_character(number))
            self.substitutes = self.state.skip
        elif word == "bin" and number is not None and number > 0:
            self.past = min(self.past + number, len(self.content))
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        elif word in _ASIDES:
            self.state = replace(self.state, target=_ASIDES[word])
        elif word in _FACTS and self.stack and self.stack[-1].target == "":
            self.state = replace(self.state, target=word)
        elif word in _SILENT or (optional and word not in ("shptxt", "fldrslt", "shpinst")):
            self.state = replace(self.state, target="")
        else:
            self._setting(word, number)

    def _setting(self, word: str, number: int | None) -> None:
        if number is None:
            return
        if word == "uc":
            self.state = replace(self.state, skip=min(max(number, 0), 64))
        elif word == "ansicpg":
            self.codec = _known_codec(f"cp{number}")
            self.state = replace(self.state, codec=self.codec)
        elif word == "fcharset":
            self.fonts[self.font] = _CHARSETS.get(number, "")
        elif word == "f":
            self.font = number
            self.state = replace(self.state, codec=self.fonts.get(number) or self.codec)


def _known_codec(name: str) -> str:
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name


def _character(number: int) -> str:
    """Numbers are signed and of 16 bits; halves of a pair are put together at the end."""
    return chr(number & 0xFFFF)


def read_rich_text(path: Path) -> TextDocument:
    """Read an .rtf. Footnotes, comments, headers and footers stand below the last page.

    Raises:
        UnreadableFileError: The operating system would not give it.
    """
    content = content_of(path)
    texts = _texts(content)
    pages = flowing_pages(_whole(texts))
    said = ((label, texts.get(name, "").strip()) for name, label in _PROPERTIES.items())
    return TextDocument(
        tuple(map(TextPage, pages)),
        title=title_worth_showing(texts.get("title", "")),
        date=_created(content),
        properties=tuple((name, value) for name, value in said if value),
    )


def words_of(content: bytes) -> str:
    """The text of rich text that is no file of its own, as the body of a message."""
    return _whole(_texts(content))


def _texts(content: bytes) -> dict[str, str]:
    return {name: _joined(pieces) for name, pieces in _Rtf(content).read().items()}


def _whole(texts: dict[str, str]) -> str:
    return "\n\n".join([texts.get("text", ""), *_beside(texts)])


def _joined(pieces: list[str]) -> str:
    """Surrogate pairs made one character each."""
    return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _beside(texts: dict[str, str]) -> Iterator[str]:
    for label in dict.fromkeys(_ASIDES.values()):
        lines = dict.fromkeys(" ".join(line.split()) for line in texts.get(label, "").split("\n"))
        said = "\n".join(f"{label}: {line}" for line in lines if line)
        if said:
            yield said


def _created(content: bytes) -> date | None:
    found = _CREATED.search(content)
    try:
        return believable(date(int(found[1]), int(found[2]), int(found[3]))) if found else None
    except ValueError:
        return None


RichTextReader = partial(HoldingReader, ENGINE, read_rich_text, in_rich_text)
"""Opens rich text; see ``OpenReader``."""
