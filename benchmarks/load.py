"""Many readers at once: how long result pages and page views take, how many fail, in what memory.

Run with ``python -m benchmarks.load --data DIR --datasette PROGRAM``, where DIR is a data directory
that ``benchmarks.search`` or an ingest made. The service is started as ``blotter serve`` starts it.
The peer is Datasette, which shows the same pages from SQLite's full-text search as web pages; it is
given the texts of the same catalogue, and asked for the same words, in the same run.
Readers ask over connections they keep, each from a thread, in a process apart from the server.
"""

import argparse
import http.client
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from app.settings import Settings
from ingest.catalogue import Catalogue

READERS = 20
SECONDS = 30.0
PAUSE_S = 3.0
"""How long a reader looks at a page, on average."""

SAMPLED = 400
"""Pages from which words are drawn."""

SEED = 5
WORD = re.compile(r"[a-z]{4,12}")
HREF = re.compile(r'href="(/d/[0-9a-f]+/p/\d+\?[^"#]*)"')
OURS, PEERS = 8977, 8978


@dataclass
class Seen:
    """What the readers of one server met.

    Attributes:
        seconds: By kind of page, of each answer.
        errors: Answers that were no 200, and connections that broke.
        bytes: Of result pages, uncompressed.
    """

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: int = 0
    bytes: list[int] = field(default_factory=list)


def queries(data: Path) -> list[str]:
    """Words, pairs and phrases drawn by lot from the collection's own pages."""
    lot = random.Random(SEED)  # noqa: S311 - which words are asked is no secret
    with closing(Catalogue(Settings(data=data).paths.catalogue)) as catalogue:
        keys = lot.sample(sorted(catalogue.page_keys()), SAMPLED)
        texts = [page.text for page in catalogue.pages_by_number(keys).values()]
    found = []
    for text in texts:
        words = WORD.findall(text.lower())
        if len(words) < 3:
            continue
        at = lot.randrange(len(words) - 1)
        found += [words[at], f"{words[at]} {lot.choice(words)}", f'"{words[at]} {words[at + 1]}"']
    lot.shuffle(found)
    return found


class Reader(threading.Thread):
    """Asks for a result page, looks at it, often opens a hit, and asks again."""

    def __init__(  # noqa: PLR0913, PLR0917 - what is asked of whom, how fast, and who counts
        self,
        address: str,
        asked: Callable[[str], str],
        typed: list[str],
        seed: int,
        pause_s: float,
        seen: Seen,
        until: float,
    ) -> None:
        super().__init__(daemon=True)
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self._asked, self._typed, self._pause_s = asked, typed, pause_s
        self._lot = random.Random(seed)  # noqa: S311 - see ``queries``
        self._seen, self._until = seen, until

    def run(self) -> None:
        """Read until the time is over."""
        self._wait(self._lot.random())  # so that they do not all begin at once
        while time.monotonic() < self._until:
            text = self._get("result page", self._asked(self._lot.choice(self._typed)))
            self._wait()
            links = HREF.findall(text)
            if links and self._lot.random() < 0.5:
                self._get("page view", self._lot.choice(links).replace("&amp;", "&"))
                self._wait()

    def _get(self, kind: str, path: str) -> str:
        begun = time.perf_counter()
        try:
            answer, body = self._ask(path)
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._seen.errors += 1
            return ""
        self._seen.seconds[kind].append(time.perf_counter() - begun)
        self._seen.errors += answer.status != http.client.OK
        if kind == "result page":
            self._seen.bytes.append(len(body))
        return body.decode("utf-8", "replace")

    def _ask(self, path: str) -> tuple[http.client.HTTPResponse, bytes]:
        """An answer; by a new connection if the server closed the old one while it was idle."""
        try:
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self._connection.close()
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
        return answer, answer.read()

    def _wait(self, share: float = 1.0) -> None:
        if self._pause_s:
            time.sleep(share * self._lot.expovariate(1 / self._pause_s))


