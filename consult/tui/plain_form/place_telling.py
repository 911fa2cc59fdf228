"""Where the person is in the survey: pages, and what is told and not asked between two questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.i18n import _
from consult.model.question import Question
from consult.tui.plain_form import told_back, wording
from consult.tui.plain_form.stops import Stop

if TYPE_CHECKING:
    from consult.tui.plain_form.form import PlainForm


class PlaceTeller:
    """Tells places of `form`."""

    def __init__(self, form: PlainForm):
        self.form = form
        self._page = -1
        """The page that was told last."""

    def where(self) -> None:
        """Tells where the person stands and how much is answered."""
        form = self.form
        sheet, stop, total = form.sheet, form.stop(), len(form.sheet.questions)
        progress = _("{done} of {total} answered").format(done=told_back.answered(sheet), total=total)
        if stop is None:
            form.say(". ".join((_("Check your answers"), wording.as_sentence(progress))))
            return
        page = wording.title_of_page(sheet, self._number_of(stop.question), form.language)
        here = _("Question {n} of {total}").format(n=sheet.questions.index(stop.question) + 1, total=total)
        told = (page, here, wording.place(sheet, stop, form.language), progress)
        form.say(" ".join(wording.as_sentence(words) for words in told if words))

    def passed(self, left: int, following: Stop | None) -> None:
        """Tells the notes, figures and empty questions between question number `left`, from 0, and the one of `following`."""
        form = self.form
        questions = form.session.survey.questions
        until = questions.index(following.question) if following else len(questions)
        for question in questions[left + 1 : until]:
            if form.sheet.asked.shows(question):
                self.page_of(question)
                form.say("", *wording.told_only(form.sheet, question, form.language))

    def page_of(self, question: Question) -> None:
        """Tells which page `question` is on, where that is another one."""
        form = self.form
        at = self._number_of(question)
        if at != self._page:
            self._page = at
            form.say("", wording.title_of_page(form.sheet, at, form.language))

    def _number_of(self, question: Question) -> int:
        return next(at for at, page in enumerate(self.form.session.survey.pages) if question in page.questions)
