"""The server: GET and HEAD alone, for those who name it as it names itself."""

import errno
import socket
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty
from socketserver import TCPServer
from typing import Any

from decisionforms.errors import OperatorError
from decisionforms.files import reason
from decisionforms.preview.answers import POLICY, Answer, Answers
from decisionforms.preview.events import END, STILL_THERE, Listeners
from decisionforms.preview.hosts import in_address, names

EVENTS = "/events"
# Seconds that a request may take to come in, and after which a listener is asked whether it is still there.
SLOWEST, ROUND = 20, 15
PLAINLY = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
ELSEWHERE = b"This preview answers to its own address alone.\n"
REFUSED = b"This preview only shows; it takes GET and HEAD.\n"


class Server(ThreadingHTTPServer):
    """Listens on one address. Raises OperatorError where it can't."""

    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = sys.platform != "win32"  # there it would let two servers share a port

    def __init__(self, host: str, port: int, answers: Answers, listeners: Listeners) -> None:
        self.host, self.answers, self.listeners = host, answers, listeners
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            super().__init__((host, port), _Handler)
        except (OSError, OverflowError) as fault:
            raise OperatorError(_refused(fault, f"{in_address(host)}:{port}")) from None

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as it is declared there
        """Nothing is said of a reader who went away; of anything else, what it was."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """Where it is to be found."""
        return f"http://{in_address(self.host)}:{self.server_port}/"


def _refused(fault: OSError | OverflowError, place: str) -> str:
    """Why nothing can be served there, and what to do."""
    if isinstance(fault, OSError) and fault.errno == errno.EADDRINUSE:
        return f"Something answers at {place} already. If that is your preview, open http://{place}/; otherwise name another port, such as --port 8001, or --port 0 for any that is free."
    why = reason(fault) if isinstance(fault, OSError) else "there is no such port"
    return f"Nothing can be served at {place} ({why}); choose another with --port or --host."


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    timeout = SLOWEST

    def do_GET(self) -> None:
        """Answer a request."""
        named = self.headers.get_all("Host") or []
        if len(named) != 1 or not names(named[0], self.server.host, self.server.server_port):
            self._send(Answer(HTTPStatus.MISDIRECTED_REQUEST, ELSEWHERE))
        elif self.path == EVENTS:
            self._stream()
        else:
            self._send(self.server.answers.to(self.path))

    do_HEAD = do_GET  # noqa: N815 - the same

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - http.server's own signature
        """Refuse what could not be understood, in a few words; what is neither GET nor HEAD is not allowed."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._send(Answer(HTTPStatus.METHOD_NOT_ALLOWED, REFUSED))
        else:
            self._send(Answer(HTTPStatus(code), f"{HTTPStatus(code).phrase}.\n".encode()))

    def version_string(self) -> str:
        """Nothing about what runs here."""
        return "preview"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own signature
        """Nothing: what is served is no news to whoever serves it."""

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        headers = {"Content-Type": answer.kind, "Content-Length": str(len(answer.body)), **PLAINLY}
        headers |= {"Location": answer.location} if answer.location else {}
        headers |= {"Allow": "GET, HEAD"} if answer.status is HTTPStatus.METHOD_NOT_ALLOWED else {}
        self._head({**headers, "Content-Security-Policy": answer.policy})
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _stream(self) -> None:
        """Tell a page what changes, for as long as it is open."""
        with self.server.listeners.listening() as queue:
            if queue is None:
                self._send(Answer(HTTPStatus.SERVICE_UNAVAILABLE, b"Too many pages are open.\n"))
                return
            self.send_response(HTTPStatus.OK)
            self._head({"Content-Type": "text/event-stream", "Content-Security-Policy": POLICY, **PLAINLY})
            message = STILL_THERE
            while message != END and self.command != "HEAD":
                self.wfile.write(message)
                try:
                    message = queue.get(timeout=ROUND)
                except Empty:
                    message = STILL_THERE

    def _head(self, headers: dict[str, str]) -> None:
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
