"""A copy of a question asks about itself; languages change places, texts keep theirs; half-written files stay whole."""

import pytest

from consult.errors import ConsultError, SurveyError
from consult.model.consultation import Settings
from consult.service.building import Building
from consult.service.consultation import create

HEAD = "consult: 1\nsurvey: x\nlanguages: [lv, en]\ntitle: Virsraksts\n"
CHECKED = (
    HEAD
    + """pages:
  - page: p
    title: {lv: "Lapa", en: "Page"}
    questions:
      - code: age
        type: number
        ask: "Cik Jums gadu?"
        check: [{must: age >= 18, say: "Vai tiešām {age}?"}]
      - code: clients
        type: table
        ask: {lv: "Klienti", en: "Clients"}
        rows: [{code: home, label: "Mājās"}, {code: day, lv: "Dienā", en: "By day"}]
        columns:
          - {code: adults, type: number, ask: {lv: "Pieaugušie"}, check: [{must: adults < 500}]}
        check:
          - {must: clients.home.adults > 0, say: "Kāds ir", level: warn}
      - code: grade
        type: scale
        ask: "Cik labi?"
        from: 1
        to: 5
        labels: {1: "slikti", 5: {lv: "labi", en: "well"}}
"""
)


@pytest.fixture
def opened(tmp_path):
    with create(tmp_path / "town", Settings(title={"lv": "Pilsēta"})) as consultation:
        path = consultation.folder / "surveys" / "x.yaml"
        yield lambda text: Building(consultation, "x", path, text, None)


def test_the_checks_and_wordings_of_a_copy_are_about_the_copy(opened):
    building = opened(CHECKED)
    building.duplicate("age")
    copy = building.survey.question("age_2")
    assert (copy.checks[0].must, copy.checks[0].say["lv"]) == ("age_2 >= 18", "Vai tiešām {age_2}?")
    assert building.survey.question("age").checks[0].must == "age >= 18"
    building.duplicate("clients")
    assert building.survey.question("clients_2").checks[0].must == "clients_2.home.adults > 0"
    building.duplicate("clients/adults")
    assert building.survey.question("clients").part("adults_2").checks[0].must == "adults_2 < 500"


def test_another_first_language_takes_no_text_over_that_was_written_in_the_first_one(opened):
    building = opened(CHECKED)
    building.set("", "languages", ("en", "lv"))
    assert building.languages == ("en", "lv")
    told = {line.place + line.key + line.of: (line.source, line.text) for line in building.translations("lv").lines}
    assert [told[name][1] for name in ("title", "ageask", "clientsrowshome", "gradelabels1", "agecheck0")] == [
        "Virsraksts", "Cik Jums gadu?", "Mājās", "slikti", "Vai tiešām {age}?",
    ]  # fmt: skip
    missing = {line.place + line.key + line.of for line in building.translations("en").lines if line.missing}
    assert {"title", "ageask", "clientsrowshome", "gradelabels1", "agecheck0"} <= missing
    assert building.undo() and building.text == CHECKED and not building.can_undo


def test_a_language_that_is_left_out_takes_its_texts_with_it_but_the_first_one_cannot_go(opened):
    building = opened(CHECKED)
    building.set("", "languages", ("lv",))
    assert building.problems == () and '"Page"' not in building.text and "By day" not in building.text
    assert building.undo() and building.text == CHECKED
    with pytest.raises(SurveyError, match="put another one first"):
        building.set("", "languages", ("en",))
    assert building.text == CHECKED


def test_taking_a_language_out_leaves_lists_and_migrations_of_the_same_name(opened):
    lists = 'lists:\n  en: [{code: a, lv: "A", en: "A"}]\n  other: [{code: b, lv: "B", en: "Be"}]\n'
    text = CHECKED.replace("pages:", lists + "pages:", 1) + "migrations:\n  - rename: {en: english, b: c}\n"
    building = opened(text)
    building.remove_language("en")
    assert "rename: {en: english, b: c}" in building.text
    assert building.choices("list:en")[0].labels == {"lv": "A"} and building.choices("list:other")[0].labels == {"lv": "B"}


HALF = HEAD + 'pages:\n  - page: p\n    questions:\n      - ask: "Tikai tas"\n      -\n      - code: a\n'


