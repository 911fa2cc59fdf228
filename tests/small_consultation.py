"""A small consultation in which every screen has something to show; made in a stopped moment, the same in every run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from looks import StoppedClock

from consult.model.consultation import Settings
from consult.model.response import Channel, Review
from consult.service import collecting, defining, reviewing
from consult.service.consultation import Consultation, create
from consult.service.paper.double_entry import open_second
from consult.service.paper.paper_entry import open_batch

NEEDS = """\
consult: 1
survey: needs
languages: [en, lv]
title: {en: "What services are needed?", lv: "Kādi pakalpojumi vajadzīgi?"}
intro: {en: "Five minutes. You may skip any question.", lv: "Piecas minūtes. Jebkuru jautājumu var izlaist."}
lists:
  services:
    - {code: home, en: "Care at home", lv: "Aprūpe mājās"}
    - {code: day, en: "Day centre", lv: "Dienas centrs"}
    - {code: respite, en: "Respite care", lv: "Atelpas brīdis"}
pages:
  - page: who
    title: {en: "About you", lv: "Par Jums"}
    questions:
      - code: area
        type: single
        role: area
        required: yes
        ask: {en: "Your municipality", lv: "Jūsu pašvaldība"}
        choices:
          - {code: "1", en: Ādaži, lv: Ādažu novads}
          - {code: "2", en: Cēsis, lv: Cēsu novads}
          - {code: "3", en: Ķekava, lv: Ķekavas novads}
      - code: group
        type: single
        role: group
        other: yes
        ask: {en: "Whom do you speak for?", lv: "Ko Jūs pārstāvat?"}
        hint: {en: "Choose what fits best.", lv: "Izvēlieties to, kas der vislabāk."}
        choices:
          - {code: mun, en: "A municipality", lv: "Pašvaldību"}
          - {code: ngo, en: "An NGO", lv: "Biedrību"}
          - {code: res, en: "Myself", lv: "Sevi"}
      - {code: since, type: date, ask: {en: "Since when?", lv: "Kopš kura laika?"}}
  - page: services
    title: {en: "Services", lv: "Pakalpojumi"}
    questions:
      - code: need
        type: matrix
        ask: {en: "How great is the need?", lv: "Cik liela ir vajadzība?"}
        rows: services
        choices:
          - {code: "1", en: "None", lv: "Nav"}
          - {code: "2", en: "Some", lv: "Neliela"}
          - {code: "3", en: "Great", lv: "Liela"}
          - {code: "0", en: "No opinion", lv: "Nav viedokļa", apart: yes}
      - code: clients
        type: table
        ask: {en: "How many clients will there be?", lv: "Cik būs klientu?"}
        rows: services
        totals: [rows, columns]
        columns:
          - {code: y2027, type: number, integer: yes, min: 0, missing: [not_known], ask: {en: "2027", lv: "2027"}}
          - {code: y2028, type: number, integer: yes, min: 0, missing: [not_known], ask: {en: "2028", lv: "2028"}}
  - page: words
    title: {en: "In your own words", lv: "Saviem vārdiem"}
    questions:
      - {code: proposal, type: text, lines: 4, max_chars: 500, ask: {en: "What should change?", lv: "Kas būtu jāmaina?"}}
"""

SEMINAR = """\
consult: 1
survey: seminar
languages: [en, lv]
title: {en: "After the seminar", lv: "Pēc semināra"}
pages:
  - page: view
    title: {en: "Your view", lv: "Jūsu viedoklis"}
    questions:
      - code: useful
        type: scale
        required: yes
        ask: {en: "How useful was the seminar?", lv: "Cik noderīgs bija seminārs?"}
        choices:
          - {code: "1", en: "Not at all", lv: "Nemaz"}
          - {code: "2", en: "Rather not", lv: "Drīzāk ne"}
          - {code: "3", en: "Rather useful", lv: "Drīzāk noderīgs"}
          - {code: "4", en: "Very useful", lv: "Ļoti noderīgs"}
      - code: again
        type: yesno
        ask: {en: "Would you come again?"}
      - code: why
        type: text
        lines: 3
        show_if: "again == 'no'"
        ask: {en: "Why not?", lv: "Kāpēc ne?"}
