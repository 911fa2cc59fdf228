"""Building a survey step by step: what is changed changes, everything else stays as it was typed."""

import time
from dataclasses import replace

import pytest
from building_texts import SMALL

from consult import resources
from consult.errors import ConsultationError, ConsultError, NotFoundError, SurveyError
from consult.formats import survey_yaml
from consult.model.consultation import Settings
from consult.model.response import Channel
from consult.service import collecting, defining
from consult.service.building import begin, open_building
from consult.service.consultation import create

READY = sorted(path.parent.name for path in resources.surveys().glob("*/survey.yaml"))


@pytest.fixture
def folder(tmp_path):
    with create(tmp_path / "town", Settings(title={"lv": "Pilsēta"})) as consultation:
        yield consultation


@pytest.fixture
def small(folder):
    (folder.folder / "surveys" / "small.yaml").write_text(SMALL, "utf-8")
    return open_building(folder, "small")


def lines_changed(before, after):
    """The lines of the one that are not in the other, and the other way round."""
    old, new = before.split("\n"), after.split("\n")
    return [line.strip() for line in old if line not in new], [line.strip() for line in new if line not in old]


def questions(building):
    """The codes of the questions in order, with a stroke between pages."""
    lines = [line for line in building.outline() if line.kind in ("page", "question")]
    return ["|" if line.kind == "page" else line.code for line in lines][1:]


@pytest.mark.parametrize("name", READY)
def test_every_ready_survey_opens_and_setting_a_property_to_what_it_is_changes_nothing(folder, name):
    defining.take_ready_survey(folder, name)
    building = open_building(folder, name)
    before = building.text
    assert building.problems == () and building.survey == defining.read_file(building.path)
    for line in building.outline():
        for found in building.values(line.place):
            assert building.set(line.place, found.key, found.value) == line.place
            assert building.text == before, (line.place, found.key)
    assert not building.dirty and building.can_undo == ""


def test_the_outline_tells_pages_questions_parts_and_lists(folder):
    defining.take_ready_survey(folder, "providers-discussion")
    outline = open_building(folder, "providers-discussion").outline()
    assert [line.place for line in outline if line.kind == "page"] == [
        "page:about",
        "page:aims",
        "page:need",
        "page:now",
        "page:proposals",
    ]
    assert [(line.place, line.depth) for line in outline if line.kind == "part"][:2] == [
        ("new_services/name", 3),
        ("new_services/for_whom", 3),
    ]
    supply = next(line for line in outline if line.code == "supply")
    assert (supply.logic, supply.required, supply.type_name) == (True, False, "Scale for several rows")
    assert [line.place for line in outline if line.kind == "list"][:2] == ["list:services", "list:municipalities"]


ONE_LINE = [
    ("group", "ask", "Ko Jūs pārstāvat?", '        ask: {lv: "Ko Jūs pārstāvat?", en: "Who are you?"}'),
    ("clients", "max", "1 200,5", "max: 1200.5"),
    ("clients", "required", True, "required: yes"),
    ("clients", "show_if", "group != 'resident'", "group != 'resident'"),
    ("page:what", "show_if", "clients > 7", "    show_if: clients > 7"),
    ("page:what", "title", "Ko vajag", "    title: {lv: Ko vajag}"),
    ("need", "to", 5, "        to: 5"),
    ("why", "lines", "6", "        lines: 6"),
    ("", "title", {"en": "It's small"}, "en: 'It''s small'}   # the council chose the title"),
    ("group", "role", "group", "        role: group"),
    ("group", "publish", False, "        publish: no"),
]


@pytest.mark.parametrize(("place", "key", "value", "line"), ONE_LINE, ids=[f"{place}.{key}" for place, key, *_rest in ONE_LINE])
def test_one_property_is_one_line_of_difference(small, place, key, value, line):
    small.set(place, key, value)
    gone, come = lines_changed(SMALL, small.text)
    assert len(gone) <= 1 and len(come) == 1 and line.strip() in come[0]
    assert small.problems == () and small.text.count("#") == SMALL.count("#")
    assert small.undo() and small.text == SMALL and not small.dirty


