"""Numbers, dates and sorting as Latvians and English readers know them."""

from datetime import date, datetime

from consult import i18n
from consult.i18n import day, deadline, moment, number, percent, quoted, sort_key, using


def test_numbers_follow_the_language():
    with using("lv"):
        assert number(1234567.5) == "1\u00a0234\u00a0567,5"
        assert percent(0.52) == "52\u00a0%"
    with using("en"):
        assert number(1234567.5) == "1,234,567.5"
        assert percent(0.523, 1) == "52.3%"


def test_dates_follow_the_language():
    with using("lv"):
        assert day(date(2018, 12, 11)) == "2018. gada 11. decembris"
        assert moment(datetime(2026, 3, 5, 14, 5)) == "2026. gada 5. marts, plkst. 14.05"
    assert day(date(2018, 12, 11)) == "11 December 2018"


def test_latvian_letters_stand_where_dictionaries_put_them():
    names = ["Ķekava", "Kuldīga", "Ādaži", "Adulienas", "Česlavs", "Cēsis", "Dobele", "Žīguri", "Zilupe", "Šķēde", "Saldus"]
    assert sorted(names, key=sort_key) == [
        "Ādaži", "Adulienas", "Cēsis", "Česlavs", "Dobele", "Kuldīga", "Ķekava", "Saldus", "Šķēde", "Zilupe", "Žīguri",
    ]  # fmt: skip


def test_numbers_inside_text_sort_by_value():
    assert sorted(["10. posms", "2. posms", "1. posms"], key=sort_key) == ["1. posms", "2. posms", "10. posms"]


def test_thousands_of_digits_sort_as_well():
    assert sorted(["9" * 6000, "10", "2"], key=sort_key) == ["2", "10", "9" * 6000]


def test_small_numbers_keep_the_digits_that_count():
    assert [number(value) for value in (0.00123456, 0.05, 2.345, 0)] == ["0.00123", "0.05", "2.34", "0"]


def test_the_language_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("CONSULT_LANG", "lv")
    assert i18n.preferred() == "lv"
    monkeypatch.delenv("CONSULT_LANG")
    monkeypatch.setenv("LC_ALL", "lv_LV.UTF-8")
    assert i18n.preferred() == "lv"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert i18n.preferred() == "en"


def test_quotation_marks_follow_the_language():
    assert quoted("x") == "“x”"
    with using("lv"):
        assert quoted("x") == "„x”"


def test_a_deadline_is_in_the_dative_in_latvian():
    months = {
        1: "janvārim", 2: "februārim", 3: "martam", 4: "aprīlim", 5: "maijam", 6: "jūnijam", 7: "jūlijam", 8: "augustam",
        9: "septembrim", 10: "oktobrim", 11: "novembrim", 12: "decembrim",
    }  # fmt: skip
    with using("lv"):
        assert [deadline(date(2026, month, 3)) for month in months] == [f"2026. gada 3. {name}" for name in months.values()]
    with using("en"):
        assert deadline(date(2026, 12, 31)) == "31 December 2026"


def test_around_a_third_language_stands_the_one_that_was_chosen():
    i18n.activate("lv")
    try:
        with i18n.using("ru"):
            assert i18n.current() == "lv"
        i18n.activate("ru")
        assert i18n.current() == "lv"
    finally:
        i18n.activate("en")
    with i18n.using("ru"):
        assert i18n.current() == "en"
