"""Files that survive a power cut: written beside, flushed to the disk, then put in place."""

import os
from pathlib import Path


def replace_file(path: Path, content: str) -> None:
    """Give a file new content at once: a reader sees the old or the new, never a part."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(content, encoding="utf-8")
    sync_file(beside)
    beside.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
