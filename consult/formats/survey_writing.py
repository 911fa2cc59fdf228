"""A Survey to a survey file that `survey_yaml.read` reads to an equal Survey."""

from __future__ import annotations

import io
from collections.abc import Mapping

from consult.formats.survey_yaml import FORMAT
from consult.model.question import Choice, Question, QuestionType, Texts
from consult.model.survey import Survey


def write(survey: Survey) -> str:
    """The survey as a file that `read` reads to an equal Survey; its lists are written out in it."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 100_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    names = _list_names(survey)
    tree: dict[str, object] = {
        "consult": int(FORMAT),
        "survey": survey.id,
        "languages": list(survey.languages),
        "title": _quoted(survey.title),
    }
    if survey.intro:
        tree["intro"] = _quoted(survey.intro)
    if names:
        tree["lists"] = {name: [_choice_tree(choice) for choice in choices] for choices, name in names.values()}
    tree["pages"] = [
        {"page": page.code}
        | ({"title": _quoted(page.title)} if page.title else {})
        | {"questions": [_question_tree(question, names) for question in page.questions]}
        for page in survey.pages
    ]
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


_Names = Mapping[str, tuple[tuple[Choice, ...], str]]


def _list_names(survey: Survey) -> _Names:
    """What is offered more than once gets a name: repr of the choices → (choices, name)."""
    uses: dict[str, list[str]] = {}
    offered: dict[str, tuple[Choice, ...]] = {}
    for question in survey.questions:
        for choices, kind in ((question.choices, "list"), (question.rows, "rows")):
            if choices:
                uses.setdefault(repr(choices), []).append(f"{question.code}_{kind}")
                offered[repr(choices)] = choices
    return {key: (offered[key], names[0]) for key, names in uses.items() if len(names) > 1}


def _choice_tree(choice: Choice) -> object:
    """One line a choice: long lists stay readable."""
    from ruamel.yaml.comments import CommentedMap

    tree = CommentedMap({**_quoted({"code": choice.code}), **_quoted(choice.label)} | ({"apart": "yes"} if choice.apart else {}))
    tree.fa.set_flow_style()
    return tree


def _question_tree(question: Question, names: _Names) -> dict[str, object]:
    tree: dict[str, object] = {"code": question.code, "type": question.type.value, "ask": _quoted(question.label)}
    if question.hint:
        tree["hint"] = _quoted(question.hint)
    flags = {"required": question.required, "other": question.other, "diverging": question.diverging, "integer": question.integer}
    tree |= {name: "yes" for name, on in flags.items() if on}
    if not question.publish:
        tree["publish"] = "no"
    if question.role:
        tree["role"] = question.role.value
    if question.type is QuestionType.MATRIX:
        rows = names.get(repr(question.rows))
        tree["rows"] = rows[1] if rows else [_choice_tree(row) for row in question.rows]
    if question.choices:
        named = names.get(repr(question.choices))
        tree |= {"list": named[1]} if named else {"choices": [_choice_tree(choice) for choice in question.choices]}
    limits = {"min": question.minimum, "max": question.maximum, "max_chars": question.longest}
    tree |= {name: _plain(value) for name, value in limits.items() if value is not None}
    days = {"min": question.earliest, "max": question.latest}
    tree |= {name: day.isoformat() for name, day in days.items() if day}
    if question.unit:
        tree["unit"] = _quoted(question.unit)
    if question.lines != 3:
        tree["lines"] = question.lines
    return tree


def _quoted(texts: Texts) -> dict[str, object]:
    """The texts in quotation marks: what people write may look like anything else in YAML."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return {language: DoubleQuotedScalarString(text) for language, text in texts.items()}


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
