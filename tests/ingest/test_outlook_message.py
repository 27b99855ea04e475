"""Messages as Outlook keeps them, made of their properties."""

import struct
from datetime import UTC, date, datetime

import pytest
from compressed_rtf import compress

from ingest.errors import DamagedFileError
from ingest.formats import open_reader
from ingest.media_types import media_type
from ingest.outlook_message import UNREADABLE_BODY
from ingest.reader import ReadOptions
from tests.ingest.ole_files import ole
from tests.ingest.packed import unpacked


def text(number, value):
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le")}


def message(subject, body, *, head=32, **more):
    """The properties of a message that was sent on a day."""
    ticks = int(
        (datetime(2014, 3, 9, 10, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()
    )
    sent = struct.pack("<HHIQ", 0x40, 0x39, 6, ticks * 10_000_000)
    return (
        {"__properties_version1.0": bytes(head) + sent}
        | text(0x0037, subject)
        | text(0x1000, body)
        | text(0x0C1A, "Ada Quill")
        | text(0x5D01, "quill@harbour.example")
        | text(0x1035, "<a@harbour.example>")
        | text(0x1042, "<b@harbour.example>")
        | more
    )


RECIPIENT = {
    "__recip_version1.0_#00000000": {
        "__properties_version1.0": bytes(8) + struct.pack("<HHIQ", 3, 0x0C15, 6, 1),
        **text(0x3001, "Clerk Wren"),
        **text(0x39FE, "wren@harbour.example"),
    }
}


def attached(number, name, content):
    part = {"__properties_version1.0": bytes(8)} | text(0x3707, name)
    key = "__substg1.0_3701000D" if isinstance(content, dict) else "__substg1.0_37010102"
    return {f"__attach_version1.0_#{number:08X}": part | {key: content}}


def test_message(tmp_path):
    """Headers, body and place in a thread are read of its properties."""
    path = tmp_path / "a"
    path.write_bytes(ole(message("The fence", "It leans.\r\nStill.", **RECIPIENT)))

    reader = open_reader(path, media_type(path))
    facts, page = reader.facts(), reader.read_page(1, ReadOptions())
    reader.close()

    assert media_type(path) == "application/vnd.ms-outlook"
    assert page.text == (
        "From: Ada Quill <quill@harbour.example>\nTo: Clerk Wren <wren@harbour.example>\n"
        "Date: Sun, 09 Mar 2014 10:00:00 +0000\nSubject: The fence\n\nIt leans.\nStill."
    )
    assert (facts.title, facts.date, facts.kind) == ("The fence", date(2014, 3, 9), "mail")
    assert (facts.mail.message_id, facts.mail.references) == (
        "a@harbour.example",
        ("b@harbour.example",),
    )


@pytest.mark.parametrize("is_whole", [True, False])
def test_rich_text(tmp_path, is_whole):
    """A message kept as compressed rich text only is read, or said to be broken."""
    rich = compress(rb"{\rtf1\ansi\deff0 The fence leans\par towards the ca\'f1on.}")
    rich = rich if is_whole else rich[:20] + b"????" + rich[24:]
    path = tmp_path / "a"
    path.write_bytes(ole(message("The fence", "") | {"__substg1.0_10090102": rich}))

    reader = open_reader(path, media_type(path))
    facts, page = reader.facts(), reader.read_page(1, ReadOptions())
    reader.close()

    said = "The fence leans\ntowards the cañon."
    assert page.text.endswith(said if is_whole else "Subject: The fence")
    assert facts.notes == (() if is_whole else (UNREADABLE_BODY,))


def test_attachments(tmp_path):
    """Files come out as they are, a message within it as a mail with its own attachments."""
    content = b"%PDF-1.4 " * 600
    inner = message("Inner", "words", head=24, **attached(0, "deep.bin", content[::-1]))
    whole = ole(
        message(
            "Outer", "see below", **attached(0, "plan.pdf", content), **attached(1, "In", inner)
        )
    )

    found, contents = unpacked(tmp_path, whole)

    assert [(one.name, one.media_type) for one in found.members] == [
        ("plan.pdf", ""),
        ("In.eml", "message/rfc822"),
    ]
    assert contents[0] == content
    again, deeper = tmp_path / "again", tmp_path / "deeper"
    again.mkdir()
    deeper.mkdir()
    assert unpacked(again, whole)[1] == contents
    deep, deep_contents = unpacked(deeper, contents[1])
    assert [one.name for one in deep.members] == ["deep.bin"]
    assert deep_contents == [content[::-1]]


@pytest.mark.parametrize("length", [0, 40, 700, 6000])
def test_cut_short(tmp_path, length):
    """A message cut anywhere is damaged, or gives what it has."""
    path = tmp_path / "a"
    path.write_bytes(ole(message("The fence", "It leans."))[:length])

    with pytest.raises(DamagedFileError):
        open_reader(path, "application/vnd.ms-outlook").close()
