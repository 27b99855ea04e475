"""What is kept while the catalogue stays as it is."""

from app.kept import Kept
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.records import Release, SourceFile


def test_kept_until_the_catalogue_changes(tmp_path):
    """A value is worked out once, again after a change, and the oldest makes room."""
    catalogue = CatalogueWriter(tmp_path / "catalogue.sqlite")
    kept: Kept[str] = Kept(catalogue, most=2)
    made: list[str] = []

    def of(name: str) -> str:
        return kept.of(name, lambda: made.append(name) or name.upper())

    assert (of("a"), of("a"), of("b")) == ("A", "A", "B")
    assert made == ["a", "b"]

    of("a")
    of("c")
    assert kept.get("b") is None
    assert kept.get("a") == "A"

    catalogue.save_release(Release("r", "R"))
    file = SourceFile("/a.pdf", "e" * 64, 1, "application/pdf", 1)
    catalogue.save_found(file, "r", ManifestEntry(), None)
    assert kept.get("a") is None
    of("a")
    assert made == ["a", "b", "c", "a"]
    catalogue.close()
