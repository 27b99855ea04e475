"""Releases, coverage and the ledger turned into the API's JSON."""

from app import present, room_schemas, urls
from app.ledger import Ledger
from app.release_room import ReleaseRoom
from ingest.catalogue_decisions import Decision
from ingest.catalogue_holdings import Replacement
from ingest.catalogue_status import RedactionCounts, ReleaseStatus
from ingest.records import Coverage, Document


def release_status(of: ReleaseStatus) -> room_schemas.ReleaseStatusOut:
    """What became of a release."""
    return room_schemas.ReleaseStatusOut(
        release=of.id,
        title=of.title,
        documents=of.documents,
        files_not_read=of.unreadable,
        documents_held=of.held,
        documents_withdrawn=of.withdrawn,
        pages=of.pages,
        pages_held=of.held_pages,
        pages_by_source=of.by_source,
        pages_to_read=of.to_read,
        url=urls.release(of.id),
    )


def coverage(
    of: Coverage,
    *,
    pages_not_indexed: int,
    failures: dict[str, int],
    taken_out: RedactionCounts,
    releases: tuple[ReleaseStatus, ...],
) -> room_schemas.CoverageDetailOut:
    """How much can be searched, by reason and by release."""
    plain = present.coverage(of, pages_not_indexed=pages_not_indexed)
    return room_schemas.CoverageDetailOut(
        **plain.model_dump(),
        failures_by_code=failures,
        redactions=present.redactions(taken_out),
        by_release=[release_status(one) for one in releases],
        ledger=urls.api_ledger(),
    )


def ledger(of: Ledger) -> room_schemas.LedgerOut:
    """What is not shown as it was received."""
    return room_schemas.LedgerOut(
        held=[_held(one) for one in of.held],
        decisions=[_decision(one, of) for one in of.decisions],
        replaced=[_replaced(one) for one in of.replaced],
    )


def _held(of: Document) -> room_schemas.HeldOut:
    return room_schemas.HeldOut(
        document=of.id,
        sha256=of.sha256,
        file_name=of.file_name,
        page_count=of.page_count,
        releases=list(of.releases),
    )


def _decision(of: Decision, ledger: Ledger) -> room_schemas.DecisionOut:
    return room_schemas.DecisionOut(
        document=of.document_id,
        sha256=of.sha256,
        file_name=of.file_name,
        releases=list(ledger.releases_of(of.document_id)),
        decided=of.standing,
        reason=of.reason,
        at=of.at,
    )


def _replaced(of: Replacement) -> room_schemas.ReplacedOut:
    return room_schemas.ReplacedOut(
        file_name=of.file_name,
        release=of.release_id,
        before=of.before.id,
        before_sha256=of.before.sha256,
        before_standing=of.before.standing,
        after=of.after.id if of.after else None,
        after_sha256=of.after.sha256 if of.after else None,
    )


def release_room(of: ReleaseRoom) -> room_schemas.ReleaseDetailOut:
    """One release with what became of it."""
    return room_schemas.ReleaseDetailOut.model_validate(
        present.release_fields(of.release)
        | {
            "first_date": of.first_date,
            "last_date": of.last_date,
            "status": release_status(of.status),
            "failures_by_code": of.failures,
            "redactions": present.redactions(of.redactions),
            "ledger": ledger(of.ledger),
            "documents": urls.api_documents(release=of.release.id),
        }
    )
