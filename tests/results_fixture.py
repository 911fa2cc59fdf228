"""A small invented consultation with a result of every kind, and the pieces to build others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from consult.model.distributions import Bar, Distribution, ScaleTable
from consult.model.question_results import QuestionResult, Result
from consult.model.results import ConsultationResult, PageResult, Source, SurveyResult, Turnout
from consult.model.summaries import Bin, DateSummary, NumberSummary, TextSummary, ThemeSummary

HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} {% include 'x' %} $x$ #read(\"/etc/passwd\") *b* _i_ \\x "
    "&amp; \x1b[31m\x07 \u202egnirts\u202c \ud800 \x00 =1+1 😀 中文 <!-- x --> ]]> </style>"
)
AGREEMENT = ("Pilnībā nepiekrītu", "Drīzāk nepiekrītu", "Ne piekrītu, ne nepiekrītu", "Drīzāk piekrītu", "Pilnībā piekrītu")
SERVICES = (
    "Aprūpe mājās",
    "Dienas aprūpes centrs personām ar garīga rakstura traucējumiem",
    "Grupu dzīvokļi",
    "Krīzes centrs",
    "Patversme / naktspatversme",
    "Specializētās darbnīcas",
    "Sociālā rehabilitācija no atkarību izraisošām vielām atkarīgām personām",
    "Ģimenes asistents",
    "Zupas virtuve",
    "Mobilā brigāde",
    "Pusceļa māja",
)


def bars(labels: Sequence[str], counts: Sequence[int], n: int = 0, apart: str = "", apart_count: int = 0) -> tuple[Bar, ...]:
    """One bar for each label; shares are of `n`, or of the sum of counts."""
    n = n or sum(counts) + apart_count
    rows = [
        Bar(f"a{place}", label, count, count / n if n else 0.0)
        for place, (label, count) in enumerate(zip(labels, counts, strict=True))
    ]
    return (*rows, Bar("dk", apart, apart_count, apart_count / n if n else 0.0, apart=True)) if apart else tuple(rows)


def spread(labels: Sequence[str], counts: Sequence[int], blank: int = 3, label: str = "", **more: object) -> Distribution:
    """A distribution whose n is the sum of its counts."""
    return Distribution("q", label, bars(labels, counts), sum(counts), blank, **more)  # type: ignore[arg-type]


def agreement(label: str, counts: Sequence[int], none: int = 0, code: str = "r") -> Distribution:
    """One row on a scale of five points with „nav viedokļa” apart."""
    scale = bars(AGREEMENT, counts, apart="Nav viedokļa", apart_count=none)
    return Distribution(code, label, scale, sum(counts) + none, 4, ordered=True, diverging=True)


def matrix(rows: int = 22, diverging: bool = True) -> ScaleTable:
    """A matrix of many rows over five points, every row spread differently."""
    made = []
    for row in range(rows):
        counts = [(row * 7 + point * 11) % 29 + (row if point > 2 else 0) for point in range(5)]
        made.append(agreement(SERVICES[row % len(SERVICES)] + ("" if row < len(SERVICES) else f" ({row})"), counts, row % 6))
    return ScaleTable(tuple(made), diverging)


def figures() -> NumberSummary:
    """Ninety figures in eight classes."""
    counts = (12, 31, 22, 11, 7, 4, 2, 1)
    bins = tuple(Bin(place * 250.0, (place + 1) * 250.0, count) for place, count in enumerate(counts))
    return NumberSummary(90, 12, 10, 260, 480, 810, 1999.5, 561.25, 50512.5, bins, "EUR")


def dates() -> DateSummary:
    """Dates of one year by month."""
    months = ("2025. gada marts", "2025. gada aprīlis", "2025. gada maijs", "2025. gada jūnijs")
    return DateSummary(40, 2, date(2025, 3, 2), date(2025, 6, 29), spread(months, (4, 18, 11, 7), ordered=True))


def themes() -> TextSummary:
    """Three themes with quotes."""
    found = (
        ThemeSummary(
            "t1",
            "Transports uz pakalpojumu",
            ("autobuss", "ceļš", "attālums"),
            34,
            34 / 72,
            (
                "Līdz dienas centram nav ar ko aizbraukt, autobuss iet divas reizes nedēļā.",
                "Cilvēkam ratiņkrēslā ceļš maksā vairāk nekā pats pakalpojums.\nTā tas nedrīkst būt.",
            ),
        ),
        ThemeSummary("t2", "Trūkst aprūpētāju", ("aprūpētājs", "alga"), 19, 19 / 72, ("Aprūpētāji aiziet, jo alga ir maza.",)),
        ThemeSummary("t3", "Rindas un gaidīšana", ("rinda", "gaidīt", "mēneši"), 11, 11 / 72, ("Gaidām jau astoto mēnesi.",)),
    )
    return TextSummary(72, 30, found, 6, 2, 70, 0.81, (), "")


def question(code: str, label: str, kind: str, result: Result, hint: str = "", required: bool = False) -> QuestionResult:
    """A question with what came of it."""
    return QuestionResult(code, label, hint, kind, required, result)


def consultation(language: str = "en", **changes: object) -> ConsultationResult:
    """The whole: one survey with a question of every kind on two pages."""
    offered = (*bars(SERVICES, (61, 22, 18, 9, 4, 31, 12, 40, 2, 0, 1), 95), Bar("other", "Cits", 3, 3 / 95))
    services = Distribution("svc", "", offered, 95, 7, multiple=True, others=(("Atelpas brīdis", 2), ("Logopēds", 1)))
    first = (
        question(
            "svc",
            "Kuri sociālie pakalpojumi Jūsu pašvaldībā ir visvairāk vajadzīgi?",
            "multi",
            services,
            "Atzīmējiet visus, kas trūkst.",
            True,
        ),
        question(
            "agree",
            "Vai piekrītat, ka pašvaldībām jāsadarbojas pakalpojumu sniegšanā?",
            "scale",
            agreement("", (3, 9, 14, 41, 30), 5),
        ),
        question("rows", "Cik lielā mērā piekrītat, ka šie pakalpojumi jānodrošina reģionam kopā?", "matrix", matrix(9)),
        question("yes", "Vai Jūsu pašvaldībā ir sociālais dienests?", "single", spread(("Jā", "Nē"), (5, 2))),
    )
    second = (
        question("cost", "Cik eiro mēnesī izmaksā viena klienta aprūpe mājās?", "number", figures()),
        question("since", "Kopš kura mēneša pakalpojums darbojas?", "date", dates()),
        question("more", "Ko programmā vajadzētu mainīt?", "text", themes()),
        question("few", "Vai ir vēl kas sakāms?", "text", TextSummary(2, 100, examples=("Paldies!", "Lūdzu, turpiniet."))),
        question("none", "Jautājums, uz kuru neviens neatbildēja", "single", spread(("Jā", "Nē"), (0, 0), blank=102)),
    )
    survey = SurveyResult(
        "needs",
        "Pašvaldību vajadzību aptauja",
        "Aptauja par programmas projektu.",
        2,
        "ab" * 32,
        turnout(),
        (PageResult("Pakalpojumi", first), PageResult("", second)),
        (Source("atbildes.csv", "cd" * 32, 102, datetime(2026, 3, 4, 9, 30, tzinfo=UTC)),),
        ("Column “Datums” was read as day.month.year",),
    )
    whole = ConsultationResult(
        "Zemgales sociālo pakalpojumu programma 2026–2030",
        "Zemgales plānošanas reģions",
        language,
        ("Noskaidrot, kādu pakalpojumu trūkst", "Vienoties, ko pašvaldības dara kopā"),
        (survey,),
        datetime(2026, 3, 3, 14, 5, tzinfo=UTC),
        "Consult 0.1.0",
        "0123456789abcdef" * 4,
        "",
        "programma@example.org",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def turnout() -> Turnout:
    """Who answered the survey."""
    channels = spread(("Web", "Paper", "Import"), (60, 12, 30), blank=0, label="Channel")
    groups = spread(("Pašvaldība", "NVO", "Iedzīvotājs", "Pakalpojumu sniedzējs"), (26, 18, 41, 12), blank=5)
    areas = spread(("Jelgava", "Dobeles novads", "Bauskas novads", "Tukuma novads"), (30, 22, 27, 20))
    return Turnout(
        102,
        datetime(2026, 2, 1, 8, 0, tzinfo=UTC),
        datetime(2026, 3, 3, 14, 5, tzinfo=UTC),
        channels,
        (question("group", "Ko Jūs pārstāvat?", "single", groups), question("area", "Jūsu pašvaldība", "single", areas)),
    )


def with_question(result: Result, label: str = "Question?", kind: str = "single", language: str = "en") -> ConsultationResult:
    """A consultation of a single question."""
    whole = consultation(language)
    survey = replace(whole.surveys[0], pages=(PageResult("", (question("q", label, kind, result),)),))
    return replace(whole, surveys=(survey,))


def hostile() -> ConsultationResult:
    """The consultation with dangerous text wherever people or files may put it."""
    whole = consultation()
    long = HOSTILE + " " + "ļ" * 20_000
    choices = spread((HOSTILE, "$x$ and $y$", "a" * 300, long), (10, 20, 30, 40), label=HOSTILE)
    theme = ThemeSummary("t", HOSTILE, (HOSTILE, "x"), 40, 0.4, (HOSTILE, long))
    rows = ScaleTable(tuple(replace(agreement(HOSTILE, (1, 2, 3, 4, 5)), code=f"r{place}") for place in range(3)), True)
    nasty = (
        question("q1", HOSTILE, "single", replace(choices, others=((HOSTILE, 2), (long, 1))), HOSTILE),
        question("q2", long, "text", TextSummary(100, 0, (theme,), 60, note=HOSTILE)),
        question("q3", "x", "matrix", rows),
        question("q4", "y", "number", replace(figures(), unit=HOSTILE)),
        question("q5", "z", "text", TextSummary(2, 0, examples=(HOSTILE, long))),
    )
    survey = replace(
        whole.surveys[0],
        title=HOSTILE,
        intro=HOSTILE,
        pages=(PageResult(HOSTILE, nasty),),
        notes=(HOSTILE,),
        sources=(Source(HOSTILE, "ef" * 32, 1, datetime(2026, 3, 4, 9, 30, tzinfo=UTC)),),
    )
    return replace(
        whole, title=HOSTILE, organiser=HOSTILE, aims=(HOSTILE,), surveys=(survey,), notice=HOSTILE, contact=HOSTILE, tool=HOSTILE
    )
