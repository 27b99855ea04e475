"""Citations of a page: who released what, which page, of which bytes, and where it can be seen."""

import datetime as dt
import json
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from ingest.records import Document, Release


class Format(StrEnum):
    """How a citation is written."""

    PLAIN = "plain"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl-json"


MEDIA_TYPES = {
    Format.PLAIN: "text/plain",
    Format.BIBTEX: "application/x-bibtex",
    Format.RIS: "application/x-research-info-systems",
    Format.CSL: "application/vnd.citationstyles.csl+json",
}
SUFFIXES = {Format.PLAIN: "txt", Format.BIBTEX: "bib", Format.RIS: "ris", Format.CSL: "json"}

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a page is cited by.

    Attributes:
        document: What the page belongs to.
        releases: What the document came with; the first one is cited.
        page: Counts from 1.
        url: Address of the page's view, whole.
        accessed: The day it was looked at.
    """

    document: Document
    releases: tuple[Release, ...]
    page: int
    url: str
    accessed: dt.date

    def written(self, form: Format) -> str:
        """The citation in a form, with a line feed at its end."""
        writers = {
            Format.PLAIN: self._plain,
            Format.BIBTEX: self._bibtex,
            Format.RIS: self._ris,
            Format.CSL: self._csl,
        }
        return writers[form]() + "\n"

    @property
    def file_name(self) -> str:
        """Without its ending, which is of the form."""
        return f"{self.document.id}-{self.page}"

    @property
    def _release(self) -> Release | None:
        return next(iter(self.releases), None)

    @property
    def _agency(self) -> str:
        return self._release.agency if self._release else ""

    @property
    def _note(self) -> str:
        release = self._release
        parts = []
        if release:
            released = f", released {release.release_date}" if release.release_date else ""
            parts.append(f"{release.title}{released}")
            if release.request_number:
                parts.append(f"records request {release.request_number}")
        if self.document.file_name != self.document.title:
            parts.append(f"file {self.document.file_name}")
        return "; ".join([*parts, f"SHA-256 {self.document.sha256}"])

    def _plain(self) -> str:
        of = self.document
        begun = [self._agency, f"“{of.title}”", f"{of.date}" if of.date else "", f"p. {self.page}"]
        said = ", ".join(filter(None, begun))
        return _line(f"{said}. {self._note}. {self.url} (accessed {self.accessed}).")

    def _bibtex(self) -> str:
        of = self.document
        fields = {
            "title": of.title,
            "author": f"{{{_bibtex(self._agency)}}}" if self._agency else "",
            "date": str(of.date or ""),
            "year": str(of.date.year) if of.date else "",
            "pages": str(self.page),
            "note": self._note,
            "url": self.url,
            "urldate": str(self.accessed),
        }
        plain = {"author", "url"}
        lines = [
            f"  {name} = {{{value if name in plain else _bibtex(value)}}},"
            for name, value in fields.items()
            if value
        ]
        return "\n".join([f"@misc{{blotter-{of.id}-p{self.page},", *lines, "}"])

    def _ris(self) -> str:
        of = self.document
        lines = [
            ("TY", "GOVDOC"),
            ("TI", of.title),
            ("AU", f"{self._agency}," if self._agency else ""),
            ("PB", self._agency),
            ("DA", f"{of.date:%Y/%m/%d}" if of.date else ""),
            ("PY", f"{of.date:%Y}" if of.date else ""),
            ("SP", str(self.page)),
            ("N1", self._note),
            ("UR", self.url),
            ("Y2", f"{self.accessed:%Y/%m/%d}"),
        ]
        return "\n".join([*(f"{tag}  - {_line(value)}" for tag, value in lines if value), "ER  - "])

    def _csl(self) -> str:
        of = self.document
        said = {
            "id": f"blotter-{of.id}-p{self.page}",
            "type": "document",
            "title": _line(of.title),
            "author": [{"literal": _line(self._agency)}] if self._agency else None,
            "issued": _csl_date(of.date) if of.date else None,
            "page": str(self.page),
            "note": _line(self._note),
            "URL": self.url,
            "accessed": _csl_date(self.accessed),
        }
        return json.dumps([{k: v for k, v in said.items() if v is not None}], ensure_ascii=False)


def _line(text: str) -> str:
    """A text as one line without controls: a title may hold any character."""
    clean = "".join(" " if unicodedata.category(c).startswith("C") else c for c in text)
    return re.sub(r"\s+", " ", clean).strip()


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX.get(c, c) for c in _line(text))


def _csl_date(day: dt.date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
