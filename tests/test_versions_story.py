"""A survey that people answer changes three times; nothing that they said is lost, and nothing is read as what it was not."""

import csv
import io
import json
import shutil

import pytest

from consult.errors import SurveyError, TableError
from consult.model.consultation import Settings
from consult.model.response import Channel
from consult.model.survey import Survey
from consult.service import collecting, defining, versioning
from consult.service.consultation import create, open_consultation
from consult.service.exchange import exporting
from consult.service.exchange.bringing_back import bring_back
from consult.service.exchange.exporting import Wanted
from consult.service.history import history
from consult.service.merging import merge
from consult.service.reports.results import results

FIRST = """\
consult: 1
survey: care
languages: [lv, en]
title: {lv: "Aprūpe", en: "Care"}
pages:
  - page: all
    title: {lv: "Aprūpe", en: "Care"}
    questions:
      - {code: clients, type: number, min: 0, max: 500, ask: {lv: "Klienti", en: "Clients"}, hint: {lv: "Cik klintu?"}}
      - code: services
        type: multi
        ask: {lv: "Kādus pakalpojumus sniedzat?", en: "Which services do you provide?"}
        choices:
          - {code: home, lv: "Aprūpe mājās", en: "Care at home"}
          - {code: mobile, lv: "Mobilā brigāde", en: "Mobile team"}
          - {code: day, lv: "Dienas centrs", en: "Day centre"}
      - {code: fax, type: text, ask: {lv: "Fakss", en: "Fax"}}
      - {code: wish, type: text, ask: {lv: "Ko jums vajag", en: "What do you need"}}
"""

ANSWERS = [
    {"clients": "12", "services": ["home", "mobile"], "fax": "67000000", "wish": "Autobusu"},
    {"clients": "30", "services": ["mobile"], "fax": "", "wish": "Mazāk papīru"},
    {"clients": "8", "services": ["day"], "fax": "", "wish": ""},
]

SECOND = (
    FIRST.replace("Cik klintu?", "Cik klientu?")  # a typo in a hint
    .replace('lv: "Ko jums vajag"', 'lv: "Ko jums vajag?"')  # a missing question mark
    .replace("max: 500", "max: 5000")
    .replace(
        '          - {code: day, lv: "Dienas centrs", en: "Day centre"}\n',
        '          - {code: day, lv: "Dienas centrs", en: "Day centre"}\n'
        '          - {code: night, lv: "Nakts patversme", en: "Night shelter"}\n',
    )
) + '      - {code: staff, type: number, ask: {lv: "Darbinieki", en: "Staff"}}\n'

THIRD = (
    SECOND.replace("code: clients,", "code: visitors,")
    .replace('          - {code: mobile, lv: "Mobilā brigāde", en: "Mobile team"}\n', "")
    .replace('      - {code: fax, type: text, ask: {lv: "Fakss", en: "Fax"}}\n', "")
    .replace('{lv: "Ko jums vajag?", en: "What do you need"}', '{lv: "Kas jums būtu vajadzīgs?", en: "What would you need"}')
)

MIGRATIONS = """\
migrations:
  - rename: {clients: visitors}
  - recode: {services: {mobile: home}}
  - retire: [fax]
  - reworded: [wish]
"""


@pytest.fixture
def care(consultation):
    """The first version, published and answered three times."""
    publish(consultation, FIRST)
    for raw in ANSWERS:
        answer(consultation, raw)
    return consultation


def write(consultation, text):
    (consultation.folder / "surveys" / "care.yaml").write_text(text, "utf-8")


def publish(consultation, text) -> Survey:
    write(consultation, text)
    return defining.publish(consultation, defining.read_file(consultation.folder / "surveys" / "care.yaml"))


def answer(consultation, raw):
    collecting.submit(consultation, defining.current(consultation, "care"), raw, channel=Channel.TERMINAL)


def counted(consultation):
    """What the report counts, by question."""
    (care,) = [survey for survey in results(consultation, "lv").surveys if survey.id == "care"]
    return {question.code: question.result for page in care.pages for question in page.questions}


def exported(consultation):
    """The rows of the table that is exported."""
    out = io.BytesIO()
    exporting.export(consultation, "care", Wanted(), out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))


def bars(result):
    return {bar.code: bar.count for bar in result.bars}


