"""Every address of the service, made here and nowhere else."""

from urllib.parse import quote, urlencode

API = "/api/v1"

Parameters = tuple[tuple[str, str], ...]
"""Names and values as an address carries them; a name may come several times."""


def _with(path: str, more: Parameters = (), **parameters: str | int | None) -> str:
    """A path with parameters, of which ``more`` come after the first of the others."""
    given = [(name, value) for name, value in parameters.items() if value not in (None, "")]
    given[1:1] = more
    return f"{path}?{urlencode(given)}" if given else path


def searching() -> str:
    """How to search, by example."""
    return "/help"


def front() -> str:
    """The front page."""
    return "/"


def api_collection() -> str:
    """The JSON twin of ``front``."""
    return f"{API}/collection"


def search(
    q: str = "", more: Parameters = (), *, page: int | None = None, per_page: int | None = None
) -> str:
    """The result page of a query; ``more`` is what else was asked, see ``SearchRequest``."""
    return _with("/search", more, q=q, page=page, per_page=per_page)


def document(
    document_id: str,
    q: str = "",
    more: Parameters = (),
    *,
    matching: str = "",
    page: int | None = None,
    per_page: int | None = None,
) -> str:
    """The page about a document; ``more`` is how ``q`` is read, see ``SearchRequest``.

    The rest says which of its pages are listed; ``matching`` is ``true`` for those that match.
    """
    path, more = f"/d/{document_id}", more if q else ()
    return _with(path, more, q=q, matching=matching, page=page, per_page=per_page)


def page_jump(document_id: str) -> str:
    """Leads to the page of a document whose ``number`` is typed."""
    return f"/d/{document_id}/p"


def page(document_id: str, number: int, q: str = "", more: Parameters = ()) -> str:
    """The view of a page, with the words of a query marked: the link people send.

    ``more`` is how ``q`` is read, see ``SearchRequest``.
    """
    return _with(f"/d/{document_id}/p/{number}", more if q else (), q=q)


def coverage(
    *, code: str = "", release: str = "", page: int | None = None, per_page: int | None = None
) -> str:
    """The page that lists what could not be read, or what of it has a code or is of a release."""
    return _with("/coverage", code=code, release=release, page=page, per_page=per_page)


def api_coverage() -> str:
    """The figures of ``coverage`` as JSON."""
    return f"{API}/coverage"


def ledger() -> str:
    """The page of what was held, cleared, withdrawn and replaced."""
    return "/ledger"


def api_ledger() -> str:
    """The JSON twin of ``ledger``."""
    return f"{API}/ledger"


def releases() -> str:
    """The list of releases."""
    return "/releases"


def api_releases() -> str:
    """The JSON twin of ``releases``."""
    return f"{API}/releases"


def release(
    release_id: str, *, sort: str = "", page: int | None = None, per_page: int | None = None
) -> str:
    """The page about a release; the rest says which of its documents are listed."""
    return _with(f"/r/{quote(release_id)}", sort=sort, page=page, per_page=per_page)


def compare_releases(
    before: str = "",
    after: str = "",
    *,
    change: str = "",
    page: int | None = None,
    per_page: int | None = None,
) -> str:
    """What changed from one release to another, or the pages of one kind of change."""
    path = "/releases/compare"
    return _with(path, a=before, b=after, change=change, page=page, per_page=per_page)


def api_compare_releases(
    before: str,
    after: str,
    *,
    change: str = "",
    page: int | None = None,
    per_page: int | None = None,
) -> str:
    """The JSON twin of ``compare_releases``."""
    path = f"{API}/compare/releases"
    return _with(path, a=before, b=after, change=change, page=page, per_page=per_page)


def compare_pages(before: str, before_number: int, after: str, after_number: int) -> str:
    """Two pages side by side."""
    return _with("/compare", a=f"{before}/{before_number}", b=f"{after}/{after_number}")


