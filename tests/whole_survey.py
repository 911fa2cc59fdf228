"""A survey with every type of question and every kind of logic, as a file, a whole answer to it, and ways to vary it."""

WHOLE = """\
consult: 1
survey: whole
languages: [lv, en, ru]
title: {lv: "Viss", en: "Everything", ru: "Всё"}
identity: anonymous
change: 0.25
lists:
  services:
    - {code: home, lv: "Aprūpe mājās", en: "Home care", ru: "Уход на дому", kind: care}
    - {code: day, lv: "Dienas centrs", en: "Day centre", ru: "Дневной центр", kind: care}
    - {code: street, lv: "Ielu darbs", en: "Street work", ru: "Уличная работа", kind: work}
  places:
    - {code: here, lv: "Pašvaldībā", en: "In the municipality"}
    - {code: region, lv: "Reģionā", en: "In the region"}
  need:
    - {code: "1", lv: "Nav", en: "None"}
    - {code: "2", lv: "Neliela", en: "Some"}
    - {code: "3", lv: "Liela", en: "Great"}
    - {code: "0", lv: "Nav viedokļa", en: "No opinion", apart: yes}
pages:
  - page: about
    title: {lv: "Par Jums", en: "About you"}
    questions:
      - {code: hello, type: note, ask: {lv: "Paldies, ka atbildat!", en: "Thank you for answering!"}}
      - {code: area, type: single, role: area, required: yes, ask: {lv: "Pašvaldība", en: "Municipality"},
         choices: [{code: "0010000", lv: "Rīga"}, {code: "0004000", lv: "Jūrmala"},
                   {code: old, lv: "Vecais novads", closed: yes}]}
      - {code: provides, type: yesno, ask: {lv: "Vai sniedzat pakalpojumus?", en: "Do you provide services?"}}
      - {code: offered, type: multi, list: services, other: yes, min: 1, max: 3, show_if: "provides == 'yes'",
         ask: {lv: "Kurus?", en: "Which?"}}
      - {code: barriers, type: multi, ask: {lv: "Šķēršļi", en: "Obstacles"},
         choices: [{code: staff, lv: "Darbinieki", en: "Staff"}, {code: money, lv: "Nauda", en: "Money"},
                   {code: none, lv: "Nekādu", en: "None", exclusive: yes}]}
      - {code: main, type: single, list: services, choices_if: "choice in offered or choice.kind == 'work'",
         ask: {lv: "Galvenais pakalpojums", en: "Main service"}}
  - page: figures
    title: {lv: "Skaitļi", en: "Figures"}
    show_if: "area != 'old'"
    questions:
      - {code: staff, type: number, integer: yes, min: 0, unit: {lv: "cilvēki", en: "people"}, missing: [not_known, refused],
         ask: {lv: "Cik darbinieku?", en: "How many staff?"}}
      - {code: easy, type: scale, from: 1, to: 5, no_opinion: {lv: "Nav viedokļa", en: "No opinion"},
         ask: {lv: "Cik viegli pašvaldībā {area}?", en: "How easy in {area}?"}}
      - {code: since, type: date, min: 1990-01-01, missing: [not_known], ask: {lv: "Kopš", en: "Since"}}
      - code: clients
        type: table
        ask: {lv: "Klientu skaits", en: "Clients"}
        rows: services
        rows_if: "row in offered"
        totals: [rows, columns]
        columns:
          - {code: y2026, type: number, integer: yes, min: 0, ask: "2026", missing: [not_known, not_applicable, refused]}
          - {code: y2027, type: number, integer: yes, min: 0, ask: "2027", missing: [not_known, not_applicable, refused]}
          - {code: queue, type: yesno, ask: {lv: "Rinda", en: "Queue"}}
        check:
          - {must: "y2027 <= y2026 * 3", level: warn,
             say: {lv: "Vai tiešām trīsreiz vairāk?", en: "Really three times as many?"}}
          - {must: "total(clients.y2026) <= 100000", say: {lv: "Par daudz", en: "Too many"}}
      - {code: all_clients, type: computed, value: "sum(clients.y2026)", ask: {lv: "Klienti kopā 2026", en: "All clients 2026"}}
      - {code: budget, type: allocation, list: services, total: 100, unit: {lv: "%", en: "%"},
         ask: {lv: "Sadaliet 100 %", en: "Divide 100%"}}
  - page: opinions
    title: {lv: "Viedokļi", en: "Opinions"}
    questions:
      - {code: top, type: ranking, list: services, max: 2, ask: {lv: "Divi svarīgākie", en: "The two most important"}}
      - {code: need, type: matrix, rows: services, sides: places, list: need,
         ask: {lv: "Cik liela vajadzība?", en: "How great a need?"}}
      - {code: agree, type: matrix, diverging: yes, ask: {lv: "Vai piekrītat?", en: "Do you agree?"},
         rows: [{code: near, lv: "Tuvāk", en: "Nearer"}, {code: cheap, lv: "Lētāk", en: "Cheaper"}],
         choices: [{code: "1", lv: "Nē", en: "No"}, {code: "2", lv: "Jā", en: "Yes"}]}
      - code: plans
        type: repeat
        max: 3
        ask: {lv: "Jūsu priekšlikumi", en: "Your proposals"}
        fields:
          - {code: about, type: single, list: services, ask: {lv: "Par ko?", en: "About what?"}}
          - {code: text, type: text, required: yes, lines: 4, max_chars: 500, ask: {lv: "Priekšlikums", en: "Proposal"}}
          - {code: cost, type: number, min: 0, ask: {lv: "Izmaksas", en: "Cost"}}
          - {code: helpers, type: multi, list: places, ask: {lv: "Kur?", en: "Where?"}}
      - {code: attachment, type: file, ask: {lv: "Pielikums", en: "Attachment"}}
      - {code: remarks, type: text, ask: {lv: "Piezīmes", en: "Remarks"},
         check: [{must: "len(remarks) >= 3", say: {lv: "Rakstiet vairāk", en: "Write more"}}]}
"""

