"""Archives and mails made for the tests."""

import io
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

from app.settings import Settings
from ingest.contained import Bag, Contents, Room, member_file
from ingest.formats import open_reader
from ingest.media_types import media_type


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP archive of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w:") -> bytes:
    """A tar archive of these files."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


def mail(
    subject: str = "The harbour fence",
    body: str = "It was measured twice.",
    *,
    answers: str = "",
    day: int = 9,
    name: str = "a",
) -> EmailMessage:
    """A message; ``answers`` is the name of another one."""
    message = EmailMessage()
    message["From"] = "Ada Quill <quill@harbour.example>"
    message["To"] = "Clerk Wren <wren@harbour.example>"
    message["Date"] = f"Sun, {day:02} Mar 2014 10:11:12 +0000"
    message["Subject"] = subject
    message["Message-ID"] = f"<{name}@harbour.example>"
    if answers:
        message["In-Reply-To"] = f"<{answers}@harbour.example>"
    message.set_content(body)
    return message


def unpacked(
    folder: Path, content: bytes, room: Room | None = None
) -> tuple[Contents, list[bytes]]:
    """What comes out of a container: what was said of it, and the bytes in order."""
    source, target = folder / "container", folder / "out"
    source.write_bytes(content)
    target.mkdir()
    reader = open_reader(source, media_type(source))
    bag = Bag(target, room or Room(files=1000, bytes=10**8))
    try:
        reader.unpack(bag)  # type: ignore[attr-defined]
    except Exception as error:
        if not hasattr(error, "code"):
            raise
        bag.refuse("", error)  # type: ignore[arg-type]
    finally:
        reader.close()
    found = bag.contents
    return found, [member_file(target, one.number).read_bytes() for one in found.members]


def settings_for(folder: Path, **given: object) -> Settings:
    """Settings of a data directory in a folder, with one reader."""
    return Settings(data=folder / "data", workers=1, **given)
