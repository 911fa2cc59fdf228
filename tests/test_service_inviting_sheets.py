"""What is handed out to invite: sheets, QR codes and tables, with the last day and whom to ask."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from invitations import tokens

from consult.errors import UsageError
from consult.formats import consultation_yaml
from consult.service.consultation import Consultation
from consult.service.register import inviting
from consult.store import people as stored


class Text(HTMLParser):
    """What a page shows, and the tags it has."""

    def __init__(self, page):
        super().__init__()
        self.words, self.tags = [], []
        self.feed(page)

    def handle_data(self, data):
        self.words.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize(("language", "once"), [("lv", "nobody can tell"), ("en", "nobody can tell")])
def test_the_sheet_is_one_page_without_requests_and_typed_names_are_text(invited, language, once):
    done = inviting.invite(invited, "anonymous", url="https://talks.example/", language=language)
    page = next(file for file in done.files if file.suffix == ".html").read_text("utf-8")
    shown = Text(page)
    words = "".join(shown.words)
    assert "=cmd|'<b>x</b>'" in words and "Anna O'Brien" in words and "anna@riga" not in page
    names = [tag for tag, _attributes in shown.tags]
    assert names.count("svg") == names.count("article") == 3 and not {"b", "script", "img", "link"} & set(names)
    assert not [value for _tag, attributes in shown.tags for key, value in attributes.items() if key in ("src", "href")]
    assert all(token in words for token in tokens(done).values())
    if language == "en":
        assert once in words


def test_the_qr_code_is_the_link_of_the_card(invited):
    import segno

    done = inviting.invite(invited, "token", url="https://talks.example/", area="Jūrmala")
    page = next(file for file in done.files if file.suffix == ".html").read_text("utf-8")
    link = f"https://talks.example/token/{tokens(done)['jurmala']}"
    drawn = re.search(r'<path[^>]* d="([^"]+)"', page)[1]
    assert drawn in segno.make(link, error="m", micro=False).svg_inline(omitsize=True, border=4)


def test_formulas_are_guarded_in_the_table(invited):
    done = inviting.invite(invited, "token", output=invited.folder / "letters.csv")
    rows = list(csv.DictReader(io.StringIO(done.files[0].read_text("utf-8-sig"))))
    assert [row["organisation"] for row in rows if row["code"] == "nvo"] == ["'=cmd|'<b>x</b>'"]
    assert rows[0].keys() == {"code", "organisation", "name", "email", "token", "link"}


def test_the_sheet_is_a_pdf_too(invited, tmp_path):
    done = inviting.invite(invited, "anonymous", output=tmp_path / "sheet.pdf", url="https://talks.example")
    assert done.files[0].read_bytes().startswith(b"%PDF-")


DAY = date(2030, 12, 31)


def settled(consultation, **settings):
    text = consultation_yaml.write(replace(consultation.settings, **settings))
    (consultation.folder / "consultation.yaml").write_text(text, "utf-8")
    return Consultation(consultation.folder, consultation.database)


def page_of(done):
    return "".join(Text(next(file for file in done.files if file.suffix == ".html").read_text("utf-8")).words)


@pytest.mark.parametrize(("language", "told"), [("lv", "2030. gada 31. decembrim"), ("en", "Please answer by 31 December 2030.")])
def test_the_sheet_tells_the_last_day_and_whom_to_ask(invited, language, told):
    opened = settled(invited, closes=DAY, contact="Anna, tālr. 67000000")
    done = inviting.invite(opened, "token", language=language)
    words = page_of(done)
    assert words.count(told) == 3 and words.count("Anna, tālr. 67000000") == 3
    assert (done.until, done.contact) == (DAY, "Anna, tālr. 67000000")


def test_what_the_command_says_goes_before_consultation_yaml(invited):
    opened = settled(invited, closes=DAY, contact="Anna")
    words = page_of(inviting.invite(opened, "token", until=date(2031, 3, 5), contact="<b>Bens</b>", language="en"))
    assert "by 5 March 2031." in words and "<b>Bens</b>" in words and "Anna, " not in words and "2030" not in words


def test_a_day_that_has_passed_is_told_on_no_sheet(invited):
    done = inviting.invite(settled(invited, closes=date(2020, 1, 1)), "token")
    assert done.until is None and "answer by" not in page_of(done)
    with pytest.raises(UsageError, match="1 January 2020 has passed already"):
        inviting.invite(invited, "named", until=date(2020, 1, 1))
    assert stored.invitations(invited.database, "named", "") == []


def test_a_contact_that_a_card_would_cut_is_refused_before_anybody_is_invited(invited):
    with pytest.raises(UsageError, match="the contact has 91 characters, and a sheet has room for 90: give a shorter one"):
        inviting.invite(settled(invited, contact="x" * 91), "token")
    assert inviting.invite(settled(invited, contact="x" * 91), "token", contact="x" * 90).new == 3


def test_without_a_day_or_a_contact_the_command_says_where_they_are_written(invited, consult):
    told = consult("people", "invite", "token", at=invited.folder)
    assert "no last day to answer" in told.stderr and "nobody to ask" in told.stderr
    told = consult("people", "invite", "named", "--until", "2030-12-31", "--contact", "Anna", at=invited.folder)
    assert "Last day to answer: 31 December 2030." in told.stderr and "nobody to ask" not in told.stderr
    told = consult("people", "invite", "anonymous", "--until", "31.13.2030", at=invited.folder)
    assert told.exit_code == 2 and "“31.13.2030” is no date: write it as 2026-12-31" in told.output
