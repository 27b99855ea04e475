"""The settings of the service and the command line, read once at the start."""

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.limits import Limits
from ingest.paths import DataPaths
from ingest.reader import OcrWay, ReadOptions
from ingest.settings import IngestSettings, UnpackSettings


class Settings(BaseSettings):
    """Every setting, with its unit and default; each can be set as ``BLOTTER_<NAME>``.

    Raises:
        pydantic.ValidationError: A value is of the wrong kind; it names the setting.
    """

    model_config = SettingsConfigDict(env_prefix="BLOTTER_", frozen=True, extra="forbid")

    data: Path = Field(
        Path("blotter-data"), description="The data directory: originals, catalogue, index, cache."
    )
    host: str = Field("127.0.0.1", description="The address the service listens on.")
    port: int = Field(8000, ge=0, le=65535, description="The port the service listens on.")
    public_url: str = Field(
        "",
        description="Where readers reach the service, for links in exports; empty for the address "
        "it is asked at, or http://HOST:PORT from the command line.",
    )
    collection: str = Field(
        "Search released police records",
        min_length=1,
        max_length=120,
        description="What the collection is called on its front page.",
    )
    about: str = Field(
        "Every page of these records can be searched, scans too. A hit is a page with its words "
        "marked, to be checked, linked and cited.",
        max_length=600,
        description="What the collection is, in a sentence or two, on its front page.",
    )
    engine: str = Field("whoosh", description="The index engine.")
    query_timeout_s: float = Field(
        2, gt=0, description="Seconds a search may take; it answers with what it has found then."
    )
    rate_limit: int = Field(
        300,
        ge=0,
        description="Requests a minute that one address may make, pictures counted apart at ten "
        "times as many; 0 for no limit. Requests from this machine are not counted.",
    )
    request_log: str = Field(
        "",
        description="File that gets a line for each request, without queries and addresses; - for "
        "standard error, empty for none.",
    )
    report_timeout_s: float = Field(
        60, gt=0, description="Seconds a report on a list of terms may take in the service."
    )
    report_terms: int = Field(
        500, ge=1, description="Terms of a list that the service searches at once."
    )
    upload_mb: int = Field(
        32, ge=1, description="Megabytes that may be sent to the service: lists, terms, marks."
    )
    workers: int = Field(
        os.cpu_count() or 1, ge=1, le=256, description="Reader processes of an ingest."
    )
    languages: str = Field(
        "eng",
        pattern=r"^[a-zA-Z_]+(\+[a-zA-Z_]+)*$",
        description="Languages of the OCR, in Tesseract's names, joined by +; the first reads "
        "every page where those of pages can be told.",
    )
    ocr: OcrWay = Field(
        OcrWay.AUTO,
        description="How Tesseract is run: library (in the reader's process), program (one process "
        "a page), or auto for the library where it is installed and no executable is named.",
    )
    tesseract: str = Field("", description="Path of the OCR executable; empty to look for one.")
    max_pixels: int = Field(
        150_000_000, ge=1_000_000, description="Most pixels a page image may have to be read."
    )
    open_timeout_s: float = Field(60, gt=0, description="Seconds a file may take to open.")
    page_timeout_s: float = Field(180, gt=0, description="Seconds a page may take to be read.")
    reader_memory_mb: int = Field(
        3072, ge=512, description="Megabytes of address space a reader process may use."
    )

    unpack_depth: int = Field(
        6, ge=0, description="Containers within containers that are unpacked; 0 unpacks none."
    )
    unpack_files: int = Field(
        20_000, ge=1, description="Most files that are unpacked from one file, all levels together."
    )
    unpack_mb: int = Field(
        20_480, ge=1, description="Most megabytes that are unpacked from one file, likewise."
    )
    unpack_ratio: int = Field(
        200, ge=1, description="Most times its size that a container may grow to beyond 256 MB."
    )
    unpack_timeout_s: float = Field(
        600, gt=0, description="Seconds the unpacking of one container may take."
    )

    @property
    def limits(self) -> Limits:
        """How much work a query may make."""
        return Limits(seconds=self.query_timeout_s)

    @property
    def paths(self) -> DataPaths:
        """Where everything in the data directory lives."""
        return DataPaths(self.data.absolute())

    @property
    def base_url(self) -> str:
        """The service's address as links made outside a request give it; no slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def ingest(self) -> IngestSettings:
        """The part of the settings an ingest needs."""
        return IngestSettings(
            workers=self.workers,
            open_timeout_s=self.open_timeout_s,
            page_timeout_s=self.page_timeout_s,
            memory_bytes=self.reader_memory_mb * 1024**2,
            unpacking=UnpackSettings(
                depth=self.unpack_depth,
                files=self.unpack_files,
                bytes=self.unpack_mb * 1024**2,
                ratio=self.unpack_ratio,
                timeout_s=self.unpack_timeout_s,
            ),
            reading=ReadOptions(
                languages=self.languages,
                ocr=self.ocr,
                tesseract=self.tesseract,
                max_pixels=self.max_pixels,
            ),
        )