def test_a_folded_text_stays_folded(small):
    small.set("need", "ask", "Cik ļoti vajadzīgs katrs no pakalpojumiem?")
    assert "lv: >-\n            Cik ļoti vajadzīgs katrs no pakalpojumiem?\n" in small.text
    assert small.survey.question("need").label == {"lv": "Cik ļoti vajadzīgs katrs no pakalpojumiem?"}


def test_a_wording_of_a_language_is_added_and_taken_out(small):
    small.set("why", "ask", "Why?", "en")
    assert 'ask: {lv: "Kāpēc? Jums ir {clients} klienti.", en: "Why?"}   # piped' in small.text
    small.set("why", "ask", "", "en")
    assert small.text == SMALL
    small.set("need", "ask", "How much?", "en")
    assert small.survey.question("need").label["en"] == "How much?"
    small.set("page:what", "title", "")
    assert small.survey.pages[1].title == {}


def test_what_can_never_be_right_is_refused_and_changes_nothing(small):
    for place, key, value in (
        ("group", "code", "Ķīlis"), ("group", "code", "clients"), ("clients", "max", "daudz"), ("why", "lines", 0),
        ("group", "type", "guess"),
        ("group", "role", "boss"), ("", "languages", "klingoņu"), ("", "languages", ()), ("group", "ask", {"ru": "Кто?"}),
        ("group", "choices", "abc"), ("group", "nothing", "x"), ("nobody", "ask", "x"), ("", "identity", "known"),
        ("clients", "max", "nan"),
    ):  # fmt: skip
        with pytest.raises(ConsultError):
            small.set(place, key, value)
        assert small.text == SMALL and small.can_undo == ""


def test_a_type_takes_its_own_keys_along(small):
    small.set("clients", "type", "text")
    assert small.survey.question("clients").minimum is None
    small.undo()
    small.set_type("need", "text")
    need = small.preview().question("need")
    assert (need.type, need.rows, need.label) == ("text", (), {"lv": "Cik ļoti vajadzīgs katrs pakalpojums?"})
    small.set_type("need", "allocation")
    assert [one.key for one in small.problems if one.place == "need"] != [] and small.survey.question("need").type == "matrix"
    assert small.preview().question("need") is None and small.preview().question("why").show_if == ""


def test_a_code_is_another_everywhere_at_once(small):
    small.add_check("why", "clients > 0 and contains(why, 'clients')", "Vai {clients}?")
    assert small.set("clients", "code", "visitors") == "visitors"
    assert small.problems == ()
    why = small.survey.question("why")
    assert why.show_if == "need.home > 2 and visitors >= 1"
    assert why.checks[0].must == "visitors > 0 and contains(why, 'clients')" and why.checks[0].say == {"lv": "Vai {visitors}?"}
    assert why.label == {"lv": "Kāpēc? Jums ir {visitors} klienti."}
    assert small.survey.pages[1].show_if == "visitors > 5"
    small.set_choice("group", "provider", "code", "maker")
    assert small.survey.question("visitors").show_if == "group == 'maker'"
    small.set_choice("need", "home", "code", "0010", of="rows")
    assert small.survey.question("why").show_if == 'need["0010"] > 2 and visitors >= 1'
    assert small.problems == ()


def test_the_code_of_a_column_is_another_in_the_checks_of_its_table(folder):
    building = begin(folder, "figures", title={"lv": "Skaitļi"}, languages=("lv",))
    building.add_question("table", code="clients", ask="Klienti")
    building.paste_choices("clients", "Mājās\nCentrā", "rows")
    building.add_part("clients", "number", "2026", code="y2026")
    building.add_part("clients", "number", "2027", code="y2027")
    building.add_check("clients", "y2027 <= y2026 * 3")
    building.add_question("computed", code="all", ask="Kopā")
    building.set("all", "value", "sum(clients.y2026)")
    assert building.problems == ()
    assert building.rename_code("clients/y2026", "now") == "clients/now"
    assert building.survey.question("clients").checks[0].must == "y2027 <= now * 3"
    assert building.survey.question("all").compute == "sum(clients.now)"


