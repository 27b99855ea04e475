"""The ledger: what is held back, was withdrawn, or was replaced by other bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.catalogue_decisions import Decision
from ingest.catalogue_holdings import Holdings, Replacement
from ingest.records import Document, Standing


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is not, or no longer, shown as it was received; of all releases or of one.

    Attributes:
        held: Documents that wait to be looked at, by title.
        decisions: What was decided of documents, the latest first.
        replaced: Where other bytes were found than before, by path.
        documents: Those that were decided of, by id.
    """

    held: tuple[Document, ...]
    decisions: tuple[Decision, ...]
    replaced: tuple[Replacement, ...]
    documents: Mapping[str, Document]

    def __bool__(self) -> bool:
        return bool(self.held or self.decisions or self.replaced)

    @property
    def withdrawn(self) -> tuple[Decision, ...]:
        """The withdrawals, the latest first."""
        return tuple(one for one in self.decisions if one.standing is Standing.WITHDRAWN)

    def releases_of(self, document_id: str) -> Sequence[str]:
        """Ids of the releases that a document came with which was decided of."""
        found = self.documents.get(document_id)
        return found.releases if found else ()


def whole_ledger(catalogue: Holdings) -> Ledger:
    """The ledger of all releases."""
    decisions = catalogue.decisions()
    return Ledger(
        held=catalogue.documents_standing(Standing.HELD),
        decisions=decisions,
        replaced=catalogue.replacements(),
        documents=catalogue.documents_by_id([one.document_id for one in decisions]),
    )


def ledger_of(catalogue: Holdings, release_id: str) -> Ledger:
    """The ledger of one release."""
    decisions = catalogue.decisions()
    decided = catalogue.documents_by_id([one.document_id for one in decisions])
    mine = {name: one for name, one in decided.items() if release_id in one.releases}
    return Ledger(
        held=catalogue.held_of_release(release_id),
        decisions=tuple(one for one in decisions if one.document_id in mine),
        replaced=catalogue.replacements(release_id=release_id),
        documents=mine,
    )
