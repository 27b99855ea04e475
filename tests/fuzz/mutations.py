"""Damage done to files, by a seed: the same seed does the same damage."""

import io
import random
import zipfile
from collections.abc import Callable
from typing import Final

MOST_BYTES: Final = 4_000_000
"""Larger files would be read, not broken."""

TOKENS: Final = (
    b"\x00" * 16,
    b"\xff" * 16,
    b"\x7f\xff\xff\xff",
    b"99999999999999999999",
    b"-1",
    b"endstream",
    b"endobj",
    b"/Length 999999999",
    b"/Kids [1 0 R]",
    b"/FlateDecode/FlateDecode",
    b"/MediaBox [0 0 1e9 1e9]",
    b"/Count 2147483647",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
    b"<" * 64,
    b"{\\rtf1" * 16,
    b"../../../../etc/passwd",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"\r\n--boundary\r\n",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    "\u202e\u0000\ufeff".encode(),
)

Mutation = Callable[[random.Random, bytearray, bytes], None]


def _flip(dice: random.Random, data: bytearray, _other: bytes) -> None:
    for _ in range(dice.choice((1, 4, 32, 200))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _cut(dice: random.Random, data: bytearray, _other: bytes) -> None:
    del data[dice.randrange(len(data)) + 1 :]


def _drop(dice: random.Random, data: bytearray, _other: bytes) -> None:
    start = dice.randrange(len(data))
    del data[start : start + dice.choice((1, 16, 400, 5_000))]


def _repeat(dice: random.Random, data: bytearray, _other: bytes) -> None:
    start = dice.randrange(len(data))
    piece = data[start : start + dice.choice((16, 400, 5_000))]
    data[start:start] = piece * dice.choice((1, 3, 40))


def _put(dice: random.Random, data: bytearray, _other: bytes) -> None:
    for _ in range(dice.choice((1, 2, 8))):
        start, token = dice.randrange(len(data)), dice.choice(TOKENS)
        length = len(token) if dice.random() < 0.5 else 0
        data[start : start + length] = token


def _number(dice: random.Random, data: bytearray, _other: bytes) -> None:
    """Another number where one stands."""
    digits = [place for place, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    for _ in range(dice.choice((1, 3, 20)) if digits else 0):
        data[dice.choice(digits)] = dice.choice(b"0123456789-.")


def _splice(dice: random.Random, data: bytearray, other: bytes) -> None:
    """The beginning of one file and the end of another."""
    data[dice.randrange(len(data)) :] = other[dice.randrange(len(other)) :]


MUTATIONS: Final[tuple[Mutation, ...]] = (_flip, _cut, _drop, _repeat, _put, _number, _splice)


def mutated(seed: int, data: bytes, other: bytes) -> bytes:
    """A file with one to three kinds of damage; within its parts if it is a package of parts.

    Args:
        seed: Chooses the damage.
        data: What to damage.
        other: Another file, to splice with.
    """
    dice = random.Random(seed)
    if data.startswith(b"PK\x03\x04") and dice.random() < 0.8:
        return _within_parts(dice, data, other)
    return _damaged(dice, data, other)


def _damaged(dice: random.Random, data: bytes, other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 3))):
        if changed:
            dice.choice(MUTATIONS)(dice, changed, other or b"\0")
    return bytes(changed[:MOST_BYTES])


def _within_parts(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """The same package with a part damaged and its checksum right, so that it is read."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        chosen = dice.choice(names)
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as again:
            for name in names:
                part = package.read(name)
                again.writestr(name, _damaged(dice, part, other) if name == chosen else part)
    return made.getvalue()
