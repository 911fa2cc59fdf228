"""When a fault of an answer is told beside its question: once it was left, after a try to send everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from consult.errors import Problem
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.answering_session import AnsweringSession
from consult.tui.faults import doubts, faults
from consult.tui.widgets.question_panel import QuestionPanel


class ProblemTeller:
    """Tells what is wrong with the answers of `session`, in the language that is spoken where it is called."""

    def __init__(self, session: AnsweringSession):
        self.session = session
        self.left: set[str] = set()
        """The questions that were left once, by code."""
        self.strict = False
        """Whether sending was tried: from then on everything is told."""

    def show(self, sheet: AnswerSheet, panels: Iterable[QuestionPanel]) -> None:
        """Shows what is wrong in the cells and questions that were left, and after a try to send beside all."""
        found, doubtful = faults(self.session, sheet), doubts(self.session, sheet)
        for panel in panels:
            mine, doubts_here = _of(sheet, panel, found), _of(sheet, panel, doubtful)
            if self.strict or (panel.question.code in self.left and sheet.filled(panel.question)):
                panel.show_problems(mine, doubts_here)
            else:
                # Of a question that is still being answered, only what cannot stay as it is and was left.
                places = sheet.refused(panel.question) - {panel.typed_in}
                panel.show_problems([problem for problem in mine if problem.place in places])

    def drop_mended(self, sheet: AnswerSheet, panel: QuestionPanel | None) -> None:
        """Takes away at once what no longer holds where the person types; new faults wait until the place is left."""
        if panel is None or not (panel.problems or panel.warnings):
            return
        found = _of(sheet, panel, faults(self.session, sheet)), _of(sheet, panel, doubts(self.session, sheet))
        places = {problem.place for problem in (*panel.problems, *panel.warnings)}
        panel.show_problems(*([problem for problem in some if problem.place in places] for some in found))


def _of(sheet: AnswerSheet, panel: QuestionPanel, found: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in found if sheet.question_at(problem.place) is panel.question]
