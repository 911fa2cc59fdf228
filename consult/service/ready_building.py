"""A new survey that begins as a copy of a ready one."""

from __future__ import annotations

import re

from consult import resources
from consult.errors import SurveyError
from consult.i18n import _, quoted
from consult.service import defining
from consult.service.building import Building, begin
from consult.service.consultation import Consultation
from consult.store.files import write_whole

_SURVEY = re.compile(r"^survey:.*$", re.MULTILINE)


def begin_from(consultation: Consultation, name: str, ready: str, title: str = "") -> Building:
    """The ready survey under a new `name`, its lists copied where they are missing; the survey is not written before it is saved.

    Raises NotFoundError where there is no such ready survey, and SurveyError for a name that is none or taken, or where a list of
    the same name with other content is there already.
    """
    defining.refuse_unknown(ready)
    source = resources.surveys() / ready
    text = (source / "survey.yaml").read_text(encoding="utf-8")
    building = begin(consultation, name, title={}, languages=consultation.settings.languages)
    for file in sorted((source / "lists").glob("*.csv")):
        copy = consultation.folder / "lists" / file.name
        if copy.exists() and copy.read_bytes() != file.read_bytes():
            told = _("there is another list {name} already").format(name=quoted(file.name))
            raise SurveyError(told, _("move it away or begin without a ready survey"), place=str(copy))
        if not copy.exists():
            write_whole(copy, file.read_bytes(), new=True)
    building.replace_text(_SURVEY.sub(f"survey: {name}", text, count=1))
    if title:
        building.set("", "title", title)
    return building
