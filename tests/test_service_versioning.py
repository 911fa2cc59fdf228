"""Publishing the next version: what it would do, what it refuses, and old answers read as the newest version means them."""

import threading
import time
from dataclasses import replace

import pytest

from consult.errors import ConsultError, NotFoundError, SurveyError
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer, Channel, Missing, Response, Review
from consult.model.survey import Identity, Migration, Page, Survey
from consult.model.versions.history import history_of
from consult.service import collecting, defining, reviewing, versioning
from consult.service.consultation import open_consultation
from consult.service.history import history
from consult.store import question_codes, responses, surveys, themes


def choices(*codes, **settings):
    return tuple(Choice(code, {"lv": f"Izvēle {code}"}, **settings) for code in codes)


SERVICES = Question("services", QuestionType.MULTI, {"lv": "Pakalpojumi"}, choices=choices("home", "day", "night"))
CLIENTS = Question("clients", QuestionType.NUMBER, {"lv": "Klienti"})
PLACES = Question("places", QuestionType.NUMBER, {"lv": "Vietas"})
WISH = Question("wish", QuestionType.TEXT, {"lv": "Vēlējums"})


def survey(*questions, **settings):
    return Survey("wants", ("lv",), {"lv": "Aptauja"}, (Page("one", {"lv": "Pirmā"}, questions),), **settings)


V1 = survey(SERVICES, CLIENTS, PLACES, WISH)


@pytest.fixture
def asked(consultation):
    """The consultation with version 1 published and three responses to it."""
    published = defining.publish(consultation, V1)
    for raw in (
        {"services": ["home", "day"], "clients": "5", "places": "5", "wish": "Autobusu"},
        {"services": ["day", "night"], "clients": "7", "places": "9", "wish": ""},
        {"services": [], "clients": "", "places": "2", "wish": "Ārstu"},
    ):
        collecting.submit(consultation, published, raw, channel=Channel.TERMINAL)
    return consultation


def test_the_first_version_needs_no_plan(consultation):
    plan = versioning.plan(consultation, V1)
    assert (plan.before, plan.version, plan.changes, plan.problems) == (0, 1, (), ())


def test_the_same_again_is_the_same_version(asked):
    plan = versioning.plan(asked, V1)
    assert plan.unchanged and plan.version == 1
    assert defining.publish(asked, V1).version == 1


def test_a_plan_counts_what_each_migration_touches(asked):
    new = survey(
        replace(SERVICES, choices=choices("care", "night")), replace(CLIENTS, code="visitors"), 
        replace(WISH, label={"lv": "Ko?"}),
        migrations=(
            Migration(recode={"services": {"home": "care", "day": "care"}}), Migration({"clients": "visitors"}),
            Migration(retire=("places",)), Migration(reworded=("wish",)),
        ),
    )  # fmt: skip
    plan = versioning.plan(asked, new)
    assert [(count.line, count.answers, count.conflicts) for count in plan.migrations] == [
        ("- recode: {services: {home: care, day: care}}", 3, 0),
        ("- rename: {clients: visitors}", 2, 0),
        ("- retire: [places]", 3, 0),
        ("- reworded: [wish]", 2, 0),
    ]
    assert (plan.version, plan.responses, plan.affected, plan.problems) == (2, 3, 2, ())
    assert history(asked, "wants").latest.version == 1


def test_conflicts_are_told_with_the_responses_they_are_in(asked):
    new = survey(SERVICES, CLIENTS, WISH, migrations=(Migration(merge={"clients": ("clients", "places")}),))
    (count,) = versioning.plan(asked, new).migrations
    (differing,) = [id_ for id_, answers in given(asked) if Answer("places", number=9) in answers]
    assert count.conflicts == 1 and list(count.conflicting) == [differing]


def given(consultation):
    """The id of every response to the survey, with its answers."""
    ids = [line.id for line in collecting.listing(consultation, "wants")]
    return [(id_, responses.response(consultation.database, id_).answers) for id_ in ids]


