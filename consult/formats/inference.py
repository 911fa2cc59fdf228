"""A table that nobody prepared to a survey and a mapping: what its columns most likely are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from consult.formats.mapping_yaml import Column, ColumnRole, Mapping, Why
from consult.formats.moments import ISO, MILLISECONDS, SECONDS, moment_form
from consult.formats.response_table import CELLS_JOINED, joined_rows, split_cell
from consult.formats.scales import order_of
from consult.formats.table import Layout, Table
from consult.model.checking import Refused, fold, read_number
from consult.model.survey import Choice, Page, Question, QuestionType, Role, Survey

_TIME = re.compile(r"(?i)\b(time|timestamp|date ?time|submit|submitted|completion|created|started|laika zīmogs|laiks|datums|zeit)", re.U)
_ID = re.compile(r"(?i)^(#|nr\.?|no\.?|id|uuid|index|key)$|(^|[\s_-])(id|uuid)$|^(response|respondent|submission|comment|answer)[ _-]?(id|no|number)$")
_CONTACT = re.compile(
    r"(?i)\be-?mail|e-past|\bphone|telephone|tālrun|mobile number|^(what is )?your (full )?name|^(full |first |last )?name\??$"
    r"|^vārds|uzvārds|postal address|\bip ?address|^ip$|username|personas kods|contacted about"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")
_AREA = re.compile(r"(?i)\b(country|region|municipality|county|city|town|land|state|bundesland|stadt)\b|pašvaldīb|novad|pilsēt|valst(s|ī)|reģion|страна|город")
_GROUP = re.compile(
    r"(?i)kind of user|respond(ing|ent)|on behalf|organi[sz]ation type|type of organi[sz]ation|(which|your) sector|stakeholder|pārstāv|mērķa grup"
    r"|iesaistīto|organizācijas veid|\brole\b|where do you work"
)
_PREFIX = re.compile(r"([A-Za-z][A-Za-z]*\d[\w-]{0,16})[.:)]\s+(?=\S)")
_MATRIX = re.compile(r"(?P<stem>.*\S)\s*\[(?P<row>.+)\]\s*")
_SPLITTERS = (CELLS_JOINED, "; ", ";", "\n", ", ", "|", ",")
_MOST_CHOICES = 60
_LONGEST_CHOICE = 90
_LONGEST_PROSE = 45


@dataclass(frozen=True, slots=True)
class Inferred:
    """The survey that a table seems to answer, and how."""

    survey: Survey
    mapping: Mapping


def infer(table: Table, survey_id: str, title: str, language: Callable[[Sequence[str]], str], layout: Layout | None = None) -> Inferred:
    """The survey and mapping that fit `table`; every answer of it fits the survey found.

    `language` tells the language of some texts, such as `en`. Everything guessed can be changed in the two files
    that are written from it.
    """
    key = _row_key(table)
    rows = list(joined_rows(table, key))
    cells = [[row.cells[at] for row in rows] for at in range(len(table.header))]
    spoken = language([cell for column in cells for cell in column if len(cell) > 20] + list(table.header))
    columns: list[Column] = []
    questions: list[Question] = []
    codes = _Codes()
    groups = _same_question(table.header, cells)
    roles = {Role.AREA: _AREA, Role.GROUP: _GROUP}
    for ats in groups:
        found, question = _columns(ats, table, cells, spoken, codes, has_time=any(c.role is ColumnRole.TIME for c in columns), key=key)
        if question and question.type is QuestionType.SINGLE:
            role = next((role for role, words in roles.items() if words.search(question.label_in(spoken))), Role.NONE)
            if role and len(question.choices) > 2 and sum(map(bool, cells[ats[0]])) > 0.5 * len(rows):
                question = replace(question, role=role)
                roles.pop(role)
        columns.extend(found)
        if question:
            questions.append(question)
    order = {header: at for at, header in enumerate(table.header)}
    columns.sort(key=lambda column: order[column.header])
    survey = Survey(survey_id, (spoken,), {spoken: title}, (Page("all", {}, tuple(questions)),) if questions else ())
    return Inferred(survey, Mapping(survey_id, tuple(columns), layout or Layout(), key, guessed=True))


def bare_column(header: str, cells: Sequence[str]) -> Column:
    """A column that answers no question: its role where that can be seen, else undecided."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return Column(header, role=ColumnRole.IGNORE, why=Why.EMPTY)
    form = _moment_form(header, filled)
    if form:
        return Column(header, role=ColumnRole.TIME, form=form)
    if _is_contact(header, filled):
        return Column(header, role=ColumnRole.IGNORE, why=Why.CONTACT)
    if len(set(filled)) == len(cells) and _ID.search(header):
        return Column(header, role=ColumnRole.ID)
    return Column(header)


