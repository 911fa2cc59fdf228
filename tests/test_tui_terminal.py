"""The form in a real terminal: killed in the middle, it offers what was typed when it is opened again."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from consult.service.consultation import open_consultation
from consult.store import responses

pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")


class Terminal:
    """A tmux pane of 80 × 24 that runs a command."""

    def __init__(self, name, command, cwd):
        self.name = name
        environment = "LC_ALL=C.UTF-8 CONSULT_LANG=en TERM=xterm-256color"
        self.tmux(
            "new-session", "-d", "-s", name, "-x", "80", "-y", "24", "-c", str(cwd), f"env {environment} {command}; sleep 60"
        )

    def tmux(self, *arguments):
        done = subprocess.run(["tmux", "-L", "consult-tests", *arguments], capture_output=True, text=True)
        return done.stdout

    def screen(self):
        return self.tmux("capture-pane", "-p", "-t", self.name)

    def keys(self, *keys):
        for key in keys:
            self.tmux("send-keys", "-t", self.name, key)

    def wait(self, text, seconds=20):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if text in self.screen():
                return self.screen()
            time.sleep(0.1)
        raise AssertionError(f"{text!r} did not appear on\n{self.screen()}")

    def close(self):
        self.tmux("kill-session", "-t", self.name)


@pytest.fixture
def terminal(folder):
    opened = []

    def start(name):
        opened.append(Terminal(name, f"{sys.executable} -m consult answer needs", folder))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def form_process(folder):
    listed = subprocess.run(["pgrep", "-f", "consult answer needs"], capture_output=True, text=True).stdout.split()
    here = [pid for pid in listed if os.path.realpath(f"/proc/{pid}/cwd") == str(folder.resolve())]
    return [int(pid) for pid in here if os.path.basename(os.path.realpath(f"/proc/{pid}/exe")).startswith("python")]


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="this system has no /proc")
def test_kill_9_costs_at_most_the_last_second_of_typing(folder, terminal):
    first = terminal("first")
    first.wait("Municipality")
    first.keys("1", "Enter")
    first.wait("saved")
    time.sleep(1.2)
    for pid in form_process(folder):
        os.kill(pid, signal.SIGKILL)
    second = terminal("second")
    second.wait("ontinue")
    second.keys("Enter")
    second.wait("1 of 6 answered")
    second.keys("C-s")
    second.wait("Rīga")
    second.keys("C-s")
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        with open_consultation(folder) as opened:
            if responses.count(opened.database, "needs"):
                break
        time.sleep(0.2)
    with open_consultation(folder) as opened:
        (response,) = responses.responses(opened.database, "needs")
        assert ("area", "0010000") in {(answer.question, answer.code) for answer in response.answers}
        assert responses.draft(opened.database, "needs", "terminal") == {}