def test_a_small_change_needs_no_word_and_old_answers_were_not_asked_the_new_question(care):
    before = counted(care)
    assert publish(care, SECOND).version == 2
    answer(care, {"clients": "4000", "services": ["night"], "fax": "", "wish": "Gultas", "staff": "9"})
    after = counted(care)
    assert (after["staff"].n, after["staff"].blank) == (1, 0)
    assert (after["clients"].n, before["clients"].n) == (4, 3)
    rows = exported(care)
    assert sorted(row["clients"] for row in rows) == ["12", "30", "4000", "8"]
    assert {bars(before["services"])[code] for code in ("home", "day")} == {1}
    assert bars(after["services"])["night"] == 1


def test_the_plan_counts_before_anything_changes(care, consult, folder):
    publish(care, SECOND)
    write(care, THIRD + MIGRATIONS)
    shown = consult("survey", "publish", "care", "--dry-run", at=folder)
    assert shown.exit_code == 0, shown.output
    assert "care: would be version 3" in shown.stdout
    assert "3 responses so far; migrations move answers in 3 responses" in shown.stdout
    assert "- rename: {clients: visitors}  → 3 answers" in shown.stdout
    assert "- recode: {services: {mobile: home}}  → 2 answers" in shown.stdout
    assert "- retire: [fax]  → 1 answer\n" in shown.stdout
    assert "! clients: the question “Clients” has the code “visitors” now (a migration speaks of it)" in shown.stdout
    assert history(care, "care").latest.version == 2


def test_renamed_merged_and_retired_answers_stay_in_sight(care):
    publish(care, SECOND)
    before = counted(care)
    assert publish(care, THIRD + MIGRATIONS).version == 3
    answer(care, {"visitors": "5", "services": ["home"], "wish": "Telpas", "staff": "1"})
    after = counted(care)
    assert "clients" not in after and (after["visitors"].n, after["visitors"].total) == (4, before["clients"].total + 5)
    assert bars(after["services"])["home"] == 3  # home and mobile of one response are one choice; two of the others have one each
    assert (after["fax"].n, after["fax"].blank) == (before["fax"].n, before["fax"].blank)
    assert (after["wish"].n, before["wish"].n) == (3, 2)
    rows = exported(care)
    assert "visitors" in rows[0] and "clients" not in rows[0] and "fax" in rows[0]
    assert sorted(row["visitors"] for row in rows) == ["12", "30", "5", "8"]
    past = history(care, "care")
    assert (past.asked("visitors"), past.asked("fax"), past.asked("staff")) == ((1, 2, 3), (1, 2), (2, 3))


def test_a_change_of_meaning_without_a_word_is_refused_and_the_way_out_works(care, consult, folder):
    write(care, THIRD)
    refused = consult("survey", "publish", "care", at=folder)
    assert refused.exit_code == 1
    proposed = (
        "“- rename: {clients: visitors}”", "“- recode: {services: {mobile: …}}”", "“- retire: [fax]”", "“- reworded: [wish]”",
    )  # fmt: skip
    for line in proposed[:1] + proposed[2:]:
        assert line in refused.stderr
    assert "care.yaml: services.mobile: the choice “Mobile team” is gone" in refused.stderr
    assert history(care, "care").latest.version == 1
    write(care, THIRD + MIGRATIONS)
    accepted = consult("survey", "publish", "care", at=folder)
    assert accepted.exit_code == 0 and "Published care, version 2." in accepted.stderr
    assert "! wish: the wording was “What do you need” and is now “What would you need”" in accepted.stdout


def test_what_publishing_refuses_is_told_by_the_check_before(care, consult, folder, tmp_path):
    write(care, THIRD + "migrations:\n  - rename: {clients: visitors}\n  - rename: {nobody: somebody}\n")
    checked, published = (consult("survey", command, "care", at=folder) for command in ("check", "publish"))
    assert checked.exit_code == 0 and "✓" in checked.stderr, "the file is sound"
    told = [line.partition("refuse it: ")[2] for line in checked.stderr.splitlines() if "publishing would refuse it" in line]
    assert published.exit_code == 1 and told == [line.strip() for line in published.stderr.splitlines()[1:]]
    assert any("care.yaml: services.mobile: the choice “Mobile team” is gone" in line for line in told)
    assert "would refuse" in consult("survey", "check", folder / "surveys" / "care.yaml", at=folder).stderr
    elsewhere = tmp_path / "care.yaml"
    elsewhere.write_text(THIRD, "utf-8")
    assert "would refuse" not in consult("survey", "check", elsewhere, at=folder).stderr, "a file elsewhere stands for itself"
    write(care, THIRD + MIGRATIONS)
    assert "would refuse" not in consult("survey", "check", "care", at=folder).stderr