def test_questions_walk_over_the_borders_of_pages_with_their_comments(small):
    small.move("clients", 1)
    assert questions(small) == ["group", "|", "clients", "need", "why"] and {one.key for one in small.problems} == {"show_if"}
    small.undo()
    small.move("group", 2)
    assert questions(small) == ["clients", "|", "group", "need", "why"]
    assert small.text.index("# the group decides") > small.text.index("page: what")
    assert small.preview().question("group").choices[0].code == "provider" and small.text.count("#") == SMALL.count("#")
    small.move("group", -2)
    assert small.text == SMALL
    small.move("page:what", -1)
    assert questions(small) == ["need", "why", "|", "group", "clients"]
    small.move("page:what", 1)
    assert small.text == SMALL


def test_the_last_question_can_leave_its_page_and_come_back(small):
    for place in ("group", "clients"):
        small.move(place, 10)
    assert questions(small) == ["|", "need", "why", "group", "clients"]
    small.move("need", -1)
    assert questions(small) == ["need", "|", "why", "group", "clients"]


def test_a_copy_has_codes_of_its_own(small):
    assert small.duplicate("group") == "group_2"
    assert small.survey.question("group_2").choices == small.survey.question("group").choices
    assert small.duplicate("page:what") == "page:what_2"
    page = small.survey.pages[2]
    assert [question.code for question in page.questions] == ["need_2", "why_2"]
    assert page.questions[1].show_if == "need_2.home > 2 and clients >= 1"
    assert small.problems == ()


def test_what_is_deleted_is_told_where_it_was_used(small):
    assert small.used_by("clients") == ("page:what", "why")
    small.delete("clients")
    assert {(one.place, one.key) for one in small.problems} >= {("page:what", "show_if"), ("why", "show_if"), ("why", "ask")}
    outline = {line.place: line for line in small.outline()}
    assert outline["why"].problems == 2 and outline["page:what"].problems_below >= 2
    assert small.preview().question("why") is not None and small.survey.question("clients") is not None
    small.undo()
    assert small.problems == ()


def test_everything_can_be_deleted_and_built_again(small):
    for place in ("page:who", "page:what"):
        small.delete(place)
    assert small.outline()[0].problems and small.preview() is None
    assert small.add_question("yesno", ask={"en": "Are you well?"}) == "are_you_well"
    small.set("are_you_well", "ask", "Vai Jums iet labi?", "lv")
    assert small.problems == () and small.survey.pages[0].code == "page1"


def test_choices_are_pasted_as_lines_with_codes_or_in_several_languages(small):
    assert small.paste_choices("group", "Pašvaldība\r\nBiedrība\n\n") == ("pasvaldiba", "biedriba")
    assert small.paste_choices("group", "state\tValsts\tState\nother_body\tCits\tOther") == ("state", "other_body")
    assert small.paste_choices("group", "Skola pilsētā\tA town school") == ("a_town_school",)
    assert small.survey.question("group").choice("a_town_school").label == {"lv": "Skola pilsētā", "en": "A town school"}
    with pytest.raises(SurveyError):
        small.paste_choices("group", "STATE\tValsts\tState")
    assert "# those with a licence" in small.text and small.problems == ()


def test_choices_are_moved_closed_and_taken_away(small):
    small.move_choice("group", "provider", 1)
    assert [choice.code for choice in small.choices("group")] == ["resident", "provider"]
    small.move_choice("group", "provider", -5)
    assert small.text == SMALL
    small.set_choice("group", "resident", "exclusive", True)
    small.set_choice("group", "resident", "region", "Kurzeme")
    assert small.survey.question("group").choice("resident").attributes == {"region": "Kurzeme"}
    assert small.delete_choice("group", "provider") and small.delete_choice("group", "resident")
    assert [(one.place, one.problem.fault) for one in small.problems if one.place == "group"] == [
        ("group", "the question offers no choices")
    ]