def test_the_only_property_of_a_half_written_question_can_be_taken_out(opened):
    building = opened(HALF)
    building.set("#1", "ask", "")
    assert "Tikai tas" not in building.text and [line.place for line in building.outline()][2:] == ["#1", "#2", "a"]
    building.set("#1", "ask", "Jauns")
    assert next(one.value for one in building.values("#1") if one.key == "ask") == {"lv": "Jauns"}


@pytest.mark.parametrize(("key", "value"), [("type", "text"), ("ask", "Kas?"), ("required", True), ("code", "b")])
def test_a_question_of_which_only_the_dash_is_written_takes_every_property(opened, key, value):
    building = opened(HALF)
    place = building.set("#2", key, value)
    found = next(one.value for one in building.values(place) if one.key == key)
    assert found in (value, {"lv": value}) and building.undo() and building.text == HALF


def test_a_list_is_not_shared_once_more(opened):
    building = opened(CHECKED.replace("pages:", 'lists:\n  l: [{code: a, lv: "A"}]\npages:', 1))
    with pytest.raises(ConsultError):
        building.share_choices("list:l", "again")


SCALE = (
    HEAD
    + """lists:
  marks: [{code: low, lv: "Zems"}, {code: high, lv: "Augsts"}]
pages:
  - page: p
    questions:
      - {code: a, type: scale, ask: A, list: marks, no_opinion: {lv: "Nezinu", en: "Do not know"}}
      - {code: b, type: scale, ask: B, from: 1, to: 3, labels: {1: "slikti"}, no_opinion: "Nezinu"}
      - {code: c, type: scale, ask: C, from: 1, to: 3}
"""
)


def test_a_way_out_beside_the_scale_stays_whatever_points_it_has(opened):
    building = opened(SCALE)
    building.own_choices("a")
    building.use_list("b", "marks")
    building.add_choice("c", "Slikti")
    assert [line.code for line in building.choices("a")] == ["low", "high"]
    for code in ("a", "b"):
        assert next(one.value for one in building.values(code) if one.key == "no_opinion")["lv"] == "Nezinu"
    building.undo()
    assert building.problems == ()


def test_points_with_names_stay_when_another_one_is_added_and_mere_numbers_give_way(opened):
    building = opened(SCALE)
    assert building.add_choice("b", "Lieliski") == "lieliski"
    assert [(line.code, line.labels["lv"]) for line in building.choices("b")] == [
        ("1", "slikti"), ("2", "2"), ("3", "3"), ("lieliski", "Lieliski"),
    ]  # fmt: skip
    assert building.survey and building.survey.question("b").choices[-1].apart, "the way out is still there"
    building.paste_choices("c", "Slikti\nLabi")
    assert [line.code for line in building.choices("c")] == ["slikti", "labi"]
    assert building.problems == ()


def test_published_points_stay_when_another_one_is_added(opened):
    from consult.service import defining

    building = opened(SCALE)
    building.consultation.folder.joinpath("surveys").mkdir(exist_ok=True)
    building.publish()
    building.add_choice("c", "Vēl")
    assert [line.code for line in building.choices("c")] == ["1", "2", "3", "vel"]
    assert not any("gone" in str(problem) for problem in building.plan().problems)
    assert defining.published(building.consultation) == ["x"]


@pytest.mark.parametrize(
    ("pasted", "codes", "first"),
    [
        ("Jā\tYes\nNē\tNo", ("yes_2", "no_2"), {"lv": "Jā", "en": "Yes"}),
        ("Rīga\tRiga", ("riga",), {"lv": "Rīga", "en": "Riga"}),
        ("a\tViens\nb\tDivi", ("a", "b"), {"lv": "Viens"}),
        ("A1\tViens\nA2\tDivi", ("A1", "A2"), {"lv": "Viens"}),
        ("k\tJā\tYes", ("k",), {"lv": "Jā", "en": "Yes"}),
    ],
)
def test_words_in_two_languages_are_no_codes(opened, pasted, codes, first):
    building = opened(HEAD + "pages:\n  - page: p\n    questions:\n      - {code: a, type: single, ask: A}\n")
    assert building.paste_choices("a", pasted) == codes
    assert building.choices("a")[0].labels == first
