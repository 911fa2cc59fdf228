"""consult survey: the questionnaires."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consult.cli.places import here, json_option, layout, layout_options
from consult.cli.speech import counted, say, tell, tell_json, tell_table
from consult.cli.survey_editing import edit, new
from consult.cli.survey_files import export, import_
from consult.cli.survey_versions import counting, diff, published_version, tell_plan, tell_translations
from consult.errors import ConsultError, Problem, SurveyError
from consult.i18n import _, ngettext

if TYPE_CHECKING:
    from consult.model.survey import Survey


@click.group(
    help=_("Questionnaires (forms): check, publish, show, compare versions, convert from and to XLSForm and LimeSurvey.")
)
def survey() -> None:
    """The group."""


@survey.command("list", help=_("List the surveys of the consultation."))
@json_option
def list_(as_json: bool) -> None:
    """Lists surveys."""
    from consult.service import survey_list

    with here() as consultation:
        lines = survey_list.listing(consultation)
    if as_json:
        tell_json(lines)
        return
    tell_table(
        (_("Survey"), _("Title"), _("Version"), _("Questions"), _("Responses")),
        [
            (
                line.id,
                line.title,
                f"{line.version or '–'}{' *' if line.changed else ''}",
                line.questions,
                counted(line.responses, line.excluded),
            )
            for line in lines
        ],
    )
    if any(line.changed for line in lines):
        say(_("* the file was changed since it was published"))


@survey.command("check", help=_("Check survey files: NAME of a survey here, or paths; all surveys where none is named."))
@click.argument("names", metavar="[NAME|FILE]...", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Checks surveys; every fault of every file is told."""
    from consult.service import defining

    problems: list[Problem] = []
    for path in _paths(names):
        try:
            found = defining.read_file(path)
            say(f"✓ {path}: " + ngettext("{n} question", "{n} questions", len(found.questions)).format(n=len(found.questions)))
            _tell_languages(found)
            for refused in _refusals(path, found):
                say("  ! " + _("publishing would refuse it: {problem}").format(problem=refused))
        except ConsultError as error:
            problems.extend(error.problems)
    if problems:
        raise SurveyError(problems=problems)


def _refusals(path: Path, survey: Survey) -> tuple[Problem, ...]:
    """Why publishing would refuse the file, where it is one of the consultation here; a file elsewhere stands for itself."""
    from consult.service import defining, versioning

    try:
        consultation = here()
    except ConsultError:
        return ()
    with consultation:
        own = defining.path_of(consultation, survey.id).resolve() == path.resolve()
        return versioning.refusals(consultation, survey) if own else ()


def _tell_languages(survey: Survey) -> None:
    """Which languages lack texts: they are told in the first language instead."""
    from consult.model.translations import completeness

    for one in completeness(survey):
        if one.missing:
            told = _("{language}: {there} of {texts} texts; missing: {places}")
            places = ", ".join(one.missing[:6]) + (" …" if len(one.missing) > 6 else "")
            say("  ! " + told.format(language=one.language, there=one.there, texts=one.texts, places=places))


def _is_file(name: str) -> bool:
    """Whether a survey file is named; it needs no consultation around it."""
    return Path(name).suffix.lower() in (".yaml", ".yml")


def _file_or_newest(name: str) -> Survey:
    """The survey as its file says, or as it was published last where it has no file."""
    from consult.service import defining

    if _is_file(name):
        return defining.read_file(Path(name))
    with here() as consultation:
        return defining.draft_or_newest(consultation, name)


def _paths(names: tuple[str, ...]) -> list[Path]:
    from consult.service import defining

    if names and all(map(_is_file, names)):
        return [Path(name) for name in names]
    with here() as consultation:
        return [defining.resolve(consultation, name) for name in names] or defining.files(consultation)


@survey.command("show", help=_("Show the questions of a survey."))
@click.argument("name", metavar="NAME|FILE")
@click.option("--version", "version", type=click.IntRange(min=1), help=_("A published version instead of the file."))
@json_option
def show(name: str, version: int | None, as_json: bool) -> None:
    """Shows a survey."""
    found = published_version(name, version) if version else _file_or_newest(name)
    if as_json:
        tell_json(found)
        return
    from consult.i18n import text_in

    tell(found.title_in())
    for page in found.pages:
        tell()
        tell(text_in(page.title) or page.code)
        for question in page.questions:
            star = " *" if question.required else ""
            tell(f"  {question.code} ({question.type}){star}: {question.label_in()}")
            for row in question.rows:
                tell(f"      – {row.label_in()}")
            offered = " · ".join(choice.label_in() for choice in question.choices[:12])
            if offered:
                tell(f"      {offered}{' …' if len(question.choices) > 12 else ''}")


for command in (diff, new, edit, import_, export):
    survey.add_command(command)


@survey.command("publish", help=_("Freeze a survey as its next version, so that it can be answered."))
@click.argument("name", metavar="NAME|FILE")
@click.option("--dry-run", is_flag=True, help=_("Only show what would change and how many answers it concerns."))
@json_option
def publish(name: str, dry_run: bool, as_json: bool) -> None:
    """Publishes a survey."""
    from consult.service import defining, versioning

    with here() as consultation:
        found = defining.read_file(defining.resolve(consultation, name))
        plan = versioning.plan(consultation, found, counting())
        if as_json:
            tell_json(plan)
        elif dry_run or plan.before:
            tell_plan(plan)
        else:
            tell_translations(plan)
        if plan.problems:
            raise SurveyError(problems=plan.problems)
        if dry_run:
            say(_("Nothing was published."))
            return
        found = defining.publish(consultation, found, plan)
    if plan.unchanged:
        say(
            _("{survey}: version {version} is this text already; nothing was published.").format(
                survey=found.id, version=found.version
            )
        )
        return
    say(_("Published {survey}, version {version}.").format(survey=found.id, version=found.version))


@survey.command("infer", help=_("Guess a survey from a table of answers and write it as a survey file."))
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("File to write; standard output if not given."))
@layout_options
def infer(table: Path, output: Path | None, **options: Any) -> None:
    """Infers a survey."""
    from consult.service.summarising import inferred_text

    text = inferred_text(table, layout(options), output)
    if output is None:
        click.echo(text, nl=False)
    else:
        say(_("Wrote {file}.").format(file=output))