WHOLE_ANSWER = {
    "area": "0010000", "provides": "yes", "offered": ["home", "day"], "offered.other": "", "barriers": ["staff", "money"],
    "main": "home", "staff": "12", "easy": "4", "since": "2001-05-04",
    "clients.home.y2026": "100", "clients.home.y2027": "not_known", "clients.home.queue": "yes",
    "clients.day.y2026": "20", "clients.day.y2027": "30", "clients.day.queue": "",
    "budget.home": "60", "budget.day": "40", "budget.street": "",
    "top": ["day", "home"],
    "need.home.here": "3", "need.home.region": "2", "need.day.here": "0", "need.day.region": "", "need.street.here": "1",
    "need.street.region": "1",
    "agree.near": "2", "agree.cheap": "1",
    "plans.1.about": "home", "plans.1.text": "Vairāk aprūpētāju", "plans.1.cost": "1000,5", "plans.1.helpers": ["here", "region"],
    "plans.2.about": "", "plans.2.text": "=2+2", "plans.2.cost": "", "plans.2.helpers": [],
    "remarks": "O’Neil 🙂 'x'",
}  # fmt: skip
"""Every question is answered but the attachment."""


def with_changes(*changes: tuple[str, str]) -> str:
    """The survey with other words at some places, each of which must be there."""
    text = WHOLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


AWKWARD = with_changes(
    ("code: home,", "code: a,"),
    ("code: day,", "code: a.b,"),
    ("code: street,", "code: not_asked,"),
    ('{code: "0004000", lv: "Jūrmala"}', '{code: "-1", lv: "=Cita", en: "Away"}'),
    ("{code: old,", "{code: refused,"),
    ("    show_if: \"area != 'old'\"\n", ""),
    ("role: area, required: yes,", "role: area, other: yes,"),
    ("code: provides,", "code: channel,"),
    ("provides ==", "channel =="),
    ("code: cheap,", "code: near.by,"),
    ("integer: yes, min: 0, unit:", "other: yes, min: 0, unit:"),
    ("list: services, total: 100,", "list: services, total: 100, missing: [not_known],"),
    ('{code: queue, type: yesno, ask: {lv: "Rinda", en: "Queue"}}', '{code: why, type: text, ask: {lv: "Kāpēc", en: "Why"}}'),
    ("{code: helpers, type: multi, list: places,", "{code: helpers, type: multi, list: places, other: yes,"),
    ('ask: {lv: "Piezīmes", en: "Remarks"}', 'ask: {lv: "=Piezīmes", en: "@Remarks"}, hint: {lv: "+īsi"}'),
)
"""The same with codes and wordings that are easily taken for something else: signs, states, columns and formulas."""
