"""A program in a pane of tmux: a real process on a real terminal, keys go in, the screen comes out."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

ENVIRONMENT = {"LC_ALL": "C.UTF-8", "CONSULT_LANG": "en", "TERM": "xterm-256color"}
_SOCKET = f"consult-tests-{os.getpid()}"


class Pane:
    """`consult …` in a pane of 80 × 24; it stays when the program has ended."""

    def __init__(self, folder: Path, *arguments: str):
        command = [
            "env",
            "-u",
            "NO_COLOR",
            *(f"{name}={value}" for name, value in ENVIRONMENT.items()),
            sys.executable,
            "-m",
            "consult",
            *arguments,
        ]
        self.id = self._tmux(
            "new-session", "-d", "-P", "-F", "#{pane_id}", "-x", "80", "-y", "24", "-c", str(folder),
            "exec " + shlex.join(command), ";", "set-option", "-w", "remain-on-exit", "on",
        ).split()[0]  # fmt: skip

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(["tmux", "-L", _SOCKET, "-f", os.devnull, *arguments], capture_output=True, text=True)
        return done.stdout

    @property
    def seen(self) -> str:
        """The screen as text."""
        return self._tmux("capture-pane", "-p", "-t", self.id)

    def press(self, *keys: str) -> None:
        """Presses keys, as tmux calls them: `Enter`, `C-s`, `PageDown`."""
        self._tmux("send-keys", "-t", self.id, *keys)

    def type(self, text: str) -> None:
        """Types a text."""
        self._tmux("send-keys", "-t", self.id, "-l", text)

    def wait(self, *words: str, seconds: float = 20) -> str:
        """Waits until all words are seen; returns the screen."""
        until = time.monotonic() + seconds
        while not all(word in (seen := self.seen) for word in words):
            assert time.monotonic() < until, f"{words} did not appear on\n{seen}"
            time.sleep(0.05)
        return seen

    def wait_end(self, seconds: float = 20) -> None:
        """Waits until the program has ended."""
        until = time.monotonic() + seconds
        while self._tmux("display-message", "-p", "-t", self.id, "#{pane_dead}").strip() != "1":
            assert time.monotonic() < until, f"it did not end:\n{self.seen}"
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9: the program has no time to do anything."""
        os.kill(int(self._tmux("display-message", "-p", "-t", self.id, "#{pane_pid}")), signal.SIGKILL)
        self.wait_end()

    def close(self) -> None:
        """Takes the pane away."""
        self._tmux("kill-pane", "-t", self.id)