def test_a_list_is_shared_and_taken_back(small):
    small.share_choices("need", "services", of="rows")
    assert "    rows: services" in small.text and small.problems == ()
    small.add_question("multi", ask={"lv": "Kuri?"}, code="which")
    small.use_list("which", "services")
    small.add_choice("list:services", {"lv": "Naktī", "en": "At night"})
    assert [line.used_by for line in small.lists() if line.name == "services"] == [("need", "which")]
    assert small.survey.question("which").choices[-1].code == small.survey.question("need").rows[-1].code == "at_night"
    with pytest.raises(SurveyError):
        small.add_choice("which", "Tukšs")
    small.own_choices("which")
    small.add_choice("which", "Tukšs")
    assert len(small.survey.question("which").choices) == 4 and len(small.survey.question("need").rows) == 3


def test_a_ready_list_comes_with_its_file(small, folder):
    small.add_question("single", code="area", ask="Kurā?")
    small.use_list("area", "municipalities")
    assert (folder.folder / "lists" / "municipalities.csv").is_file()
    assert small.problems == () and len(small.survey.question("area").choices) > 5


def test_expressions_are_completed_with_what_is_known_there(small):
    def texts(place, key, text):
        return [one.text for one in small.completions(place, key, text, len(text))]

    assert texts("clients", "show_if", "gr") == ["group"]
    assert texts("clients", "show_if", "group == ") == ["'provider'", "'resident'"]
    assert texts("clients", "show_if", "group in ['provider', 're") == ["'resident'"]
    assert [one.start for one in small.completions("clients", "show_if", "group == 're", 12)] == [9]
    assert texts("why", "show_if", "need.") == ["home", "day"]
    assert "clients" in texts("why", "show_if", "klienti") and "why" not in texts("why", "show_if", "")
    assert "why" in texts("why", "check", "wh") and "row" in texts("need", "rows_if", "ro")
    assert texts("why", "ask", "Jums ir {cl") == ["clients"] and texts("why", "ask", "Jums ir cl") == []
    assert "answered(" in texts("why", "show_if", "answ")


def test_an_expression_is_checked_while_it_is_typed(small):
    assert small.check_expression("why", "show_if", "need.home > 1") == ()
    assert "nothing called" in small.check_expression("why", "show_if", "need.hame > 1")[0].fault
    assert small.check_expression("why", "show_if", "need.home >")
    assert small.check_expression("group", "show_if", "clients > 1")[0].fault.endswith("is asked only later")
    assert small.check_expression("why", "check", "nothing == 1") and small.text == SMALL


def test_translations_are_listed_and_written(small):
    found = small.translations("en")
    missing = [(line.place, line.key, line.of) for line in found.lines if line.missing]
    assert missing == [
        ("page:what", "title", ""), ("need", "ask", ""), ("need", "rows", "home"), ("need", "rows", "day"), ("why", "ask", ""),
    ]  # fmt: skip
    for line in found.lines:
        if line.missing:
            small.translate(line, f"EN {line.source}", "en")
    assert small.translations("en").there == len(found.lines) and small.problems == ()
    assert small.survey.question("need").row("day").label["en"] == "EN Dienas centrs"
    small.add_language("ru")
    assert small.translations("ru").there == 0
    small.remove_language("en")
    assert small.survey.languages == ("lv", "ru") and '"Who are you?"' not in small.text
    assert small.undo() and small.languages == ("lv", "en", "ru")


def test_a_file_that_is_no_yaml_opens_as_text(folder):
    path = folder.folder / "surveys" / "small.yaml"
    path.write_text(SMALL.replace("title: {lv: Vajadzības}", "title: {lv: Vajadzības"), "utf-8")
    building = open_building(folder, "small")
    assert (building.survey, building.readable, building.outline()) == (None, False, ())
    assert building.problems[0].line in (20, 21, 22) and building.problems[0].problem.place.startswith("small.yaml:")
    with pytest.raises(SurveyError):
        building.set("group", "ask", "x")
    building.replace_text(SMALL)
    assert building.readable and building.problems == () and building.survey
    building.undo()
    assert not building.readable and building.redo() and building.readable


def test_a_half_written_file_is_shown_as_far_as_it_goes(folder):
    text = (
        "consult: 1\nsurvey: half\nlanguages: [lv]\ntitle: {lv: T}\npages:\n  - page: a\n    questions:\n"
        "      - type: text\n      - code: b\n      - code: b\n        type: text\n"
    )
    (folder.folder / "surveys" / "half.yaml").write_text(text, "utf-8")
    building = open_building(folder, "half")
    assert [line.place for line in building.outline()] == ["", "page:a", "#1", "b", "b#2"]
    assert all(building.values(line.place) for line in building.outline())
    assert building.set("#1", "code", "first") == "first" and building.set("b#2", "code", "last") == "last"
    building.set("b", "type", "text")
    for place in ("first", "b", "last"):
        building.set(place, "ask", "Kā iet?")
    assert building.problems == ()


