"""Survey files that tests change step by step, and texts that are hard to write."""

SMALL = """\
# Asked every spring.
consult: 1
survey: small
languages: [lv, en]
title: {lv: "Maza aptauja", en: 'A small survey'}   # the council chose the title

pages:
  # who answers
  - page: who
    questions:
      # the group decides what is asked later
      - code: group
        type: single
        ask: {lv: "Kas Jūs esat?", en: "Who are you?"}
        choices:
          - {code: provider, lv: "Sniedzējs", en: "Provider"}   # those with a licence
          - {code: resident, lv: Iedzīvotājs, en: "Resident"}
      - {code: clients, type: number, min: 0, show_if: "group == 'provider'", ask: {lv: "Klienti", en: "Clients"}}

  - page: what
    title: {lv: Vajadzības}
    show_if: clients > 5
    questions:
      - code: need
        type: matrix
        ask:
          lv: >-
            Cik ļoti vajadzīgs
            katrs pakalpojums?
        rows:
          - {code: home, lv: "Aprūpe mājās"}
          - {code: day, lv: "Dienas centrs"}
        from: 1
        to: 4
      - code: why
        type: text
        show_if: "need.home > 2 and clients >= 1"
        ask: {lv: "Kāpēc? Jums ir {clients} klienti."}   # piped
"""


FLOW = """\
consult: 1
survey: small
languages: [lv, en]
title: Īsi
pages: [{page: a, title: {lv: A}, questions: [{code: clients, type: number, ask: {lv: Klienti}}, {code: x, type: multi, ask: Kas?,
  choices: [{code: u, lv: U}, {code: v, lv: V, en: V}]}]}, {page: b, questions: [{code: y, type: text, ask: {lv: Y}}]}]
"""

HARD = [
    'Rīgā: kā iet?', '#nozīme', 'viens # divi', '- pirmais', 'yes', 'no', 'null', '~', '1.0', '007', '2026-03-05',
    "it's", 'teica "jā"', '\U0001f642 emocijz\u012bme \U0001f469\u200d\U0001f469\u200d\U0001f467', '{1} }vietas{',
    '[a, b]', 'a, b', '*zvaigzne', '&enkurs', '!zīme', '%procents', '@kas', '`kas`', '? kas', 'a\tb',
    'pirm\u0101\notr\u0101', 'pirm\u0101\n\n  tre\u0161\u0101\n', '\x07zvans\x1b[31m', '\u202eotr\u0101di',
    '\u2028rinda', '\x85rinda', '\ufeffs\u0101kums', '\ud800 puse', 'atpakaļ\\slīpsvītra \\n', "garš " * 400,
    "a" * 5000, '...', '---', '<<', '=', '| kas', '> kas', 'key: |',
]  # fmt: skip
