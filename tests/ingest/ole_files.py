"""OLE files made for the tests: what Office kept its documents in before 2007."""

import struct

NONE = 0xFFFFFFFF
END = 0xFFFFFFFE
SECTOR = 512


def ole(tree):
    """An OLE file of nested dictionaries of bytes; streams are padded so that none is small."""
    entries = [["Root Entry", 5, NONE, NONE, END, 0]]
    data = b""

    def add(children, parent):
        nonlocal data
        before = None
        for name, content in children.items():
            number = len(entries)
            is_folder = isinstance(content, dict)
            entries.append([name, 1 if is_folder else 2, NONE, NONE, END, 0])
            if before is None:
                entries[parent][3] = number
            else:
                entries[before][2] = number
            before = number
            if is_folder:
                add(content, number)
            else:
                whole = content.ljust(4096, b"\0")
                entries[number][4:] = [len(data) // SECTOR, len(whole)]
                data += whole.ljust(-(-len(whole) // SECTOR) * SECTOR, b"\0")

    add(tree, 0)
    listing = b"".join(map(directory_entry, entries))
    listing = listing.ljust(-(-len(listing) // SECTOR) * SECTOR, b"\0")
    return with_header(entries, data, listing)


def directory_entry(entry):
    name, kind, right, child, start, size = entry
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    return (
        head + struct.pack("<III", NONE, right, child) + bytes(36) + struct.pack("<IQ", start, size)
    )


def with_header(entries, data, listing):
    begins = [(entry[4], entry[5]) for entry in entries if entry[1] == 2]
    begins.append((len(data) // SECTOR, len(listing)))
    body = data + listing
    chain = [END] * (len(body) // SECTOR)
    for start, size in begins:
        count = -(-size // SECTOR)
        for number in range(start, start + count - 1):
            chain[number] = number + 1
    fats = 1
    while (len(chain) + fats) * 4 > fats * SECTOR:
        fats += 1
    table = chain + [0xFFFFFFFD] * fats
    table += [NONE] * (fats * SECTOR // 4 - len(table))
    numbers = [len(chain) + n for n in range(fats)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, len(data) // SECTOR,
                          0, 4096, END, 0, END, 0, numbers[0])  # fmt: skip
    header += b"".join(struct.pack("<I", n) for n in numbers[1:])
    return header.ljust(SECTOR, b"\xff") + body + struct.pack(f"<{len(table)}I", *table)