REASONED = replace(CLIENTS, reasons=(Missing.NOT_KNOWN,))
TOLD = survey(SERVICES, REASONED, replace(WISH, code="told"), replace(WISH, code="else"))
PUT_TOGETHER = survey(
    SERVICES, replace(REASONED, code="visitors"), WISH,
    migrations=(Migration({"clients": "visitors"}), Migration(merge={"wish": ("told", "else")})),
)  # fmt: skip


def test_a_plan_counts_no_blanks_and_the_same_responses_throughout(consultation):
    published = defining.publish(consultation, TOLD)
    for raw in (
        {"clients": "5", "told": "Autobusu", "else": ""},
        {"clients": "not_known", "told": "", "else": "Ārstu"},
        {"clients": "", "told": "", "else": ""},
        {"clients": "8", "told": "Telpas", "else": ""},
    ):
        collecting.submit(consultation, published, raw, channel=Channel.TERMINAL)
    (out,) = [id_ for id_, answers in given(consultation) if Answer("clients", number=8) in answers]
    reviewing.review(consultation, [out], Review.EXCLUDED, "a test")
    plan = versioning.plan(consultation, PUT_TOGETHER)
    assert [count.answers for count in plan.migrations] == [2, 2]
    assert (plan.responses - plan.excluded, plan.affected) == (3, 2)


def refused(consultation, new):
    with pytest.raises(SurveyError) as error:
        defining.publish(consultation, new)
    return [str(problem) for problem in error.value.problems]


def test_every_change_of_meaning_is_refused_with_its_way_out(asked):
    told = refused(asked, survey(replace(SERVICES, choices=choices("home", "day")), replace(CLIENTS, minimum=1), WISH))
    assert told == [
        "wants.yaml: services.night: the choice “Izvēle night” is gone: put it back with “closed: yes”, or add under"
        " “migrations:” the line “- recode: {services: {night: …}}” with the code that takes its place",
        "wants.yaml: clients: the smallest value allowed is now 1: if old answers still mean the same, add under “migrations:”"
        " the line “- reworded: [clients]”; if not, put it back, or give the question a new code and add “- retire: [clients]”",
        "wants.yaml: places: the question “Vietas” is gone: add under “migrations:” the line “- rename: {places: …}” if it only"
        " has another code now, “- retire: [places]” if it is asked no more",
    ]
    assert history(asked, "wants").latest.version == 1


def test_a_question_without_answers_may_change_as_it_likes(consultation):
    published = defining.publish(consultation, V1)
    collecting.submit(consultation, published, {"wish": "Autobusu"}, channel=Channel.TERMINAL)
    changed = survey(replace(SERVICES, choices=choices("x")), replace(CLIENTS, type=QuestionType.TEXT), WISH)
    assert defining.publish(consultation, changed).version == 2


def test_who_answered_is_promised_for_ever(consultation):
    defining.publish(consultation, V1)
    (told,) = refused(consultation, replace(V1, identity=Identity.NAMED))
    assert "put “identity: anonymous” back, or give the survey a new name" in told


def test_earlier_migrations_stay(asked):
    renamed = survey(SERVICES, replace(CLIENTS, code="visitors"), PLACES, WISH, migrations=(Migration({"clients": "visitors"}),))
    defining.publish(asked, renamed)
    (told,) = refused(asked, replace(renamed, migrations=(), title={"lv": "Cits"}))
    assert "an earlier migration was changed or taken out: “- rename: {clients: visitors}”" in told