def test_another_question_is_not_published_with_the_old_translation(care, consult, folder):
    asked_anew = FIRST.replace(
        'code: wish, type: text, ask: {lv: "Ko jums vajag"', 'code: fear, type: text, ask: {lv: "Kas traucē"'
    )
    write(care, asked_anew + "migrations:\n  - retire: [wish]\n")
    refused = consult("survey", "publish", "care", at=folder)
    assert refused.exit_code == 1
    assert "care.yaml: fear.ask: EN still asks what was asked before: “What do you need”" in refused.stderr
    assert "consult survey edit care" in refused.stderr and history(care, "care").latest.version == 1
    with pytest.raises(SurveyError, match="still asks"):
        publish(care, asked_anew + "migrations:\n  - retire: [wish]\n")
    write(care, asked_anew.replace("What do you need", "What is in the way") + "migrations:\n  - retire: [wish]\n")
    accepted = consult("survey", "publish", "care", at=folder)
    assert accepted.exit_code == 0 and "Published care, version 2." in accepted.stderr


def test_codes_that_were_given_up_do_not_come_back(care, consult, folder):
    publish(care, THIRD + MIGRATIONS)
    question = '      - {code: fax, type: text, ask: {lv: "Vai Jums ir fakss?", en: "Do you have a fax?"}}\n'
    write(care, THIRD + question + MIGRATIONS)
    refused = consult("survey", "publish", "care", at=folder)
    assert refused.exit_code == 1 and "the code “fax” belonged to another question that has answers" in refused.stderr
    write(care, THIRD + question.replace("code: fax", "code: has_fax") + MIGRATIONS)
    assert consult("survey", "publish", "care", at=folder).exit_code == 0


def test_who_answered_stays_as_promised(care, consult, folder):
    write(care, FIRST.replace("languages:", "identity: named\nlanguages:"))
    refused = consult("survey", "publish", "care", "--dry-run", at=folder)
    assert refused.exit_code == 1 and "it was promised to respondents" in refused.stderr


def test_what_changed_is_shown_by_how_far_it_reaches(care, consult, folder):
    publish(care, SECOND)
    publish(care, THIRD + MIGRATIONS)
    shown = consult("survey", "diff", "care", "1", "2", at=folder).stdout
    assert shown.splitlines()[0] == "care: from version 1 to version 2"
    assert shown.index("Compatible changes (3)") < shown.index("  + services.night: new choice") < shown.index("Free changes (2)")
    assert "  ○ clients: the hint was “Cik klintu?” and is now “Cik klientu?”" in shown
    assert "Nothing changed." in consult("survey", "diff", "care", at=folder).stdout
    found = json.loads(consult("survey", "diff", "care", "2", "3", "--json", at=folder).stdout)
    assert {change["kind"] for change in found["changes"]} == {"meaning"} and all(one["covered"] for one in found["changes"])
    whole = json.loads(consult("survey", "diff", "care", "1", "3", "--json", at=folder).stdout)
    assert {change["kind"] for change in whole["changes"]} == {"meaning", "compatible", "free"}


def test_an_earlier_version_can_be_shown(care, consult, folder):
    publish(care, THIRD + MIGRATIONS)
    assert "clients (number)" in consult("survey", "show", "care", "--version", "1", at=folder).stdout
    assert "visitors (number)" in consult("survey", "show", "care", at=folder).stdout
    missing = consult("survey", "show", "care", "--version", "9", at=folder)
    assert missing.exit_code == 1 and "has no version 9: use one of 1, 2" in missing.stderr


def test_a_survey_without_a_file_is_shown_and_compared_as_it_was_published_last(care, consult, folder):
    publish(care, THIRD + MIGRATIONS)
    (folder / "surveys" / "care.yaml").unlink()
    assert "visitors (number)" in consult("survey", "show", "care", at=folder).stdout
    shown = consult("survey", "diff", "care", "1", at=folder)
    assert shown.exit_code == 0 and shown.stdout.startswith("care: from version 1 to version 2\n"), shown.output
    assert json.loads(consult("survey", "show", "care", "--json", at=folder).stdout)["version"] == 2


