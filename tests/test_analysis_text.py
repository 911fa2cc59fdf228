"""Words, lemmas, languages and non-answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.analysis.text import cleaned, detect_language, detect_languages, is_non_answer, lemmas, tokens, words

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
    assert cleaned("a\u0000b\u202ec\ud800d\r\n\te  f\u0061\u0304") == "a bc d e fā"


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
    cleaned(text).encode()
    assert is_non_answer(text) in (True, False)
    assert len(detect_languages([text])) == 1


@settings(deadline=None)
@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


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


@pytest.mark.parametrize(
    ("answers", "key", "title"),
    [
        (["drošības poga", "drošības pogu vajag"], "drosiba", "drošība"),
        (["aprūpes centrs", "aprūpes gulta"], "aprupe", "aprūpe"),
        (["rindas uz vizīti", "garas rindas"], "rinda", "rindas"),
        (["bez maksas", "bez maksas dot"], "maksa", "maksa"),
        (["invaliditāti noteikt", "invaliditāti"], "invaliditate", "invaliditāte"),
        (["nepietiek finansējuma"], "finansejums", "finansējums"),
        (["pieejamas telpas", "nav pieejamas"], "pieiet", "pieejamas"),
        (["zems atalgojums"], "atalgojums", "atalgojums"),
        (["klientiem nakts"], "klients", "klienti"),
        (["pie logopēda"], "logopeda", "logopēda"),
        (["pie logopēda", "logopēds gaida"], "logopeda", "logopēds"),
    ],
)
def test_words_get_the_nominative_only_where_it_is_certain(answers: list[str], key: str, title: str) -> None:
    from consult.analysis.surface_forms import SurfaceForms

    documents = [words(answer, "lv") for answer in answers]
    assert SurfaceForms(documents, "lv", {(key,)}).written((key,)) == title


def test_phrases_and_words_are_judged_by_how_they_can_stand_in_a_title() -> None:
    from consult.analysis.surface_forms import SurfaceForms

    def quality(answer: str, place: int, length: int = 1) -> float:
        document = words(answer, "lv")
        term = tuple(word.key for word in document[place : place + length])
        return SurfaceForms([document], "lv", {term}).quality(term)

    assert quality("aprūpe mājās", 0, 2) == quality("sociālajam darbiniekam", 0, 2) == quality("drošības poga", 0, 2) == 1
    assert quality("drošība", 0) == 1
    for answer, length in [("autobuss kursē", 2), ("nepietiek finansējuma", 2), ("speciālistu lauku teritorijā", 2), ("kursē", 1),
                           ("pieteicos", 1), ("specializētā", 1), ("grūti", 1), ("sadarboties", 1)]:  # fmt: skip
        assert quality(answer, 0, length) < 0.5, answer


def test_words_on_both_sides_of_a_comma_make_no_phrase() -> None:
    from consult.analysis.terms import terms_of

    terms = [[word.surface for word in run] for run in terms_of(words("Нет центра, пожилые люди", "ru"))]
    assert ["пожилые", "люди"] in terms or ["пожилые"] in terms
    assert ["центра", "пожилые"] not in terms
    assert [word.apart for word in words("aprūpe, transports (nakts) un", "lv")] == [False, True, True, True]


def test_bare_spellings_are_mended_from_other_answers() -> None:
    from consult.analysis.spelling import accents, respell

    documents = [words(text, "lv") for text in ("Bērni gaida", "Berni gaida", "BERNI", "vietā", "vieta")]
    found = accents(documents, "lv")
    assert found == {"berni": "bērni"}
    assert [respell(document, found, "lv")[0].surface for document in documents] == ["Bērni", "Bērni", "BĒRNI", "vietā", "vieta"]
    assert accents(documents, "en") == {}
