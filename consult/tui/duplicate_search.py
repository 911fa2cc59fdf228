"""Looking for duplicates in a thread, while the screens go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from consult.errors import ConsultError, Problem
from consult.model.flag import Flag
from consult.service import reviewing
from consult.service.consultation import open_consultation


class _StoppedError(Exception):
    """Nobody waits for what is sought any more."""


class DuplicateSearch:
    """Looks over the responses to a survey for what is suspicious; `done` is called when it came to an end by itself."""

    def __init__(self, screen: Screen[Any], folder: Path, survey: str, done: Callable[[], None]):
        self._screen, self._folder, self._survey, self._done = screen, folder, survey, done
        self._worker: Worker[None] | None = None
        self.found: list[Flag] | None = None
        """None where nobody looked, or not to the end."""
        self.problems: tuple[Problem, ...] = ()
        """Why it could not be looked for."""
        self.percent = 0
        self.stopped = False
        """Whether a person stopped it."""

    @property
    def runs(self) -> bool:
        """Whether it is being looked for."""
        return self._worker is not None

    def start(self) -> None:
        """Looks anew, unless it is being looked already."""
        if self.runs:
            return
        self.found, self.problems, self.percent, self.stopped = None, (), 0, False
        self._worker = self._screen.run_worker(self._look, thread=True, exit_on_error=False, group="duplicates")

    def stop(self) -> None:
        """Stops looking; what was found so far is forgotten."""
        if self._worker is not None:
            self._worker.cancel()
            self._worker, self.stopped = None, True

    def _look(self) -> None:
        """In the thread, which has a connection of its own to the database."""
        worker = get_current_worker()

        def progress(done: int, _total: int) -> None:
            if worker.is_cancelled:
                raise _StoppedError
            if self._worker is worker:
                self.percent = done

        found: list[Flag] | None = None
        problems: tuple[Problem, ...] = ()
        try:
            with open_consultation(self._folder) as consultation:
                found = reviewing.duplicates(consultation, self._survey, progress=progress)
        except _StoppedError:
            return
        except ConsultError as error:
            problems = error.problems
        finally:
            if not worker.is_cancelled:
                self._screen.app.call_from_thread(self._ended, worker, found, problems)

    def _ended(self, worker: Worker[None], found: list[Flag] | None, problems: tuple[Problem, ...]) -> None:
        if self._worker is worker:
            self._worker, self.found, self.problems = None, found, problems
            self._done()
