"""What one column of an unprepared table is: a time, an id, a personal detail, a figure, a choice, several, or own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from consult.formats.cells import CELLS_JOINED, split_cell
from consult.formats.codes import Codes
from consult.formats.mapping_yaml import Column, ColumnRole, Why
from consult.formats.moments import ISO, MILLISECONDS, SECONDS, moment_form
from consult.formats.scales import order_of
from consult.model.checking import Refused, fold, read_number
from consult.model.survey import Choice, Question, QuestionType

_TIME = re.compile(
    r"(?i)\b(time|timestamp|date ?time|submit|submitted|completion|created|started|laika zīmogs|laiks|datums|zeit)", re.U
)
_ID = re.compile(
    r"(?i)^(#|nr\.?|no\.?|id|uuid|index|key)$|(^|[\s_-])(id|uuid)$"
    r"|^(response|respondent|submission|comment|answer)[ _-]?(id|no|number)$"
)
_CONTACT = re.compile(
    r"(?i)\be-?mail|e-past|\bphone|telephone|tālrun|mobile number|^(what is )?your (full )?name|^(full |first |last )?name\??$"
    r"|^vārds|uzvārds|postal address|\bip ?address|^ip$|username|personas kods|contacted about"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")
PREFIX = re.compile(r"([A-Za-z][A-Za-z]*\d[\w-]{0,16})[.:)]\s+(?=\S)")
_SPLITTERS = (CELLS_JOINED, "; ", ";", "\n", ", ", "|", ",")
_MOST_CHOICES = 60
LONGEST_CHOICE = 90
_LONGEST_PROSE = 45


def wording_of(header: str) -> str:
    """The header without a code in front („q3. …”) and without saying itself twice („Sector - Sector”)."""
    prefix = PREFIX.match(header)
    wording = header[prefix.end() :] if prefix else header
    first, dash, second = wording.partition(" - ")
    return first if dash and fold(first) == fold(second) else wording


def code_for(header: str, at: int, codes: Codes) -> str:
    """The code that stands in front of the wording, else one made from it."""
    prefix = PREFIX.match(header)
    return codes.code(prefix[1].replace("-", "_") if prefix else header, at)


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


def single_column(
    at: int, header: str, cells: Sequence[str], language: str, codes: Codes, has_time: bool, key: str
) -> tuple[Column, Question | None]:
    """The column at index `at` and the question it answers, if it is an answer.

    `has_time` tells that another column gives the time already, `key` is the column by which rows were joined.
    """
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
    label = {language: wording_of(header)}
    plain = _number(filled, label) or _date(filled, label)
    if plain:
        question = replace(plain[0], code=code_for(header, at, codes))
        return Column(header, question.code, form=plain[1]), question
    question, split = _words(filled, label, language, joined=bool(key))
    question = replace(question, code=code_for(header, at, codes))
    return Column(header, question.code, split=split), question


def _left_out(header: str, filled: Sequence[str], key: str, n: int, at: int) -> Column | None:
    """The column as one to leave out, where it says nothing of what people think."""
    different = len(set(filled))
    if sum(bool(_URL.fullmatch(cell)) for cell in filled) >= 0.8 * len(filled):
        return Column(header, role=ColumnRole.IGNORE, why=Why.LINK)
    if header == key or _ID.search(header):
        role = ColumnRole.ID if header == key or different == n else ColumnRole.IGNORE
        return Column(header, role=role, why=Why.ASKED if role is ColumnRole.ID else Why.KEY)
    if different == n > 2 and [_integer(cell) for cell in filled[:50]] == list(
        range(_integer(filled[0]) or 0, (_integer(filled[0]) or 0) + min(n, 50))
    ):
        return Column(header, role=ColumnRole.ID)
    if (
        key
        and CELLS_JOINED.strip() in "".join(filled[:50])
        and all(_integer(part) is not None for cell in filled for part in cell.split(CELLS_JOINED))
    ):
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
        choices, other = choices_of(parts, language, least=max(2, len(filled) // 60))
        if choices:
            return Question("", QuestionType.MULTI, label, choices=choices, other=other), split
    spoken = Counter(map(fold, filled))
    order = order_of(list({fold(cell): cell for cell in filled}.values()))
    if order and len(spoken) <= 12:
        choices, diverging = points_of(Counter(filled), language)
        return Question("", QuestionType.SCALE, label, choices=choices, diverging=diverging), ""
    average = sum(map(len, filled)) / len(filled)
    few = len(spoken) <= max(2, 0.2 * len(filled)) or (len(spoken) <= 12 and len(spoken) <= 0.5 * len(filled))
    repeated = sum(n for n in spoken.values() if n >= max(2, len(filled) // 100)) / len(filled)
    # Sentences of which none stands out are own words, even where each was sent by two or three people.
    spread = len(spoken) > 12 and max(spoken.values()) < 0.1 * len(filled)
    sentences = spread and sum(len(cell.split()) for cell in filled) >= 4 * len(filled)
    few = few or (repeated >= 0.6 and average <= _LONGEST_PROSE)
    if few and not sentences and average <= LONGEST_CHOICE and len(filled) >= 4:
        choices, other = choices_of(filled, language, least=1 if len(spoken) <= _MOST_CHOICES // 2 else 2)
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
        # In few different cells, „Yes, I'd like to attend” may be one answer: real parts come together in different ways.
        homes = Counter(part for cell in whole for part in {fold(part) for part in split_cell(cell, splitter)})
        mixed = len(whole) > 12 or sum(n > 1 for n in homes.values()) >= 0.5 * len(homes)
        if again >= 0.75 and average <= 60 and len(parts) < len(whole) and mixed:
            return splitter
    return ""


def choices_of(values: Sequence[str], language: str, least: int) -> tuple[tuple[Choice, ...], bool]:
    """The values that came at least `least` times as choices, most frequent first, and whether there were others."""
    counts: Counter[str] = Counter(map(fold, values))
    spelling: dict[str, Counter[str]] = {}
    for value in values:
        spelling.setdefault(fold(value), Counter())[" ".join(value.split())] += 1
    kept = [folded for folded, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if n >= least][:_MOST_CHOICES]
    kept = [folded for folded in kept if len(folded) <= 200]
    codes = Codes()
    codes.taken.add("other")
    choices = tuple(
        Choice(codes.code(folded, at), {language: min(spelling[folded].items(), key=lambda pair: (-pair[1], pair[0]))[0]})
        for at, folded in enumerate(kept)
    )
    return choices, len(kept) < len(counts)


def points_of(values: Counter[str], language: str) -> tuple[tuple[Choice, ...], bool]:
    """The points of a scale in their order where it is known, else as in the table by frequency; and whether it diverges."""
    spelled: dict[str, str] = {}
    for value, _n in values.most_common():
        spelled.setdefault(fold(value), " ".join(value.split()))
    order = order_of(list(spelled.values()))
    codes = Codes()
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
