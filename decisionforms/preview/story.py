"""The story of a preview: files change, the desk lets go what is no longer so, the open pages are told and ask again."""

from collections.abc import Callable
from datetime import date
from threading import Event, Thread

from decisionforms.errors import OperatorError
from decisionforms.not_read import NotRead
from decisionforms.preview.answers import Answers
from decisionforms.preview.desk import Desk
from decisionforms.preview.events import Listeners
from decisionforms.preview.server import Server
from decisionforms.preview.unread import Unread
from decisionforms.preview.watching import changes, settled
from decisionforms.project import Project

FOLDER = "preview"


class Preview:
    """A preview of a project, ready to run; `command` starts it anew. Raises OperatorError where nothing can be watched or served."""

    def __init__(self, project: Project, day: Callable[[], date], host: str, port: int, command: str) -> None:
        project = settled(project)
        self._stop = Event()
        self._changes = changes(project, self._stop)
        self._desk = Desk(project, day)
        self._answers = Answers(self._desk, project.templates / FOLDER, command)
        self._unread = Unread(project)
        self._listeners = Listeners()
        self._fault: OperatorError | None = None
        self._server = Server(host, port, self._answers, self._listeners)

    @property
    def address(self) -> str:
        """Where it is to be found."""
        return self._server.address

    def run(self, tell: Callable[[NotRead], None]) -> None:
        """Serve until it is stopped, or interrupted, and tell of each file that is not read.

        Raises OperatorError where files can no longer be watched.
        """
        watcher = Thread(target=self._watch, args=(tell,), daemon=True)
        watcher.start()
        try:
            self._server.serve_forever(poll_interval=0.1)
        finally:
            self._stop.set()
            self._listeners.end()
            self._server.server_close()
            watcher.join()
        if self._fault:
            raise self._fault

    def stop(self) -> None:
        """Let `run` come to its end, from another thread."""
        self._server.shutdown()

    def _watch(self, tell: Callable[[NotRead], None]) -> None:
        try:
            self._tell_of_unread(tell)
            for changed in self._changes:
                if changed.everything:
                    self._answers.renew()
                self._listeners.tell(self._desk.notice(changed))
                self._tell_of_unread(tell)
        except OperatorError as fault:
            self._fault = fault
            self._server.shutdown()

    def _tell_of_unread(self, tell: Callable[[NotRead], None]) -> None:
        for one in self._unread.news():
            tell(one)