def test_codes_that_were_given_up_never_come_back(asked):
    gone = (Migration({"clients": "visitors"}), Migration(retire=("places",)), Migration(recode={"services": {"day": "home"}}))
    services = replace(SERVICES, choices=choices("home", "night"))
    second = survey(services, replace(CLIENTS, code="visitors"), WISH, migrations=gone)
    defining.publish(asked, second)
    for question in (replace(WISH, code="clients"), replace(PLACES, label={"lv": "Krēsli"})):
        (told,) = refused(asked, survey(*second.questions, question, migrations=gone))
        assert f"the code “{question.code}” belonged to another question that has answers" in told
    (told,) = refused(
        asked, survey(replace(services, choices=choices("home", "night", "day")), *second.questions[1:], migrations=gone)
    )
    assert "services.day: the code “day” had another meaning in an earlier version: give it a code that was never used" in told


def test_a_retired_question_may_be_asked_again_as_it_was(asked):
    gone = (Migration(retire=("places",)),)
    defining.publish(asked, survey(SERVICES, CLIENTS, WISH, migrations=gone))
    assert defining.publish(asked, survey(SERVICES, CLIENTS, PLACES, WISH, migrations=gone)).version == 3
    assert history(asked, "wants").asked("places") == (1, 3)


def test_a_second_rewording_needs_a_second_line(asked):
    once = (Migration(reworded=("wish",)),)
    defining.publish(asked, survey(SERVICES, CLIENTS, PLACES, replace(WISH, label={"lv": "Ko vajag?"}), migrations=once))
    again = survey(SERVICES, CLIENTS, PLACES, replace(WISH, label={"lv": "Kā trūkst?"}), migrations=once)
    (told,) = refused(asked, again)
    assert "once more: the line that is there speaks of an earlier version" in told
    assert defining.publish(asked, replace(again, migrations=once * 2)).version == 3


def test_history_keeps_what_only_older_versions_had():
    v1 = replace(V1, version=1)
    v2 = survey(
        replace(SERVICES, choices=choices("care", "bus")), replace(CLIENTS, code="visitors"), version=2,
        migrations=(
            Migration(recode={"services": {"home": "care", "day": "care"}}), Migration(retire=("services.night",)),
            Migration({"clients": "visitors"}), Migration(retire=("places", "wish")),
        ),
    )  # fmt: skip
    v3 = survey(replace(SERVICES, choices=choices("care", "bus")), replace(CLIENTS, code="guests"), version=3,
                migrations=(*v2.migrations, Migration({"visitors": "guests"})))  # fmt: skip
    found = history_of((v1, v2, v3))
    assert [question.code for question in found.survey.questions] == ["services", "guests", "places", "wish"]
    offered = [(choice.code, choice.closed) for choice in found.survey.question("services").choices]
    assert offered == [("care", False), ("night", True), ("bus", False)]
    assert found.asked("guests") == found.asked("clients") == (1, 2, 3)
    assert found.asked("places") == (1,) and found.asked("nothing") == ()
    assert set(found.former_codes("guests")) == {"clients", "visitors"}
    response = Response("r", "wants", 1, Channel.WEB, None, (Answer("services", code="day"), Answer("clients", number=5)))
    now = found.current(response)
    assert now.answers == (Answer("services", code="care"), Answer("guests", number=5)) and now.version == 1
    assert found.current(replace(response, version=3)).answers is response.answers


def test_a_hundred_thousand_responses_are_read_quickly():
    v2 = survey(
        SERVICES, replace(CLIENTS, code="visitors"), PLACES, WISH, version=2, migrations=(Migration({"clients": "visitors"}),)
    )
    found = history_of((replace(V1, version=1), v2))
    answers = (Answer("services", code="day"), *(Answer("places", "", number=n) for n in range(20)))
    untouched = [Response(str(n), "wants", 1 + n % 2, Channel.WEB, None, answers) for n in range(100_000)]
    start = time.perf_counter()
    assert all(found.current(response) is response for response in untouched)
    assert time.perf_counter() - start < 5


