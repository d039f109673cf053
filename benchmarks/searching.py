"""Times the search of a public site in a real browser, and weighs what a reader loads first.

python -m benchmarks.searching [--decisions 1669] [--site FOLDER]

It needs Node, Chromium and the packages of tests/browser. What is timed is from the last key to the first heading and
to the first paragraph that answers, on a page that was just opened: when a query is typed, and when it is pasted, so
that nothing was loaded while it was typed.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from benchmarks.publishing import PUBLISHED, publish, signed_project

ROOT = Path(__file__).resolve().parent.parent
DRIVER = ROOT / "tests" / "browser" / "answer-time.mjs"
QUERIES = ("victim support", "the contract with the supplier", "lewisham")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, keeps connections open as web servers do, and says nothing of it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of this site on a server of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def queries_of(site: Path) -> Sequence[str]:
    """What is asked: some words, and of a decision half-way down the register its reference, its number and its sum."""
    catalogue = json.loads((site / "search" / "catalogue.json").read_text(encoding="utf-8"))
    totals = catalogue["total"]
    at = next(at for at in range(len(totals) // 2, len(totals)) if totals[at])
    reference = catalogue["reference"][at]
    return (
        reference,
        reference.rpartition(" ")[2],
        f"£{totals[at]:,.0f}",
        f"{totals[at] / 1_000_000:g} million",
        *QUERIES,
    )


def time(told: Mapping[str, float], what: str) -> str:
    """How long that took; a reference may be answered by its heading alone."""
    return f"{told[what]:8.0f}" if what in told else f"{'–':>8}"


def report(site: Path) -> None:
    """Print the figures of one site."""
    with served(site) as address:
        command = [shutil.which("node") or "node", str(DRIVER), address, *queries_of(site)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    told = json.loads(done.stdout)
    for page, size in told["loaded"].items():
        print(f"{page:32} {size / 1000:7.1f} kB")
    print(f"{'ms to the first …':32} {'heading':>8} {'answer':>8}   {'pasted':>8} {'answer':>8}   {'loaded':>9}")
    for one in told["answers"]:
        times = "   ".join(f"{time(one[run], 'heading')} {time(one[run], 'passage')}" for run in ("typed", "pasted"))
        print(f"{one['query']:32} {times}   {one['bytes'] / 1000:6.0f} kB")


def main() -> None:
    """Make a site, unless one is given, and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--decisions", type=int, default=PUBLISHED, help=f"how many ({PUBLISHED:,})")
    parser.add_argument("--site", type=Path, help="a site that is made already")
    given = parser.parse_args()
    if given.site:
        report(given.site)
        return
    with tempfile.TemporaryDirectory() as folder:
        project = signed_project(Path(folder), given.decisions)
        publish(project)
        report(project.output / "site")


if __name__ == "__main__":
    main()
