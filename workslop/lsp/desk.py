"""Who reads which text when: a short wait after a change, one worker, and only the newest text of each buffer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

from workslop.lsp.reading import Buffer, Reading, StaleError, read

WAIT = 0.4  # seconds without a change before a text is read
_log = logging.getLogger(__name__)
_Job = tuple[Buffer, int, asyncio.AbstractEventLoop]


class Desk:
    """Takes buffers and hands ``deliver`` their readings; all but the reading happens on the event loop.

    The worker is a daemon: an editor that leaves doesn't wait for a long text.
    """

    def __init__(self, deliver: Callable[[Reading], None], failed: Callable[[Buffer, Exception], None]) -> None:
        self._deliver, self._failed = deliver, failed
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._wanted: dict[str, int] = {}
        self._tickets = 0
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._worker: Thread | None = None

    def put(self, buffer: Buffer, wait: float = 0.0) -> None:
        """Have ``buffer`` read after ``wait`` seconds; an earlier text of it is dropped."""
        if self._worker is None:
            self._worker = Thread(target=self._work, name="workslop-review", daemon=True)
            self._worker.start()
        self.drop(buffer.uri)
        self._tickets += 1
        self._wanted[buffer.uri] = self._tickets
        loop = asyncio.get_running_loop()
        self._timers[buffer.uri] = loop.call_later(wait, self._jobs.put, (buffer, self._tickets, loop))

    def drop(self, uri: str) -> None:
        """Forget the buffer: what is being read of it is not delivered."""
        self._wanted.pop(uri, None)
        timer = self._timers.pop(uri, None)
        if timer is not None:
            timer.cancel()

    def _work(self) -> None:
        while True:
            buffer, ticket, loop = self._jobs.get()
            try:
                if self._wanted.get(buffer.uri) != ticket:
                    continue
                reading = read(buffer, lambda b=buffer, t=ticket: self._wanted.get(b.uri) != t)  # type: ignore[misc]
            except StaleError:
                continue
            except Exception as error:  # one text that cannot be read must not end the server
                _log.exception("a text could not be reviewed")
                self._tell(loop, self._failed, buffer, error)
            else:
                self._tell(loop, self._hand_over, reading, ticket)

    def _hand_over(self, reading: Reading, ticket: int) -> None:
        if self._wanted.get(reading.buffer.uri) == ticket:
            self._deliver(reading)

    @staticmethod
    def _tell(loop: asyncio.AbstractEventLoop, what: Callable[..., None], *values: object) -> None:
        with contextlib.suppress(RuntimeError):  # the editor left, and the loop with it
            loop.call_soon_threadsafe(what, *values)
