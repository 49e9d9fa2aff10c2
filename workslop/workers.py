"""How the drafts of a run are read: one after the other or in processes beside this one, and from what was kept."""

from __future__ import annotations

import importlib
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from workslop.types import InputError, Review

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from workslop.config import Settings, SettingsOf

Read = Callable[[str, str | None, "Settings | None"], Review]
T = TypeVar("T")
R = TypeVar("R")
_THREADED = frozenset({"numpy", "onnxruntime", "torch", "spacy"})  # may have started threads that Python doesn't count
_AHEAD = 4  # drafts a process that are asked for and not yet told: memory does not grow with the number of drafts
_SLOW = ("readability",)  # its dictionary of English takes half of a run


@dataclass(frozen=True, slots=True)
class Reader:
    """How every draft of a run is read; calling it gives the review of one. It travels to other processes.

    ``run`` reviews one draft, and can be imported by name. ``vectors``: with the encoder, as is a draft held against
    its brief in any case; ``notes`` and ``figures``: they will be told; ``kept``: earlier findings are told again.
    """

    run: Callable[..., Review]
    config: str | None = None
    no_config: bool = False
    lang: str = "auto"
    report_lang: str | None = None
    vectors: bool = False
    notes: bool = True
    figures: bool = True
    kept: bool = False
    jobs: int = 1

    def __call__(self, path: str, brief: str | None, settings: Settings | None) -> Review:
        """The review of the text at ``path``. Raises InputError."""
        key = self._key(path, brief, settings)
        return (self._recall(key, path, brief) if key else None) or self.fresh(path, brief, settings, key)

    def fresh(self, path: str, brief: str | None, settings: Settings | None, key: str | None) -> Review:
        """The review made now, and kept under ``key`` where the text did not change while it was read."""
        only = None if self.notes else worth_running(settings)
        made = self.run(
            path, brief, self.lang, self.report_lang, vectors=self.vectors or brief is not None,
            settings=settings, only=only, figures=self.figures,
        )  # fmt: skip
        if key and self._key(path, brief, settings) == key:
            from workslop.remembered import keep

            keep(key, made)
        return made

    def settings_of(self) -> SettingsOf:
        """What finds the settings of a path. Raises InputError for a mistake in the configuration given."""
        from workslop.config import settings_finder

        return settings_finder(self.config, self.no_config)

    @contextmanager
    def ahead(self, drafts: Iterable[tuple[str, str | None, Settings | None]]) -> Generator[Read]:
        """Within it, a reader of ``drafts`` in their order, that works ahead with ``jobs`` processes."""
        if self.jobs == 1:
            yield self
            return
        results = in_processes(partial(_bare, self), self._asked(drafts), self.jobs)
        try:
            yield lambda *_: self._taken(next(results)())
        finally:
            results.close()

    def _asked(self, drafts: Iterable[tuple[str, str | None, Settings | None]]) -> Iterator[Any]:
        """A task for each draft; its result where that is known, and so needs no process."""
        for path, brief, settings in drafts:
            key = self._key(path, brief, settings)
            known: Any = self._recall(key, path, brief) if key else None
            if known is None and "-" in (path, brief):  # standard input is this process's
                known = partial(self.fresh, path, brief, settings, None)
            yield Known(known) if known is not None else (path, brief, key)

    def _taken(self, result: Any) -> Review:
        made: Review = result() if isinstance(result, partial) else result
        return made

    def _key(self, path: str, brief: str | None, settings: Settings | None) -> str | None:
        if not self.kept:
            return None
        from workslop.remembered import key_of

        return key_of(path, brief, settings, self.lang, self.report_lang, self.vectors, self.notes, self.figures)

    def _recall(self, key: str, path: str, brief: str | None) -> Review | None:
        from workslop.remembered import recall

        return recall(key, path, brief)


class EndedError(InputError):
    """A process is gone, and with it what it was doing: the run can't go on."""