class _Codes:
    """Gives every question a code of its own, readable where the wording lets it be."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def code(self, wording: str, at: int) -> str:
        words = re.findall(r"[a-z0-9]+", _ascii(wording))
        telling = [word for word in words if word not in _LITTLE_WORDS] or words
        code = "_".join(telling[:4])
        code = code if len(code) <= 32 else code[:32].rpartition("_")[0] or code[:32]
        if not code or len(code) < 2:
            code = f"q{at + 1}"
        if not code[0].isalpha():
            code = f"q_{code}"
        return self._free(code)

    def _free(self, code: str) -> str:
        free, n = code, 2
        while free in self.taken:
            free, n = f"{code}_{n}", n + 1
        self.taken.add(free)
        return free


_LITTLE_WORDS = frozenset(
    "a an the of to in on at is are do does did you your we our us have has had be been for and or with that this these there any"
    " what which who how when where why please if it its kā kas vai un par no ar uz jūs jūsu ir ko kuri kādi der die das und".split()
)


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()


def _same_question(headers: Sequence[str], cells: Sequence[Sequence[str]]) -> list[list[int]]:
    """Indices of columns that belong to one question: „Stem [row]” columns, and the same wording under several codes."""
    stems: dict[str, list[int]] = {}
    for at, header in enumerate(headers):
        matrix = _MATRIX.fullmatch(header)
        prefix = _PREFIX.match(header)
        if matrix:
            stem = f"[{fold(matrix['stem'])}"
        elif prefix:
            stem = f"={fold(header[prefix.end() :])}"
        else:
            stem = f"#{at}"
        stems.setdefault(stem, []).append(at)
    return sorted(stems.values())


def _columns(
    ats: list[int], table: Table, cells: Sequence[Sequence[str]], language: str, codes: _Codes, *, has_time: bool, key: str
) -> tuple[list[Column], Question | None]:
    """The columns at `ats` and the question that they answer, if they do."""
    headers = [table.header[at] for at in ats]
    if len(ats) > 1 and _MATRIX.fullmatch(headers[0]):
        found = _matrix(ats, headers, cells, language, codes) or _ticked(ats, headers, cells, language, codes)
        if found:
            return found
    elif len(ats) > 1:
        return _pooled(ats, headers, cells, language, codes)
    columns: list[Column] = []
    for at, header in zip(ats, headers, strict=True):
        column, question = _single_column(at, header, cells[at], language, codes, has_time, key)
        columns.append(column)
        if len(ats) == 1:
            return columns, question
        if question:  # columns of one stem that share no scale: questions of their own cannot be returned together
            columns[-1] = replace(column, question="", role=ColumnRole.IGNORE)
    return columns, None


def _wording(header: str) -> str:
    """The header without a code in front („q3. …”) and without saying itself twice („Sector - Sector”)."""
    prefix = _PREFIX.match(header)
    wording = header[prefix.end() :] if prefix else header
    first, dash, second = wording.partition(" - ")
    return first if dash and fold(first) == fold(second) else wording


def _code_for(header: str, at: int, codes: _Codes) -> str:
    prefix = _PREFIX.match(header)
    return codes.code(prefix[1].replace("-", "_") if prefix else header, at)


def _matrix(
    ats: list[int], headers: list[str], cells: Sequence[Sequence[str]], language: str, codes: _Codes
) -> tuple[list[Column], Question] | None:
    """„Stem [row]” columns with few, shared answers: a matrix."""
    values = Counter(cell for at in ats for cell in cells[at] if cell)
    spoken = {fold(value) for value in values}
    if not 2 <= len(spoken) <= 12 or spoken <= _TICKS or max(map(len, values)) > _LONGEST_CHOICE:
        return None
    matches = [_MATRIX.fullmatch(header) for header in headers]
    stem = next(match["stem"] for match in matches if match)
    points, diverging = _points(values, language)
    code = _code_for(stem, ats[0], codes)
    row_codes = _Codes()
    rows, columns = [], []
    for at, header, match in zip(ats, headers, matches, strict=True):
        label = match["row"].strip() if match else header
        row = Choice(row_codes.code(label, at), {language: label})
        rows.append(row)
        columns.append(Column(header, code, row.code))
    wording = _wording(stem)
    question = Question(code, QuestionType.MATRIX, {language: wording}, choices=points, rows=tuple(rows), diverging=diverging)
    return columns, question


_TICKS = {"0", "1", "yes", "no", "y", "n", "true", "false", "x", "jā", "nē", "ja", "nein", "checked", "unchecked", "0.0", "1.0"}


def _ticked(
    ats: list[int], headers: list[str], cells: Sequence[Sequence[str]], language: str, codes: _Codes
) -> tuple[list[Column], Question] | None:
    """„Stem [choice]” columns that are ticked or not: a multi question in columns."""
    matches = [_MATRIX.fullmatch(header) for header in headers]
    for at, match in zip(ats, matches, strict=True):
        if match is None or not {fold(cell) for cell in cells[at] if cell} <= _TICKS | {fold(match["row"])}:
            return None
    stem = next(match["stem"] for match in matches if match)
    code = _code_for(stem, ats[0], codes)
    choice_codes = _Codes()
    choices = [Choice(choice_codes.code(match["row"], at), {language: match["row"]}) for at, match in zip(ats, matches, strict=True) if match]
    columns = [Column(header, code, choice=choice.code) for header, choice in zip(headers, choices, strict=True)]
    return columns, Question(code, QuestionType.MULTI, {language: _wording(stem)}, choices=tuple(choices))


def _pooled(
    ats: list[int], headers: list[str], cells: Sequence[Sequence[str]], language: str, codes: _Codes
) -> tuple[list[Column], Question | None]:
    """The same wording several times („three most important …”): one question with several answers."""
    values = [cell for at in ats for cell in cells[at] if cell]
    code = _code_for(headers[0], ats[0], codes)
    if not values:
        return [Column(header, role=ColumnRole.IGNORE, why=Why.EMPTY) for header in headers], None
    label = {language: _wording(headers[0])}
    choices, other = _choices(values, language, least=max(3, len(values) // 150))
    covered = sum(fold(value) in {fold(choice.label_in(language)) for choice in choices} for value in values)
    if choices and covered >= 0.35 * len(values):
        question = Question(code, QuestionType.MULTI, label, choices=choices, other=other)
    else:
        question = Question(code, QuestionType.TEXT, label)
    return [Column(header, code) for header in headers], question


def _single_column(
    at: int, header: str, cells: Sequence[str], language: str, codes: _Codes, has_time: bool, key: str
) -> tuple[Column, Question | None]:
    filled = [cell for cell in cells if cell]
    bare = bare_column(header, cells)
    if bare.role is ColumnRole.TIME and not _TIME.search(header):
        bare = replace(bare, role=ColumnRole.ANSWER)
    elif bare.role is ColumnRole.TIME and has_time:
        bare = replace(bare, role=ColumnRole.IGNORE, why=Why.TIME)
    if bare.role:
        return bare, None
    left_out = _left_out(header, filled, key, len(cells), at)
    if left_out:
        return left_out, None
    label = {language: _wording(header)}
    plain = _number(filled, label) or _date(filled, label)
    if plain:
        question = replace(plain[0], code=_code_for(header, at, codes))
        return Column(header, question.code, form=plain[1]), question
    question, split = _words(filled, label, language, joined=bool(key))
    question = replace(question, code=_code_for(header, at, codes))
    return Column(header, question.code, split=split), question


def _left_out(header: str, filled: Sequence[str], key: str, n: int, at: int) -> Column | None:
    """The column as one to leave out, where it says nothing of what people think."""
    different = len(set(filled))
    if sum(bool(_URL.fullmatch(cell)) for cell in filled) >= 0.8 * len(filled):
        return Column(header, role=ColumnRole.IGNORE, why=Why.LINK)
    if header == key or _ID.search(header):
        role = ColumnRole.ID if header == key or different == n else ColumnRole.IGNORE
        return Column(header, role=role, why=Why.ASKED if role is ColumnRole.ID else Why.KEY)
    if different == n > 2 and [_integer(cell) for cell in filled[:50]] == list(range(_integer(filled[0]) or 0, (_integer(filled[0]) or 0) + min(n, 50))):
        return Column(header, role=ColumnRole.ID)
    if key and CELLS_JOINED.strip() in "".join(filled[:50]) and all(_integer(part) is not None for cell in filled for part in cell.split(CELLS_JOINED)):
        return Column(header, role=ColumnRole.IGNORE, why=Why.SERIAL)
    return None


def _integer(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,15}", text) else None


def _number(filled: Sequence[str], label: dict[str, str]) -> tuple[Question, str] | None:
    """A number question, a numbered scale, or None. Up to a fifth of the answers may be in words („it varies”)."""
    values, in_words, percents = [], 0, 0
    for cell in filled:
        try:
            percents += cell.endswith("%")
            values.append(read_number(cell.removesuffix("%")))
        except Refused:
            in_words += cell not in ("-", "–", "—")
    if not values or in_words > 0.2 * len(filled) or any(re.fullmatch(r"0\d+", cell) for cell in filled):
        return None  # a text; or codes such as 0010000, which are no figures
    scale = _numbered_scale(values, filled, label)
    if scale:
        return scale, ""
    whole = all(value == int(value) for value in values) and not any(re.search(r"\d{1,3}[.,]\d{3}$", cell) for cell in filled)
    unit = dict.fromkeys(label, "%") if percents else {}
    return Question("", QuestionType.NUMBER, label, integer=whole, unit=unit, other=in_words > 0), ""


def _numbered_scale(values: Sequence[float], filled: Sequence[str], label: dict[str, str]) -> Question | None:
    """Few whole numbers from 0 or 1 up to 10: points of a scale, or the two ends of yes and no."""
    points = sorted(set(values))
    if len(values) < 8 or not 2 <= len(points) <= 11 or points[0] < 0 or points[-1] > 10:
        return None
    language = next(iter(label))
    low = 0 if points[0] == 0 else 1
    choices = tuple(Choice(str(point), {language: str(point)}) for point in range(low, int(points[-1]) + 1))
    if not set(filled) <= {choice.code for choice in choices}:
        return None
    kind = QuestionType.SINGLE if len(choices) == 2 else QuestionType.SCALE
    return Question("", kind, label, choices=choices)


def _date(filled: Sequence[str], label: dict[str, str]) -> tuple[Question, str] | None:
    form = moment_form(filled)
    if not form or form in (MILLISECONDS, SECONDS) or (form == ISO and not re.match(r"\d{4}-\d\d-\d\d", filled[0])):
        return None
    return Question("", QuestionType.DATE, label), form


def _words(filled: Sequence[str], label: dict[str, str], language: str, *, joined: bool) -> tuple[Question, str]:
    """A multi, scale, single or text question, with the splitter of a multi question."""
    split = CELLS_JOINED if joined and any(CELLS_JOINED in cell for cell in filled) else _splitter(filled)
    if split:
        parts = [part for cell in filled for part in split_cell(cell, split)]
        choices, other = _choices(parts, language, least=max(2, len(filled) // 60))
        if choices:
            return Question("", QuestionType.MULTI, label, choices=choices, other=other), split
    spoken = Counter(map(fold, filled))
    order = order_of(list({fold(cell): cell for cell in filled}.values()))
    if order and len(spoken) <= 12:
        choices, diverging = _points(Counter(filled), language)
        return Question("", QuestionType.SCALE, label, choices=choices, diverging=diverging), ""
    average = sum(map(len, filled)) / len(filled)
    few = len(spoken) <= max(2, 0.2 * len(filled)) or (len(spoken) <= 12 and len(spoken) <= 0.5 * len(filled))
    repeated = sum(n for n in spoken.values() if n >= max(2, len(filled) // 100)) / len(filled)
    if average <= _LONGEST_CHOICE and len(filled) >= 4 and (few or (repeated >= 0.6 and average <= _LONGEST_PROSE)):
        choices, other = _choices(filled, language, least=1 if len(spoken) <= _MOST_CHOICES // 2 else 2)
        return Question("", QuestionType.SINGLE, label, choices=choices, other=other), ""
    return Question("", QuestionType.TEXT, label, lines=4 if average > _LONGEST_PROSE else 2), ""


def _splitter(filled: Sequence[str]) -> str:
    """What stands between several answers in one cell; empty where the cells hold one answer each.

    A splitter counts where it stands in a good part of the cells and its parts are short and come again and again.
    """
    for splitter in _SPLITTERS:
        joined = [cell for cell in filled if splitter in cell]
        if len(joined) < max(2, 0.08 * len(filled)):
            continue
        parts = Counter(fold(part) for cell in filled for part in split_cell(cell, splitter))
        total = sum(parts.values())
        again = sum(n for n in parts.values() if n >= 3) / total
        average = sum(len(part) * n for part, n in parts.items()) / total
        whole = Counter(map(fold, filled))
        # A comma inside labels that come again as they are („Yes, I'd like to attend”) joins nothing.
        same_cells = sum(n for cell, n in whole.items() if splitter.strip() in cell and n >= 3) / max(1, len(joined))
        fewer = len(parts) < len(whole)
        if again >= 0.75 and average <= 60 and fewer and (same_cells < 0.8 or len(whole) > 12):
            return splitter
    return ""


def _choices(values: Sequence[str], language: str, least: int) -> tuple[tuple[Choice, ...], bool]:
    """The values that came at least `least` times as choices, most frequent first, and whether there were others."""
    counts: Counter[str] = Counter(map(fold, values))
    spelling: dict[str, Counter[str]] = {}
    for value in values:
        spelling.setdefault(fold(value), Counter())[" ".join(value.split())] += 1
    kept = [folded for folded, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if n >= least][:_MOST_CHOICES]
    kept = [folded for folded in kept if len(folded) <= 200]
    codes = _Codes()
    codes.taken.add("other")
    choices = tuple(
        Choice(codes.code(folded, at), {language: min(spelling[folded].items(), key=lambda pair: (-pair[1], pair[0]))[0]})
        for at, folded in enumerate(kept)
    )
    return choices, len(kept) < len(counts)


def _points(values: Counter[str], language: str) -> tuple[tuple[Choice, ...], bool]:
    """The points of a scale in their order where it is known, else as in the table by frequency; and whether it diverges."""
    spelled: dict[str, str] = {}
    for value, _n in values.most_common():
        spelled.setdefault(fold(value), " ".join(value.split()))
    order = order_of(list(spelled.values()))
    codes = _Codes()
    if order:
        labels = [(label, False) for label in order.points] + [(label, True) for label in order.apart]
    else:
        labels = [(label, False) for label in spelled.values()]
    choices = tuple(Choice(codes.code(label, at), {language: label}, apart) for at, (label, apart) in enumerate(labels))
    return choices, bool(order and order.diverging)


def _moment_form(header: str, filled: Sequence[str]) -> str:
    form = moment_form(filled)
    if form in (MILLISECONDS, SECONDS) and not _TIME.search(header):
        return ""
    return form if _TIME.search(header) or re.search(r"\d:\d\d", filled[0]) else ""


def _is_contact(header: str, filled: Sequence[str]) -> bool:
    return bool(_CONTACT.search(header)) or sum(bool(_EMAIL.fullmatch(cell)) for cell in filled) >= 0.5 * len(filled)


def _row_key(table: Table) -> str:
    """The column by which several rows are one response: an id that repeats in runs, beside one that counts 1, 2, 3 in each run."""
    columns = list(zip(*(row.cells for row in table.rows), strict=True))
    for at, header in enumerate(table.header):
        values = columns[at]
        if not re.search(r"(?i)(^|[\s_-])(id|uuid|nr|key)$", header) or not len(set(values)) < 0.8 * len(values):
            continue
        runs = 1 + sum(a != b for a, b in zip(values, values[1:], strict=False))
        if runs != len(set(values)):
            continue
        for other, counts in enumerate(columns):
            if other != at and _counts_in_runs(values, counts):
                return header
    return ""


def _counts_in_runs(keys: Sequence[str], counts: Sequence[str]) -> bool:
    expected = 0
    for i, count in enumerate(counts):
        expected = 1 if i == 0 or keys[i] != keys[i - 1] else expected + 1
        if count != str(expected):
            return False
    return True
