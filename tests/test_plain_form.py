"""The form line by line: every ready survey is answered, commands lead around, and nothing typed is lost or obeyed."""

import subprocess
import sys
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ready_answers import SURVEYS, told, typed_by
from tui_form import FILLED, HOSTILE, SURVEY, FakeSession
from whole_survey import WHOLE

from consult.model.checking import Checker
from consult.model.previous import Previous
from consult.model.question import OTHER, QuestionType
from consult.model.response import Answer
from consult.service import defining, sessions
from consult.tui.plain_form.console import Console, EndOfInput
from consult.tui.plain_form.form import PlainForm
from consult.tui.plain_form.picking import numbers


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "whole.yaml"
    path.write_text(WHOLE, "utf-8")
    return defining.read_file(path)


def talk(*lines, survey=None, draft=None, language="en"):
    """What came of typing `lines`: the receipt, what was told, the session."""
    session, out = FakeSession(draft, survey), StringIO()
    receipt = PlainForm(session, Console(StringIO("".join(f"{line}\n" for line in lines)), out), language).run()
    return receipt, out.getvalue(), session


class Person:
    """Answers line by line what stands in `typed`, as a console would read it."""

    def __init__(self, typed):
        self.typed, self.form, self.last, self.heard = typed, None, "", []

    def say(self, text=""):
        self.heard.append(text)

    def more_waits(self):
        return False

    def ask(self, prompt="> "):
        assert len(self.heard) < 3000, self.heard[-20:]
        if not prompt:
            return "."
        stop = self.form.stop()
        if stop is None:
            return "/send"
        again, self.last = stop.name == self.last, stop.name
        return "" if again else self.line(stop)  # asked once more: something is worth a second look, and stays

    def line(self, stop):
        if stop.cell is None:
            following = f"{stop.question.code}.{stop.instance + 1}."
            return "y" if any(value for name, value in self.typed.items() if name.startswith(following)) else "n"
        value = self.typed.get(stop.name, "")
        if not value:
            return ""
        if stop.cell.question.type is QuestionType.FILE:
            return f"/srv/anna/{value.partition(' ')[2]}"
        if stop.words or (stop.cell.question.type not in ANSWERED_BY_CHOOSING):
            return value
        taken_by = numbers(self.form.sheet.choices(stop.cell.question, "lv", stop.cell))
        codes = [value] if isinstance(value, str) else value
        return " ".join(taken_by.get(code, code) for code in codes)


ANSWERED_BY_CHOOSING = {
    QuestionType.SINGLE, QuestionType.MULTI, QuestionType.YESNO, QuestionType.SCALE, QuestionType.MATRIX, QuestionType.RANKING,
}  # fmt: skip


@pytest.mark.parametrize(("n", "name"), list(enumerate(SURVEYS)))
def test_every_ready_survey_is_answered_line_by_line(n, name):
    survey, typed = SURVEYS[name], typed_by(name, n + 1)
    session, person = FakeSession(survey=survey), Person(typed)
    person.form = PlainForm(session, person, survey.languages[n % len(survey.languages)])
    assert person.form.run() == "K7QX-3M2P", person.heard[-20:]
    checked = Checker(survey)
    assert told(checked.check(session.sent).answers) == told(checked.check(typed).answers)


def test_a_question_is_told_in_whole_sentences_and_the_answer_in_words():
    _receipt, heard, _session = talk("2")
    assert "1 of 9. Whom do you speak for? [/b] (required)" in heard
    assert "\n2, an NGO [TODO]\n" in heard
    assert "Chosen: 2, an NGO [TODO]" in heard


@pytest.mark.parametrize("line", ["2", "ngo", "an ngo", "bied", "Biedrību"])
def test_a_choice_is_taken_by_number_code_or_beginning_in_any_language(line):
    assert talk(line)[2].kept["group"] == "ngo"


def test_a_beginning_is_found_without_marks_and_one_that_fits_several_is_asked_about(whole):
    assert talk("2", "adazu")[2].kept["area"] == "a0"
    _receipt, heard, session = talk("a")
    assert "fits several choices" in heard and "1, a municipality; 2, an NGO" in heard
    assert "group" not in session.kept


def test_what_does_not_fit_is_kept_told_and_asked_again_until_it_is_put_off():
    _receipt, heard, session = talk("2", "", "many", "", "/skip", "5.3.2026")
    assert heard.count("is not a number") == 2
    assert session.kept["clients"] == "many"
    assert session.kept["since"] == "5.3.2026" and "Noted: 5 March 2026" in heard


