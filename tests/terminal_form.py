"""The program in a real terminal of the kernel, of which the other end can be closed as a dropped line does it."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time


class Line:
    """`consult answer needs`, or another command, at the end of a line, 80 × 24."""

    def __init__(self, folder, *command, size=(24, 80)):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "CONSULT_LANG": "en"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _AS_SESSION, *(command or ("answer", "needs"))], stdin=slave, stdout=slave, stderr=slave,
            cwd=folder, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.written = b""

    @property
    def seen(self):
        """What was written so far without the sequences that colour and move."""
        return re.sub(r"\x1b\[[0-9;?:]*[A-Za-z]", "", self.written.decode("utf-8", "ignore"))

    def wait(self, text, seconds=15):
        """Reads until `text` was written since the last keys."""
        deadline = time.monotonic() + seconds
        while text not in self.seen:
            assert time.monotonic() < deadline, f"{text!r} was not written: {self.seen[-3000:]}"
            if select.select([self.master], [], [], 0.1)[0]:
                self.written += os.read(self.master, 65536)

    def type(self, keys):
        """Types `keys` and forgets what was written before."""
        self.written = b""
        os.write(self.master, keys.encode())

    def signal(self, name):
        """Sends the signal to the program."""
        os.kill(self.process.pid, name)

    def drop(self):
        """Drops the line: the kernel hangs up on the program at its end."""
        os.close(self.master)
        self.master = -1

    def ended(self, seconds=20):
        """Waits for the end and gives the exit code."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < deadline:
            if self.master >= 0 and select.select([self.master], [], [], 0.05)[0]:
                try:
                    self.written += os.read(self.master, 65536)
                except OSError:  # the other side is gone
                    break
            else:
                time.sleep(0.02)
        return self.process.wait(seconds)

    def close(self):
        """Ends the program if it runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.master >= 0:
            os.close(self.master)


_AS_SESSION = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from consult.cli.main import main
sys.argv = ["consult", *sys.argv[1:]]
main()
"""