def test_versions_are_compared_with_each_other_and_with_the_file(asked):
    defining.publish(asked, replace(V1, title={"lv": "Cits"}))
    told = [change.place for change in versioning.diff(asked, "wants", 1, 2).changes]
    assert told == ["title"]
    draft = replace(V1, title={"lv": "Cits"}, intro={"lv": "Sveiki"})
    found = versioning.diff(asked, "wants", draft=draft)
    assert (found.old, found.new, [change.place for change in found.changes]) == (2, 0, ["intro"])
    with pytest.raises(NotFoundError, match="has no version 9: use one of 1, 2"):
        versioning.diff(asked, "wants", 9, 1)
    with pytest.raises(NotFoundError, match="there is no published survey"):
        versioning.diff(asked, "nothing", 1, 2)


def test_themes_go_along_with_a_question_that_is_renamed(asked):
    with asked.database.atomic():
        asked.database.write("INSERT INTO theme_run VALUES ('wants', 'wish', '{}', NULL, '2026-01-01')")
        asked.database.write("INSERT INTO theme VALUES ('t', 'wants', 'wish', 1, 'Satiksme', '[]', '[]')")
        ids = [line.id for line in collecting.listing(asked, "wants")]
        asked.database.write("INSERT INTO theme_match VALUES (?, 'wish', 0, 't', 'analyst', 1)", (ids[0],))
    new = survey(SERVICES, CLIENTS, PLACES, replace(WISH, code="need"), migrations=(Migration({"wish": "need"}),))
    defining.publish(asked, new)
    assert [theme.label for theme in themes.themes(asked.database, "wants", "need")] == ["Satiksme"]
    assert [match.place[0] for match in themes.matches(asked.database, "wants", "need")] == [ids[0]]
    assert not themes.themes(asked.database, "wants", "wish")
    with asked.database.atomic():
        question_codes.move(asked.database, "wants", "nothing", "need")
    assert len(themes.themes(asked.database, "wants", "need")) == 1


def test_what_was_written_under_an_earlier_code_is_found(asked):
    before = versioning.texts(asked, "wants", "wish")
    assert {text for _id, text in before} == {"Autobusu", "Ārstu"}
    new = survey(SERVICES, CLIENTS, PLACES, replace(WISH, code="need"), migrations=(Migration({"wish": "need"}),))
    collecting.submit(asked, defining.publish(asked, new), {"need": "Telpas"}, channel=Channel.TERMINAL)
    assert {text for _id, text in versioning.texts(asked, "wants", "need")} == {"Autobusu", "Ārstu", "Telpas"}


def test_two_who_publish_at_once_make_one_version(asked, folder):
    new, faults, barrier = replace(V1, title={"lv": "Cits"}), [], threading.Barrier(2)

    def publish():
        with open_consultation(folder) as own:
            planned = versioning.plan(own, new)
            barrier.wait()
            try:
                assert defining.publish(own, new, planned).version == 2
            except (ConsultError, AssertionError) as error:
                faults.append(error)

    threads = [threading.Thread(target=publish) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults and [one.version for one in surveys.versions(asked.database, "wants")] == [1, 2]


def test_an_answer_that_comes_while_we_count_is_counted(consultation):
    published = defining.publish(consultation, V1)
    without = survey(SERVICES, CLIENTS, WISH)
    planned = versioning.plan(consultation, without)
    assert not planned.problems
    collecting.submit(consultation, published, {"places": "3"}, channel=Channel.TERMINAL)
    with pytest.raises(SurveyError, match="the question “Vietas” is gone"):
        defining.publish(consultation, without, planned)


def test_ctrl_c_in_the_middle_leaves_the_version_that_was(asked, monkeypatch):
    def interrupted(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(defining, "log", interrupted)
    with pytest.raises(KeyboardInterrupt):
        defining.publish(asked, replace(V1, title={"lv": "Cits"}))
    assert [one.version for one in surveys.versions(asked.database, "wants")] == [1]


def test_a_published_version_cannot_be_changed(asked):
    with pytest.raises(ConsultError, match="published versions are never changed"), asked.database.atomic():
        asked.database.write("UPDATE survey_version SET definition = 'x'")
