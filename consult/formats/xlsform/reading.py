"""XLSForms, the questionnaires of ODK, KoboToolbox and their kin (https://xlsform.org), to surveys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from consult.errors import SurveyError
from consult.formats.xlsform.building import Builder
from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.from_xpath import translate
from consult.formats.xlsform.naming import name_all, page_code, targets_of
from consult.formats.xlsform.offers import read_offers
from consult.formats.xlsform.outline import Node, outline
from consult.formats.xlsform.own_columns import CODE, INTRO, TYPE
from consult.formats.xlsform.own_reading import own_sealed
from consult.formats.xlsform.own_words import drop_other, fold_own_words
from consult.formats.xlsform.plan import Planner
from consult.formats.xlsform.planned import Planned, PlannedPage
from consult.formats.xlsform.row_telling import RowTelling
from consult.formats.xlsform.scope import Scope, Target
from consult.formats.xlsform.settings import own_change, own_identity, own_languages, settings_row, survey_id, titles
from consult.formats.xlsform.settling import settled
from consult.formats.xlsform.sheets import Row, Sheet, Sheets, read_sheets
from consult.formats.xlsform.wording import Wording, wording
from consult.formats.xlsform.xpath import Untranslatable
from consult.i18n import _
from consult.model.question import QuestionType
from consult.model.survey import Page, Survey


@dataclass(frozen=True, slots=True)
class XlsForm:
    """A form that was read."""

    survey: Survey
    notes: tuple[str, ...]
    """What was left out or read approximately: a sentence each, with sheet and rows."""
    remarks: Mapping[str, tuple[str, ...]]
    """Code of a question or page → the original text of what could not be taken over, as „relevant: …”."""


def read(path: Path, survey_id: str = "") -> XlsForm:
    """The form in the workbook (XLSX or XLS) at `path`. Raises SurveyError with every fault that makes it unusable."""
    findings = Findings(path.name)
    sheets = read_sheets(path, findings)
    reader = _Reader(path, sheets, findings)
    return reader.form(survey_id)


class _Reader:
    def __init__(self, path: Path, sheets: Sheets, findings: Findings):
        self._path, self._sheets, self._findings = path, sheets, findings
        self._settings = settings_row(sheets)
        self._taken: set[str] = set()
        self._rows: dict[str, Row] = {}
        self._survey_sheet = sheets["survey"]
        self._own = own_languages(self._settings)
        self._wording: Wording = wording(sheets, self._settings.text("default_language"), self._own, findings)

    def form(self, asked: str) -> XlsForm:
        pages, builder, targets = self._planned()
        intro = [row for row in self._survey_sheet.rows if self._own and row.text(TYPE) == INTRO]
        survey = Survey(
            id=survey_id(asked, self._settings, self._path),
            languages=self._wording.languages,
            title=titles(self._settings, self._wording.languages, self._path.stem),
            pages=self._pages(pages, builder, targets),
            intro=builder.telling.texts(intro[0], "label") if intro else {},
            identity=own_identity(self._settings),
            change=own_change(self._settings),
        )
        self._refuse()
        survey = settled(survey, self._rows, self._survey_sheet.name, self._findings)
        remarks = {code: tuple(texts) for code, texts in self._findings.remarks.items()}
        return XlsForm(survey, self._findings.notes, remarks)

    def _planned(self) -> tuple[list[PlannedPage], Builder, dict[Planned, Target]]:
        sheet = self._survey_sheet
        offers = read_offers(self._choice_sheets(), self._wording, self._findings)
        top = outline(sheet, self._findings)
        nodes = [node for one in top for node in one.all()]
        pages = Planner(offers, self._findings, sheet.name, bool(self._own)).pages(top)
        self._refuse()
        for page in pages:
            page.questions = self._folded(page.questions, nodes)
        self._taken = name_all(pages, sheet.name, self._findings)
        scope = Scope(attributes=offers.attributes, names=frozenset(row.text("name") for row in sheet.rows))
        targets = targets_of(pages, nodes, scope)
        _forget_what_cannot_be_computed(pages, scope)
        return pages, Builder(RowTelling(self._wording, scope, self._findings, sheet.name)), targets

    def _choice_sheets(self) -> tuple[Sheet, ...]:
        return tuple(sheet for name in ("choices", "external_choices") if (sheet := self._sheets.get(name)))

    def _folded(self, questions: Sequence[Planned], nodes: Sequence[Node]) -> list[Planned]:
        kept, folded = fold_own_words(questions, nodes)
        for planned in kept:
            drop_other(planned)
            if planned.has_parts:
                planned.inside, more = fold_own_words(planned.inside, nodes)
                folded += more
                for part in planned.inside:
                    drop_other(part)
        for planned in folded:
            told = _("The question for other words was joined to the one before it, which now takes own words.")
            self._findings.note(self._survey_sheet.name, planned.node.row.number, told)
        return kept

    def _pages(self, pages: Sequence[PlannedPage], builder: Builder, targets: Mapping[Planned, Target]) -> tuple[Page, ...]:
        built: list[Page] = []
        for number, page in enumerate(pages, 1):
            own = own_sealed(page.node) if page.node and self._own else {}
            code = page.node.row.text(CODE) if page.node and own else page_code(page, number, self._taken)
            if page.node:
                self._rows[code] = page.node.row
            for planned in page.questions:
                self._rows[planned.code] = planned.node.row
                self._rows |= {f"{planned.code}.{part.code}": part.node.row for part in planned.inside}
            questions = tuple(builder.question(planned, targets) for planned in page.questions)
            title = builder.telling.texts(page.node.row, "label") if page.node else {}
            show_if = str(own.get("show_if", "")) if own else builder.telling.shown(page.node, code) if page.node else ""
            built.append(Page(code, title, questions, show_if))
        if not any(page.questions for page in built):
            self._findings.problem(
                self._survey_sheet.name, 0, "", _("the survey asks nothing"), _("add rows with questions below the header")
            )
        return tuple(built)

    def _refuse(self) -> None:
        if self._findings.problems:
            raise SurveyError(problems=self._findings.problems)


def _forget_what_cannot_be_computed(pages: Sequence[PlannedPage], scope: Scope) -> None:
    """Logic that names a value that is not computed here cannot be said either: its name stands for nothing."""
    computed = [planned for page in pages for planned in page.questions if planned.type is QuestionType.COMPUTED]
    while True:
        lost = [planned for planned in computed if not _is_computable(planned, scope)]
        if not lost:
            return
        for planned in lost:
            found = scope.targets.get(planned.node.name, [])
            found[:] = [target for target in found if target.path != planned.code]
        computed = [planned for planned in computed if planned not in lost]


def _is_computable(planned: Planned, scope: Scope) -> bool:
    try:
        return bool(translate(planned.node.row.logic("calculation"), scope))
    except Untranslatable:
        return False
