"""What a ZIP or OLE container holds: the office formats, told apart by what is inside."""

from pathlib import Path

from ingest.zip_directory import first_bytes, zip_entries

ZIP = "application/zip"
OLE = "application/x-ole-storage"
ENCRYPTED_OFFICE = "application/x-encrypted-office"

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIP_FOLDERS = {
    "word/": _OFFICE + "wordprocessingml.document",
    "xl/": _OFFICE + "spreadsheetml.sheet",
    "ppt/": _OFFICE + "presentationml.presentation",
}
_OLE_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "__properties_version1.0": "application/vnd.ms-outlook",
    "EncryptedPackage": ENCRYPTED_OFFICE,
}
_LONGEST_TYPE = 100
_OLE_SEARCHED_BYTES = 32 * 1024 * 1024


def zip_type(path: Path) -> str:
    """The media type of a ZIP file: an office document's, if it is one."""
    entries = {entry.name: entry for entry in zip_entries(path)}
    names = list(entries)
    if "mimetype" in entries:  # OpenDocument and EPUB say it themselves
        said = first_bytes(path, entries["mimetype"], _LONGEST_TYPE)
        stated = said.decode("ascii", "replace").strip()
        return stated if stated.startswith("application/") else ZIP
    if "[Content_Types].xml" not in names:
        return ZIP
    if "xl/workbook.bin" in names:
        return "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
    found = (kind for folder, kind in _ZIP_FOLDERS.items() if _has_folder(names, folder))
    return next(found, ZIP)


def ole_type(path: Path, head: bytes) -> str:
    """The media type of an OLE file (Office before 2007, Outlook); nothing if it is none."""
    if not head.startswith(_OLE_MAGIC):
        return ""
    with path.open("rb") as file:
        content = file.read(_OLE_SEARCHED_BYTES)
    # The directory's names stand in it as they are, in UTF-16.
    names = ((name.encode("utf-16-le") + b"\x00\x00", kind) for name, kind in _OLE_STREAMS.items())
    return next((kind for name, kind in names if name in content), OLE)


def _has_folder(names: list[str], folder: str) -> bool:
    return any(name.startswith(folder) for name in names)