def read_at(
    address: str, asked: Callable[[str], str], typed: list[str], pause_s: float, seconds: float
) -> Seen:
    """Let all readers read for some seconds."""
    seen, until = Seen(), time.monotonic() + seconds
    readers = [Reader(address, asked, typed, seed, pause_s, seen, until) for seed in range(READERS)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    return seen


@contextmanager
def serving(command: list[str], address: str) -> Iterator[int]:
    """A server that answers; gives the number of its process."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - a program named on the command line
        try:
            _wait_for(address)
            yield server.pid
        finally:
            server.terminate()


def _wait_for(address: str) -> None:
    parts = urlsplit(address)
    for _ in range(600):
        try:
            with closing(
                http.client.HTTPConnection(parts.hostname or "", parts.port)
            ) as connection:
                connection.request("GET", "/")
                connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{address} does not answer.")


def peak_mb(pid: int) -> float:
    """The most memory a process ever had in use, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


def cpu_s(pid: int) -> float:
    """Processor seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def report(name: str, seen: Seen, pid: int, spent_s: float, seconds: float) -> None:
    """Print what was met, a line a kind of page."""
    for kind, took in sorted(seen.seconds.items()):
        cuts = statistics.quantiles(took, n=20)
        say(
            f"{name:10} {kind:12} {len(took):6} answers, {len(took) / seconds:6.1f} a second, "
            f"p50 {cuts[9] * 1000:6.0f} ms, p95 {cuts[18] * 1000:6.0f} ms"
        )
    asked = sum(map(len, seen.seconds.values()))
    say(
        f"{name:10} {seen.errors} errors, peak {peak_mb(pid):.0f} MB, "
        f"{spent_s / max(asked, 1) * 1000:.1f} CPU ms an answer, "
        f"{statistics.median(seen.bytes or [0]) / 1000:.0f} kB a result page"
    )


def peers_database(data: Path, target: Path) -> None:
    """The catalogue's texts as a table with SQLite's full-text index, stemmed as ours are."""
    if target.exists():
        return
    with closing(sqlite3.connect(target)) as made:
        made.execute("create table pages (document text, page integer, title text, text text)")
        made.execute("attach ? as ours", [str(Settings(data=data).paths.catalogue)])
        made.execute(
            "insert into pages select p.document_id, p.number, d.title, p.text"
            " from ours.pages p join ours.documents d on d.id = p.document_id"
        )
        made.execute(
            "create virtual table pages_fts using fts5(text, content='pages', tokenize='porter')"
        )
        made.execute("insert into pages_fts(pages_fts) values ('rebuild')")
        made.commit()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--datasette", default="", help="the peer's program; none without it")
    parser.add_argument("--database", type=Path, default=Path("load-peer.sqlite"))
    parser.add_argument("--seconds", type=float, default=SECONDS)
    chosen = parser.parse_args()
    typed = queries(chosen.data)
    say(f"{READERS} readers, {len(typed)} queries, {chosen.seconds:g} seconds each")
    ours = [
        sys.executable,
        "-c",
        "from app.cli import main; main()",
        "serve",
        "--data",
        str(chosen.data),
        "--port",
        str(OURS),
    ]
    servers = [("blotter", ours, OURS, lambda q: f"/search?{urlencode({'q': q})}")]
    if chosen.datasette:
        peers_database(chosen.data, chosen.database)
        peer = [chosen.datasette, str(chosen.database), "--port", str(PEERS)]
        peer += ["--setting", "default_page_size", "25", "--setting", "truncate_cells_html", "300"]
        table = f"/{chosen.database.stem}/pages"
        servers.append(("datasette", peer, PEERS, lambda q: f"{table}?{urlencode({'_search': q})}"))
    for name, command, port, asked in servers:
        address = f"http://127.0.0.1:{port}"
        with serving(command, address) as pid:
            read_at(address, asked, typed, 0.5, 5)  # what is loaded once is loaded then
            for pause_s in (PAUSE_S, 0.0):
                say(f"readers who look at a page for {pause_s:g} s on average")
                before = cpu_s(pid)
                seen = read_at(address, asked, typed, pause_s, chosen.seconds)
                report(name, seen, pid, cpu_s(pid) - before, chosen.seconds)


if __name__ == "__main__":
    main()
