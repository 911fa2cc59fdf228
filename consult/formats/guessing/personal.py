"""Which columns hold details of a person: by their headers, and by what stands in their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from consult.model.typed_values import fold

_DETAIL = re.compile(
    r"^(jūsu |kāds ir jūsu |respondenta |aizpildītāja |kontaktpersonas |pilns |bērna )?vārds\b(?! vai| kas| kurš)|uzvārd"
    r"|^kontakti?\b|kontaktinform|kontaktperson|^aizpildīja|^sagatavoja|^iesniedzēj|^iesniedza|^personas kods|^p\. ?k\.$"
    r"|dzimšanas (dat|dien|laiks)|^(jūsu |dzīvesvietas |deklarētā |pasta |mājas |faktiskā |kontakt)*adrese\b(?! vai)"
    r"|^(what is )?your (full |first |last )?name|^(full |first |last |family |given |middle |contact )?names?\??$|^surname"
    r"|^name (and|&) surname|^respondent'?s? name|^contacts?$|^contact (details|person|information|info|name)"
    r"|^(submitted|completed|prepared|filled in) by$"
    r"|date of birth|birth ?da(te|y)|^dob$|^(your |home |postal |street |mailing |e-?mail )*address\b|ip ?addr|^ip$"
    r"|\buser ?name\b|\bnickname\b|^authors?([/ _-]?name)?$|national id|personal (code|id)\b|passport (no|number)"
    r"|^(ihr )?(vor|nach|familien)?name$|vorname|nachname|familienname|^anschrift|^(ihre |post)?adresse$|geburts(datum|tag)"
    r"|ansprechpartner|ausgefüllt von"
    r"|^(ваше |полное )?имя\b|фамили|отчество|^ф\.? ?и\.? ?о\.?|^(ваш |почтовый |домашний )?адрес\b|дата рождения"
    r"|персональный код|^контакт(ы|ное лицо|ные данные|ная информация)|^заполнил"
)
_OF_NO_PERSON = re.compile(r"organi[zs]ācij|organi[sz]ation|iestād|uzņēm|company|firma|unternehmen|организаци|учреждени|компани")
_OF_A_PERSON = re.compile(r"kontakt|uzvārd|personas|contact|famil|surname|контакт|фамили")
_MEANS = re.compile(
    r"\be-?mail|\be-?past|\bphone|telephone|^tel\b|mobile number|telefon|^tālr|tālru|^mob\b|handynummer|телефон"
    r"|электронн\w+ (почт|адрес)|эл\. ?почт|^(ваша )?почта|contacted about"
    r"|pasta indeks|\bpost ?code|\bzip ?code|^zip$|^plz$|postleitzahl|почтовый индекс"
)
_YES_NO = {
    "yes",
    "no",
    "y",
    "n",
    "true",
    "false",
    "0",
    "1",
    "x",
    "jā",
    "nē",
    "ja",
    "ne",
    "nein",
    "да",
    "нет",
    "nezinu",
    "maybe",
    "varbūt",
}
_COUNT = re.compile(
    r"skait|summ|\beur\b|€|budž|izdev|ieņēm|\bcik\b|amount|cost|number of|population|how (many|much)|anzahl|сколько|сумма"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"(\(?(\+|00)\d{1,3}\)?[ -]?)?[267]\d([ -]?\d){6}|\+\d([ -]?\d){8,13}")
_DAY = re.compile(r"(19|20)\d\d[01]\d[0-3]\d")
_CODE = re.compile(r"\d{6}-\d{5}")
_HANDLE = re.compile(r"@[\w.-]{2,40}")
_ADDRESS_ON_NET = re.compile(r"\d{1,3}(\.\d{1,3}){3}")


def is_personal(header: str, filled: Sequence[str]) -> bool:
    """Whether the column with the non-empty cells `filled` holds personal details rather than answers.

    A question that merely mentions e-mail or telephone („May we write to your e-mail?”) is answered with few choices.
    """
    if not filled:
        return False
    title = fold(header)
    if _values_are_personal(filled, count=bool(_COUNT.search(title))):
        return True
    spoken = set(map(fold, filled))
    if spoken <= _YES_NO or title.endswith("]"):
        return False
    if _DETAIL.search(title) and (not _OF_NO_PERSON.search(title) or _OF_A_PERSON.search(title)):
        return True
    few = len(spoken) <= 2 or (len(spoken) <= 8 and len(spoken) <= 0.25 * len(filled))
    return bool(_MEANS.search(title)) and not few


def _values_are_personal(filled: Sequence[str], *, count: bool) -> bool:
    """`count`: the header asks for a figure, so that eight digits are no telephone."""

    def share(fits: Callable[[str], object]) -> float:
        return sum(bool(fits(cell)) for cell in filled) / len(filled)

    return (
        share(_EMAIL.fullmatch) >= 0.5
        or share(lambda cell: _CODE.fullmatch(cell) or _HANDLE.fullmatch(cell) or _ADDRESS_ON_NET.fullmatch(cell)) > 0.5
        or (not count and share(_is_phone) > 0.6 and not _rises(filled))
    )


def _is_phone(cell: str) -> bool:
    return bool(_PHONE.fullmatch(cell)) and not _DAY.fullmatch(cell) and not cell.endswith("000")


def _rises(filled: Sequence[str]) -> bool:
    """Whether the cells are numbers that go up from row to row, as those of responses do and those of telephones do not."""
    numbers = [int(cell) for cell in filled if cell.isascii() and cell.isdigit()]
    return len(numbers) == len(filled) > 2 and numbers == sorted(set(numbers))