def test_publishing_the_same_again_says_so(care, consult, folder):
    again = consult("survey", "publish", "care", at=folder)
    assert again.exit_code == 0 and "Published" not in again.stderr
    assert "care: version 1 is this text already; nothing was published." in again.stderr


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("diff", "nothing"), 1, "there is no survey “nothing”"),
        (("diff", "nothing", "1", "2"), 1, "there is no published survey “nothing”"),
        (("diff", "care", "1", "7"), 1, "has no version 7"),
        (("diff", "care", "0", "1"), 2, "0"),
        (("diff", "care", "one"), 2, "one"),
        (("publish", "nothing", "--dry-run"), 1, "there is no survey “nothing”"),
    ],
)
def test_a_wrong_name_is_told(care, consult, folder, command, code, said):
    answered = consult("survey", *command, at=folder)
    assert answered.exit_code == code and said in answered.stderr and "Traceback" not in answered.output


def test_the_plan_can_be_read_by_programs(care, consult, folder):
    write(care, THIRD + MIGRATIONS)
    plan = json.loads(consult("survey", "publish", "care", "--dry-run", "--json", at=folder).stdout)
    assert (plan["before"], plan["version"], plan["responses"], plan["problems"]) == (1, 2, 3, [])
    assert [count["answers"] for count in plan["migrations"]] == [3, 2, 1, 2]
    write(care, THIRD)
    refused = consult("survey", "publish", "care", "--dry-run", "--json", at=folder)
    assert refused.exit_code == 1 and {one["place"] for one in json.loads(refused.stdout)["problems"]} == {
        "care.yaml: clients", "care.yaml: services.mobile", "care.yaml: fax", "care.yaml: wish",
    }  # fmt: skip


def late(consultation, version, raw):
    """An answer to an older version that comes in when a newer one is published: from a form that was open, or a laptop."""
    asked = history(consultation, "care").version(version)
    collecting.submit(consultation, asked, raw, channel=Channel.WEB)


def unanswered(consultation, *texts):
    """Versions that nobody answered before the next one: then every change is free."""
    for text in texts:
        publish(consultation, text)


BY_DAY = FIRST.replace("code: wish, type: text, ask:", "code: wish, type: date, ask:").replace(
    'code: clients, type: number, min: 0, max: 500, ask: {lv: "Klienti", en: "Clients"}',
    'code: clients, type: number, min: 0, max: 500, ask: {lv: "Krēsli", en: "Chairs"}',
)


def test_a_late_answer_is_no_answer_to_a_newer_question_of_another_meaning(consultation):
    unanswered(consultation, FIRST, BY_DAY)
    assert "wish_v1" not in counted(consultation)
    late(consultation, 1, ANSWERS[0])
    answer(consultation, {"clients": "40", "services": ["day"], "fax": "", "wish": "2026-03-05"})
    found = counted(consultation)
    assert (found["clients"].n, found["clients"].total) == (1, 40)
    assert (found["clients_v1"].n, found["clients_v1"].total) == (1, 12)
    assert (found["wish"].n, str(found["wish"].first)) == (1, "2026-03-05")
    assert found["wish_v1"].n == 1
    assert (found["fax"].n, bars(found["services"])) == (1, {"home": 1, "mobile": 1, "day": 1})
    rows = sorted(exported(consultation), key=lambda row: row["version"])
    assert [(row["clients"], row["clients_v1"], row["wish"], row["wish_v1"]) for row in rows] == [
        ("not_asked", "12", "not_asked", "Autobusu"), ("40", "not_asked", "2026-03-05", "not_asked"),
    ]  # fmt: skip
    past = history(consultation, "care")
    assert (past.asked("wish"), past.asked("wish_v1"), past.former_codes("wish_v1")) == ((2,), (1,), ("wish",))


def test_the_line_is_cut_where_the_meaning_changed_and_goes_on_from_there(consultation):
    renamed = BY_DAY.replace("code: clients,", "code: chairs,")
    unanswered(consultation, FIRST, BY_DAY, renamed + "migrations:\n  - rename: {clients: chairs}\n")
    for version in (1, 2):
        late(consultation, version, {"clients": str(version)})
    late(consultation, 3, {"chairs": "3"})
    found = counted(consultation)
    assert (found["chairs"].total, found["clients_v1"].total) == (5, 1)
    assert [text for _id, text in versioning.texts(consultation, "care", "wish_v1")] == []


