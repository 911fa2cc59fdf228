"""Looking responses over: what is suspicious is told, what a person decides is kept, and nothing is ever deleted."""

from __future__ import annotations

import json

import pytest

from consult.errors import NotFoundError, UsageError
from consult.model.flag import Sign
from consult.model.response import Channel, Review
from consult.service import collecting, defining, reviewing
from consult.service.exchange import exchanging
from consult.store import responses

LETTER = "Mūsu novadā ļoti vajadzīgs dienas centrs senioriem, jo tuvākais ir trīsdesmit kilometru attālumā."

SURVEY = """\
consult: 1
survey: views
languages: [lv]
title: Viedokļi
pages:
  - questions:
      - {code: organisation, type: text, role: organisation, ask: Organizācija}
      - code: agree
        type: matrix
        ask: Vai piekrītat?
        rows: [{code: a, lv: A}, {code: b, lv: B}, {code: c, lv: C}, {code: d, lv: D}, {code: e, lv: E}, {code: f, lv: F}]
        from: 1
        to: 5
        no_opinion: Nav viedokļa
      - {code: proposal, type: text, ask: Priekšlikums}
"""


@pytest.fixture
def views(consultation):
    (consultation.folder / "surveys" / "views.yaml").write_text(SURVEY, "utf-8")
    survey = defining.publish(consultation, defining.read_file(consultation.folder / "surveys" / "views.yaml"))

    def answer(text="", *, points="", organisation="", seconds=None):
        raw = {"organisation": organisation, "proposal": text}
        raw |= {f"agree.{row}": point for row, point in zip("abcdef", points, strict=False)}
        receipt = collecting.submit(consultation, survey, raw, channel=Channel.TERMINAL, seconds=seconds)
        return responses.response(consultation.database, receipt).id

    return answer


def signs(consultation, *wanted):
    return [(flag.sign, flag.responses) for flag in reviewing.duplicates(consultation, "views", wanted)]


def test_copied_and_slightly_changed_letters_are_told_apart(consultation, views):
    first, copy, changed = views(LETTER), views(LETTER.upper()), views(LETTER.replace("trīsdesmit", "četrdesmit"))
    views("Pavisam kas cits, un arī pietiekami garš, lai nebūtu nejauši vienāds ar citu.")
    alike = signs(consultation, Sign.SAME_TEXT, Sign.NEAR_TEXT)
    assert alike == [(Sign.SAME_TEXT, (first, copy)), (Sign.NEAR_TEXT, (first, copy, changed))]


def test_letters_that_are_all_the_same_are_told_once(consultation, views):
    letters = tuple(views(LETTER) for _n in range(4))
    assert signs(consultation, Sign.SAME_TEXT, Sign.NEAR_TEXT) == [(Sign.SAME_TEXT, letters)]


def test_short_answers_that_everybody_gives_are_not_suspicious(consultation, views):
    for _n in range(3):
        views("Nav.", points="12")
    assert signs(consultation) == []


def test_a_whole_response_given_twice_is_noticed(consultation, views):
    twice = tuple(views(LETTER, points="123451") for _n in range(2))
    views(LETTER, points="543211")
    assert signs(consultation, Sign.SAME_ANSWERS) == [(Sign.SAME_ANSWERS, twice)]


def test_an_organisation_that_answers_twice_is_noticed_however_it_writes_itself(consultation, views):
    both = views(organisation="Biedrība „Saule”"), views(organisation="biedrība  „saule”")
    views(organisation="Cita")
    assert signs(consultation, Sign.SAME_RESPONDENT) == [(Sign.SAME_RESPONDENT, both)]


def test_a_straight_line_is_noticed_but_no_opinion_is_none(consultation, views):
    straight = views(points="333333")
    views(points="33333")
    views(points="333334")
    assert signs(consultation) == [(Sign.STRAIGHT_LINE, (straight,))]


def test_haste_is_measured_against_the_others(consultation, views):
    for _n in range(10):
        views(seconds=300)
    quick = views(seconds=60)
    views(seconds=120)
    (flag,) = reviewing.duplicates(consultation, "views")
    assert (flag.responses, flag.sign, flag.seconds) == ((quick,), Sign.HASTE, 60)