def test_a_required_question_is_not_passed_by_enter_but_by_skip():
    _receipt, heard, _session = talk("", "/where", "/skip", "/where")
    assert "An answer is required." in heard
    assert "Question 1 of 9. 0 of 9 answered." in heard and "Question 2 of 9" in heard


def test_rows_of_a_matrix_are_asked_in_turn_and_back_leads_to_the_row_before():
    _receipt, heard, session = talk("/go 5", "1", "2", "/back", "3")
    assert "1 of 22: Service 1" in heard and heard.count("2 of 22: Service 2") == 2
    assert [session.kept[f"avail.s{n}"] for n in (1, 2)] == ["1", "3"]


def test_language_changes_in_the_middle_and_nothing_is_lost():
    _receipt, heard, session = talk("2", "/lv", "3", "/en")
    assert "2 of 9. Kur jūs dzīvojat?" in heard.replace("no", "of") or "Kur jūs dzīvojat?" in heard
    assert session.kept["group"] == "ngo" and session.kept["area"] == "a2"
    assert heard.rstrip().endswith("2 answers are kept.")


@pytest.mark.parametrize(("command", "sign"), [("/palīdzība", "/again"), ("/kur", "Question 1 of 9"), ("/saraksts", "no answer")])
def test_commands_are_known_in_latvian_too(command, sign):
    assert sign in talk(command)[1]
    assert sign in talk(command.replace("ī", "i"))[1]


def test_an_unknown_command_is_no_answer_and_two_slashes_begin_one():
    _receipt, heard, session = talk("/go 8", "/nekas", "//nekas", "/go 8")
    assert "There is no command /nekas" in heard
    assert session.kept["name"] == "/nekas"


def test_of_more_slashes_only_one_is_taken_away():
    assert talk("/go 9", "///x", "///y", ".")[2].kept["proposal"] == "//x\n//y"


@pytest.mark.parametrize("end", [".", ""])
def test_a_text_of_several_lines_is_kept_line_by_line(end):
    assert talk("/go 9", "first", "second")[2].kept["proposal"] == "first\nsecond"
    assert talk("/go 9", "first", "second", end, "/go 1")[2].kept["proposal"] == "first\nsecond"


def test_a_command_in_the_middle_of_a_text_keeps_the_text():
    _receipt, _heard, session = talk("/go 9", "first", "/go 8", "name")
    assert session.kept["proposal"] == "first" and session.kept["name"] == "name"


def test_other_asks_for_own_words_and_wants_them():
    _receipt, heard, session = talk("4", "", "church")
    assert "In your own words:" in heard and "Own words are missing." in heard
    assert session.kept["group.other"] == "church"


def test_who_takes_their_own_words_back_stays_at_the_question():
    _receipt, heard, session = talk("/go 7", "3", "/clear", "/where")
    assert heard.count("Question 7 of 9") == 1
    assert session.kept["lacking"] == [] and session.kept["lacking.other"] == ""


def test_at_the_question_for_another_one_there_is_nothing_to_take_back(whole):
    heard = talk("/go 13", "home", "more carers", ".", "", "", "/clear", survey=whole)[1]
    assert "taken back" not in heard and heard.count("Another one? Type yes or no.") == 2


def test_a_survey_that_changes_below_the_person_keeps_them_near():
    session, out = FakeSession(), StringIO()
    form = PlainForm(session, Console(StringIO("/go 7\n3\n"), out), "en")
    form.run()
    assert form.at == "lacking.other"
    form.sheet.put({"lacking": []})
    assert form.stop().name == "lacking"


def test_a_draft_is_offered_and_can_be_dropped():
    _receipt, heard, session = talk("1", "/where", draft=FILLED)
    assert "Answers from earlier are kept (6/9)." in heard and "5 of 9 answered" in heard, "many is no number"
    assert not session.discarded
    _receipt, heard, session = talk("start", "/where", draft=FILLED)
    assert session.discarded and "0 of 9 answered" in heard
    _receipt, heard, session = talk("leave", draft=FILLED)
    assert session.kept == FILLED and "6 answers are kept." in heard


def test_before_sending_all_answers_are_told_with_what_is_wrong():
    receipt, heard, session = talk("/go 3", "many", "/send", "/send", "", "2", "3", "12", "/send")
    assert "To put right before sending:\n1. An answer is required." in heard
    assert "3. “many” is not a number. Write digits only." in heard
    assert receipt == "K7QX-3M2P"
    assert session.sent["group"] == "ngo" and session.sent["clients"] == "12"