def test_a_code_that_comes_back_with_another_meaning_takes_no_late_answers(consultation):
    without = "\n".join(line for line in FIRST.splitlines() if "code: fax" not in line) + "\n"
    again = FIRST.replace('code: fax, type: text, ask: {lv: "Fakss", en: "Fax"}', 'code: fax, type: number, ask: {lv: "Faksi"}')
    unanswered(consultation, FIRST, without, again)
    late(consultation, 1, ANSWERS[0])
    answer(consultation, {"fax": "3"})
    found = counted(consultation)
    assert (found["fax"].n, found["fax"].total, found["fax_v1"].n) == (1, 3, 1)


def test_themes_of_the_older_question_are_looked_for_in_its_answers_alone(consultation):
    reworded = FIRST.replace("Ko jums vajag", "Kas jums traucē")
    unanswered(consultation, FIRST, reworded)
    late(consultation, 1, ANSWERS[0])
    answer(consultation, {"wish": "Troksnis"})
    texts = {code: [text for _id, text in versioning.texts(consultation, "care", code)] for code in ("wish", "wish_v1")}
    assert texts == {"wish": ["Troksnis"], "wish_v1": ["Autobusu"]}


def test_what_only_late_answers_have_is_free_to_change_again(consultation):
    unanswered(consultation, FIRST, BY_DAY)
    late(consultation, 1, ANSWERS[0])
    plan = versioning.plan(consultation, defining.read_file(written(consultation, BY_DAY.replace("Krēsli", "Galdi"))))
    assert plan.problems == ()


def written(consultation, text):
    write(consultation, text)
    return consultation.folder / "surveys" / "care.yaml"


def test_answers_kept_apart_go_out_and_come_back(consultation, tmp_path):
    unanswered(consultation, FIRST, BY_DAY)
    late(consultation, 1, ANSWERS[0])
    answer(consultation, {"clients": "40", "wish": "2026-03-05"})
    with (tmp_path / "care.csv").open("wb") as file:
        exporting.export(consultation, "care", Wanted(), file)
    assert bring_back(consultation, tmp_path / "care.csv", "care").already_there == 2
    before = counted(consultation)
    with create(tmp_path / "second", Settings(title={"lv": "Otrs"})) as second:
        unanswered(second, FIRST, BY_DAY)
        assert bring_back(second, tmp_path / "care.csv", "care").added == 2
        after = counted(second)
    assert {code: before[code] for code in before} == {code: after[code] for code in before}


def test_a_table_from_before_the_meaning_changed_is_refused(consultation, tmp_path):
    publish(consultation, FIRST)
    late(consultation, 1, ANSWERS[0])
    with (tmp_path / "care.csv").open("wb") as file:
        exporting.export(consultation, "care", Wanted(), file)
    with create(tmp_path / "second", Settings(title={"lv": "Otrs"})) as second:
        unanswered(second, FIRST, FIRST.replace('lv: "Klienti", en: "Clients"', 'lv: "Gultas", en: "Beds"'))
        with pytest.raises(TableError, match="version 1 did not ask “clients”; under this code it asked something else"):
            bring_back(second, tmp_path / "care.csv", "care")


def test_a_merge_tells_what_it_keeps_apart(consultation, folder, tmp_path, consult):
    publish(consultation, FIRST)
    shutil.copytree(folder, tmp_path / "laptop")
    with open_consultation(tmp_path / "laptop") as laptop:
        for raw in ANSWERS:
            answer(laptop, raw)
    publish(consultation, BY_DAY)
    told = consult("responses", "merge", tmp_path / "laptop" / "consult.db", "--dry-run", at=folder)
    kept = (
        "care: 3 responses answer “Clients” of version 1, which means something else since; they are kept apart as “clients_v1”."
    )
    assert kept in told.stderr and told.exit_code == 0
    done = merge(consultation, tmp_path / "laptop")
    assert [(one.question, one.versions, one.responses) for one in done.apart] == [
        ("clients_v1", (1,), 3), ("wish_v1", (1,), 3),
    ]  # fmt: skip
    assert merge(consultation, tmp_path / "laptop").apart == ()
    assert (counted(consultation)["clients_v1"].n, counted(consultation)["clients"].n) == (3, 0)


def test_a_merge_that_brings_the_newer_version_tells_of_the_answers_that_were_here(consultation, folder, tmp_path):
    publish(consultation, FIRST)
    shutil.copytree(folder, tmp_path / "laptop")
    answer(consultation, ANSWERS[0])
    with open_consultation(tmp_path / "laptop") as laptop:
        publish(laptop, BY_DAY)
    assert {one.question for one in merge(consultation, tmp_path / "laptop").apart} == {"clients_v1", "wish_v1"}
