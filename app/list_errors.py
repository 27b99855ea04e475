"""What can be wrong with lists that are given to be read, and with files that are to be written."""


class InvalidListError(Exception):
    """A file that was given as a hit list, a manifest, a list of terms or a report is none."""

    code = "invalid-list"


class NotWrittenError(Exception):
    """A file that was asked for could not be written."""