def test_states_are_kept_with_their_history_and_nothing_is_deleted(consultation, views):
    id_ = views(LETTER)
    reviewing.review(consultation, [id_], Review.EXCLUDED, "Iesniegts divreiz")
    reviewing.review(consultation, [id_], Review.APPROVED)
    assert [(one.state, one.reason) for one in reviewing.reviews_of(consultation, id_)] == [
        (Review.EXCLUDED, "Iesniegts divreiz"), (Review.APPROVED, ""),
    ]  # fmt: skip
    assert responses.response(consultation.database, id_).review is Review.APPROVED


def test_what_is_excluded_is_no_longer_suspicious(consultation, views):
    first, second = views(LETTER), views(LETTER)
    reviewing.review(consultation, [second], Review.EXCLUDED, "Iesniegts divreiz")
    assert signs(consultation) == [] and first


def test_excluding_without_a_reason_is_refused(consultation, views):
    with pytest.raises(UsageError, match="say why"):
        reviewing.review(consultation, [views("x")], Review.EXCLUDED, "  ")


def test_one_unknown_response_keeps_all_from_being_changed(consultation, views):
    id_ = views("x")
    with pytest.raises(NotFoundError, match="nobody"):
        reviewing.review(consultation, [id_, "nobody"], Review.APPROVED)
    assert responses.response(consultation.database, id_).review is Review.RECEIVED


def test_a_corrected_row_is_a_revision_and_the_first_answers_stay(consultation, table):
    exchanging.import_table(consultation, table("id;clients\n1;5\n2;6\n"), "needs")
    corrected = table("id;clients\n1;5\n2;60\n3;7\n", name="corrected.csv")
    done = exchanging.import_table(consultation, corrected, "needs", update=True)
    assert (done.added, done.updated, done.already_there) == (1, 1, 1)
    (edited,) = [line for line in collecting.listing(consultation, "needs") if line.revision]
    found = responses.response(consultation.database, edited.id)
    assert (found.review, found.revision) == (Review.EDITED, 1)
    assert [a.number for a in found.answers if a.question == "clients"] == [60]
    assert [a.number for a in responses.answers_of(consultation.database, edited.id, 0) if a.question == "clients"] == [5 + 1]
    again = exchanging.import_table(consultation, corrected, "needs", update=True)
    assert (again.added, again.updated) == (0, 0)


def test_an_excluded_response_stays_excluded_when_it_is_corrected(consultation, table):
    exchanging.import_table(consultation, table("id;clients\n1;5\n"), "needs")
    (line,) = collecting.listing(consultation, "needs")
    reviewing.review(consultation, [line.id], Review.EXCLUDED, "Izmēģinājums")
    exchanging.import_table(consultation, table("id;clients\n1;6\n", name="b.csv"), "needs", update=True)
    assert responses.response(consultation.database, line.id).review is Review.EXCLUDED


def test_the_command_line_shows_excludes_and_lists(consultation, views, consult, folder):
    first, second = views(LETTER), views(LETTER)
    shown = consult("responses", "duplicates", "views", at=folder)
    assert shown.exit_code == 0 and "Nothing was left out" in shown.stderr
    twice, alike = shown.stdout.split("\n\n")
    assert twice.startswith("Same answers · 2 responses\n") and alike.startswith(
        "Same text · Priekšlikums (proposal) · 2 responses\n"
    )
    assert twice.splitlines()[-1] == f'  → consult responses review {second} --state excluded --reason "same answers"'
    assert f"  {first}  " in alike and "--state has_issues" in alike
    told = json.loads(consult("responses", "duplicates", "views", "--json", at=folder).stdout)
    assert [(one["sign"], one["responses"]) for one in told] == [
        ("same_answers", [first, second]),
        ("same_text", [first, second]),
    ]
    done = consult("responses", "review", second, "--state", "excluded", "--reason", "'; DROP TABLE review; --", at=folder)
    assert done.exit_code == 0 and "1 response: excluded." in done.stderr
    listed = consult("responses", "list", "views", "--state", "excluded", at=folder)
    assert second in listed.stdout and first not in listed.stdout
    assert consult("responses", "review", first, "--state", "excluded", at=folder).exit_code == 2
