"""Surveys of LimeSurvey become surveys of ours, from either of its file formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from limesurvey_files import answers, lss, question, read, row, rows, tsv

from consult.errors import SurveyError
from consult.formats import survey_writing, survey_yaml
from consult.formats.limesurvey import reading
from consult.formats.limesurvey.reading import read_content
from consult.model.question import QuestionType
from consult.model.survey import Identity

DATA = Path(__file__).parent / "data" / "limesurvey"


@pytest.mark.parametrize("path", sorted(path for path in DATA.iterdir() if path.suffix != ".md"), ids=lambda path: path.name)
def test_real_files_become_surveys_that_our_own_reader_takes(path):
    found = reading.read(path)
    text = survey_writing.write(found.survey, found.remarks)
    assert survey_yaml.read(text, "survey.yaml") == found.survey
    for one in found.survey.questions:
        assert one.label_in(found.survey.languages[0])
        assert "<" not in one.label_in() and "&nbsp;" not in one.label_in()


def test_the_xml_of_2017_gives_groups_questions_logic_and_texts_without_tags():
    found = reading.read(DATA / "core_survey_excerpt.lss", "uk")
    survey = found.survey
    assert (survey.id, survey.languages, survey.title) == ("uk", ("en",), {"en": "UK-RSE Survey"})
    first = survey.questions[0]
    assert (first.code, first.type, first.required) == ("socio1", QuestionType.SINGLE, True)
    assert first.label == {"en": "In which country do you work?"}
    assert survey.question("paper3").show_if == "paper2 == 'yes'"
    # The excerpt lacks the answers that this condition asks for, so it could never hold.
    assert survey.question("edu2").show_if == "" and "245554X1X2.NAOK" in found.remarks["edu2"][0]
    assert survey.question("ukrs3").show_if == "ukrse2 == 'other'"
    assert survey.question("prevemp2").type is QuestionType.RANKING


def test_the_text_file_of_2018_gives_all_its_languages():
    found = reading.read(DATA / "international_survey_excerpt.txt")
    survey = found.survey
    assert survey.languages == ("en", "fr", "de-informal")
    assert set(survey.question("socio1").label) == {"en", "fr", "de-informal"}
    assert set(survey.question("socio1").choices[0].label) == {"en", "fr", "de-informal"}
    assert survey.question("conf2can").show_if == "conf1can == 'yes'"
    assert any("small letters" in note for note in found.notes)
    assert found.rename["prevemp2"] == "prevEmp2"


def test_languages_may_stand_inside_each_group():
    survey = reading.read(DATA / "multilingual.tsv").survey
    assert survey.languages == ("en", "es")
    assert [page.title for page in survey.pages] == [{"en": "Demographics", "es": "Datos demográficos"}, {"en": "G1", "es": "G1"}]
    assert survey.question("name").label == {"en": "What is your name?", "es": "¿Cuál es tu nombre?"}
    assert survey.question("name").hint["es"] == "Ingresa tu nombre completo"
    assert survey.question("satisfaction").choices[0].label == {"en": "Very satisfied", "es": "Muy satisfecho"}


def texts_apart():
    """One survey in which texts stand in sections of their own, in two languages."""

    def text(number, question, language, **more):
        return {"id": number, "qid": number, "question": question, "language": language, **more}

    return lss(
        612,
        answers=[{"aid": "2", "qid": "5", "code": "A2", "sortorder": "2", "scale_id": "0"},
                 {"aid": "1", "qid": "5", "code": "A1", "sortorder": "1", "scale_id": "0"}],
        answer_l10ns=[{"id": "1", "aid": "1", "answer": "One", "language": "en"}, {"id": "2", "aid": "2",
            "answer": "Two", "language": "en"},
                      {"id": "3", "aid": "1", "answer": "Viens", "language": "lv"}],
        groups=[{"gid": "3", "sid": "1", "group_order": "1", "grelevance": "1"}],
        group_l10ns=[{"id": "1", "gid": "3", "group_name": "Page", "description": "<p>Read this.</p>", "language": "en"},
                     {"id": "2", "gid": "3", "group_name": "Lapa", "description": "", "language": "lv"}],
        questions=[{"qid": "7", "parent_qid": "0", "gid": "3", "type": "N", "title": "Age", "other": "N", "mandatory": "Y",
                    "question_order": "2", "relevance": "1X3X5.NAOK == \"A1\""},
                   {"qid": "5", "parent_qid": "0", "gid": "3", "type": "L", "title": "Kind", "other": "N", "mandatory": "N",
                    "question_order": "1", "relevance": "1"}],
        subquestions=[],
        question_l10ns=[text("5", "<b>Which</b> kind?", "en", help="Choose"), text("5", "Kurš?", "lv"),
                        text("7", "How old, {Kind.shown}?", "en"), text("7", "Cik gadu?", "lv")],
        question_attributes=[{"qid": "7", "attribute": "suffix", "value": "years", "language": "en"},
                             {"qid": "7", "attribute": "max_num_value_n", "value": "120", "language": ""}],
        surveys=[{"sid": "1", "language": "en", "additional_languages": "lv", "anonymized": "N", "usetokens": "Y"}],
        surveys_languagesettings=[{"surveyls_language": "en", "surveyls_title": "A & B",
            "surveyls_welcometext": "<p>Hi</p><p>you</p>"},
                                  {"surveyls_language": "lv", "surveyls_title": "A un B"}],
    )  # fmt: skip


def test_the_xml_of_later_versions_keeps_texts_apart():
    found = read_content(texts_apart(), "later.lss")
    survey = found.survey
    assert (survey.id, survey.languages, survey.identity) == ("later", ("en", "lv"), Identity.TOKEN)
    assert (survey.title["en"], survey.intro["en"]) == ("A & B", "Hi\nyou")
    note, kind, age = survey.questions
    assert (note.type, note.label) == (QuestionType.NOTE, {"en": "Read this."})
    assert [(choice.code, choice.label) for choice in kind.choices] == [
        ("A1", {"en": "One", "lv": "Viens"}),
        ("A2", {"en": "Two"}),
    ]
    assert (kind.label, kind.hint) == ({"en": "Which kind?", "lv": "Kurš?"}, {"en": "Choose"})
    assert (age.label["en"], age.show_if, age.maximum, age.unit) == ("How old, {kind}?", "kind == 'A1'", 120.0, {"en": "years"})
    assert age.required and not kind.required
    assert found.rename == {"kind": "Kind", "age": "Age"}


def test_cells_may_hold_new_lines_and_quotation_marks_and_other_encodings():
    content = tsv(question("q1", "S", text='First\n"second" <br>third'), question("q2", "S", text="Ļoti ērti?"))
    assert read_content(content, "a.txt").survey.question("q1").label == {"en": 'First "second" third'}
    for encoding in ("utf-8-sig", "utf-16", "cp1257"):
        survey = read_content(content.decode().encode(encoding), "a.txt").survey
        assert survey.question("q2").label == {"en": "Ļoti ērti?"}


def test_columns_are_found_by_name_with_or_without_numbers():
    content = b"id\trelated_id\tclass\ttype/scale\tname\ttext\tlanguage\n1\t\tG\t1\tAll\t\ten\n2\t\tQ\tS\tq1\tWhat?\ten\n"
    survey = read_content(content, "a.txt").survey
    assert [question.code for question in survey.questions] == ["q1"]


def test_codes_are_made_ours_and_each_is_told():
    found = read(question("Q1", "S"), question("q1", "S"), question("class", "S"), question("1st", "S"))
    codes = [question.code for question in found.survey.questions]
    assert codes == ["q1", "q12", "q_class", "q_1st"]
    assert found.rename == {"q1": "Q1", "q12": "q1", "q_class": "class", "q_1st": "1st"}


def test_a_choice_called_other_gets_another_code_and_expressions_follow_it():
    found = read(question("q1", "L"), *answers("a", "other"), question("q2", "S", relevance='q1 == "other"'))
    assert [choice.code for choice in found.survey.question("q1").choices] == ["a", "other1"]
    assert found.survey.question("q2").show_if == "q1 == 'other1'"
    assert found.rename["q1.other1"] == "other"


def test_a_text_in_no_language_falls_back_to_the_code():
    survey = read(question("q1", "L", text=""), row("A", "a1"), row("A", "a2", "Two")).survey
    assert survey.question("q1").label == {"en": "q1"}
    assert survey.question("q1").choices[0].label == {"en": "a1"}


def test_scripts_go_and_earlier_answers_are_piped():
    found = read(
        question("q1", "S"),
        question(
            "q2", "S", text="<script>alert(1)</script>Dear {q1.NAOK}, {TOKEN:FIRSTNAME} { x } &#123;y&#125; 5 < 6", help="{q2}"
        ),
    )
    assert found.survey.question("q2").label == {"en": "Dear {q1}, {{TOKEN:FIRSTNAME}} {{ x }} {{y}} 5 < 6"}
    assert any("TOKEN:FIRSTNAME" in remark for remark in found.remarks["q2"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"section,code,question\n1,q1,What?\n", "no survey structure of LimeSurvey"),
        (b"", "no survey structure of LimeSurvey"),
        (b"class\tname\ttext\nS\tlanguage\ten\n", "asks nothing"),
        (b"class\tname\ttext\nSQ\ta\tA\n", "belongs to no question"),
        (b"PK\x03\x04rest", "archive"),
        (b"<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>", "holds no survey"),
        (b"<document><LimeSurveyDocType>", "not well-formed XML"),
        (b"<html><body>Hi</body></html>", "holds no survey"),
    ],
)  # fmt: skip
def test_what_is_no_survey_is_refused_with_its_place(content, told):
    with pytest.raises(SurveyError) as refused:
        read_content(content, "file.txt")
    [problem] = refused.value.problems
    assert told in problem.fault and problem.place.startswith("file.txt") and problem.way_out


def test_rows_of_no_questionnaire_are_passed_over_and_quotas_told():
    found = read(question("q1", "S"), row("QTA", "full"), row("QTAM", "x"), row("C", "condition"))
    assert len(found.survey.questions) == 1
    assert "quotas are left out" in found.notes


def test_rows_of_unknown_languages_and_late_questions_are_kept():
    found = read(question("q1", "S", language="lv", text="Kas?"), *rows("a"))
    assert found.survey.languages == ("en", "lv")
    assert found.survey.question("q1").label == {"en": "Kas?", "lv": "Kas?"}


def test_remarks_of_the_intro_and_of_pages_stand_beside_the_next_question():
    found = read(
        row("SL", "surveyls_welcometext", "Dear {TOKEN:FIRSTNAME}"),
        question("q1", "S"),
        row("G", "For {TOKEN:LASTNAME}", "Read.", "G1"),
        question("q2", "S"),
    )
    assert found.survey.intro == {"en": "Dear {{TOKEN:FIRSTNAME}}"}
    assert found.survey.pages[1].title == {"en": "For {{TOKEN:LASTNAME}}"}
    assert list(found.remarks) == ["q1", "page2_intro"]
    assert any(note.endswith(": intro, page2") for note in found.notes)
