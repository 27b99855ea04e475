"""Archives and mails that do harm to whoever unpacks them carelessly."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

from tests.bombs.pdfs import zeros
from tests.bombs.quine import quine
from tests.ingest.packed import mail, zipped

GB = 1024**3


def overlapping() -> bytes:
    """2,000 files of 100 MB that are all the same bytes of the archive."""
    size = 100 * 1024**2
    packed = zeros(size)[2:-4]  # without what is around a bare stream
    check = zlib.crc32(bytes(size))
    header = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, check, len(packed), size, 1, 0
    )
    body = header + b"a" + packed
    facts = (20, 20, 0, 8, 0, 33, check, len(packed), size, 1, 0, 0, 0, 0, 0, 0)
    entries = (struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *facts) + b"a") * 2_000
    end = (0, 0, 2_000, 2_000, len(entries), len(body), 0)
    return body + entries + struct.pack("<4s4H2LH", b"PK\x05\x06", *end)


def nested_zips() -> bytes:
    """Sixteen archives in each of sixteen, six levels, 100 MB of zeros in the last ones."""
    content = zipped({"zeros.txt": bytes(100 * 1024**2)})
    for level in range(6):
        content = zipped({f"{level}-{n}.zip": content for n in range(16)})
    return content


def deep_zips() -> bytes:
    """An archive in an archive, 500 deep."""
    content = zipped({"a.txt": b"The innermost file."})
    for _ in range(500):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("a.zip", content)
        content = target.getvalue()
    return content


def many_members() -> bytes:
    """300,000 empty files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(300_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
    return target.getvalue()


def gzip_bomb() -> bytes:
    """4 GB of zeros."""
    target = io.BytesIO()
    with gzip.GzipFile(fileobj=target, mode="wb") as file:
        for _ in range(64):
            file.write(bytes(64 * 1024**2))
    return target.getvalue()


def bzip2_bomb() -> bytes:
    """4 GB of zeros."""
    return bz2.compress(bytes(256 * 1024**2)) * 16


def xz_bomb() -> bytes:
    """4 GB of zeros."""
    packer = lzma.LZMACompressor(preset=0)
    return b"".join(packer.compress(bytes(64 * 1024**2)) for _ in range(64)) + packer.flush()


def odd_names() -> bytes:
    """Names that lead out, are devices, turn the reading round, or are longer than any path."""
    names = (
        "../../../../tmp/blotter-evil-1.txt",
        "/tmp/blotter-evil-2.txt",  # noqa: S108 - looked for there
        "..\\..\\blotter-evil-3.txt",
        "C:\\blotter-evil-4.txt",
        "a\0b.txt",
        "x" * 5_000 + ".txt",
        "f/" * 2_000 + "deep.txt",
        "\u202efdp.exe",
        "CON",
        "nul.txt",
        "aux/com1",
        " . /.. /-rf",
        "$(touch blotter-evil-5)",
        "<script>alert(1)</script>.txt",
        "new\nline\r\x1b[31m.txt",
        "~root/.ssh/authorized_keys",
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number, name in enumerate(names):
            info = zipfile.ZipInfo("placeholder")
            info.filename = name
            archive.writestr(info, f"Under the odd name {number}.")
    return target.getvalue()


def links() -> bytes:
    """Links in and out, devices, a pipe, and a file said to be larger than any disk."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for kind, name, where in (
            (tarfile.SYMTYPE, "link", "/etc/passwd"),
            (tarfile.SYMTYPE, "folder", "/tmp"),  # noqa: S108
            (tarfile.LNKTYPE, "hard", "/etc/passwd"),
            (tarfile.LNKTYPE, "itself", "itself"),
            (tarfile.CHRTYPE, "zero", ""),
            (tarfile.FIFOTYPE, "pipe", ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.devmajor, info.devminor = kind, where, 1, 5
            archive.addfile(info)
        through = tarfile.TarInfo("folder/blotter-evil-6.txt")
        through.size = 4
        archive.addfile(through, io.BytesIO(b"evil"))
    huge = tarfile.TarInfo("huge.txt")
    huge.size = 1024 * GB
    return target.getvalue()[:-1024] + huge.tobuf() + bytes(1024)


def mail_in_mail() -> bytes:
    """A message that is attached to a message, 300 deep."""
    content = mail().as_bytes()
    for level in range(300):
        limit = f"b{level}"
        head = (
            f"Subject: {level}\r\nMIME-Version: 1.0\r\n"
            f'Content-Type: multipart/mixed; boundary="{limit}"\r\n\r\n'
            f"--{limit}\r\nContent-Type: message/rfc822\r\n\r\n"
        )
        content = head.encode() + content + f"\r\n--{limit}--\r\n".encode()
    return content


def many_attachments() -> bytes:
    """500 files of text attached."""
    message = mail()
    for number in range(500):
        message.add_attachment(
            f"The attachment {number}.".encode(),
            maintype="text",
            subtype="plain",
            filename=f"{number}.txt",
        )
    return message.as_bytes()


def no_charset() -> bytes:
    """Bytes of no alphabet that is named, in one there is not; header words cut short."""
    return (
        b"From: a@harbour.example\r\nSubject: =?x-none?Q?=FF=FE?= =?utf-8?B?w6\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\ncaf\xe9 without a charset\r\n"
        b'--b\r\nContent-Type: text/plain; charset="x-klingon"\r\n'
        b"Content-Transfer-Encoding: x-unheard\r\n\r\n\x80\x81 of no charset\r\n--b--\r\n"
    )


def many_parts() -> bytes:
    """A part in a part, 3,000 deep."""
    head = b"MIME-Version: 1.0\r\nSubject: parts\r\n"
    for level in range(3_000):
        head += b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (level, level)
    return head + b"Content-Type: text/plain\r\n\r\nThe innermost part.\r\n"


def seven_zip_bomb() -> bytes:
    """4 GB of zeros."""
    import py7zr  # noqa: PLC0415 - this one alone

    target = io.BytesIO()
    with py7zr.SevenZipFile(target, "w") as archive:
        for name in "abcd":
            archive.writef(io.BytesIO(bytes(GB)), f"{name}.txt")
    return target.getvalue()


CONTAINERS = {
    "zip: 2,000 x 100 MB overlapping": overlapping,
    "zip: 16 in 16, six levels": nested_zips,
    "zip: 500 levels": deep_zips,
    "zip: 300,000 files": many_members,
    "zip: holds itself": quine,
    "zip: names that lead out": odd_names,
    "tar: links, devices, 1 TB": links,
    "gz: 4 GB": gzip_bomb,
    "bz2: 4 GB": bzip2_bomb,
    "xz: 4 GB": xz_bomb,
    "7z: 4 GB": seven_zip_bomb,
    "mail: 300 levels": mail_in_mail,
    "mail: 500 attachments": many_attachments,
    "mail: no charset, wrong ones": no_charset,
    "mail: parts 3,000 deep": many_parts,
}