def test_anchors_and_other_unusual_yaml_open_as_text(folder):
    for text in ("a: &x 1\nb: *x\n", "- list\n", "", "just words\n", "\tconsult: 1\n", "consult: 1\nconsult: 2\n"):
        (folder.folder / "surveys" / "odd.yaml").write_text(text, "utf-8")
        building = open_building(folder, "odd")
        assert building.survey is None and building.problems and building.text == text
        building.outline(), building.preview(), building.lists()


def test_saving_notices_that_somebody_else_saved(small):
    small.set("clients", "max", 50)
    assert not small.changed_on_disk()
    small.path.write_text(SMALL.replace("Klienti", "Apmeklētāji"), "utf-8")
    assert small.changed_on_disk()
    with pytest.raises(ConsultationError):
        small.save()
    small.reload()
    assert small.survey.question("clients").label["lv"] == "Apmeklētāji" and not small.dirty
    assert small.undo() and small.survey.question("clients").maximum == 50 and small.dirty
    small.save()
    assert "max: 50" in small.path.read_text("utf-8") and not small.dirty and not small.changed_on_disk()


def test_a_crash_loses_nothing(small, folder):
    small.set("clients", "max", 50)
    small.keep_draft()
    again = open_building(folder, "small")
    assert again.text == SMALL and "max: 50" in again.draft_found.text
    again.keep_draft()
    again.restore()
    assert again.survey.question("clients").maximum == 50 and again.draft_found is None
    again.save()
    assert open_building(folder, "small").draft_found is None
    assert [path.name for path in (folder.folder / "surveys").iterdir()] == ["small.yaml"]


def test_a_new_survey_is_not_written_before_it_is_saved(folder):
    building = begin(folder, "new", title={"lv": "Jauna"}, languages=("lv", "en"))
    assert building.dirty and not building.path.exists() and building.problems
    building.add_question("text", ask="Kā iet?")
    assert building.problems == () and [question.code for question in building.survey.questions] == ["ka_iet"]
    building.save()
    assert survey_yaml.read_file(building.path) == building.survey
    with pytest.raises(SurveyError):
        begin(folder, "new", title={}, languages=("lv",))
    with pytest.raises(SurveyError):
        begin(folder, "../new", title={}, languages=("lv",))
    with pytest.raises(NotFoundError):
        open_building(folder, "nothing")


def test_published_codes_are_never_proposed_again(small, folder):
    small.publish()
    small.add_question("text", ask={"lv": "Need", "en": "Need"}, code="wish")
    small.delete("clients")
    small.set("why", "show_if", "need.home > 2")
    small.set("why", "ask", "Kāpēc?")
    small.set("page:what", "show_if", "")
    assert "- retire: [clients]" in small.text and small.problems == ()
    assert small.proposed_code("Clients") == "clients_2" and small.add_question("number", ask="Clients") == "clients_2"
    with pytest.raises(SurveyError):
        small.rename_code("wish", "clients")
    small.set("clients_2", "ask", "Apmeklētāji")
    small.delete("wish")
    assert small.publish().version == 2
    small.delete("clients_2")
    assert small.proposed_code("Clients") not in ("clients", "clients_2")


def test_a_published_question_keeps_its_answers_under_a_new_code(small, folder):
    published = small.publish()
    collecting.submit(folder, published, {"group": "provider", "clients": "7"}, channel=Channel.TERMINAL)
    small.rename_code("clients", "visitors")
    small.rename_code("visitors", "guests")
    assert "  - rename: {clients: guests}" in small.text and small.text.count("rename") == 1
    assert small.plan().problems == ()
    small.rename_code("guests", "clients")
    assert "migrations" not in small.text
    small.rename_code("clients", "guests")
    small.set_choice("group", "resident", "code", "citizen")
    assert "  - recode: {group: {resident: citizen}}" in small.text
    assert small.delete_choice("group", "provider") is False and "closed: yes" in small.text
    small.delete_choice("group", "citizen")
    plan = small.plan()
    assert [one for one in plan.problems if "guests" in str(one) or "recode" in str(one)] == []
    small.undo()
    small.undo()
    assert small.publish().version == 2
    assert open_building(folder, "small").past.last.version == 2