def api_compare_pages(before: str, before_number: int, after: str, after_number: int) -> str:
    """The JSON twin of ``compare_pages``."""
    here = f"{before}/{before_number}"
    return _with(f"{API}/compare/pages", a=here, b=f"{after}/{after_number}")


def api_release(release_id: str) -> str:
    """The JSON twin of ``release``."""
    return f"{API}/releases/{quote(release_id)}"


def api_search(
    q: str = "", more: Parameters = (), *, page: int | None = None, per_page: int | None = None
) -> str:
    """The JSON twin of ``search``."""
    return _with(f"{API}/search", more, q=q, page=page, per_page=per_page)


def api_walk(q: str, more: Parameters, *, cursor: str, per_page: int) -> str:
    """Where the list of every hit goes on."""
    return _with(f"{API}/search", more, q=q, cursor=cursor, per_page=per_page)


def api_documents(
    *, release: str = "", sort: str = "", page: int | None = None, per_page: int | None = None
) -> str:
    """The list of documents, or of those of a release."""
    return _with(f"{API}/documents", release=release, sort=sort, page=page, per_page=per_page)


def api_document(
    document_id: str,
    q: str = "",
    more: Parameters = (),
    *,
    page: int | None = None,
    per_page: int | None = None,
) -> str:
    """The JSON twin of ``document``."""
    path = f"{API}/documents/{document_id}"
    return _with(path, more if q else (), q=q, page=page, per_page=per_page)


def original(document_id: str) -> str:
    """A document's file as received."""
    return f"{api_document(document_id)}/original"


def flattened(document_id: str) -> str:
    """A document's pages as pictures in a PDF."""
    return f"{api_document(document_id)}/flattened"


def api_page(document_id: str, number: int, q: str = "", more: Parameters = ()) -> str:
    """The JSON twin of ``page``."""
    path = f"{API}/documents/{document_id}/pages/{number}"
    return _with(path, more if q else (), q=q)


def similar(document_id: str, number: int) -> str:
    """The pages most like one."""
    return f"{page(document_id, number)}/similar"


def api_similar(document_id: str, number: int) -> str:
    """The JSON twin of ``similar``."""
    return f"{api_page(document_id, number)}/similar"


def page_image(document_id: str, number: int, width: int | None = None) -> str:
    """The picture of a page."""
    return _with(f"{API}/documents/{document_id}/pages/{number}/image", width=width)


def cite(document_id: str, number: int, form: str, q: str = "", more: Parameters = ()) -> str:
    """The citation of a page in a form; its address there marks the words of ``q``."""
    path = f"{API}/documents/{document_id}/pages/{number}/cite"
    return _with(path, more if q else (), q=q, format=form)


def page_text(document_id: str, number: int) -> str:
    """The plain text of a page."""
    return f"{API}/documents/{document_id}/pages/{number}/text"


def failures(
    *, code: str = "", release: str = "", page: int | None = None, per_page: int | None = None
) -> str:
    """The list of what could not be read, as JSON; narrowed as ``coverage``."""
    return _with(f"{API}/failures", code=code, release=release, page=page, per_page=per_page)


def feed(q: str, more: Parameters = ()) -> str:
    """What was added lately that matches, as an Atom feed."""
    return _with(f"{API}/feed", more, q=q)


def export(
    q: str,
    format: str,  # noqa: A002 - the parameter's public name
    more: Parameters = (),
    *,
    manifest: bool = False,
) -> str:
    """Every hit of a query as a file; ``more`` is what narrows it, see ``SearchRequest``."""
    return _with(f"{API}/export", more, q=q, format=format, manifest="true" if manifest else None)


def hit_list(
    q: str, more: Parameters = (), *, page: int | None = None, per_page: int | None = None
) -> str:
    """The hits of a query one by one, to be marked; ``more`` as for ``export``."""
    return _with("/list", more, q=q, page=page, per_page=per_page)


def report() -> str:
    """Where lists of terms are given, and their reports shown."""
    return "/report"


def static(name: str) -> str:
    """A style sheet or picture of the pages."""
    return f"/static/{name}"
