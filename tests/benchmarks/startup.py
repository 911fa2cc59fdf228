"""How long `consult --help` takes beside `python -c "import click"`, both in one run: `python tests/benchmarks/startup.py`.

Prints the best and the middle of 15 runs of each, in seconds, and their ratios.
"""

import statistics
import subprocess
import sys
import time

COMMANDS = {"import click": ["-c", "import click"], "consult --help": ["-m", "consult", "--help"]}


def seconds(arguments):
    """How long one run takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    """Runs both in turn, so that whatever else the machine does meets both alike."""
    found = {name: [] for name in COMMANDS}
    for _round in range(15):
        for name, arguments in COMMANDS.items():
            found[name].append(seconds(arguments))
    for name, times in found.items():
        print(f"{name:16} best {min(times):.3f}  median {statistics.median(times):.3f}")
    bare, whole = found.values()
    print(f"{'ratio':16} best {min(whole) / min(bare):.2f}   median {statistics.median(whole) / statistics.median(bare):.2f}")


if __name__ == "__main__":
    main()
