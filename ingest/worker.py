"""The reader process: opens strangers' files so that no other process has to.

Started by ``ingest.sandbox`` as ``python -m ingest.worker FD MEMORY_BYTES``; ends when its
parent does.
"""

import logging
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ingest.confinement import leave_network, limit_resources
from ingest.contained import Bag, Contents, Unpackable
from ingest.errors import IngestError
from ingest.formats import open_reader
from ingest.messages import (
    Answer,
    Measured,
    MeasurePage,
    Opened,
    OpenFile,
    PageRead,
    ReadPage,
    Refused,
    Rendered,
    RenderPage,
    Request,
    Unpack,
    Unpacked,
    decode_request,
    encode,
)
from ingest.pdf_rendering import cover
from ingest.reader import Reader

if TYPE_CHECKING:
    from ingest.look import HoldsScans

PARENT_CHECK_S = 2.0
# A letter page at 1,200 pixels takes about 100 kB and its smallest print stays legible.
WEBP_QUALITY = 80


class Desk:
    """Does what is asked, and keeps the last file open because the next page is likely its own."""

    def __init__(self) -> None:
        self._key: tuple[str, str] | None = None
        self._reader: Reader | None = None

    def answer(self, request: Request) -> Answer:
        """Do what is asked; whatever goes wrong becomes the answer."""
        try:
            return self._do(request)
        except IngestError as error:
            return Refused(error.code, error.step, str(error))
        except MemoryError:
            self._close()
            return Refused(
                "memory-limit",
                "read",
                "Reading took more memory than a reader may have. Split the file or lower its "
                "resolution, then ingest it again.",
            )
        except Exception as error:  # noqa: BLE001 - the one place that reports and goes on
            self._close()
            said = f"{type(error).__name__}: {error}".strip()[:300]
            return Refused(
                "unexpected",
                "read",
                f"The reader met a fault nobody foresaw ({said}). Please report it with this "
                "file's hash; other files are not affected.",
            )

    def _do(self, request: Request) -> Answer:
        reader = self._open(request.path, request.media_type)
        match request:
            case OpenFile():
                return Opened(reader.facts())
            case ReadPage():
                return PageRead(reader.read_page(request.number, request.options))
            case RenderPage():
                image = reader.render_page(request.number, request.width_px)
                cover(image, request.covered)
                image.save(request.target, format="WEBP", quality=WEBP_QUALITY)
                return Rendered()
            case MeasurePage():
                scans = cast("HoldsScans", reader)
                return Measured(scans.look(request.number, request.max_pixels))
            case Unpack():
                return Unpacked(_unpacked(cast("Unpackable", reader), request))

    def _open(self, path: str, media_type: str) -> Reader:
        if self._reader is None or self._key != (path, media_type):
            self._close()
            self._reader = open_reader(Path(path), media_type)
            self._key = (path, media_type)
        return self._reader

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader, self._key = None, None


def _unpacked(reader: Unpackable, request: Unpack) -> Contents:
    bag = Bag(Path(request.folder), request.room)
    try:
        reader.unpack(bag)
    except IngestError as error:
        bag.refuse("", error)  # what was unpacked before stays
    return bag.contents


def end_with_parent(parent: int) -> None:
    """A reader that spins must not outlive a parent that was killed."""
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK_S)
    os.killpg(0, signal.SIGKILL)  # the OCR engine too: the sandbox made us lead a session


def serve(connection: Connection) -> None:
    """Answer requests until the other end closes."""
    desk = Desk()
    while True:
        try:
            request = decode_request(connection.recv_bytes())
        except EOFError:
            return
        connection.send_bytes(encode(desk.answer(request)))


def main() -> None:
    """Take the pipe and the memory limit from the command line, then serve."""
    descriptor, memory_bytes = int(sys.argv[1]), int(sys.argv[2])
    # Libraries' warnings on broken files would only garble the terminal; what matters is
    # in the answers.
    logging.disable(logging.CRITICAL)
    threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
    limit_resources(memory_bytes)
    leave_network()
    serve(Connection(descriptor))


if __name__ == "__main__":
    main()
