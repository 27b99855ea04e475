"""One release with what became of its files."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from app.context import Context
from app.ledger import Ledger, ledger_of
from app.plots import Plot
from app.states import plot_of_release
from ingest.catalogue_status import RedactionCounts, ReleaseStatus
from ingest.records import Release


@dataclass(frozen=True, slots=True)
class ReleaseRoom:
    """A release with what became of its files.

    Attributes:
        release: Which.
        status: What became of its files and pages.
        first_date: The earliest of its documents' dates; None if none has one.
        last_date: The latest.
        failures: What of it could not be read, by code, the most frequent first.
        redactions: What was taken out of it.
        ledger: What of it is held, was withdrawn or replaced.
        others: The other releases, to compare it with, the newest first.
    """

    release: Release
    status: ReleaseStatus
    first_date: date | None
    last_date: date | None
    failures: dict[str, int]
    redactions: RedactionCounts
    ledger: Ledger
    others: tuple[Release, ...]

    @property
    def titles(self) -> dict[str, str]:
        """Titles of all releases by id."""
        return {one.id: one.title for one in (self.release, *self.others)}

    @property
    def states(self) -> Plot:
        """Its pages by state."""
        return plot_of_release(self.status)


def statuses(here: Context) -> tuple[ReleaseStatus, ...]:
    """What became of every release, newest first; those without a date last."""
    return here.statuses.of("by release", here.catalogue.by_release)


def taken_out(here: Context, release_id: str = "") -> RedactionCounts:
    """What was taken out of a release, or of all."""
    of_release = here.catalogue.redactions_of_release
    work_out = partial(of_release, release_id) if release_id else here.catalogue.redactions
    return here.redactions.of(release_id, work_out)


def release_room(here: Context, release_id: str) -> ReleaseRoom:
    """One release.

    Raises:
        UnknownPageError: There is none with this id.
    """
    catalogue = here.catalogue
    found = catalogue.release(release_id)
    first, last = catalogue.dates_of(release_id)
    return ReleaseRoom(
        release=found,
        status=next(one for one in statuses(here) if one.id == release_id),
        first_date=first,
        last_date=last,
        failures=catalogue.failure_counts_of(release_id),
        redactions=taken_out(here, release_id),
        ledger=ledger_of(catalogue, release_id),
        others=tuple(one for one in catalogue.releases() if one.id != release_id),
    )
