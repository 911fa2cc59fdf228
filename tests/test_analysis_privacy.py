"""Personal details are masked, figures and years are left, and long cells take no time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.analysis.privacy import mask_personal

MARK = "[…]"


@pytest.mark.parametrize(
    "detail",
    [
        "a.b@c.lv", "janis (at) inbox.lv", "janis[at]inbox.lv", "janis @ inbox.lv", "janis (at) inbox (dot) lv",
        "jānis.bērziņš+x@pasts.novads.lv",
        "29123456", "29 123 456", "29-123-456", "2912 3456", "2912-3456", "67 12 34 56", "29 123456", "291 23 456", "67.123.456",
        "+371 67 123 456", "+37129123456", "371 29123456", "(+371) 29 123 456", "00371 29123456", "+49 170 1234567",
        "+44 (0)20 7946 0018", "29\u00a0123\u00a0456", "20123456",
        "010203-12345", "010203\u201312345", "010203 - 12345", "120380 11234", "12.03.80-11234", "12.03.1980-11234",
        "01020312345", "321234-12345", "32123412345", "391234 12345",
        "LV12HABA0551234567890", "LV12 HABA 0551 2345 6789 0", "lv80 bank 0000 4351 9500 1",
        "@krumina.liga51", "@janis", "@51liga", "@Jānis_B",
        "facebook.com/janis.berzins", "https://www.facebook.com/profile.php?id=100012345", "instagram.com/liga_k/",
        "https://lv.linkedin.com/in/janis-berzins", "t.me/janisb", "https://www.youtube.com/@janisb", "draugiem.lv/janis",
    ],
)  # fmt: skip
def test_a_detail_is_masked_whole(detail: str) -> None:
    assert mask_personal(detail, MARK) == MARK
    assert mask_personal(f"Lūdzu, rakstiet ({detail}), ja vajag.", MARK) == f"Lūdzu, rakstiet ({MARK}), ja vajag."
    assert mask_personal(f"kontakti: {detail}", MARK) == f"kontakti: {MARK}"


@pytest.mark.parametrize(
    "text",
    [
        "2021.–2027. gadā", "2021-2027", "2021–2027. gadā", "2014 2020", "MK noteikumi Nr. 639", "12 345 klienti",
        "2500-3000 eiro", "2500–3000", "20 000 000 eiro", "26 000 000 EUR", "26 123 456 eiro", "25000000 eiro", "25 000 000",
        "25000000€", "EUR 26 123 456", "€ 26123456", "26 123 456 789", "29123456,50", "+20 000 000 eiro",
        "@SUM(A1)", "=@SUM(A1:A9)", "@A1", "cena @ 5", "LV-1050", "12.03.2021", "26.10.2021", "2026-03-05",
        "05.03.2026-07.03.2026",
        "plkst. 13.00-16.00", "26.00-28.00", "2026-03-05 14:05:31", "26.10.2021 14:05", "40003245678", "x.y", "a@b",
        "LV10 kaut kas tas un tas ir", "https://www.lsm.lv/raksts/26123456", "latex.com/x", "youtube.com/watch?v=abc",
        "1 29 123 456", "6-8 stundas", "20 000 eiro",
    ],
)  # fmt: skip
def test_figures_dates_and_formulas_are_left(text: str) -> None:
    assert mask_personal(text, MARK) == text


def test_several_details_in_one_text() -> None:
    text = "Zvaniet 29123456 67123456 vai 26 111 222, raksti a@b.lv; @liga, cena 20 000 000 eiro."
    assert mask_personal(text, "*") == "Zvaniet * * vai *, raksti *; *, cena 20 000 000 eiro."


def test_the_mark_is_taken_as_it_is() -> None:
    assert mask_personal("a@b.lv", r"\1\g<0>") == r"\1\g<0>"


@pytest.mark.parametrize(
    "unit",
    ["a", "a.", "1", "2 ", "29 ", "@", "a@", "a @ ", "@a.", "+1 ", "(", "LV12 ", "lv12abcd", "x.com/", "http://", "-", " ", "32",
     "@1", "a(at)", "01.02.", "a-"],
)  # fmt: skip
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = unit * (320_000 // len(unit))
    start = time.perf_counter()
    mask_personal(text, MARK)
    assert time.perf_counter() - start < 2


@given(st.text(max_size=200))
def test_no_text_is_too_odd_and_plain_letters_are_left(text: str) -> None:
    mask_personal(text, MARK)
    plain = "".join(letter for letter in text if letter.isalpha() or letter == " ")
    assert mask_personal(plain, MARK) == plain
