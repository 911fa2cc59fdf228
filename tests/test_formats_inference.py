"""Tables that nobody prepared: what their columns are taken for, and that every answer fits what was guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.errors import TableError
from consult.formats import mapping_yaml, survey_writing, survey_yaml
from consult.formats.cells import split_cell
from consult.formats.guessing.inference import infer
from consult.formats.guessing.scales import order_of
from consult.formats.moments import moment_form, read_moment
from consult.formats.proposing import propose
from consult.formats.response_table import RowReader
from consult.formats.tables.table import Row, Table, read_table
from consult.model.checking import Checker


def inferred(columns, language="en"):
    """The guess for a table given as header → cells."""
    rows = zip(*columns.values(), strict=True)
    table = Table("t.csv", "0", tuple(columns), tuple(Row(n, cells) for n, cells in enumerate(rows, 2)), "")
    return table, infer(table, "s", "T", lambda texts: language)


def kind(cells, header="Question"):
    _table, found = inferred({header: cells, "Free": [f"Some own words number {n} {n * 7}" for n in range(len(cells))]})
    column = found.mapping.columns[0]
    question = found.survey.question(column.question)
    return question.type.value if question else column.role.value


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Timestamp", [f"3/{d}/2026 10:00:00" for d in range(1, 21)], "time"),
        ("Laika zīmogs", [f"2026-03-{d:02} 10:00:00" for d in range(1, 21)], "time"),
        ("ID", [str(n) for n in range(20)], "id"),
        ("Your e-mail", [f"a{n}@b.lv" for n in range(20)], "ignore"),
        ("Page", [f"https://a.lv/{n}" for n in range(20)], "ignore"),
        ("Sex", ["Man", "Woman"] * 10, "single"),
        ("Agree", ["Agree", "Disagree", "Strongly agree", "Neutral"] * 5, "scale"),
        ("Biežums", ["Nekad", "Reti", "Bieži", "Vienmēr"] * 5, "scale"),
        ("Mark", [str(1 + n % 5) for n in range(20)], "scale"),
        ("Employees", ["1-10", "11-50", "> 50", "1-10"] * 5, "scale"),
        ("Age", [str(20 + n * 3) for n in range(20)], "number"),
        ("Share", [f"{n * 5}%" for n in range(19)] + ["it varies"], "number"),
        ("Code", ["0010000", "0004000"] * 10, "single"),
        ("Opened", [f"{n + 1}.3.2026" for n in range(20)], "date"),
        ("Languages", ["C, Python", "Python", "C", "C, Java, Python", "Java"] * 4, "multi"),
        ("Kanāli", ["E-pasts;Tālrunis;", "E-pasts;", "Tālrunis;Klātiene;", "Klātiene;"] * 5, "multi"),
        ("Founded in the year", [str(1990 + n) for n in range(20)], "number"),
        ("Vai vēlaties saņemt ziņas e-pastā?", ["Jā", "Nē"] * 10, "single"),
        ("Kā ar Jums sazināties, pa e-pastu vai tālruni?", ["E-pasts", "Tālrunis", "Nekā", "E-pasts"] * 5, "single"),
        ("Organizācijas nosaukums", ["SIA Aprūpe", "Biedrība Cerība"] * 10, "single"),
        ("Iesniedzējs (organizācija)", ["SIA Aprūpe", "Biedrība Cerība"] * 10, "single"),
        ("Reģ. nr.", [str(40003000000 + n * 7919) for n in range(20)], "ignore"),
        ("Respondent", [f"{n:08x}-0000-4000-8000-000000000000" for n in range(20)], "id"),
        ("Pieejamība", ["Zema", "Augsta", "Vidēja", "Zema"] * 5, "scale"),
        ("Atbalsts", ["Jā", "Drīzāk jā", "Nezinu", "Nē", "Drīzāk nē"] * 4, "scale"),
        ("Оценка", ["Хорошо", "Очень плохо", "Удовлетворительно", "Плохо"] * 5, "scale"),
        ("Dzimšanas datums", [f"{d}.3.1980" for d in range(1, 21)], "ignore"),
        ("Datums", [f"{d}.3.2026" for d in range(1, 21)], "time"),
        ("Aizpildīšanas datums", [f"{d}.3.2026" for d in range(1, 21)], "time"),
        ("Pasākuma datums", [f"{d}.3.2026" for d in range(1, 21)], "date"),
        ("Attend", ["Yes, I'd like to attend", "No", "Maybe", "Yes, I'd like to attend"] * 5, "single"),
    ],
)
def test_a_column_is_taken_for_what_it_is(header, cells, expected):
    assert kind(cells, header) == expected


@pytest.mark.parametrize(
    "header",
    [
        "Jūsu vārds", "Vārds, uzvārds", "Kontaktpersona", "Kontakti", "Tālr.", "Telefona Nr.", "Aizpildīja", "Sagatavoja",
        "Iesniedzējs",
        "Adrese", "Dzimšanas dati", "Personas kods", "Имя", "Фамилия", "ФИО", "Телефон", "Электронная почта", "Адрес", "Vorname",
        "Nachname", "Anschrift", "Telefonnummer", "Your full name", "Date of birth", "Username", "author/name", "author/nickname",
        "Home address", "Phone number", "E-mail",
    ],
)  # fmt: skip
def test_headers_that_ask_for_personal_details_are_known(header):
    assert kind([f"Something {n % 6}" for n in range(20)], header) == "ignore"


@pytest.mark.parametrize(
    "cells",
    [
        [f"a{n}@b.lv" for n in range(20)],
        [f"+371 2{n:07}" for n in range(20)],
        [f"{29 - n % 3} {n * 37:03} {n * 41:03}" for n in range(20)],
        ["29123456", "29123456"] * 10,
        [f"1203{n + 60}-1{n:04}" for n in range(20)],
        [f"@name{n}" for n in range(20)],
        [f"10.0.0.{n}" for n in range(20)],
    ],
)
def test_personal_details_are_known_by_what_they_look_like(cells):
    assert kind(cells, "Please fill in") == "ignore"


def test_days_and_numbers_that_rise_are_no_telephones():
    assert kind([f"202603{n + 1:02}" for n in range(20)], "Which day") != "ignore"
    assert kind([f"2{n:03}7000" for n in range(20)], "Income") == "number"
    assert kind([f"2{n * 37 % 100:02}71830" for n in range(20)], "Iedzīvotāju skaits") == "number"


def test_scales_are_put_in_their_order_and_no_opinion_apart():
    _table, found = inferred({"Q": ["Agree", "Disagree", "Strongly agree", "Don't know", "Neutral"] * 4})
    (question,) = found.survey.questions
    assert [choice.label_in("en") for choice in question.choices] == [
        "Disagree",
        "Neutral",
        "Agree",
        "Strongly agree",
        "Don't know",
    ]
    assert [choice.apart for choice in question.choices] == [False] * 4 + [True]
    assert question.diverging


def test_brackets_make_a_matrix():
    cells = ["Good", "Bad", "OK"] * 4
    _table, found = inferred({"How is ... [food]": cells, "How is ... [room]": cells})
    (question,) = found.survey.questions
    assert (question.type, question.label_in("en")) == ("matrix", "How is ...")
    assert [row.label_in("en") for row in question.rows] == ["food", "room"]


def test_ticks_in_brackets_make_one_multi_question():
    _table, found = inferred({"Use [web]": ["1", "0", ""] * 4, "Use [phone]": ["0", "1", "1"] * 4})
    (question,) = found.survey.questions
    assert (question.type, [choice.label_in("en") for choice in question.choices]) == ("multi", ["web", "phone"])


TEXTS = [f"Comment {n} speaks of road {n * 7} and its lights" for n in range(12)]


def test_brackets_without_a_shared_scale_are_a_question_each():
    _table, found = inferred({"What to change? [children]": TEXTS, "What to change? [seniors]": TEXTS[::-1],
                              "What to change? [EUR]": [str(n * 99) for n in range(12)]})  # fmt: skip
    assert [(question.label_in("en"), question.type) for question in found.survey.questions] == [
        ("What to change? [children]", "text"),
        ("What to change? [seniors]", "text"),
        ("What to change? [EUR]", "number"),
    ]


def test_words_asked_for_three_times_are_one_question():
    words = ["Patience", "Python", "Care", "Luck"]
    _table, found = inferred({f"s{n}. Most important skills?": [words[(i + n) % 4] for i in range(20)] for n in range(3)})
    (question,) = found.survey.questions
    assert (question.type, len(question.choices)) == ("multi", 4)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (TEXTS, TEXTS[::-1], "text"),
        ([str(n * 7) for n in range(12)], [str(n * 9) for n in range(12)], "number"),
        (["Good", "Bad", "OK"] * 4, ["OK", "Good", "Bad"] * 4, "scale"),
        (["Yes", "No"] * 6, ["No", "Yes"] * 6, "single"),
        (["Red", "Blue", "Green"] * 4, ["Red", "Green", "Blue"] * 4, "single"),
    ],
)
def test_the_same_wording_may_be_two_questions(first, second, expected):
    _table, found = inferred({"J1. Comment": first, "J2. Comment": second})
    assert [question.type for question in found.survey.questions] == [expected, expected]


def test_the_same_wording_further_apart_is_two_questions():
    words = ["Patience", "Python", "Care", "Luck"]
    apart = {"J1. Which?": words * 3, "J2. Is it so?": ["Yes", "No"] * 6, "J3. Which?": (words[1:] + words[:1]) * 3}
    assert [question.code for question in inferred(apart)[1].survey.questions] == ["j1", "j2", "j3"]


def answers(columns, language="en"):
    """The questions guessed, and each response as question → code, text or number; every answer has to fit."""
    table, found = inferred(columns, language)
    if not found.survey.questions:
        return found, []
    checker = Checker(found.survey)
    told = []
    for row, problems in RowReader(table, found.mapping, found.survey).rows():
        checked = checker.check(row.raw)
        assert not problems
        assert not checked.problems
        told.append([(a.question, a.row, a.code or a.text or a.number, a.text if a.code else None) for a in checked.answers])
    return found, told


def test_limesurvey_columns_become_one_question_with_own_words():
    found, told = answers(
        {
            "id. Response ID": [str(n) for n in range(12)],
            "submitdate. Date submitted": ["2026-03-01 10:00:00", "", *["2026-03-02 10:00:00"] * 10],
            "lastpage. Last page": ["3"] * 12,
            "seed. Seed": [str(n * 7919) for n in range(12)],
            "G1Q1[SQ001]. Which services? [Care]": ["Yes", ""] * 6,
            "G1Q1[SQ002]. Which services? [Transport]": ["", "Yes"] * 6,
            "G1Q1[other]. Which services? [Other]": ["", "Speech therapy", *[""] * 10],
            "G1Q2. Who are you?": ["NGO", "Resident", "-oth-", "NGO"] * 3,
            "G1Q2[other]. Who are you? [Other]": ["", "", "a parish", ""] * 3,
            "G2Q1[SQ001]. Rate [Access]": ["1", "2", "N/A", "3"] * 3,
            "G2Q1[SQ002]. Rate [Quality]": ["3", "2", "1", "4"] * 3,
        }
    )
    assert [(question.code, question.type) for question in found.survey.questions] == [
        ("g1q1", "multi"), ("g1q2", "single"), ("g2q1", "matrix"),
    ]  # fmt: skip
    assert told[1][:3] == [
        ("g1q1", "", "transport", None),
        ("g1q1", "", "other", "Speech therapy"),
        ("g1q2", "", "resident", None),
    ]
    assert ("g1q2", "", "other", "a parish") in told[2]
    assert ("g2q1", "access", None, None) in told[2]


def test_limesurvey_codes_named_other_do_not_break_the_survey():
    found, _told = answers({"G1[SQ001]": ["Y", ""] * 6, "G1[SQ002]": ["", "Y"] * 6, "G1[other]": ["1", "0"] * 6})
    assert "other" not in {choice.code for choice in found.survey.questions[0].choices}
    assert survey_yaml.read(survey_writing.write(found.survey), "s") == found.survey


def test_kobo_writes_one_question_twice_and_much_beside():
    found, told = answers(
        {
            "start": [f"2026-03-{n + 1:02}T10:00:00.000+02:00" for n in range(8)],
            "end": [f"2026-03-{n + 1:02}T10:05:00.000+02:00" for n in range(8)],
            "needs/Which services?": ["care", "care transport"] * 4,
            "needs/Which services?/Care": ["1", "1"] * 4,
            "needs/Which services?/Transport": ["0", "1"] * 4,
            "_id": [str(400 + n) for n in range(8)],
            "_uuid": [f"{n:08x}-0000-4000-8000-000000000000" for n in range(8)],
            "_submission_time": [f"2026-03-{n + 1:02}T10:06:00" for n in range(8)],
            "__version__": ["v1"] * 8,
        }
    )
    (question,) = found.survey.questions
    assert (question.type, question.label_in("en")) == ("multi", "Which services?")
    roles = {column.header: column.role.value or column.question for column in found.mapping.columns}
    assert [header for header, role in roles.items() if role in ("time", "id")] == ["_uuid", "_submission_time"]
    assert told[1] == [("services", "", "care", None), ("services", "", "transport", None)]


def test_microsoft_forms_and_eusurvey_are_known_by_their_columns():
    clock, words = [f"2026-03-{n + 1:02} 10:00:00" for n in range(8)], ["Good", "Bad"] * 4
    forms = {"ID": [str(n) for n in range(8)], "Start time": clock, "Completion time": clock, "Email": ["anonymous"] * 8,
             "Name": [""] * 8, "Mood?": words, "Points - Mood?": ["1"] * 8, "Feedback - Mood?": ["Thanks"] * 8}  # fmt: skip
    eusurvey = {"Invitation Number": ["A1"] * 8, "Contribution ID": [f"c{n}" for n in range(8)], "User name": ["guest"] * 8,
                "Creation Date": clock, "Last Update": clock, "Languages": ["EN"] * 8, "Mood?": words}  # fmt: skip
    for table, time in ((forms, "Completion time"), (eusurvey, "Creation Date")):
        _table, found = inferred(table)
        assert [question.label_in("en") for question in found.survey.questions] == ["Mood?"]
        assert [column.header for column in found.mapping.columns if column.role == "time"] == [time]


def test_the_words_of_form_tools_are_questions_in_other_tables():
    assert kind(["Latvian", "Russian"] * 10, "Languages") == "single"
    assert kind([str(n * 3) for n in range(20)], "End") == "number"
    _table, found = inferred({"id": [str(n) for n in range(8)], "url": [f"https://a.lv/{n}" for n in range(8)],
                              "state": ["Iowa", "Utah"] * 4})  # fmt: skip
    assert [question.code for question in found.survey.questions] == ["state"]


def test_a_mapping_proposed_finds_thousands_and_leaves_out_what_a_form_tool_wrote():
    survey = inferred({"Cost": ["1", "20", "300"] * 4})[1].survey
    cells = {"Cost": ["1,200", "59,900"] * 6, "deviceid": ["x"] * 12, "_status": ["y"] * 12, "__version__": ["z"] * 12}
    table, _found = inferred(cells)
    mapping = propose(table, survey)
    assert [(column.question, column.role.value, column.form) for column in mapping.columns] == [
        ("cost", "", "1,234"), ("", "ignore", ""), ("", "ignore", ""), ("", "ignore", ""),
    ]  # fmt: skip
    row, _problems = next(RowReader(table, mapping, survey).rows())
    assert Checker(survey).check(row.raw).answers[0].number == 1200


def test_a_point_or_colon_before_the_row_makes_a_matrix_where_the_answers_are_a_known_scale():
    for sign in ".:":
        _table, found = inferred({f"Rate{sign}Food": ["Good", "Bad", "OK"] * 4, f"Rate{sign}Room": ["OK", "Bad", "Good"] * 4})
        assert [(question.type, question.label_in("en")) for question in found.survey.questions] == [("matrix", "Rate")]
    _table, found = inferred({"Rate.Food": ["Pie", "Soup", "Fish"] * 4, "Rate.Drink": ["Tea", "Milk", "Pie"] * 4})
    assert len(found.survey.questions) == 2


def test_parts_that_never_come_apart_are_one_choice():
    found, told = answers({"Q": ["Aprūpe mājās, arī brīvdienās, Transports", "Transports", "Transports, Ēdināšana", "Ēdināšana",
                                 "Aprūpe mājās, arī brīvdienās"] * 4})  # fmt: skip
    assert {choice.label_in("en") for choice in found.survey.questions[0].choices} == {
        "Aprūpe mājās, arī brīvdienās", "Transports", "Ēdināšana",
    }  # fmt: skip
    assert len(told[0]) == 2


def test_a_rare_other_is_other_without_words():
    found, told = answers({"Who?": ["Provider", "Resident"] * 60 + [f"Odd one {n}" for n in range(40)] + ["Other"]})
    assert found.survey.questions[0].other
    assert told[-1] == [("who", "", "other", None)] or told[-1][0][2] == "other"
    assert told[-2][0][2:] == ("other", "Odd one 39")


@pytest.mark.parametrize(
    ("cells", "form", "first"),
    [
        (["59,900", "1,200", "800"], "1,234", 59900),
        (["59.900", "1.200", "800"], "1.234", 59900),
        (["1,234,567", "12", "900"], "1,234", 1234567),
        (["1,200", "12", "900"], "", 1.2),
        (["1,200", "1,5", "900"], "", 1.2),
        (["1,200", "1.300", "900"], "", 1.2),
        (["0,500", "0,250", "900"], "", 0.5),
        (["1,200.50", "1,300.50", "900"], "", 1200.5),
    ],
)
def test_thousands_are_read_where_it_is_sure_that_they_are_meant(cells, form, first):
    found, told = answers({"Cost": cells + ["10"] * 9})
    assert found.mapping.columns[0].form == form
    assert told[0][0][2] == first
    assert mapping_yaml.read(mapping_yaml.write(found.mapping), "m") == found.mapping


def test_hasty_spellings_of_a_scale_are_one_point():
    found, told = answers({"Q": ["Piekrītu", "piekritu", "PIEKRĪTU.", "Nepiekrītu", "Piekrītu", "Pilnīgi piekrītu"] * 3}, "lv")
    assert [choice.label_in("lv") for choice in found.survey.questions[0].choices] == [
        "Nepiekrītu",
        "Piekrītu",
        "Pilnīgi piekrītu",
    ]
    assert {answer[0][2] for answer in told[:3]} == {"piekritu"}
    found, told = answers({"Q": ["Jā", "ja", "Nē", "ne", "Jā"] * 4}, "lv")
    assert [choice.label_in("lv") for choice in found.survey.questions[0].choices] == ["Jā", "Nē"]
    assert told[0] == told[1]


def test_hasty_spellings_of_other_words_stay_apart():
    _table, found = inferred({"Q": ["pase", "pāse", "karte", "pase"] * 5}, "lv")
    assert len(found.survey.questions[0].choices) == 3


def test_a_dash_among_choices_is_a_blank_but_a_word_is_an_answer():
    found, told = answers({"Q": ["Labi", "Slikti", "-", "n/a", "nav"] * 5})
    assert {choice.label_in("en") for choice in found.survey.questions[0].choices} == {"Labi", "Slikti", "nav"}
    assert told[2] == [("q1", "", None, None)]


def test_the_time_of_the_response_is_the_column_that_says_so():
    day, clock = [f"{d}.3.2026" for d in range(1, 21)], [f"{d}.3.2026 10:00" for d in range(1, 21)]
    for columns, time in (
        ({"Datums": day, "Iesniegts": clock}, "Iesniegts"),
        ({"Dzimšanas datums": day, "Datums": day}, "Datums"),
        ({"Start time": clock, "Completion time": clock}, "Completion time"),
        ({"Sapulces laiks": clock, "Aizpildīts": day}, "Aizpildīts"),
    ):
        _table, found = inferred(columns)
        assert [column.header for column in found.mapping.columns if column.role == "time"] == [time]


def keys(columns):
    table, found = inferred(columns)
    return {row.key for row, _problems in RowReader(table, found.mapping, found.survey).rows()}


def test_a_response_is_known_again_when_columns_move_or_one_is_added_that_asks_nothing():
    table = {"Comment": TEXTS, "Who": ["Man", "Woman", "Child"] * 4}
    moved = {"Who": table["Who"], "E-mail": [f"a{n}@b.lv" for n in range(12)], "Comment": TEXTS}
    assert keys(table) == keys(moved)
    assert keys(table).isdisjoint(keys({**table, "Comment": [f"{text}!" for text in TEXTS]}))


def test_what_was_guessed_of_columns_and_figures_is_told():
    from consult.service.exchange.import_notes import mapping_notes

    words = ["Patience", "Python", "Care", "Luck"]
    table = {f"s{n}. Skills?": [words[(i + n) % 4] for i in range(20)] for n in range(2)}
    _table, found = inferred({**table, "Cost": ["1,200", "59,900"] * 10})
    notes = mapping_notes(found.mapping)
    assert "Read as several answers to one question: “s0. Skills?”, “s1. Skills?”." in notes
    assert "1,234 was read as 1234 in “Cost”." in notes


def test_rows_of_one_contribution_are_joined():
    table, found = inferred(
        {
            "doc_id": ["A", "A", "A", "B", "C", "C"],
            "nr": ["1", "2", "3", "1", "1", "2"],
            "text": ["The road is bad and old.", "It needs repair very soon.", "Please do it this year now.",
                     "More lights on the street here.", "A zebra crossing is missing.", "Cars come much too fast there."],
            "kind": ["wish", "reason", "wish", "wish", "reason", "wish"],
        }
    )  # fmt: skip
    assert found.mapping.join_rows_by == "doc_id"
    rows = [row for row, _problems in RowReader(table, found.mapping, found.survey).rows()]
    assert len(rows) == 3
    assert rows[0].raw["text"] == "The road is bad and old. It needs repair very soon. Please do it this year now."
    assert rows[0].raw["kind"] == ["wish", "reason"]


@pytest.mark.parametrize(
    ("cell", "splitter", "parts"),
    [
        ("gcc, clang", ", ", ["gcc", "clang"]),
        ("Labs (e.g., ORNL, ANL), Other", ", ", ["Labs (e.g., ORNL, ANL)", "Other"]),
        ("A;B;", ";", ["A", "B"]),
        ("one", "", ["one"]),
        ("a) x, b) y", ", ", ["a) x", "b) y"]),
    ],
)
def test_cells_are_split_outside_brackets(cell, splitter, parts):
    assert split_cell(cell, splitter) == parts


def test_known_labels_with_the_splitter_inside_stay_whole():
    assert split_cell("Yes, often, No", ", ", frozenset({"yes, often", "no"})) == ["Yes, often", "No"]


def test_day_and_month_are_told_apart_by_the_order_of_rows():
    assert moment_form(["03/01/2026 10:00:00", "04/01/2026 10:00:00", "05/01/2026 10:00:00"]) == "%m/%d/%Y %H:%M:%S"
    assert moment_form(["11/01/2026 10:00:00", "12/01/2026 10:00:00", "01/02/2026 10:00:00"]) == "%d/%m/%Y %H:%M:%S"
    assert str(read_moment("2018/05/15 7:07:45 PM GMT+1", "%Y/%m/%d %I:%M:%S %p")) == "2018-05-15 19:07:45"


def test_money_and_ages_sort_by_their_numbers():
    order = order_of(["£30 000 to £34 999", "Less than £25 000", "£25 000 to £29 999", "More than £100 000"])
    assert order.points == ("Less than £25 000", "£25 000 to £29 999", "£30 000 to £34 999", "More than £100 000")
    assert order_of(["red", "green", "blue"]) is None


cells = st.lists(
    st.sampled_from(
        ["", "a", "b, c", "1", "2,5", "2026-03-05", "-", "=1+1", "Yes", "x;y", "100%", "a@b.lv", "Never", "'", "(", "\u202e"]
    )
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12),
    min_size=6,
    max_size=6,
)


@settings(max_examples=200)
@given(
    st.lists(cells, min_size=1, max_size=4),
    st.sampled_from(["Question", "id", "Time", "Name", "Rate [a]", "q1. What?", "?", "нет"]),
)
def test_every_answer_of_any_table_fits_the_survey_guessed_from_it(columns, header):
    table, found = inferred({f"{header}{n or ''}": [" ".join(c.split()) for c in column] for n, column in enumerate(columns)})
    if not found.survey.questions:
        return
    assert survey_yaml.read(survey_writing.write(found.survey), "s") == found.survey
    assert mapping_yaml.read(mapping_yaml.write(found.mapping), "m") == found.mapping
    checker = Checker(found.survey)
    for row, problems in RowReader(table, found.mapping, found.survey).rows():
        assert not problems
        assert not checker.check(row.raw).problems


drawn = st.sampled_from(
    ["", "a", "A", "ā.", "b, c", "c, b", "a, b, c", "1", "2,5", "1,200", "59,900", "1,200,000", "3.400", "12%", "-", "n/a",
     "Other", "cits", "-oth-", "Yes", "no", "jā", "Ja", "nē", "Agree", "agree.", "Disagree", "Neutral", "x; y", "y; x",
     "2026-03-05", "nezinu"]
) | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6)  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.tuples(drawn, st.integers(1, 60)), min_size=1, max_size=9), min_size=1, max_size=4),
    st.sampled_from(
        ["Question", "Rate [a]", "Rate [other]", "q1. What?", "Q[SQ001]. What? [a]", "s/a", "Rate.a", "Cik?", "Nr", "_uuid"]
    ),
    st.randoms(use_true_random=False),
)
def test_every_answer_of_a_long_table_fits_the_survey_guessed_from_it(columns, header, dice):
    """Cells that come again and again make choices, splitters, scales and thousands; those that come once are other."""
    long = {}
    for n, column in enumerate(columns):
        cells = [" ".join(cell.split()) for cell, times in column for _time in range(times)]
        cells = (cells * (120 // len(cells) + 1))[:120]
        dice.shuffle(cells)
        long[header.replace("a", "abcd"[n]) if n else header] = cells
    found, told = answers(long)
    assert survey_yaml.read(survey_writing.write(found.survey), "s") == found.survey if found.survey.questions else not any(told)
    assert mapping_yaml.read(mapping_yaml.write(found.mapping), "m") == found.mapping


def test_a_table_without_answers_is_refused(tmp_path, table):
    from consult.service.summarising import inferred_survey

    with pytest.raises(TableError, match="no column of the table holds answers"):
        inferred_survey(table("id,url\n1,https://a.lv\n2,https://b.lv\n"))
    assert read_table(table("id,url\n1,https://a.lv\n2,https://b.lv\n")).rows
