"""A survey with tables, rankings, allocations, repeats, files and logic, for the terminal form to be tried on."""

from __future__ import annotations

from dataclasses import replace

from tui_form import both, choices

from consult.model.question import Check, Choice, Level, Question, QuestionType, yes_or_no
from consult.model.response import Missing
from consult.model.survey import Page, Survey

YES_NO = yes_or_no(("lv", "en"))
REASONS = (Missing.NOT_KNOWN, Missing.NOT_APPLICABLE)
SERVICES = tuple(
    Choice(f"s{n}", both(*labels), attributes={"for": group})
    for n, (group, *labels) in enumerate(
        [
            ("old", "Aprūpe mājās", "Home care"),
            ("young", "Dienas centrs bērniem un jauniešiem", "Day centre for children and young people"),
            ("old", "Grupu dzīvoklis", "Group home"),
            ("young", "Atelpas brīdis", "Respite care"),
            ("old", "Zupas virtuve", "Soup kitchen"),
        ],
        1,
    )
)
YEARS = tuple(
    Question(f"y{year}", QuestionType.NUMBER, both(f"{year}. gads", str(year)), integer=True, minimum=0, reasons=REASONS)
    for year in (2025, 2026, 2027)
)
FIGURES = Question(
    "clients",
    QuestionType.TABLE,
    both("Cik klientu saņem pakalpojumus?", "How many clients receive the services?"),
    rows=SERVICES,
    parts=(
        *YEARS,
        Question("enough", QuestionType.YESNO, both("Pietiek?", "Enough?"), choices=YES_NO),
        Question("remark", QuestionType.TEXT, both("Piezīme", "Remark"), lines=1),
    ),
    row_totals=True,
    column_totals=True,
    checks=(
        Check("y2027 <= y2026 * 3", both("2027. gadā trīsreiz vairāk nekā 2026. gadā", "three times as many"), Level.WARN),
        Check("y2026 >= 0", both("skaitlis nav mazāks par nulli", "no less than zero")),
    ),
)
RANKING = Question(
    "first", QuestionType.RANKING, both("Kas vajadzīgs vispirms?", "What is needed first?"), choices=SERVICES, most=3
)
MONEY = Question(
    "money",
    QuestionType.ALLOCATION,
    both("Kā sadalīt 100 punktus?", "How to share out 100 points?"),
    choices=SERVICES[:3],
    total=100,
    unit=both("punkti", "points"),
    reasons=(Missing.NOT_KNOWN,),
)
SIDES = Question(
    "need",
    QuestionType.MATRIX,
    both("Cik ļoti vajag?", "How much is it needed?"),
    rows=SERVICES,
    sides=choices(here=("pašvaldībā", "here"), region=("reģionā", "in the region")),
    choices=choices(a=("nemaz", "not"), b=("mazliet", "a bit"), c=("ļoti", "much")),
)
GROUPS = choices(old=("Seniori", "Old people"), young=("Jaunieši", "Young people"), none=("Nav grupas", "No group"))
PLANS = Survey(
    "plans",
    ("lv", "en"),
    both("Pakalpojumu plāni", "Plans for services"),
    (
        Page(
            "you",
            both("Par jums", "About you"),
            (
                Question("runs", QuestionType.YESNO, both("Vai sniedzat pakalpojumus?", "Do you run services?"), choices=YES_NO),
                Question(
                    "groups",
                    QuestionType.MULTI,
                    both("Kam jūs palīdzat?", "Whom do you help?"),
                    choices=(
                        *GROUPS[:2],
                        Choice("all", both("Ģimenes", "Families")),
                        Choice("none", GROUPS[2].label, exclusive=True),
                    ),
                    most=2,
                    show_if="runs == 'yes'",
                ),
                Question(
                    "main",
                    QuestionType.SINGLE,
                    both("Kurš ir svarīgākais?", "Which is the most important?"),
                    choices=SERVICES,
                    choices_if="choice.for in groups",
                    show_if="answered(groups)",
                ),
                Question("note", QuestionType.NOTE, both("Turpmāk par: {main} [/b]", "From now on about: {main} [/b]")),
                Question(
                    "budget",
                    QuestionType.NUMBER,
                    both("Cik liels budžets?", "How large a budget?"),
                    unit=both("eiro", "euros"),
                    reasons=REASONS,
                    checks=(Check("budget < 1000000", both("tas ir vairāk par miljonu", "that is over a million"), Level.WARN),),
                ),
                Question("since", QuestionType.DATE, both("Kopš kura datuma?", "Since when?"), reasons=REASONS[:1]),
                Question(
                    "monthly",
                    QuestionType.COMPUTED,
                    both("Mēnesī", "Each month"),
                    compute="budget / 12",
                    unit=both("eiro", "euros"),
                ),
            ),
        ),
        Page("figures", both("Skaitļi", "Figures"), (FIGURES,), show_if="runs == 'yes'"),
        Page("order", both("Secība", "Order"), (RANKING, MONEY, SIDES)),
        Page(
            "more",
            both("Plāni", "Plans"),
            (
                Question(
                    "plans",
                    QuestionType.REPEAT,
                    both("Jūsu projekti", "Your projects"),
                    parts=(
                        Question("name", QuestionType.TEXT, both("Nosaukums", "Name"), lines=1),
                        Question("cost", QuestionType.NUMBER, both("Izmaksas", "Cost"), reasons=REASONS),
                        Question("for", QuestionType.MULTI, both("Kam?", "For whom?"), choices=GROUPS[:2], other=True),
                    ),
                    most=3,
                ),
                Question("paper", QuestionType.FILE, both("Plāna dokuments", "The plan as a document")),
            ),
        ),
    ),
)
TABLES = Survey(
    "tables",
    ("lv", "en"),
    both("Tabula, secība un punkti", "Table, order and points"),
    (Page("all", both("Viss kopā", "All together"), (FIGURES, RANKING, MONEY)),),
)
SHORT = Survey(
    "short",
    ("lv", "en"),
    TABLES.title,
    (
        Page(
            "all",
            both("Viss kopā", "All together"),
            (
                replace(FIGURES, rows=SERVICES[2:5:2], column_totals=False),
                replace(RANKING, choices=SERVICES[2:5:2], most=2),
                replace(MONEY, choices=SERVICES[2:5:2]),
            ),
        ),
    ),
)
"""All three on one screen."""