def test_choices_that_were_filtered_away_rows_and_totals_follow_the_answers(whole):
    lines = [
        "1", "y", "1 2", "", "home", "12", "4", "4.5.2001",
        "100", "/same", "", "", "", "",  # clients: 2027 as 2026, no queue told; the day centre is left empty
        "60", "=", "",
        "2 1",
    ]  # fmt: skip
    _receipt, heard, session = talk(*lines, survey=whole)
    assert "Thank you for answering!" in heard
    assert "1 of 2: Home care, 2026" in heard and "Street work, 2026" not in heard
    assert session.kept["clients.home.y2027"] == "100"
    assert "Left: 40" in heard and session.kept["budget.day"] == "40"
    assert "Ranked: 1. Day centre; 2. Home care" in heard
    assert "All clients 2026: 100" in heard
    assert "How easy" in heard and "in Rīga?" in heard


def test_a_reason_stands_in_place_of_a_figure_and_instances_are_opened_one_by_one(whole):
    _receipt, heard, session = talk(
        "/go 5",
        "not kn",
        "/go 13",
        "home",
        "more carers",
        ".",
        "1000,5",
        "1 2",
        "y",
        "",
        "second",
        ".",
        "",
        "",
        "n",
        survey=whole,
    )
    assert session.kept["staff"] == "not_known" and "Noted: not known" in heard
    assert session.kept["plans.1.cost"] == "1000,5" and "Noted: 1,000.5" in heard
    assert session.kept["plans.1.helpers"] == ["here", "region"] and session.kept["plans.2.text"] == "second"
    assert heard.count("Another one? Type yes or no.") == 2


REFUSED = """\
consult: 1
survey: refused
languages: [en]
title: Refused
pages:
  - page: one
    title: One
    questions:
      - {code: staff, type: number, ask: Staff}
      - {code: since, type: date, ask: Since, missing: [not_applicable]}
"""


def test_what_is_no_answer_is_not_told_as_noted_before_it_is_refused(tmp_path):
    path = tmp_path / "refused.yaml"
    path.write_text(REFUSED, "utf-8")
    _receipt, heard, session = talk("not known", "7", "not known", "n/a", "not applicable", survey=defining.read_file(path))
    assert "“not known” is not a number" in heard and "Noted: not known" not in heard and "Noted: n/a" not in heard
    assert "Noted: 7" in heard and "Noted: not applicable" in heard
    assert session.kept["since"] == "not_applicable"


def test_a_warning_is_asked_about_once(whole):
    _receipt, heard, _session = talk("1", "y", "1", "/go 9", "1", "10", "", "/back", "", survey=whole)
    assert heard.count("Really three times as many?") == 1 and "Enter keeps it as it is." in heard


