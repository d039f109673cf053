"""What readers get from a web server while one release takes the place of another.

The server is nginx, with the lines that docs/publishing.md gives for it. Every release here changes the first page and
the style, and adds a decision; those that were there already stay as they are. HTTP fetches each file by itself, so a
reader may get the style of a later release than the page: never of an earlier one, and never a mixture in one file.
"""

import contextlib
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest
from page_checks import needs

from decisionforms.publish.switch import publish_to

pytestmark = pytest.mark.slow
HOST = "127.0.0.1"
READERS = 4
LONGEST = 60.0  # seconds that a reader goes on if the publisher does not come to an end
DOCS = Path(__file__).parent.parent / "docs" / "publishing.md"
CONFIGURATION = """
daemon off;
master_process off;
pid nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {{
        listen {host}:{port};
        {documented}
    }}
}}
"""


def said(number: int, times: int) -> bytes:
    """A file that says from its first line to its last of which release it is."""
    return f"release {number}\n".encode() * times


def page_of(number: int) -> str:
    return f"decisions/pcd-{9000 + number}/index.html"


def form_of(number: int) -> str:
    return f"decisions/pcd-{9000 + number}/pcd-{9000 + number}.docx"


def release(number: int) -> dict[str, bytes]:
    """The site as it stands after this many publications."""
    pages = {page_of(one): said(one, 2_000) for one in range(1, number + 1)}
    forms = {form_of(one): said(one, 50_000) for one in range(1, number + 1)}
    return {"index.html": said(number, 5_000), "style.css": said(number, 500), "404.html": b"none", **pages, **forms}


RELEASES = {number: release(number) for number in range(1, 11)}


@dataclass(frozen=True)
class Answer:
    """What came of a request: the status, and the release that the file says it is of, if it is whole."""

    path: str
    status: int
    release: int | None


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def port(site: Path, tmp_path: Path) -> Iterator[int]:
    """Where nginx serves the site."""
    needs("nginx")
    folder = tmp_path / "nginx"
    folder.mkdir()
    port = free_port()
    (folder / "nginx.conf").write_text(
        CONFIGURATION.format(host=HOST, port=port, documented=documented(site)), encoding="utf-8"
    )
    command: tuple[str | Path, ...] = ("nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", "stderr")
    with subprocess.Popen(command) as server:
        try:
            await_server(port)
            yield port
        finally:
            server.terminate()


def documented(site: Path) -> str:
    """The lines for nginx that the documentation gives, for this site."""
    lines = re.search(r"```nginx\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert lines
    assert "/srv/site;" in lines[1]
    return lines[1].replace("/srv/site;", f'"{site}";')


def free_port() -> int:
    with socket.create_server((HOST, 0)) as one:
        port: int = one.getsockname()[1]
        return port


def await_server(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.02)
    pytest.fail("nginx does not answer")


def ask(connection: HTTPConnection, path: str) -> Answer:
    connection.request("GET", f"/{path}")
    response = connection.getresponse()
    return Answer(path, response.status, release_of(path, response.read()))


def release_of(path: str, body: bytes) -> int | None:
    """The release that a file says it is of; None where it is not the whole of what that release holds."""
    name = f"{path}index.html" if path.endswith("/") or not path else path
    found = re.match(rb"release (\d+)\n", body)
    number = int(found[1]) if found else 0
    return number if RELEASES.get(number, {}).get(name) == body else None


def walk(port: int, over: Event) -> Sequence[Answer]:
    """What a reader gets who goes from the first page to the newest decision and back to the oldest, again and again."""
    answers: list[Answer] = []
    until = time.monotonic() + LONGEST
    with contextlib.closing(HTTPConnection(HOST, port, timeout=10)) as connection:
        while not over.is_set() and time.monotonic() < until:
            answers.append(ask(connection, ""))
            newest = answers[-1].release or 1
            linked = ("style.css", page_of(newest).removesuffix("index.html"), form_of(newest), page_of(1), form_of(1))
            answers += [ask(connection, path) for path in linked]
    return answers


def publish_all(site: Path, port: int) -> None:
    """One release after the other; each is what readers find as soon as it is published."""
    with contextlib.closing(HTTPConnection(HOST, port, timeout=10)) as connection:
        for number, files in RELEASES.items():
            publish_to(site, files, mode="link")
            assert ask(connection, "") == Answer("", 200, number)
            time.sleep(0.1)


def test_whoever_reads_while_releases_are_published_gets_whole_files_and_never_goes_back(site: Path, port: int) -> None:
    publish_to(site, RELEASES[1], mode="link")
    over = Event()
    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(walk, port, over) for _ in range(READERS)]
        try:
            publish_all(site, port)
        finally:
            over.set()
    for answers in (reader.result() for reader in readers):
        assert [one for one in answers if one.status != 200 or one.release is None] == []
        seen = [one.release or 0 for one in answers if one.path in {"", "style.css"}]
        assert [pair for pair in pairwise(seen) if pair[0] > pair[1]] == []
        assert len({*seen}) >= 3, "too little was read while releases were published"


def test_every_decision_that_a_first_page_leads_to_says_so_of_itself(site: Path, port: int) -> None:
    publish_to(site, RELEASES[10], mode="link")
    with contextlib.closing(HTTPConnection(HOST, port, timeout=10)) as connection:
        for one in RELEASES:
            for path in (page_of(one), page_of(one).removesuffix("index.html"), form_of(one)):
                assert ask(connection, path) == Answer(path, 200, one)


def slow_line(port: int) -> HTTPConnection:
    """A connection that takes little at a time."""
    connection = HTTPConnection(HOST, port)
    connection.sock = socket.socket()
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.sock.settimeout(10)
    connection.sock.connect((HOST, port))
    return connection


def test_a_download_that_has_begun_ends_with_the_release_that_it_began_with(site: Path, port: int) -> None:
    """So many are published meanwhile that the folder of its own release becomes that of another."""
    name = form_of(1)
    forms = [bytes([number]) * 8_000_000 for number in range(6)]
    publish_to(site, {name: forms[0]}, mode="link")
    with contextlib.closing(slow_line(port)) as connection:
        connection.request("GET", f"/{name}")
        response = connection.getresponse()
        for form in forms[1:]:
            publish_to(site, {name: form}, mode="link")
        assert response.read() == forms[0]


def test_what_is_not_there_is_said_on_the_page_of_the_site_and_nothing_beside_the_site_is_served(
    site: Path, port: int
) -> None:
    publish_to(site, RELEASES[1], mode="link")
    beside = site.resolve().relative_to(site.parent).as_posix()
    with contextlib.closing(HTTPConnection(HOST, port, timeout=10)) as connection:
        for path in (page_of(2), "decisions/pcd-9002/", "PCD-9002", f"{beside}/index.html"):
            connection.request("GET", f"/{path}")
            response = connection.getresponse()
            assert (response.status, response.read()) == (404, RELEASES[1]["404.html"]), path
        assert ask(connection, f"%2e%2e/{beside}/index.html").status == 400
