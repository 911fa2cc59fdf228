"""One device on which many people answer, one after another: nothing of one person is left for the next."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import ceil

from consult.errors import AnswerError, UsageError
from consult.i18n import _, ngettext, number
from consult.model.previous import Previous
from consult.model.question import QuestionType
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import Consultation, new_id
from consult.service.sessions import Session

SHORTEST_KEY = 4
"""The fewest characters of a key that closes a kiosk."""

TRIES = 3
"""Wrong keys after which no more are taken for a while."""

PAUSE = 30
"""Seconds of that while."""

_ROUNDS = 100_000

Clock = Callable[[], float]
"""Tells seconds that only ever grow."""


class KioskKey:
    """The key without which a kiosk cannot be left. Only a salted hash of it is kept."""

    def __init__(self, key: str, clock: Clock = time.monotonic):
        """Takes `key`; raises UsageError where it is shorter than SHORTEST_KEY."""
        if len(key) < SHORTEST_KEY:
            fault = ngettext(
                "the password has fewer than {n} character", "the password has fewer than {n} characters", SHORTEST_KEY
            ).format(n=number(SHORTEST_KEY))  # fmt: skip
            raise UsageError(fault, _("choose a longer one"))
        self._salt = secrets.token_bytes(16)
        self._hash = self._hashed(key)
        self._clock, self._wrong, self._until = clock, 0, 0.0

    def _hashed(self, key: str) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", key.encode("utf-8", "surrogatepass"), self._salt, _ROUNDS)

    @property
    def waiting(self) -> int:
        """Seconds until a key is taken again; 0 where one is taken now."""
        return max(0, ceil(self._until - self._clock()))

    def opens(self, tried: str) -> bool:
        """Whether `tried` is the key. The third wrong one in a row makes everybody wait, also who has the right one."""
        if self.waiting:
            return False
        if hmac.compare_digest(self._hashed(tried), self._hash):
            self._wrong = 0
            return True
        self._wrong += 1
        if self._wrong >= TRIES:
            self._wrong, self._until = 0, self._clock() + PAUSE
        return False


class Patience:
    """How long the kiosk waits for somebody who presses no key: `timeout` seconds, then `countdown` seconds aloud."""

    def __init__(self, timeout: float, countdown: int, clock: Clock = time.monotonic):
        self._timeout, self._countdown, self._clock = timeout, countdown, clock
        self._last = clock()

    def touched(self) -> None:
        """Somebody pressed a key."""
        self._last = self._clock()

    @property
    def left(self) -> int | None:
        """The seconds of the countdown that are left, 0 where it is over; None while there is no countdown yet."""
        since = self._clock() - self._last - self._timeout
        return None if since < 0 else max(0, ceil(self._countdown - since))


@dataclass(slots=True)
class KioskSession(Session):
    """One person at the kiosk. What is typed stays in memory: nothing of it is written before it is sent."""

    sent: Callable[[], None] = lambda: None
    """Is told of the response."""

    def draft(self) -> dict[str, str | list[str]]:
        """Nothing: everybody begins clean."""
        return {}

    def keep(self, raw: Raw) -> None:
        """Writes nothing."""

    def discard(self) -> None:
        """There is nothing written to forget."""

    def attach(self, path: str) -> str:
        """Refuses: the files of the device are nobody's business."""
        raise AnswerError(_("no files can be attached here"), _("leave it empty"))

    def submit(self, raw: Raw) -> str:
        """Sends the response; returns its receipt code. Raises AnswerError."""
        receipt = Session.submit(self, raw)
        self.sent()
        return receipt


@dataclass
class Kiosk:
    """A survey that is open to anybody at one device."""

    consultation: Consultation
    survey: Survey
    """The survey without the questions that ask for a file."""
    wave: str = ""
    taken: int = field(init=False, default=0)
    """How many responses were sent since the kiosk was opened."""

    def begin(self) -> KioskSession:
        """A session for the next person: its own id, its own holder, nothing of anybody before."""
        holder = f"kiosk:{new_id()}"
        return KioskSession(self.consultation, self.survey, holder, Previous(self.survey), wave=self.wave, sent=self._count)

    def _count(self) -> None:
        self.taken += 1


def open_kiosk(consultation: Consultation, survey: str, *, wave: str = "") -> Kiosk:
    """A kiosk for the published survey; raises NotFoundError where there is none, UsageError where it only asks for files."""
    asked = without_files(defining.current(consultation, survey))
    if not any(question.cells for question in asked.questions):
        raise UsageError(_("the survey asks for nothing but files"), _("a kiosk takes no files"))
    return Kiosk(consultation, asked, wave)


def without_files(survey: Survey) -> Survey:
    """`survey` without the questions that ask for a file: to these answers they were not asked."""
    pages = tuple(
        replace(page, questions=tuple(question for question in page.questions if question.type is not QuestionType.FILE))
        for page in survey.pages
    )
    return replace(survey, pages=tuple(page for page in pages if page.questions))
