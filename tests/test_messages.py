"""Every sentence of the program stands in both catalogues, whole, with the same placeholders."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from consult import i18n

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "N_": None, "NN_": (1, 2), "ngettext": (1, 2)}


def in_the_code():
    found = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT / "consult", [("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    ):
        found.add(message if isinstance(message, str) else tuple(message))
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT / "reports" / "templates", [("**.html", "jinja2")], keywords=KEYWORDS, comment_tags=()
    ):
        found.add(message if isinstance(message, str) else tuple(message))
    return {message for message in found if message}


def catalogue(language):
    with (i18n.FOLDER / language / "LC_MESSAGES" / "consult.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_sentence_is_missing_and_none_is_left_over(language):
    ids = {message.id for message in catalogue(language) if message.id}
    assert in_the_code() - ids == set()
    assert ids - in_the_code() == set()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_form_of_every_sentence_is_there_with_its_placeholders(language):
    for message in catalogue(language):
        if not message.id:
            continue
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(forms) and not message.fuzzy, message.id
        allowed = [set(re.findall(r"{\w+(?:!r)?}", source)) for source in sources]
        for form in forms:
            assert set(re.findall(r"{\w+(?:!r)?}", form)) in allowed, (message.id, form)


def test_english_is_the_text_of_the_code():
    for message in catalogue("en"):
        assert message.string == message.id or not message.id


def test_latvian_is_not_english_by_accident():
    same = [
        message.id
        for message in catalogue("lv")
        if isinstance(message.id, str) and message.id == message.string and re.search(r"[a-z]{4} [a-z]{3}", message.id)
    ]
    assert not same


def as_pair(message):
    return tuple(tuple(side) if isinstance(side, list) else side for side in (message.id, message.string))


def test_the_compiled_catalogue_is_the_written_one():
    with (i18n.FOLDER / "lv" / "LC_MESSAGES" / "consult.mo").open("rb") as file:
        compiled = dict(map(as_pair, filter(lambda message: message.id, read_mo(file))))
    assert compiled == dict(map(as_pair, filter(lambda message: message.id, catalogue("lv"))))


def test_english_has_english_quotation_marks():
    assert not [message.id for message in catalogue("en") if "„" in str(message.id)]


@pytest.mark.parametrize("path", sorted((ROOT / "consult").rglob("*.py")), ids=lambda path: path.stem)
def test_no_sentence_hides_inside_an_f_string_where_it_would_not_be_collected(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            called = {getattr(call.func, "id", "") for call in ast.walk(node) if isinstance(call, ast.Call)}
            assert not called & set(KEYWORDS), f"line {node.lineno}"


def test_latvian_has_three_forms():
    with i18n.using("lv"):
        forms = {n: i18n.ngettext("{n} response", "{n} responses", n) for n in (0, 1, 2, 11, 21)}
    assert forms[1] == forms[21] and forms[2] == forms[11] and len(set(forms.values())) == 3