@dataclass(frozen=True, slots=True)
class Known:
    """A task of which the result is there already."""

    result: Any


def worth_running(settings: Settings | None) -> tuple[str, ...] | None:
    """The signals to run where notes are not told, None for all: a slow one that can only give notes is left out."""
    from workslop.judge.rulebook import load_rules
    from workslop.signals import SIGNALS

    if settings and settings.fail_on == "note":
        return None
    spoken = {rule.signal for rule in (settings.rules if settings else load_rules()) if rule.severity != "note"}
    return tuple(info.id for info in SIGNALS if info.id not in _SLOW or info.id in spoken)


def cores(jobs: int) -> int:
    """``jobs``, and for 0 the cores that this process may use."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(work: Callable[[T], R], tasks: Iterable[T | Known], jobs: int) -> Generator[Callable[[], R]]:
    """For each of ``tasks``, in order, what gives its result or raises the InputError that ``work`` raised.

    ``work`` and the tasks must travel (be importable by name, plain values); tasks are asked for a little ahead. The
    processes start with the first task that isn't Known, and are gone when the generator is closed.
    """
    waiting: deque[Callable[[], Any]] = deque()
    asked: deque[Future[Any]] = deque()
    todo = iter(tasks)
    pool: ProcessPoolExecutor | None = None
    try:
        while True:
            while len(waiting) < _AHEAD * jobs and (task := next(todo, None)) is not None:
                if isinstance(task, Known):
                    waiting.append(partial(_itself, task.result))
                    continue
                pool = pool or _pool(jobs)
                asked.append(pool.submit(work, task))
                waiting.append(partial(_awaited, asked[-1]))
            if not waiting:
                return
            yield waiting.popleft()
            while asked and asked[0].done():
                asked.popleft()
    finally:
        if pool:
            _end(pool, asked)


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Processes that hold no lock of a thread of this one: forked from it where it never had a second thread, else from
    one that has read what all need, and where nothing can be forked begun anew.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from pathlib import Path

    able = multiprocessing.get_all_start_methods()
    method = "fork" if _alone() else "forkserver" if "forkserver" in able else "spawn"
    context = multiprocessing.get_context(method)
    if method == "fork":
        importlib.import_module("workslop.warm")  # read once, before there are more
    elif method == "forkserver":
        context.set_forkserver_preload(["workslop.warm"])
    return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(dict(os.environ), str(Path.cwd())))


def _alone() -> bool:
    """Whether this process may be forked: Linux, one thread, and nothing imported that starts its own."""
    import threading

    return sys.platform == "linux" and threading.active_count() == 1 and _THREADED.isdisjoint(sys.modules)


def _end(pool: ProcessPoolExecutor, asked: Iterable[Future[Any]]) -> None:
    """End the processes, in the middle of their work where that is no longer wanted."""
    import multiprocessing

    done = all(future.done() for future in asked)
    pool.shutdown(wait=done, cancel_futures=True)
    for process in () if done else multiprocessing.active_children():
        process.terminate()


def _begin(environment: dict[str, str], folder: str) -> None:
    """As the first process is now: the one that this was forked from may be older.

    Ctrl-C reaches every process of a terminal; the first one ends the others.
    """
    import signal

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _itself(result: R) -> R:
    return result


def _awaited(future: Future[R]) -> R:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool as error:
        raise EndedError("a process was ended from outside, often because memory ran out: use fewer --jobs") from error


def _bare(reader: Reader, task: tuple[str, str | None, str | None]) -> Review:
    """In another process: the review without what is heavy to send and no form of ``workslop check`` reads."""
    from workslop.remembered import bare

    path, brief, key = task
    return bare(reader.fresh(path, brief, settings_once(reader)(path), key))


@lru_cache(maxsize=1)
def settings_once(reader: Reader) -> SettingsOf:
    """What finds the settings of a path in a process that reads many: each configuration is read once."""
    return reader.settings_of()
