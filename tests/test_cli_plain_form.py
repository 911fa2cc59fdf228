"""The command that asks line by line: a pipe answers, and on a dumb terminal nothing typed is lost."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time

import pytest

from consult.service.consultation import open_consultation
from consult.store import responses

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "CONSULT_LANG": "en", "TERM": "dumb"}
COMMAND = [sys.executable, "-m", "consult", "answer", "needs", "--plain"]


def piped(folder, lines):
    return subprocess.run(COMMAND, cwd=folder, input=lines.encode(), capture_output=True, env=ENVIRONMENT)


def test_a_pipe_answers_and_gets_the_receipt_alone_on_standard_output(folder):
    done = piped(folder, "1\n1 2\n2\n0\n12\n5.3.2026\nWe need \x1b[31mmore\n.\n/send\n")
    assert done.returncode == 0 and len(done.stdout.decode().strip()) == 9
    assert b"\x1b" not in done.stdout + done.stderr
    with open_consultation(folder) as opened:
        (response,) = responses.responses(opened.database, "needs")
        assert ("clients", 12.0) in {(answer.question, answer.number) for answer in response.answers}


def test_a_pipe_that_ends_too_early_keeps_the_draft_and_the_next_goes_on(folder):
    done = piped(folder, "1\n")
    assert done.returncode == 0 and done.stdout == b""
    assert "1 answer is kept." in done.stderr.decode() and "Not sent." in done.stderr.decode()
    done = piped(folder, "continue\n/where\n")
    assert "Answers from earlier are kept (1/6)." in done.stderr.decode()
    assert "Question 2 of 6" in done.stderr.decode()


def test_lines_in_another_encoding_do_no_harm(folder):
    done = subprocess.run(COMMAND, cwd=folder, input=b"\xff\xfe\n1\n\x00\n", capture_output=True, env=ENVIRONMENT)
    assert done.returncode == 0 and "Traceback" not in done.stderr.decode()


class DumbTerminal:
    """The command on a terminal that can do nothing."""

    def __init__(self, folder):
        self.end, inside = pty.openpty()
        self.process = subprocess.Popen(
            COMMAND, cwd=folder, stdin=inside, stdout=inside, stderr=inside, env=ENVIRONMENT, start_new_session=True,
            preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(inside)
        self.seen = b""

    def wait(self, text, seconds=15):
        given_up = time.monotonic() + seconds
        while text.encode() not in self.seen and time.monotonic() < given_up:
            if select.select([self.end], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.end, 65536)
                except OSError:  # the process is gone
                    break
        assert text.encode() in self.seen, self.seen.decode()

    def type(self, text):
        os.write(self.end, text.encode())


@pytest.mark.parametrize("way", ["ctrl-c", "hang-up", "kill"])
def test_on_a_dumb_terminal_what_was_typed_outlives_any_end(folder, way):
    terminal = DumbTerminal(folder)
    terminal.wait("> ")
    terminal.type("1\n")
    terminal.wait("such as 1 3.")
    time.sleep(0.3)  # a signal between the prompt and the reading of the line is seen by Python only behind the next line
    if way == "ctrl-c":
        terminal.type("\x03")
        terminal.wait("Not sent. What you typed is kept")
    elif way == "hang-up":
        os.close(terminal.end)
    else:
        os.kill(terminal.process.pid, signal.SIGKILL)
    assert terminal.process.wait(15) == {"ctrl-c": 0, "hang-up": -signal.SIGHUP, "kill": -signal.SIGKILL}[way]
    assert b"\x1b" not in terminal.seen
    with open_consultation(folder) as opened:
        ((raw,),) = opened.database.rows("SELECT raw FROM draft")
        assert json.loads(raw)["area"] == "0010000"


def test_lines_that_are_pasted_with_an_empty_one_between_stay_one_text(folder):
    terminal = DumbTerminal(folder)
    terminal.wait("> ")
    terminal.type("/go 6\n")
    terminal.wait("lone dot ends.")
    terminal.type("first\n\nsecond\n")
    terminal.wait("second")
    terminal.type(".\n/leave\n")
    terminal.wait("is kept")
    assert terminal.process.wait(15) == 0
    with open_consultation(folder) as opened:
        ((raw,),) = opened.database.rows("SELECT raw FROM draft")
        assert json.loads(raw)["proposal"] == "first\n\nsecond"


@pytest.mark.parametrize("option", ["--clerk", "--second"])
def test_plain_does_not_go_with_paper_forms(folder, consult, option):
    done = consult("answer", "needs", "--plain", option, at=folder)
    assert done.exit_code == 2 and "does not go with --plain" in done.stderr


def test_a_terminal_that_cannot_draw_is_led_to_the_plain_form(folder):
    main, inside = pty.openpty()
    done = subprocess.run(
        COMMAND[:-1], cwd=folder, stdin=inside, stdout=inside, stderr=subprocess.PIPE, env=ENVIRONMENT, timeout=20
    )
    assert done.returncode == 2 and "--plain" in done.stderr.decode()
    assert not select.select([main], [], [], 0)[0]
