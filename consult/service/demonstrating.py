"""The example consultation: an invented regional programme, from its questionnaires to its report."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from consult import resources
from consult.formats import consultation_yaml
from consult.i18n import LANGUAGES, _
from consult.service import defining, survey_list, theming
from consult.service.consultation import create_whole, moved
from consult.service.exchange import exchanging
from consult.service.progress import Step
from consult.service.reports import reporting


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made."""

    folder: Path
    surveys: int
    responses: int
    themes: int
    files: tuple[Path, ...]


def demonstrate(folder: Path, *, step: Step, languages: tuple[str, ...] = LANGUAGES) -> Demo:
    """Makes the example in `folder`: surveys published, tables imported, themes found, reports built in each language.

    Raises ConsultationError where the folder is in use.
    """
    source = resources.surveys() / "demo"
    settings = consultation_yaml.read((source / "consultation.yaml").read_text("utf-8"), "consultation.yaml")
    tables = [source / "answers" / f"{name}.csv" for name in settings.surveys]
    with create_whole(folder, settings) as consultation:
        shutil.copy(source / "consultation.yaml", consultation.folder / "consultation.yaml")
        importing = step(_("Importing"))
        for at, table in enumerate(tables):
            defining.take_ready_survey(consultation, table.stem)
            defining.publish(consultation, defining.read_file(defining.path_of(consultation, table.stem)))
            shutil.copy(table, consultation.folder / "documents" / table.name)
            exchanging.import_table(consultation, table, table.stem)
            importing(at + 1, len(tables))
        found = theming.find(consultation, progress=step(_("Finding themes")))
        files: list[Path] = []
        for language in languages:
            drawing = step(_("Building the report ({language})").format(language=language))
            files.extend(reporting.build(consultation, language=language, progress=drawing).files)
        responses = sum(line.responses for line in survey_list.listing(consultation))
    return Demo(
        folder,
        len(tables),
        responses,
        sum(line.themes for line in found),
        tuple(moved(file, consultation, folder) for file in files),
    )
