"""Files that nobody released: what file managers and archivers leave behind."""

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX"})
# AppleDouble companions of real files.
LITTER_PREFIX = "._"


def is_litter(name: str) -> bool:
    """Whether a file of this name is what a file manager or archiver left behind."""
    return name in LITTER or name.startswith(LITTER_PREFIX)