"""

FORM = {"area": "1", "group": "mun", "since": "2024-09-01", "need.home": "3", "need.day": "2", "need.respite": "3"}
TABLE = {"clients.home.y2027": "40", "clients.home.y2028": "45", "clients.day.y2027": "12", "clients.day.y2028": "not_known"}
FIELDS = (
    "area",
    "group",
    "since",
    "need.home",
    "need.day",
    "need.respite",
    *TABLE,
    "clients.respite.y2027",
    "clients.respite.y2028",
    "proposal",
)
BLANK = dict.fromkeys(FIELDS, "")
SAME = "Atelpas brīdim jābūt pieejamam arī naktī un brīvdienās, citādi vecāki nevar strādāt maiņās."
SENT = (
    (Channel.TERMINAL, {**FORM, **TABLE, "proposal": "Vairāk autobusu uz dienas centru."}),
    (Channel.WEB, {"area": "2", "group": "res", "need.home": "3", "need.day": "0", "proposal": "Ko darīt tiem, kam nav radu?"}),
    (Channel.WEB, {"area": "3", "group": "ngo", "need.respite": "3", "proposal": SAME}),
    (Channel.TERMINAL, {"area": "3", "group": "ngo", "need.respite": "3", "since": "2025-01-15", "proposal": SAME}),
    (Channel.IMPORT, {"area": "1", "group": "other", "group.other": "draudzi", "need.home": "2", "need.day": "2"}),
)
PAPER = (
    {"area": "2", "group": "res", "need.home": "3", "need.day": "2", "need.respite": "1", "clients.home.y2027": "40"},
    {"area": "2", "group": "mun", "need.home": "2", "need.day": "2", "need.respite": "2", "proposal": "Īsākas rindas."},
)
SECOND = {**PAPER[0], "need.home": "2", "clients.home.y2027": "14"}


def make(folder: Path, clock: StoppedClock) -> Path:
    """Makes the consultation in `folder` and closes it."""
    settings = Settings(
        title={"en": "Social services programme 2027–2030", "lv": "Sociālo pakalpojumu programma 2027.–2030. gadam"},
        organiser={"en": "Planning region", "lv": "Plānošanas reģions"},
        opens=date(2026, 3, 1),
        closes=date(2026, 4, 14),
        languages=("en", "lv"),
    )
    with create(folder, settings) as made:
        for name, text in (("needs", NEEDS), ("seminar", SEMINAR)):
            (made.folder / "surveys" / f"{name}.yaml").write_text(text, "utf-8")
        clock.pass_by(15)
        defining.publish(made, defining.read_file(made.folder / "surveys" / "needs.yaml"))
        _send(made, clock)
        _type_in(made, clock)
    return folder


def _send(made: Consultation, clock: StoppedClock) -> None:
    survey = defining.current(made, "needs")
    for channel, raw in SENT:
        clock.pass_by(25)
        collecting.submit(made, survey, {**BLANK, **raw}, channel=channel)
    listed = ids_of(made)
    clock.pass_by(5)
    reviewing.review(made, [listed[0]], Review.APPROVED)
    reviewing.review(made, [listed[4]], Review.HAS_ISSUES, "which parish?")


def ids_of(made: Consultation) -> list[str]:
    """The ids of the responses, the oldest first."""
    from consult.service.browsing.response_list import ResponseList

    found = ResponseList(made, "needs").all
    return sorted(found, key=lambda id_: found[id_].number)


def _type_in(made: Consultation, clock: StoppedClock) -> None:
    batch = open_batch(made, "needs", "A", "Anna")
    for raw in PAPER:
        clock.pass_by(3)
        batch.send(raw)
    batch.close()
    second = open_second(made, "needs", "A", "Berta")
    clock.pass_by(30)
    second.send(SECOND)
    second.close()
