"""A survey being built: begin a new one or open one that is there."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consult.errors import NotFoundError, Problem, SurveyError
from consult.formats.encoding import decode
from consult.formats.file_bytes import bytes_of
from consult.formats.survey_editing import keys
from consult.formats.survey_editing.rendering import Value, entry
from consult.formats.survey_editing.scalars import Word
from consult.formats.survey_editing.splices import set_key
from consult.formats.survey_editing.wordings import set_texts
from consult.i18n import _, quoted
from consult.model.survey import Survey
from consult.service import defining, versioning
from consult.service.building import completing, previewing, typed
from consult.service.building.arranging import Arranging
from consult.service.building.checks import Checking
from consult.service.building.languages import codes
from consult.service.building.looking_over import LookingOver
from consult.service.building.outline import outline
from consult.service.building.reading import read
from consult.service.building.seen import Completion, OutlineLine, Translation
from consult.service.building.ways_out import Settling
from consult.service.consultation import Consultation
from consult.service.progress import Progress
from consult.service.versioning import Plan
from consult.store import surveys
from consult.system_faults import reason

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_LARGEST = 4_000_000


class Building(Arranging, Checking, LookingOver, Settling):
    """One survey file, changed step by step. See its parts for what can be done: every change is a step that undo takes back."""

    def outline(self) -> tuple[OutlineLine, ...]:
        """The survey, its pages, questions, columns and fields in order, then the lists that questions share."""
        return outline(self._now, self._reading(), self.past)

    def completions(self, place: str, key: str, text: str, cursor: int) -> tuple[Completion, ...]:
        """What can be typed at the cursor of an expression under `key` at a place, or behind a brace of a wording."""
        return completing.Completing(self._view, self._spot(place), key).of(text, cursor)

    def check_expression(self, place: str, key: str, text: str, at: int = 0) -> tuple[Problem, ...]:
        """What would be wrong if `text` stood under `key` at a place, or in its check number `at`; changes nothing."""
        spot, now = self._spot(place), self._now
        text = " ".join(typed.text(text).split("\n"))
        if not text:
            return ()
        if key == "check":
            found = spot.part.get("check")
            checks = found.sequence if found else []
            own = checks[at] if at < len(checks) else None
            change = (
                set_key(now.text, own, "must", text, keys.CHECK) if own else set_key(now.text, spot.part, key, [{"must": text}])
            )
        else:
            change = set_key(now.text, spot.part, key, text, keys.order(spot.kind))
        before = {one.problem for one in self.problems if one.place != place}
        trial = read(now.changed([change]), self.path).problems
        return tuple(one.problem for one in trial if one.place == place and one.key in (key, "") and one.problem not in before)

    def translate(self, line: Translation, text: str, language: str) -> None:
        """Writes the translation of one text; an empty one takes it out."""
        if line.key in ("choices", "rows", "sides"):
            self.set_choice(line.place, line.of, "label", text, language, of=line.key)
        elif line.key == "check":
            self.set_check(line.place, int(line.of), "say", text, language)
        elif line.key == "labels":
            self._set_point(line, text, language)
        else:
            self.set(line.place, line.key, text, language)

    def _set_point(self, line: Translation, text: str, language: str) -> None:
        labels = self._spot(line.place).part.get("labels")
        if labels is None:
            raise NotFoundError(_("there is no place {place} in the survey").format(place=quoted(line.place)))
        wanted = typed.texts(text, language, self.languages)
        splices = set_texts(self.text, labels, line.of, wanted, self.languages, ())
        self.edit(self._now.changed(splices), _("Translation: {place}").format(place=quoted(line.place)), line.place)

    def add_language(self, language: str) -> None:
        """Makes the survey one in a further language too."""
        if language not in self.languages:
            self.set("", "languages", (*self.languages, language))

    def remove_language(self, language: str) -> None:
        """Takes a language out of the survey, with all texts in it. Raises SurveyError for the first one."""
        self.set("", "languages", tuple(one for one in self.languages if one != language))

    def preview(self) -> Survey | None:
        """The survey as a form shows it: of an unfinished one all questions that can be read; None where there are none."""
        if self.survey is not None and not self.problems:
            return self.survey
        return previewing.salvaged(self._now, self.path, self.name) if self.readable else self.survey

    def preview_of(self, place: str) -> Survey | None:
        """A survey of the one question at a place (or that holds it), without logic; None where it cannot be read yet."""
        return previewing.alone(self._now, self._around(place, "question"), self.path, self.name)

    def plan(self, progress: Progress | None = None) -> Plan:
        """What publishing would do. Raises SurveyError where the survey has problems."""
        return versioning.plan(self.consultation, self._whole(), progress)

    def publish(self, planned: Plan | None = None) -> Survey:
        """Saves the file and freezes the survey as its next version. Raises SurveyError and ConsultationError.

        What cannot be published is not saved either.
        """
        survey = self._whole()
        planned = planned or self.plan()
        if planned.problems:
            raise SurveyError(problems=planned.problems)
        self.save()
        published = defining.publish(self.consultation, survey, planned)
        self._past = None
        self.forget_confirmed()
        return published

    def _whole(self) -> Survey:
        if self.problems or self.survey is None:
            raise SurveyError(problems=[one.problem for one in self.problems])
        return self.survey


def begin(consultation: Consultation, name: str, *, title: Mapping[str, str], languages: tuple[str, ...]) -> Building:
    """A new survey with an empty first page; nothing is written before it is saved.

    Raises SurveyError for a name or language that is none, and where there is a survey of this name already.
    """
    if not _NAME.fullmatch(name):
        raise SurveyError(
            _("{name} is no name for a survey").format(name=quoted(name)),
            _("start with a small letter or a digit and go on with small letters, digits and hyphens"),
        )
    path = defining.path_of(consultation, name)
    if path.exists() or surveys.latest(consultation.database, name):
        raise SurveyError(
            _("there is a survey {name} already").format(name=quoted(name)), _("choose another name"), place=str(path)
        )
    languages = codes(languages) or ("lv",)
    texts = {language: text for language in languages if (text := typed.text(title.get(language)))}
    tree: dict[str, Value] = {
        "consult": Word("1"), "survey": Word(name), "languages": [Word(language) for language in languages],
        "title": texts or {languages[0]: name}, "pages": [{"page": Word("page1")}],
    }  # fmt: skip
    text = "".join(f"{entry(key, value, 0)}\n" for key, value in tree.items()).replace("\npages:", "\n\npages:")
    return Building(consultation, name, path, text, None)


def open_building(consultation: Consultation, name: str) -> Building:
    """The survey of this name, as its file says, or, where it has none, as it was published last.

    Raises NotFoundError, and ConsultError where the file cannot be read; what is no YAML can still be opened as text.
    """
    published = surveys.latest(consultation.database, name)
    path = defining.path_of(consultation, name)
    if published and not path.is_file():
        return Building(consultation, name, path, published.definition, None)
    path = defining.resolve(consultation, name)
    try:
        content = bytes_of(path, _LARGEST)
    except OSError as error:
        raise SurveyError(_("the file cannot be read ({reason})").format(reason=reason(error)), place=str(path)) from None
    text, _encoding = decode(content, path.name)
    own = path.parent.name if path.name == "survey.yaml" else path.stem
    return Building(consultation, own, path, text, content)
