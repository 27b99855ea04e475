"""What can be wrong with lists and forms that are given, and with files that are wanted."""


class InvalidListError(Exception):
    """A file that was given as a hit list, a manifest, a list of terms or a report is none."""

    code = "invalid-list"


class UploadTooLargeError(Exception):
    """More was sent than is taken."""

    code = "upload-too-large"


class InvalidFormError(Exception):
    """What was sent is not the form that was asked for."""

    code = "invalid-form"


class NotWrittenError(Exception):
    """A file that was asked for could not be written."""
