"""Words, lemmas, languages and non-answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.analysis.text import detect_language, detect_languages, is_non_answer, lemmas, normalise, tokens, words

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)  # with unpaired surrogates and control characters


@pytest.mark.parametrize(
    "text",
    ["", "  ", "-", "—", "...", "nav", "Nav.", "NAV!", "n/a", "N.A.", "nezinu", "Nezinu…", "viss labi", "Viss ir kārtībā!",
     "viss ir kartiba", "nav priekšlikumu", "Nav komentāru.", "keine", "No comment", "none", "I don't know", "I don\u2019t know",
     "не знаю", "Нет.", "無", "なし", "x", "?", "123", "👍", "\ud800", "\u202e", "(nav)", "„nav”"],
)  # fmt: skip
def test_non_answers_are_told(text: str) -> None:
    assert is_non_answer(text)


@pytest.mark.parametrize(
    "text",
    ["nav transporta", "Viss labi, bet autobusi nekursē", "None of the buses stop here", "autobuss", "Navigācija",
     "нет автобусов", "keine Radwege", "計程車", "nav " * 60],
)  # fmt: skip
def test_answers_that_begin_like_one_are_kept(text: str) -> None:
    assert not is_non_answer(text)


def test_normalise_takes_out_what_does_not_belong_on_a_screen() -> None:
    assert normalise("a\u0000b\u202ec\ud800d\r\n\te  f\u0061\u0304") == "a bc d e fā"


def test_lemmas_are_folded_and_without_stop_words_and_numbers() -> None:
    assert lemmas("Autobusi uz Rīgu 2024. gadā nekursē ļoti bieži", "lv")[:2] == ["autobuss", "riga"]
    assert lemmas("Viņiem un tiem, kas to vienā dienā", "lv") == []


def test_latvian_without_diacritics_has_the_same_lemmas() -> None:
    assert lemmas("cilvekiem aprupes pakalpojumi un rindas", "lv") == lemmas("cilvēkiem aprūpes pakalpojumi un rindas", "lv")


def test_words_of_a_consultation_are_not_stopped() -> None:
    assert lemmas("help at home for old people", "en") == ["help", "home", "old"]


def test_addresses_and_user_names_are_no_words() -> None:
    assert tokens("Skat. https://www.riga.lv/x?y=1 vai raksti janis@epasts.lv, @janis, riga.lv") == ["Skat", "vai", "raksti"]


def test_scripts_without_spaces_give_pairs_of_characters() -> None:
    assert lemmas("Uber的司機", "zh") == ["uber", "司機"]
    assert [word.joined for word in words("計程車", "zh")] == [False, True]
    assert lemmas("バスがない", "ja") == ["バス"]
    assert lemmas("버스", "ko") == ["버스"]


def test_words_typed_with_caps_lock_are_not_taken_for_names() -> None:
    assert tokens("VAJAG AUTOBUSUS") == ["vajag", "autobusus"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vajag vairāk autobusu uz Rīgu, jo tagad tie iet reti", "lv"),
        ("vajag vairak autobusu, jo tagad tie iet reti un nav ar ko tikt", "lv"),
        ("We need more buses because they are rare and not on time", "en"),
        ("Wir brauchen mehr Busse, weil sie nur selten fahren", "de"),
        ("Нужно больше автобусов, потому что они ходят редко", "ru"),
        ("Reikia daugiau autobusų, nes jie važiuoja labai retai", "lt"),
        ("我覺得計程車太貴了", "zh"),
        ("バスの本数が少ない", "ja"),
        ("버스가 너무 적어요", "ko"),
        ("123", "und"),
        ("", "und"),
    ],
)
def test_language_is_told(text: str, language: str) -> None:
    assert detect_language([text]) == language


def test_short_answers_follow_the_language_of_the_set() -> None:
    texts = ["Vajag vairāk autobusu, jo tie iet reti", "Internets", "transports", "Нужны автобусы"]
    assert detect_languages(texts) == ["lv", "lv", "lv", "ru"]
    assert detect_languages([]) == []
    assert detect_language([]) == "und"


@settings(deadline=None)  # the first word of a language loads its dictionary
@given(ANY_TEXT, st.sampled_from(["lv", "en", "de", "ru", "zh", "ja", "ko", "und", ""]))
def test_no_text_is_too_odd(text: str, language: str) -> None:
    assert all(lemmas(text, language))
    normalise(text).encode()
    assert is_non_answer(text) in (True, False)
    assert len(detect_languages([text])) == 1


@settings(deadline=None)
@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("sociālajam darbiniekam", "sociālais darbinieks"),
        ("sociālajiem darbiniekiem", "sociālie darbinieki"),
        ("sociālo pakalpojumu", "sociālais pakalpojums"),
        ("aprūpe mājās", "aprūpe mājās"),
        ("jauniem pakalpojumiem", "jauni pakalpojumi"),
        ("grupu dzīvokli", "grupu dzīvoklis"),
        ("drošības pogu", "drošības poga"),
        ("atelpas brīža", "atelpas brīdis"),
    ],
)
def test_latvian_phrases_are_put_into_the_nominative(written, title):
    from consult.analysis.surface_forms import SurfaceForms
    from consult.analysis.text import words

    document = words(written, "lv")
    term = tuple(word.key for word in document)
    assert SurfaceForms([document, document], "lv", {term}).written(term) == title
