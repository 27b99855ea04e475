"""Mail: headers, bodies and attachments, however they are written."""

import mailbox
from datetime import UTC, date, datetime
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats import open_reader
from ingest.mail import thread_ids
from ingest.mail_message import OpenMessage
from ingest.media_types import media_type
from ingest.reader import MailFacts, ReadOptions
from tests.ingest.packed import mail, unpacked


def opened(tmp_path, content):
    path = tmp_path / "a"
    path.write_bytes(content)
    return open_reader(path, "message/rfc822")


def test_a_message(tmp_path):
    """Headers are lines of the page and facts of the document."""
    message = mail("Müller’s fence", "Measured twice.\nIt leans.", answers="b")

    reader = opened(tmp_path, message.as_bytes())
    facts = reader.facts()

    assert media_type(tmp_path / "a") == "message/rfc822"
    assert reader.read_page(1, ReadOptions()).text == (
        "From: Ada Quill <quill@harbour.example>\nTo: Clerk Wren <wren@harbour.example>\n"
        "Date: Sun, 09 Mar 2014 10:11:12 +0000\nSubject: Müller’s fence\n\n"
        "Measured twice.\nIt leans."
    )
    assert (facts.title, facts.date, facts.kind) == ("Müller’s fence", date(2014, 3, 9), "mail")
    assert dict(facts.properties)["To"] == "Clerk Wren <wren@harbour.example>"
    assert facts.holds_files is False
    assert facts.mail == MailFacts(
        "a@harbour.example", ("b@harbour.example",), datetime(2014, 3, 9, 10, 11, 12, tzinfo=UTC)
    )


def test_of_two_bodies_the_plain_one(tmp_path):
    """Of alternatives the plain text is read, or the web page if the other is empty."""
    both, empty = mail(body="plain words"), mail(body=" ")
    for message in (both, empty):
        message.add_alternative("<p>web <b>words</b></p>", subtype="html")

    assert (
        opened(tmp_path, both.as_bytes())
        .read_page(1, ReadOptions())
        .text.endswith("\n\nplain words")
    )
    assert (
        opened(tmp_path, empty.as_bytes())
        .read_page(1, ReadOptions())
        .text.endswith("\n\nweb words")
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_message_without_charset(tmp_path, encoding):
    """Bytes that nobody said the encoding of are guessed, in headers too."""
    content = "From: a\nSubject: Señor\nMIME-Version: 1.0\n\nSeñor Muñoz saw the café.\n"

    text = opened(tmp_path, content.encode(encoding)).read_page(1, ReadOptions()).text

    assert "Subject: Señor" in text
    assert "Señor Muñoz saw the café." in text


def test_attachments(tmp_path):
    """Each attachment comes out as it was sent, under its name."""
    message = mail()
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Größe.pdf")
    message.add_attachment("words", filename="note.txt")
    message.add_attachment(b"\x00", maintype="application", subtype="octet-stream")

    found, contents = unpacked(tmp_path, message.as_bytes())

    assert [one.name for one in found.members] == ["Größe.pdf", "note.txt", "attachment 3.bin"]
    assert contents == [b"%PDF", b"words\n", b"\x00"]


def test_five_hundred_attachments(tmp_path):
    """All of them come out, those of one name told apart."""
    message = mail()
    for number in range(500):
        message.add_attachment(str(number).encode(), "image", "png", filename="image001.png")

    found, contents = unpacked(tmp_path, message.as_bytes())

    assert len({one.name for one in found.members}) == 500
    assert contents == [str(number).encode() for number in range(500)]


def test_a_message_attached_to_its_own_answer(tmp_path):
    """An attached message is a file of its own, with its own attachments within it."""
    inner = mail("Inner", name="inner")
    inner.add_attachment(b"x", "image", "png", filename="x.png")
    outer = mail("Outer", answers="inner")
    outer.add_attachment(inner)

    found, contents = unpacked(tmp_path, outer.as_bytes())

    assert [(one.name, one.media_type) for one in found.members] == [
        ("Inner.eml", "message/rfc822")
    ]
    deeper = tmp_path / "deeper"
    deeper.mkdir()
    assert [one.name for one in unpacked(deeper, contents[0])[0].members] == ["x.png"]


def test_thread_ids_of_odd_headers():
    """Ids are taken out of whatever programs put around them; the nearest stands last."""
    assert thread_ids("<a@x>\t<b@x> junk <c@x>", "<c@x>") == ("a@x", "b@x", "c@x")
    assert thread_ids("", "Your message of Sunday <b@x>") == ("b@x",)
    assert thread_ids("no ids < here", "") == ()


headers = st.sampled_from(
    ["Content-Type", "Subject", "Date", "Content-Transfer-Encoding", "From", "References"]
)


@settings(max_examples=60)
@given(st.lists(st.tuples(headers, st.binary(max_size=60)), max_size=6), st.binary(max_size=200))
def test_any_message_is_read(tmp_path_factory, lines, body):
    """No headers and no bytes make the reading of a message fail in a way nobody foresaw."""
    path = tmp_path_factory.mktemp("mail") / "a"
    head = b"".join(name.encode() + b": " + value + b"\n" for name, value in lines)
    path.write_bytes(head + b"\n" + body)

    message = OpenMessage(path)

    assert isinstance(message.mail().body, str)


def test_parts_within_parts_without_end(tmp_path):
    """A message of hundreds of nested parts is read as far as anybody would."""
    message = mail(body="innermost")
    for _ in range(200):
        outer = EmailMessage(policy=policy.compat32)
        outer["Content-Type"] = "multipart/mixed"
        outer.attach(message)
        message = outer
    content = b"MIME-Version: 1.0\n" + message.as_bytes()

    assert opened(tmp_path, content).facts().page_count == 1


def test_mailbox(tmp_path):
    """Each message of a mailbox comes out whole; a line of text that begins as one does not."""
    path = tmp_path / "box"
    box = mailbox.mbox(path)
    messages = [mail("First", body="From here on it is fenced.\n"), mail("Second/third", name="b")]
    for message in messages:
        box.add(message)
    box.close()

    kind = media_type(path)
    found, contents = unpacked(tmp_path, path.read_bytes())

    assert kind == "application/mbox"
    assert [one.name for one in found.members] == ["00001 First.eml", "00002 Second-third.eml"]
    assert b"on it is fenced." in contents[0]
    assert {one.media_type for one in found.members} == {"message/rfc822"}
    reader = open_reader(path, kind)
    page = reader.read_page(1, ReadOptions()).text
    reader.close()
    assert page.startswith("2 files:\n00001 First.eml")