PREFERENCES = """\
consult: 1
survey: preferences
languages: [en]
title: Preferences
lists:
  many: [MANY]
pages:
  - page: one
    title: One
    questions:
      - {code: first, type: ranking, list: many, ask: What comes first?}
      - {code: since, type: date, ask: Since}
      - {code: points, type: allocation, total: 10, ask: Points,
         choices: [{code: a, en: Apples}, {code: b, en: Berries}, {code: c, en: Cherries}]}
      - {code: plans, type: repeat, max: 3, ask: Plans, fields: [{code: name, type: text, lines: 1, ask: Name}]}
      - {code: last, type: text, lines: 1, ask: Last}
""".replace("MANY", ", ".join(f"{{code: c{n}, en: {letter} choice}}" for n, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXY")))


@pytest.fixture(scope="module")
def preferences(tmp_path_factory):
    path = tmp_path_factory.mktemp("preferences") / "preferences.yaml"
    path.write_text(PREFERENCES, "utf-8")
    return defining.read_file(path)


def test_many_choices_are_ranked_one_by_one_and_it_is_told_how_far(preferences):
    _receipt, heard, session = talk("c choice", "a", "b, 25", "", survey=preferences)
    assert "Type them one by one" in heard and "25, Y choice" not in heard
    assert "Ranked: 1. C choice\n24 more can be ranked: type the next ones, or press Enter to go on. /clear begins anew." in heard
    assert (
        "Ranked: 1. C choice; 2. A choice; 3. B choice; 4. Y choice\n21 more, or Enter to go on.\n" in heard
        and "2 of 5. Since" in heard
    )
    assert session.kept["first"] == ["c2", "c0", "c1", "c24"]


def test_what_has_a_rank_is_told_and_keeps_it_until_a_new_order_is_typed(preferences):
    _receipt, heard, session = talk("1", "2", "1", "/choices", "3 2", "/again", survey=preferences)
    assert "“A choice” has rank 1 already." in heard
    assert "Ranked so far: 1. A choice; 2. B choice\nNot ranked yet:\n3, C choice\n" in heard
    assert session.kept["first"] == ["c2", "c1"] and heard.count("Ranked so far: 1. C choice; 2. B choice\n23 more") == 1


def test_more_than_there_are_ranks_left_are_refused_and_a_full_ranking_can_be_replaced(whole):
    _receipt, heard, session = talk("1", "n", "/go 10", "1", "2 3", "3", "/back", "2 1", survey=whole)
    assert "Only 1 more can be ranked. Type fewer, or all in a new order." in heard
    assert "Ranked so far: 1. Home care; 2. Street work\nEnter keeps it. A new order takes its place." in heard
    assert session.kept["top"] == ["day", "home"]


def test_points_that_are_too_many_are_told_at_once(preferences):
    _receipt, heard, _session = talk("/go 3", "7", "8", "/back", "=", "4", "/skip", survey=preferences)
    assert "Noted: 7. Left: 3.\n2 of 3: Berries\n> 8\n" in heard and heard.count("Left: 3") == 1
    assert "Noted: 8. Too much: 15 of 10, 5 are to be taken away." in heard
    assert "Noted: 3. All shared out: 10.\n" in heard
    assert "Noted: 4\n14 of 10 are allocated. Take 4 away." in heard, "the rest is not told twice"
    assert heard.index("4 of 5. Plans") > heard.index("14 of 10"), "who skips what is wrong together leaves the whole question"


def test_who_comes_back_to_what_was_put_off_is_told_again_what_is_wrong(preferences):
    heard = talk("/go 3", "1", "2", "3", "/skip", "/go 3", "", "", "", survey=preferences)[1]
    assert heard.count("6 of 10 are allocated. Allocate 4 more.") == 2
    assert heard.count("/skip leaves it for later.") == 1


def test_a_wrong_date_is_not_counted_as_answered_until_it_is_mended(preferences):
    heard = talk("/go 2", "31.2.2026", "/where", "/list", "/back", "/go 2", "1.2.2026", "/where", survey=preferences)[1]
    assert "Question 2 of 5. 0 of 5 answered." in heard and "1 of 5 answered." in heard
    assert "2. Since: 31.2.2026, not accepted yet" in heard and "Typed so far, but not accepted: 31.2.2026" in heard


def test_a_wrong_cell_is_told_with_its_place_in_the_list(whole):
    heard = talk("1", "y", "1", "/go 9", "many", "/list", survey=whole)[1]
    assert "Home care: 2026: many\nNot accepted yet: Home care, 2026" in heard


def test_the_sums_of_a_table_are_told_behind_its_rows_and_at_its_end(whole):
    heard = talk("1", "y", "1 2", "/go 9", "100", "/same", "y", "20", "many", "/skip", "", survey=whole)[1]
    assert "Chosen: 1, Yes\nHome care, total: 200\n2 of 2: Day centre, 2026" in heard
    assert "Day centre, total" not in heard, "there is one figure"
    assert "Totals: 2026: 120; 2027: 100\n" in heard


def test_behind_an_empty_instance_there_is_no_other_one(preferences):
    heard = talk("/go 4", "", "5 of 5", survey=preferences)[1]
    assert "Another one?" not in heard and "5 of 5. Last" in heard
    assert talk("/go 4", "Bridge", "y", "", survey=preferences)[1].count("Another one?") == 1


def test_help_says_of_each_command_what_it_does():
    session, out = FakeSession(previous=Previous(SURVEY, "2025", (Answer("clients", number=12.0),))), StringIO()
    PlainForm(session, Console(StringIO("/help\n"), out), "en").run()
    assert "/last: fill what is empty here as last time" in out.getvalue()
    assert "/last" not in talk("/help")[1]


def test_how_a_choice_is_typed_is_told_until_it_is_known():
    heard = talk("1", "1", "/go 6", "/again")[1]
    assert heard.count("Type the number of an answer, or how it begins.") == 3, "twice unasked, then to who asks"
    assert "\n0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n" in heard


def test_typed_escapes_come_back_as_marks():
    _receipt, heard, session = talk("/go 8", HOSTILE, "/list", "/go 8")
    assert session.kept["name"] == HOSTILE
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(heard)
    assert "␛" in heard


def test_a_draft_that_cannot_be_kept_is_told_once():
    from consult.errors import ConsultationError

    session, out = FakeSession(), StringIO()
    session.refuses = ConsultationError("the disk is full")
    PlainForm(session, Console(StringIO("1\n2\n3\n"), out), "en").run()
    assert out.getvalue().count("not saved: The disk is full.") == 1
    assert "are kept" not in out.getvalue()


def test_a_draft_that_can_be_kept_again_is_told_too():
    from consult.errors import ConsultationError

    session, out, lines = FakeSession(), StringIO(), iter(["1", "2", "3"])

    class Disk(Console):
        def ask(self, prompt="> "):
            line = next(lines, "/leave")
            session.refuses = ConsultationError("the disk is full") if line == "1" else None
            return line

    PlainForm(session, Disk(StringIO(), out), "en").run()
    assert out.getvalue().index("not saved:") < out.getvalue().index("Saved again.")
    assert out.getvalue().count("Saved again.") == 1 and "3 answers are kept." in out.getvalue()


@pytest.mark.parametrize(("way", "clients"), [("1", "7"), ("mine", "5")])
def test_what_another_window_kept_is_not_written_over_unasked(consultation, way, clients):
    mine, theirs = (sessions.open_session(consultation, "needs") for _window in range(2))
    out, lines = StringIO(), iter(["1", "/go 4", "5", way, "/leave"])

    class TwoWindows(Console):
        def ask(self, prompt="> "):
            line = next(lines)
            if line == "5":
                theirs.draft()
                theirs.keep({"clients": "7"})
            return line

    assert PlainForm(mine, TwoWindows(StringIO(), out), "en").run() is None
    assert "changed in another window" in out.getvalue()
    assert sessions.open_session(consultation, "needs").draft()["clients"] == clients


def test_what_was_answered_last_time_is_told_and_taken_over():
    previous = Previous(SURVEY, "2025", (Answer("clients", number=12.0), Answer("name", text="Rīts")))
    session, out = FakeSession(previous=previous), StringIO()
    PlainForm(session, Console(StringIO("/go 3\n/last\n/where\n"), out), "en").run()
    assert "Last time, 2025: 12" in out.getvalue() and "1 field filled as last time." in out.getvalue()
    assert session.kept["clients"] == "12" and not session.kept.get("name")
    session, out = FakeSession(previous=previous, prefill=True), StringIO()
    PlainForm(session, Console(StringIO("begin with\n/leave\n"), out), "en").run()
    assert "answers of the wave “2025” (2/9)" in out.getvalue() and session.kept["name"] == "Rīts"


COMMANDS = st.sampled_from(
    "/back /skip /again /choices /where /list /same /last /clear /help /send /lv /en /ru /go /uz".split()
    + [f"/go {n}" for n in (0, 3, 9, 14, 99)] + ["1", "2", "1 2", "y", "n", "", ".", "=", "?", "12", "home", "10.10.2020", "-3"]
)  # fmt: skip


@settings(max_examples=60)
@given(lines=st.lists(COMMANDS | st.text(max_size=20), max_size=60), language=st.sampled_from(["lv", "en", "ru"]))
def test_no_lines_break_it_and_what_is_on_the_sheet_is_on_disk(whole, lines, language):
    session, out = FakeSession(survey=whole), StringIO()
    form = PlainForm(session, Console(StringIO("\n".join(lines), newline="\n"), out), language)
    receipt = form.run()
    assert receipt in (None, "K7QX-3M2P")
    assert session.kept == {name: value for name, value in form.sheet.raw.items()}
    assert not set(out.getvalue()) & {chr(point) for point in (*range(9), *range(11, 32), 127, *range(128, 160))}


def test_nothing_that_draws_is_loaded():
    code = (
        "import sys, consult.tui.plain_form.form, consult.tui.plain_form.console;"
        "print([name for name in sys.modules if name.split('.')[0] in ('textual', 'rich', 'readline', 'curses')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_own_words_have_a_stop_of_their_own_only_where_other_is_taken():
    assert f"group.{OTHER}" in {stop for stop in talk("4", "x")[2].kept}
    assert "In your own words:" not in talk("1")[1]
    assert SURVEY.questions[0].other


def test_the_end_of_the_lines_is_told_apart_from_an_empty_one():
    console = Console(StringIO("\n"), StringIO())
    assert console.ask() == ""
    with pytest.raises(EndOfInput):
        console.ask()
