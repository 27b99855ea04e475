"""``release.toml``: what is said about the release and its documents."""

import json
from collections.abc import Iterable, Iterator

from sample import story
from sample.plan import Draft

NAME = "release.toml"


def write_manifest(drafts: Iterable[Draft]) -> str:
    """Give the text of the manifest; drafts without a title are left out of it."""
    head = (
        f"# {story.MARK}",
        "[release]",
        'id = "sample-2019-0417"',
        f"title = {_quoted(f'SAMPLE: records on the {story.TASK_FORCE}')}",
        f"request_number = {_quoted(story.REQUEST_NUMBER)}",
        f"agency = {_quoted(story.AGENCY)}",
        f"requester = {_quoted(story.REQUESTER)}",
        "letter_date = 2019-05-02",
        "release_date = 2019-06-14",
        'source_url = "https://records.example/requests/2019-0417"',
    )
    blocks = [line for draft in drafts if draft.title for line in _block(draft)]
    return "\n".join((*head, *blocks, ""))


def _block(draft: Draft) -> Iterator[str]:
    yield ""
    yield "[[document]]"
    yield f"path = {_quoted(draft.path)}"
    yield f"title = {_quoted(draft.title)}"
    if draft.day is not None:
        yield f"date = {draft.day.isoformat()}"
    yield f"type = {_quoted(draft.kind)}"


def _quoted(text: str) -> str:
    """Quote a text: JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False)
