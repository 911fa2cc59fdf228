"""The desk at which a clerk types paper forms: the form that is typed now, and what holds for all that come."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from consult.errors import Problem
from consult.model.paper import in_order
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.service.consultation import Consultation, new_id
from consult.service.history import history
from consult.service.paper.form_drafts import Drafts
from consult.service.paper.paper_forms import PaperForm


class PaperDesk:
    """Where a clerk types the forms of a batch, one after another: the form that is typed now, what keeps it and looks at it."""

    def __init__(self, consultation: Consultation, survey: Survey, batch: str, by: str, kind: str):
        self.newest, self.batch, self.by = survey, batch, by
        """The version that is answered now; the pile that the forms lie in; who types."""
        self._consultation, self._kind, self._window = consultation, kind, new_id()
        self._number = ""
        """Of the form that is typed now; empty where there is none."""
        self.elsewhere = False
        """Whether the clerk types under the same number in another window, as it was seen when the draft was kept last."""
        self._rules: dict[int, PaperForm] = {}
        self._print(0)

    @property
    def survey(self) -> Survey:
        """The version in which the form is printed that is typed now."""
        return self._form.survey

    @cached_property
    def versions(self) -> tuple[int, ...]:
        """The versions in which papers may be printed, the oldest first."""
        found = (version.version for version in history(self._consultation, self.newest.id).versions)
        return tuple(number for number in found if number <= self.newest.version)

    def version(self, number: int) -> Survey:
        """The version of this number, the one that is answered now for 0; raises NotFoundError."""
        if number in (0, self.newest.version):
            return self.newest
        return history(self._consultation, self.newest.id).version(number)

    def _rules_of(self, version: int) -> PaperForm:
        if version not in self._rules:
            self._rules[version] = PaperForm(self.version(version))
        return self._rules[version]

    def _print(self, version: int) -> None:
        """From now on forms are typed as this version was printed."""
        self._form = self._rules_of(version)
        self._drafts = self._drafts_of(self._kind)

    def _drafts_of(self, kind: str, survey: Survey | None = None) -> Drafts:
        of = survey or self.survey
        printed = 0 if of.version == self.newest.version else of.version
        return Drafts(self._consultation, of, kind, self.batch, self.by, self._window, printed)

    def draft(self) -> dict[str, str | list[str]]:
        """What was typed of the form earlier and not sent; empty where there is nothing."""
        return self._drafts.read(self._number).raw if self._number else {}

    def draft_unclear(self) -> dict[str, str]:
        """Field → note of the draft."""
        return self._drafts.read(self._number).unclear if self._number else {}

    def keep(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> None:
        """Keeps what was typed so far."""
        if self._number:
            with self._consultation.database.atomic():
                self.elsewhere = self._drafts.keep(self._number, raw, unclear or {})

    def pinned(self) -> dict[str, str | list[str]]:
        """What stays the same from form to form, as it was kept last."""
        return self._drafts_of(f"desk-{self._kind}").read("").raw

    def keep_pinned(self, values: Raw) -> None:
        """Keeps what stays the same from form to form, for the next time as well."""
        desk = self._drafts_of(f"desk-{self._kind}")
        with self._consultation.database.atomic():
            if values or desk.printed:
                desk.keep("", values, {})
            else:
                desk.drop("")

    @property
    def begun(self) -> tuple[str, ...]:
        """The numbers of the forms in which the clerk typed something and that were not sent, in order."""
        return tuple(sorted((one for one in self._drafts.own() if not self._drafts.is_empty(one)), key=in_order))

    def check(self, raw: Raw, unclear: Mapping[str, str] | None = None, version: int = 0) -> tuple[Problem, ...]:
        """What cannot be stored, by field (`Problem.place`): to be corrected or marked unclear. Paper may break the rest.

        `version` is the one in which a form is printed that is corrected.
        """
        return (self._rules_of(version) if version else self._form).problems(raw, unclear or {})

    def warnings(self, raw: Raw, unclear: Mapping[str, str] | None = None, version: int = 0) -> tuple[Problem, ...]:
        """What the form would not let pass, by field: worth a look at the paper; never in the way of sending it."""
        return (self._rules_of(version) if version else self._form).warnings(raw, unclear or {})

    def close(self) -> None:
        """Gives the number back where nothing was typed; what was typed stays as a draft, and so does a number that was set."""
        if self._number:
            with self._consultation.database.atomic():
                self._drafts.leave(self._number)