def test_columns_that_were_published_are_renamed_and_retired(folder):
    building = begin(folder, "figures", title={"lv": "Skaitļi"}, languages=("lv",))
    building.add_question("table", code="clients", ask="Klienti")
    building.paste_choices("clients", "Mājās\nCentrā", "rows")
    for year in ("y2026", "y2027"):
        building.add_part("clients", "number", year, code=year)
    published = building.publish()
    collecting.submit(folder, published, {"clients.majas.y2026": "3", "clients.majas.y2027": "4"}, channel=Channel.TERMINAL)
    building.rename_code("clients/y2026", "now")
    building.rename_code("clients", "people")
    building.delete("people/y2027")
    building.set_choice("people", "majas", "code", "home", of="rows")
    assert building.plan().problems == () and building.publish().version == 2
    building.rename_code("people/now", "then")
    assert building.publish().version == 3
    assert [line.published for line in building.outline()] == [False, False, True, True]


def test_what_only_a_published_version_has_can_be_opened(small, folder):
    small.publish()
    small.path.unlink()
    again = open_building(folder, "small")
    assert again.dirty and again.problems == () and replace(again.survey, version=1) == defining.current(folder, "small")


def test_an_edit_of_sixty_questions_takes_no_time(folder):
    building = begin(folder, "long", title={"lv": "Gara"}, languages=("lv", "en"))
    lines = [
        f'      - code: q{n}\n        type: single\n        ask: {{lv: "Jautājums {n}?", en: "Question {n}?"}}\n'
        f'        hint:\n          lv: "Paskaidrojums {n}."\n        choices:\n'
        + "".join(f'          - {{code: c{m}, lv: "Atbilde {m}", en: "Answer {m}"}}\n' for m in range(6))
        + (f"        show_if: \"q{n - 1} == 'c1'\"\n" if n % 3 == 2 else "")
        for n in range(60)
    ]
    building.replace_text(building.text.rstrip("\n") + "\n    questions:\n" + "".join(lines))
    assert building.problems == () and building.outline()
    took = []
    for n in range(20):
        start = time.perf_counter()
        building.set(f"q{n * 3}", "ask", f"Kas te ir {n}?")
        assert building.problems == () and len(building.outline()) == 62
        took.append(time.perf_counter() - start)
    assert sorted(took)[10] < 0.2


def built_from_nothing(folder, shipped):
    """The providers' questionnaire, made with the calls of a builder alone, as a planner would go about it."""
    building = begin(folder, shipped.id, title=shipped.title, languages=shipped.languages)
    building.set("", "intro", shipped.intro)
    for n, page in enumerate(shipped.pages):
        if n:
            building.add_page(title=page.title, code=page.code)
        else:
            building.set(building.rename_code("page:page1", page.code), "title", page.title)
        for question in page.questions:
            build_question(building, building.add_question(question.type, f"page:{page.code}", question.code), question)
            building.move(question.code, len(page.questions))
    return building


LISTS = {
    "municipality": "municipalities", "aims": "importance4", "shortage": "services", "works": "services", "statements": "agree5",
    "supply": "supply3", **dict.fromkeys(("need_home", "need_day", "need_community", "need_respite", "need_children"), "need4"),
}  # fmt: skip
ROWS = {
    **dict.fromkeys(("need_home", "need_day", "need_community", "need_respite", "need_children"), "places"),
    "supply": "services",
}


