"""Broken and hostile files are refused in plain words and at once."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from limesurvey_files import lss, question, read, tsv

from consult.errors import SurveyError, TableError
from consult.formats import survey_writing, survey_yaml
from consult.formats.limesurvey import tsv_writing
from consult.formats.limesurvey.reading import read_content
from consult.formats.limesurvey.results import read_vv
from consult.model.question import QuestionType

DATA = Path(__file__).parent / "data" / "limesurvey"
FILES = sorted(path for path in DATA.iterdir() if path.suffix != ".md")


def billion_laughs(size: int) -> bytes:
    lines = ['<?xml version="1.0"?>', "<!DOCTYPE document [", '<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return "\n".join([*lines, "]>", "<document>&a9;", " " * size, "</document>"]).encode()


HOSTILE = {
    "billion laughs": billion_laughs(10_000_000),
    "in UTF-16": billion_laughs(1000).decode().encode("utf-16"),
    "behind a comment": b"<!-- x --><?pi x?>\n<!DOCTYPE d SYSTEM 'file:///etc/passwd'><document/>",
    "external entity": b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><document>&x;</document>",
    "unknown entity": b"<document>&x;</document>",
    "deep": b"<document>" + b"<a>" * 1_000_000,
    "one long text": b"<document><answers><rows><row><a>" + b"x" * 3_000_000 + b"</a></row></rows></answers></document>",
    "comments that never end": b"<!--" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_in_under_a_second(name):
    started = time.perf_counter()
    with pytest.raises(SurveyError) as refused:
        read_content(HOSTILE[name], "survey.lss")
    assert time.perf_counter() - started < 1
    [problem] = refused.value.problems
    assert problem.place.startswith("survey.lss:") and problem.way_out


def test_a_document_type_within_a_text_is_text():
    found = read_content(
        lss(
            261,
            groups=[{"gid": "1", "group_name": "G", "group_order": "1", "language": "en"}],
            questions=[{"qid": "1", "gid": "1", "type": "S", "title": "q", "question": "<!DOCTYPE html><p>What?\x0b\x07</p>",
                        "language": "en"}],
            surveys=[{"sid": "1", "language": "en"}],
        ),
        "a.lss",
    )  # fmt: skip
    assert found.survey.question("q").label == {"en": "What?"}


def taken_or_refused(content: bytes, name: str) -> None:
    """A file is refused in our own words, or becomes a survey that our own reader takes."""
    try:
        found = read_content(content, name)
    except (SurveyError, TableError) as refused:
        assert all(problem.fault for problem in refused.problems)
        return
    text = survey_writing.write(found.survey, found.remarks)
    assert survey_yaml.read(text, "survey.yaml") == found.survey
    back = read_content(tsv_writing.write(found.survey).content, "back.txt").survey
    assert len(back.questions) >= len([one for one in found.survey.questions if one.type is not QuestionType.COMPUTED])


@given(st.binary(max_size=400), st.sampled_from([b"", b"<document>", b"class\tname\ttext\n", b"\xff\xfe", b"\xef\xbb\xbf"]))
@settings(max_examples=150)
def test_any_bytes(content, start):
    taken_or_refused(start + content, "survey.txt")


@given(st.sampled_from(FILES[:1] + FILES[2:]), st.integers(0, 2**32))
@settings(max_examples=25)
def test_real_files_with_faults(path, seed):
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _n in range(chance.randint(1, 12)):
        at = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                content[at] = chance.randrange(256)
            case 1:
                del content[at : at + chance.randint(1, 300)]
            case 2:
                content[at:at] = chance.choice(
                    [b"\t", b"\n", b'"', b"{", b"}", b"]]>", b"<row>", b"<", b"Q\t", b"\xc4", b"'", b"&#xE000;"]
                )
            case 3:
                start = chance.randrange(len(content))
                content[at:at] = content[start : start + chance.randint(1, 400)]
        if not content:
            return
    taken_or_refused(bytes(content), path.name)


WORD = st.sampled_from(
    "a b q1 q2 Q1.NAOK 1X1X5 self this ( ) , == != < > + - * / ! and or && || 1 2.5 0 'x' '' is_empty( if( count( sum(".split()
    + "% regexMatch( '/a+/' -oth- { } strlen( that.Q1 = date('Y-m-d')".split()
)
TYPES = [*"1AB5CDEFGHIKLMNOPQRSTUXY!*:;|", "?", ""]
CODES = st.sampled_from(
    ["a", "b", "A1", "other", "time", "ā", "it's", "1", "001", "", "a b", "{x}", "row", "a.b", "'", '"', "in q"]
)


@st.composite
def surveys(draw):
    """Rows of all classes in any order with odd codes, texts, attributes and expressions."""
    expressions = st.lists(WORD, max_size=8).map(" ".join)
    texts = st.sampled_from(
        ["", "What?", "{q1}", "{a.NAOK} and {b} {", "<p>x</p><script>", "&#123;", "}{", "{{q}}", "a\nb", "\u202ex", "# a"]
    )
    attributes = {
        "array_filter": CODES, "array_filter_exclude": CODES, "em_validation_q": expressions, "em_validation_sq": expressions,
        "em_validation_q_tip": texts, "equation": expressions, "equals_num_value": st.sampled_from(["", "100", "a",
            "{b}", "-1"]),
        "min_answers": st.sampled_from(["", "0", "1", "9", "x"]), "max_answers": st.sampled_from(["", "1", "2"]),
        "min_num_value_n": st.sampled_from(["", "5", "-3.5"]), "max_num_value_n": st.sampled_from(["", "1", "1e99"]),
        "exclude_all_others": CODES, "suffix": texts, "hidden": st.sampled_from(["", "1"]),
            "validation": st.sampled_from(["", "/a/", "/(a+)+/"]),
        "cssclass": st.sampled_from(["", "consult-scale consult-apart-1",
            "consult-role-area consult-unpublished consult-diverging"]),
        "multiflexible_checkbox": st.sampled_from(["", "1"]), "dualscale_headerA": texts, "date_min": texts,
            "display_rows": texts,
    }  # fmt: skip
    found = []
    for kind in draw(st.lists(st.sampled_from(["Q", "Q", "SQ", "A", "SQ", "A", "G"]), min_size=1, max_size=14)):
        one = {
            "class": kind, "name": draw(CODES), "text": draw(texts), "language": draw(st.sampled_from(["en", "lv", ""])),
            "type/scale": draw(st.sampled_from(TYPES)) if kind == "Q" else draw(st.sampled_from(["0", "1", ""])),
            "relevance": draw(st.just("1") | expressions),
        }  # fmt: skip
        if kind == "Q":
            one |= {"help": draw(texts), "mandatory": draw(st.sampled_from("YNS")), "other": draw(st.sampled_from("YN"))}
            for name in draw(st.sets(st.sampled_from(sorted(attributes)), max_size=4)):
                one[name] = draw(attributes[name])
        found.append(one)
    return found


@given(surveys())
@settings(max_examples=60)
def test_any_survey(rows):
    head = question("Q1", "L", text="First?")
    taken_or_refused(tsv(head, *rows, question("q9", "S")), "survey.txt")


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_as_vv(content):
    for start in (b"", b"a\tb\nid\tsubmitdate\n"):
        try:
            codes, rows = read_vv(start + content, "vv.csv")
        except TableError:
            continue
        assert all(len(row) == len(codes) for row in rows)


def test_a_survey_of_many_questions_is_read_quickly():
    started = time.perf_counter()
    found = read(*(question(f"q{n}", "S", relevance=f"q{n - 1} != 'a'" if n else "1") for n in range(1_000)))
    assert len(found.survey.questions) == 1_000
    assert time.perf_counter() - started < 5
