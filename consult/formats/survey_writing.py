"""A Survey to a survey file that `survey_yaml.read` reads to an equal Survey."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from consult.formats import migrations_yaml
from consult.formats.survey_yaml import FORMAT
from consult.formats.yaml_quotes import quoted_scalar
from consult.model.question import CODE, MADE_OF_PARTS, Check, Choice, Question, QuestionType
from consult.model.survey import Identity, Page, Survey

Remarks = Mapping[str, Sequence[str]]
"""Code of a question → what an importer could not translate, a line each; written as comments above the question."""


def write(survey: Survey, remarks: Remarks | None = None) -> str:
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
    if survey.identity is not Identity.ANONYMOUS:
        tree["identity"] = survey.identity.value
    if survey.change is not None:
        tree["change"] = _plain(survey.change)
    if names:
        tree["lists"] = {name: [_choice_tree(choice) for choice in choices] for choices, name in names.values()}
    tree["pages"] = [_page_tree(page, names, remarks or {}) for page in survey.pages]
    if survey.migrations:
        tree["migrations"] = [migrations_yaml.tree(migration) for migration in survey.migrations]
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


_Names = Mapping[str, tuple[tuple[Choice, ...], str]]


def _list_names(survey: Survey) -> _Names:
    """What is offered more than once gets a name: repr of the choices → (choices, name)."""
    uses: dict[str, list[str]] = {}
    offered: dict[str, tuple[Choice, ...]] = {}
    for name, question in _with_parts(survey.questions):
        if question.type is QuestionType.YESNO:
            continue
        for choices, kind in ((question.choices, "list"), (question.rows, "rows"), (question.sides, "sides")):
            if choices:
                uses.setdefault(repr(choices), []).append(f"{name}_{kind}")
                offered[repr(choices)] = choices
    return {key: (offered[key], names[0]) for key, names in uses.items() if len(names) > 1}


def _with_parts(questions: Sequence[Question]) -> Iterator[tuple[str, Question]]:
    for question in questions:
        yield question.code, question
        yield from ((f"{question.code}_{part.code}", part) for part in question.parts)


def _page_tree(page: Page, names: _Names, remarks: Remarks) -> dict[str, object]:
    from ruamel.yaml.comments import CommentedSeq

    questions = CommentedSeq(_question_tree(question, names) for question in page.questions)
    for at, question in enumerate(page.questions):
        if remarks.get(question.code):
            text = "\n".join(" ".join(remark.split()) for remark in remarks[question.code])
            questions.yaml_set_comment_before_after_key(at, before=text, indent=6)
    tree: dict[str, object] = {"page": page.code}
    if page.title:
        tree["title"] = _quoted(page.title)
    if page.show_if:
        tree["show_if"] = quoted_scalar(page.show_if)
    return tree | {"questions": questions}


def _choice_tree(choice: Choice) -> object:
    """One line a choice: long lists stay readable."""
    from ruamel.yaml.comments import CommentedMap

    flags = {"apart": choice.apart, "exclusive": choice.exclusive, "closed": choice.closed}
    tree = CommentedMap({**_quoted({"code": choice.code}), **_quoted(choice.label)})
    tree.update({name: "yes" for name, on in flags.items() if on})
    tree.update(_quoted(choice.attributes))
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
    tree |= {name: quoted_scalar(text) for name, text in _expressions(question).items() if text}
    tree |= _offered(question, names)
    if question.type in MADE_OF_PARTS:
        parts = "columns" if question.type is QuestionType.TABLE else "fields"
        tree[parts] = [_question_tree(part, names) for part in question.parts]
    tree |= _limits(question)
    if question.unit:
        tree["unit"] = _quoted(question.unit)
    if question.lines != 3:
        tree["lines"] = question.lines
    if question.checks:
        tree["check"] = [_check_tree(check) for check in question.checks]
    return tree


def _expressions(question: Question) -> dict[str, str]:
    return {
        "show_if": question.show_if, "choices_if": question.choices_if, "rows_if": question.rows_if, "value": question.compute,
    }  # fmt: skip


def _offered(question: Question, names: _Names) -> dict[str, object]:
    tree: dict[str, object] = {}
    for key, rows in (("rows", question.rows), ("sides", question.sides)):
        if rows:
            named = names.get(repr(rows))
            tree[key] = named[1] if named else [_choice_tree(row) for row in rows]
    if question.choices and question.type is not QuestionType.YESNO:
        named = names.get(repr(question.choices))
        tree |= {"list": named[1]} if named else {"choices": [_choice_tree(choice) for choice in question.choices]}
    return tree


def _limits(question: Question) -> dict[str, object]:
    numbers = {
        "min": question.minimum if question.least is None else question.least,
        "max": question.maximum if question.most is None else question.most,
        "max_chars": question.longest, "total": question.total,
    }  # fmt: skip
    tree: dict[str, object] = {name: _plain(value) for name, value in numbers.items() if value is not None}
    days = {"min": question.earliest, "max": question.latest}
    tree |= {name: day.isoformat() for name, day in days.items() if day}
    totals = [name for name, on in (("rows", question.row_totals), ("columns", question.column_totals)) if on]
    if totals:
        tree["totals"] = totals
    if question.reasons:
        tree["missing"] = [reason.value for reason in question.reasons]
    return tree


def _check_tree(check: Check) -> dict[str, object]:
    tree: dict[str, object] = {"must": quoted_scalar(check.must)}
    if check.say:
        tree["say"] = _quoted(check.say)
    return tree | ({"level": check.level.value} if check.level != "error" else {})


def _quoted(texts: Mapping[str, str]) -> dict[str, object]:
    """The texts in quotation marks: what people write may look like anything else in YAML."""
    return {name if CODE.fullmatch(name) else quoted_scalar(name): quoted_scalar(text) for name, text in texts.items()}


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