def build_question(building, place, question):
    building.set(place, "ask", question.label["lv"])
    building.set(place, "ask", question.label["en"], "en")
    building.set(place, "hint", question.hint)
    figures = {
        "min": question.minimum, "max": question.most or question.maximum, "max_chars": question.longest,
        "lines": question.lines if question.type == "text" else None,
    }  # fmt: skip
    words = {"role": question.role, "show_if": question.show_if, "rows_if": question.rows_if, "unit": question.unit}
    flags = {"required": question.required, "other": question.other, "diverging": question.diverging, "integer": question.integer}
    for key, value in (figures | words | flags).items():
        if value:
            building.set(place, key, value)
    if question.minimum == 0:
        building.set(place, "min", "0")
    if question.code == "finding":
        scale_with_ends(building, place, question)
    elif question.type in ("single", "multi", "scale", "matrix"):
        offer(building, place, "choices", LISTS.get(place), question.choices)
    if question.type == "matrix":
        offer(building, place, "rows", ROWS.get(place), question.rows)
    if question.sides:
        offer(building, place, "sides", "places", question.sides)
    for part in question.parts:
        build_question(building, building.add_part(place, part.type, code=part.code), part)


def scale_with_ends(building, place, question):
    building.set(place, "to", 10)
    building.set(place, "labels", {"1": question.choices[0].label, "10": question.choices[9].label})
    building.set(place, "no_opinion", question.choices[-1].label)


def offer(building, place, of, list_name, choices):
    if list_name and list_name in [line.name for line in building.lists()]:
        return building.use_list(place, list_name, of)
    lines = [f"{choice.code}\t{choice.label['lv']}\t{choice.label['en']}" for choice in choices]
    assert building.paste_choices(place, "\n".join(lines), of) == tuple(choice.code for choice in choices)
    for choice in choices:
        if choice.apart:
            building.set_choice(place, choice.code, "apart", True, of=of)
    if list_name:
        building.share_choices(place, list_name, of)


def test_the_questionnaire_for_providers_can_be_built_from_nothing(folder):
    shipped = defining.read_file(resources.surveys() / "providers-discussion" / "survey.yaml")
    building = built_from_nothing(folder, shipped)
    assert building.problems == ()
    assert building.survey == shipped
    building.save()
    assert survey_yaml.read_file(building.path) == shipped
    steps = 0
    while building.undo():
        steps += 1
    assert steps > 150 and building.outline()[1].code == "page1"
    while building.redo():
        pass
    assert building.survey == shipped and not building.dirty


SCALES = """\
consult: 1
survey: marks
languages: [lv, en]
title: {lv: Atzīmes, en: Marks}
pages:
  - page: all
    questions:
      - {code: a, type: scale, from: 1, to: 5, no_opinion: yes, ask: {lv: A, en: A}}
      - {code: b, type: scale, from: 1, to: 5, no_opinion: no, ask: {lv: B, en: B}}
"""


@pytest.fixture
def marks(folder):
    (folder.folder / "surveys" / "marks.yaml").write_text(SCALES, "utf-8")
    return open_building(folder, "marks")


def no_opinion(building, place):
    return next(one.value for one in building.values(place) if one.key == "no_opinion")


def ways_out(building, place):
    return [choice.label for choice in building.survey.question(place).choices if choice.apart]


def test_a_way_out_that_is_only_said_to_be_there_is_shown_in_the_words_of_the_form(marks):
    assert no_opinion(marks, "a") == {"lv": "Nav viedokļa", "en": "No opinion"} == ways_out(marks, "a")[0]
    assert no_opinion(marks, "b") == {} and ways_out(marks, "b") == []
    assert [line.source for line in marks.translations("en").lines if line.key == "no_opinion"] == []
    marks.set("a", "no_opinion", "Nav viedokļa", "lv")
    assert marks.text == SCALES


def test_a_way_out_gets_other_words_in_one_language_and_keeps_those_of_the_other(marks):
    marks.set("a", "no_opinion", "Nezinu", "lv")
    assert ways_out(marks, "a") == [{"lv": "Nezinu", "en": "No opinion"}]
    marks.set("b", "no_opinion", "Nezinu", "lv")
    assert marks.problems == () and ways_out(marks, "b")[0]["lv"] == "Nezinu"


def test_a_way_out_whose_words_are_taken_out_is_none(marks):
    marks.set("a", "no_opinion", "", "en")
    assert ways_out(marks, "a") == [] and "no_opinion: yes" not in marks.text
