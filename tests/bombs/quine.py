"""A ZIP archive that holds itself: unpacked for ever, there is always one more.

Its packed data is a program of two operations of deflate: ``_text(n)`` writes the n bytes that
follow it, ``_again(n)`` repeats the last n bytes. What the program writes is the archive, of which
it is a part, so each operation is written by one before it.
"""

import struct
import zlib

NAME = b"itself-and-itself-and-more.zip"
"""Of thirty bytes: what stands before the program and one operation are then 65, one of the few
numbers of bytes that can be repeated by an operation of five."""
_STEP = 5
_GROUP = 4 * _STEP
_EMPTY_BLOCK = "010" + "0" * 7
"""In fixed codes: BFINAL 0, BTYPE 01 from its last bit, the end of the block."""


def quine() -> bytes:
    """The archive; the one file in it, unpacked, is the same bytes."""
    for day in range(1, 4_000):  # for some no check sum is its own
        plain = _archive(0, day)
        # A check sum is linear but for a constant: what each bit of it changes is enough.
        changed = [zlib.crc32(_archive(1 << bit, day)) ^ zlib.crc32(plain) for bit in range(32)]
        check = _fixed_point(changed, zlib.crc32(plain))
        if check is not None:
            return _archive(check, day)
    raise AssertionError("There is no such archive of that length.")


def _archive(check: int, day: int) -> bytes:
    size = len(_program(*_around(check, day, 0, 0)))
    head, tail = _around(check, day, size, size + len(b"".join(_around(0, 0, 0, 0))))
    return head + _program(head, tail) + tail


def _around(check: int, day: int, packed: int, size: int) -> tuple[bytes, bytes]:
    """What stands before and after the packed data."""
    facts = (20, 0, 8, 0, day, check, packed, size, len(NAME), 0)
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", *facts) + NAME
    entry = struct.pack("<4sH5H3L2H3H2L", b"PK\x01\x02", 20, *facts, 0, 0, 0, 0, 0) + NAME
    place = len(head) + packed
    return head, entry + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), place, 0)


def _program(head: bytes, tail: bytes) -> bytes:
    """What writes what stands before it, itself, and what stands after it."""
    first, five, group, none = (_text(n) for n in (len(head) + _STEP, _STEP, _GROUP, 0))
    a, b = _again(len(head) + _STEP), _again(_GROUP)
    end = _ending(len(tail))
    last = _text(len(end) + len(tail))
    operations = [
        *(first, head + first),
        a,
        *(five, a),
        *(five, five),
        *(group, a + five + five + group),
        b,
        *(group, b + group + b + group),
        b,
        *(group, b + none + none + last),
        b,
        *(none, none),
        *(last, end + tail),
        end,
    ]
    return b"".join(operations)


def _text(count: int) -> bytes:
    return b"\0" + struct.pack("<HH", count, count ^ 0xFFFF)


def _again(count: int) -> bytes:
    """In five bytes."""
    for parts in ([count], [count // 2, count - count // 2]):
        bits = "010" + "".join(_copy(part, count) for part in parts) + "0" * 7
        if (8 * _STEP - len(bits)) % len(_EMPTY_BLOCK) == 0:
            return _bytes(bits + _EMPTY_BLOCK * ((8 * _STEP - len(bits)) // len(_EMPTY_BLOCK)))
    raise AssertionError(f"No operation of five bytes repeats {count}.")


def _ending(after: int) -> bytes:
    """Repeats itself and so many bytes after it; the last operation."""
    for size in range(4, 40):
        count, bits = size + after, "110"
        parts = [258] * (count // 258) + [count % 258]
        bits += "".join(_copy(part, count) for part in parts) + "0" * 7
        if (len(bits) + 7) // 8 == size:
            return _bytes(bits)
    raise AssertionError("It does not come out even.")


def _copy(length: int, distance: int) -> str:
    """The bits of a repetition (RFC 1951, 3.2.5 and 3.2.6)."""
    code, extra, rest = _coded(length - 3, 4) if length < 258 else (28, 0, 0)
    number = 257 + code
    symbol = f"{number - 256:07b}" if number < 280 else f"{number - 280 + 0b11000000:08b}"
    far, far_extra, far_rest = _coded(distance - 1, 2)
    return symbol + _reversed(rest, extra) + f"{far:05b}" + _reversed(far_rest, far_extra)


def _coded(value: int, steps: int) -> tuple[int, int, int]:
    """A value's code, how many bits follow it, and these; so many codes have one number of bits."""
    if value < 2 * steps:
        return value, 0, 0
    extra = value.bit_length() - (2 * steps).bit_length() + 1
    return extra * steps + (value >> extra), extra, value & ((1 << extra) - 1)


def _reversed(value: int, count: int) -> str:
    return f"{value:0{count}b}"[::-1] if count else ""


def _bytes(bits: str) -> bytes:
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))


def _fixed_point(columns: list[int], constant: int) -> int | None:
    """A number x with x = constant + the sum of its bits' columns, in which adding is XOR."""
    rows = []
    for bit in range(32):
        row = sum(((column >> bit) & 1) << at for at, column in enumerate(columns)) ^ (1 << bit)
        rows.append(row | ((constant >> bit) & 1) << 32)
    for at in range(32):
        pivot = next((one for one in range(at, 32) if rows[one] >> at & 1), None)
        if pivot is None:
            return None
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows = [
            row ^ rows[at] if one != at and row >> at & 1 else row for one, row in enumerate(rows)
        ]
    return sum((row >> 32 & 1) << at for at, row in enumerate(rows))
