"""Themes in answers: found, named, the same on every run, and never upset by odd text."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.metrics import adjusted_rand_score

from consult.analysis.folding import fold_near_identical
from consult.analysis.themes import NON_ANSWER, OTHER, ThemeModel

TRANSPORT = """\
Autobusi uz novada centru kursē tikai divas reizes dienā
Vajag vairāk autobusu reisu vakaros
Sabiedriskais transports no laukiem gandrīz nekursē
Brīvdienās autobuss nekursē vispār
Autobusu pieturas ir pārāk tālu no mājām
Sabiedriskā transporta grafiks neatbilst darba laikam
Vajadzīgs transports pēc pieprasījuma mazajiem ciemiem
Autobuss līdz slimnīcai iet reizi nedēļā
Biļetes autobusā ir dārgas pensionāriem
Sabiedriskais transports nav pielāgots ratiņkrēsliem
Skolēnu autobuss varētu vest arī pensionārus
Transports uz pilsētu ir tikai no rīta
Autobusu kustības saraksts mainās bez brīdinājuma
No ciema uz pilsētu nav autobusa reisu
Pietura pie skolas ir bez nojumes, autobuss kavējas"""
CARE = """\
Aprūpe mājās vajadzīga veciem vientuļiem cilvēkiem
Trūkst aprūpētāju, kas brauktu uz mājām
Aprūpes mājās stundu skaits ir par mazu
Aprūpētājas alga ir pārāk maza
Aprūpe mājās arī brīvdienās un vakaros
Vajag aprūpētājus cilvēkiem ar demenci
Gulošu pacientu aprūpe mājās ir smaga ģimenei
Atelpas brīdis tuviniekiem, kas aprūpē slimnieku mājās
Aprūpētāja nāk tikai divas stundas nedēļā
Veciem cilvēkiem vajag palīdzību mājās ar mazgāšanos
Aprūpes mājās pakalpojums nav pieejams laukos
Apmācīt tuviniekus, kā aprūpēt slimnieku mājās
Aprūpe mājās bērniem ar invaliditāti
Vairāk aprūpētāju laukos, lai veci cilvēki paliek mājās
Aprūpes mājās pakalpojumu gaida vientuļi pensionāri"""
QUEUES = """\
Rindas pie ģimenes ārsta ir pārāk garas
Uz rehabilitāciju rindā jāgaida pusgads
Pie psihologa rinda ir vairāki mēneši
Speciālista vizīte jāgaida trīs mēnešus
Saīsināt rindas pie ārsta speciālista
Rehabilitācijas rinda ir gads
Ģimenes ārsts nepieņem jaunus pacientus, garas rindas
Psihiatra vizīti gaidīju četrus mēnešus
Garas rindas uz izmeklējumiem un vizītēm
Gaidīšanas rinda uz logopēdu bērnam ir gads
Nav iespējams pierakstīties vizītē pie ārsta, rinda gara
Rindas uz operācijām jāgaida gadiem
Vizīte pie ārsta tikai pēc mēneša gaidīšanas
Jāgaida rindā uz rehabilitāciju pēc insulta
Pieraksts pie psihologa, gara gaidīšanas rinda"""
INFORMATION = """\
Trūkst informācijas par pakalpojumiem mājaslapā
Informācija par pabalstiem ir grūti saprotama
Vienkāršā valodā uzrakstīta informācija par atbalstu
Nav zināms, kur saņemt informāciju par pabalstiem
Informāciju publicēt novada avīzē, ne tikai internetā
Mājaslapa ir novecojusi, informācija kļūdaina
Iesnieguma veidlapas internetā ir sarežģītas
Vajag bukletu ar informāciju par visiem pabalstiem
Seniori neprot internetu un neredz informāciju
Informatīvas sanāksmes par atbalstu un pabalstiem
Sociālais dienests neinformē par pabalstiem
Informācija krievu valodā avīzē un mājaslapā
Vienota mājaslapa ar visu informāciju
Bezmaksas informācijas tālrunis par pabalstiem
Veidlapas un informāciju rakstīt vienkāršā valodā"""
NON_ANSWERS = ["nav", "-", "Nezinu", "viss labi", "", "n/a"]


def groups(*blocks: str) -> tuple[list[str], list[int]]:
    """The answers of all blocks and the number of the block of each."""
    lines = [(line, number) for number, block in enumerate(blocks) for line in block.splitlines()]
    return [line for line, _ in lines], [number for _, number in lines]


ANSWERS, TRUTH = groups(TRANSPORT, CARE, QUEUES, INFORMATION)


@pytest.fixture(scope="module")
def model() -> ThemeModel:
    return ThemeModel(n_themes=4).fit(ANSWERS + NON_ANSWERS)


def test_obvious_themes_are_found(model: ThemeModel) -> None:
    assert adjusted_rand_score(TRUTH, model.labels_[:60]) > 0.6
    assert list(model.labels_[60:]) == [NON_ANSWER] * 6
    assert model.enough_ and model.language_[0] == "lv" and 0 < model.stability_ <= 1


def test_labels_name_the_themes_in_the_nominative(model: ThemeModel) -> None:
    named = " | ".join(theme.label.lower() for theme in model.themes_)
    assert "autobus" in named and "aprūpe" in named and "informācija" in named and "rinda" in named
    for theme in model.themes_:
        assert theme.label[0].isupper() and 1 <= len(theme.label.split(", ")) <= 3
        assert 1 <= len(theme.keywords) <= 6 and len(set(theme.keywords)) == len(theme.keywords)
        assert not {"ir", "vajag", "par", "nav"} & set(theme.label.lower().replace(",", "").split())


def test_themes_are_sorted_counted_and_shown_by_their_own_answers(model: ThemeModel) -> None:
    assert all(one.size >= other.size for one, other in pairwise(model.themes_))
    for number, theme in enumerate(model.themes_):
        assert theme.size == int((model.labels_ == number).sum()) >= 3
        assert 1 <= len(theme.representatives) <= 5 and len(set(theme.representatives)) == len(theme.representatives)
        assert all(model.labels_[place] == number for place in theme.representatives)
        assert theme.stability is not None and 0 <= theme.stability <= 1
    assert (model.labels_ == OTHER).sum() <= 6
    assert np.all((model.confidence_ >= 0) & (model.confidence_ <= 1))


def test_the_number_of_themes_is_chosen_within_reason() -> None:
    found = ThemeModel().fit(ANSWERS)
    assert 3 <= len(found.themes_) <= 5
    assert adjusted_rand_score(TRUTH, found.labels_) > 0.5


def test_the_order_of_the_answers_and_a_second_run_change_nothing(model: ThemeModel) -> None:
    texts = ANSWERS + NON_ANSWERS
    again = ThemeModel(n_themes=4).fit(texts)
    assert list(again.labels_) == list(model.labels_) and again.themes_ == model.themes_
    order = list(range(len(texts)))
    random.Random(1).shuffle(order)
    shuffled = ThemeModel(n_themes=4).fit([texts[place] for place in order])
    assert [int(model.labels_[place]) for place in order] == list(shuffled.labels_)
    assert [theme.label for theme in shuffled.themes_] == [theme.label for theme in model.themes_]
    assert np.array_equal(model.confidence_[order], shuffled.confidence_)


def test_latvian_without_diacritics_is_grouped_with_the_rest() -> None:
    bare = str.maketrans("āčēģīķļņšūž", "acegiklnsuz")
    plain = [line.translate(bare) if place % 2 else line for place, line in enumerate(ANSWERS)]
    found = ThemeModel(n_themes=4).fit(plain)
    assert adjusted_rand_score(TRUTH, found.labels_) > 0.5
    assert any("aprūp" in theme.label.lower() for theme in found.themes_)


def test_copies_count_in_full_but_weigh_once() -> None:
    letter = "Lūdzam neslēgt mūsu ciema bibliotēku, tā ir vienīgā vieta, kur satikties"
    campaign = [letter, letter + "!", letter.upper(), letter + " un lasīt"] * 10
    found = ThemeModel(n_themes=4).fit(ANSWERS + campaign)
    assert found.groups_[-1] == tuple(range(60, 100))
    assert len(set(found.labels_[60:])) == 1
    assert adjusted_rand_score(TRUTH, found.labels_[:60]) > 0.5
    mine = found.themes_[found.labels_[60]] if found.labels_[60] >= 0 else None
    assert mine is None or (mine.size >= 40 and sum(place >= 60 for place in mine.representatives) <= 1)


def test_near_identical_texts_fold_and_others_do_not() -> None:
    texts = ["Vajag vairāk autobusu uz Rīgu", "vajag vairak autobusu uz Rigu!", "Vajag vairāk autobusu uz Cēsīm un Valmieru", ""]
    assert list(fold_near_identical(texts, 0.8)) == [0, 0, 1, 2]
    assert list(fold_near_identical([], 0.8)) == []


def test_new_answers_go_to_the_nearest_theme(model: ThemeModel) -> None:
    bus, care, nothing = model.predict(["Autobusi nekursē vakaros un brīvdienās", "Aprūpētāja vajadzīga mājās", "nav"])
    assert bus == model.labels_[3] and care == model.labels_[15 + 4] and nothing == NON_ANSWER
    placed = [place for place in range(60) if model.labels_[place] >= 0]
    assert list(model.predict([ANSWERS[place] for place in placed])) == [int(model.labels_[place]) for place in placed]


def test_too_few_answers_are_not_grouped() -> None:
    found = ThemeModel().fit([*ANSWERS[:19], "nav", ""])
    assert not found.enough_ and found.themes_ == [] and found.stability_ is None
    assert list(found.labels_) == [OTHER] * 19 + [NON_ANSWER] * 2
    assert list(found.predict(["Autobuss kavējas", "nav"])) == [OTHER, NON_ANSWER]
    assert list(ThemeModel().fit([]).labels_) == []


def test_copies_do_not_make_enough() -> None:
    assert not ThemeModel().fit(["Vajag autobusu"] * 500).enough_


def test_words_that_are_ignored_name_no_theme() -> None:
    found = ThemeModel(n_themes=4, ignore=["autobuss", "informācija"]).fit(ANSWERS)
    words = " ".join(word.lower() for theme in found.themes_ for word in (theme.label, *theme.keywords))
    assert "autobus" not in words and "informācij" not in words


def test_words_of_the_question_name_a_theme_only_where_they_belong_to_it() -> None:
    texts = [f"{line} pašvaldībā" for line in ANSWERS]
    found = ThemeModel(n_themes=4, question="Kas jāuzlabo jūsu pašvaldībā?").fit(texts)
    assert not any("pašvaldīb" in theme.label.lower() for theme in found.themes_)


def test_a_second_language_gets_themes_of_its_own() -> None:
    russian = [
        f"{what} {where}"
        for what in ("Нужны автобусы", "Автобус ходит редко", "Очередь к врачу", "Врач принимает редко", "Больше автобусов")
        for where in ("в нашем посёлке", "вечером и утром", "для пожилых", "около школы", "по выходным")
    ]
    found = ThemeModel().fit(ANSWERS + russian)
    assert set(found.language_) == {"lv", "ru"}
    assert not set(found.labels_[:60]) & set(found.labels_[60:]) - {OTHER}
    assert found.predict(["Автобусов нет"])[0] in set(found.labels_[60:])


def test_chinese_answers_are_grouped_by_pairs_of_characters() -> None:
    bus = ("公車班次太少", "公車路線不方便", "公車站牌太遠", "增加公車班次")
    doctor = ("醫院看病排隊太久", "醫院醫師不足", "醫院掛號困難", "增加醫院門診")
    places = ("鄉下", "山區", "市區", "學校附近", "週末", "晚上")
    texts = [place + text for text in bus + doctor for place in places]
    found = ThemeModel(n_themes=2, other_max=0).fit(texts)
    assert adjusted_rand_score([0] * 24 + [1] * 24, found.labels_) > 0.4
    assert {"公車" in theme.label or "醫院" in theme.label for theme in found.themes_} == {True}


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3])
def test_no_more_answers_are_left_out_than_allowed(share: float) -> None:
    strange = [f"qz{number} wv{number}" for number in range(40)]
    found = ThemeModel(other_max=share).fit(ANSWERS + strange)
    assert (found.labels_ == OTHER).sum() <= share * 100


def test_odd_texts_raise_nothing() -> None:
    odd = ["👍👍", "x\ufeffy\u200d", "\ud800\udfff x", "\x00\x1b[31m", "12345", "?!", "ā" * 50, "\u202eabc", "=1+1", "<b>x</b>"]
    odd += ["a", "€ €", "\n\n", "и", "的"]
    found = ThemeModel().fit(odd + ANSWERS + ["autobusi " * 30_000])
    assert len(found.labels_) == len(odd) + 61
    assert not ThemeModel().fit(odd * 5).enough_
    for k in (1, 2, 50):
        assert len(ThemeModel(n_themes=k).fit(ANSWERS).themes_) <= k
    assert len(ThemeModel().fit([str(number) for number in range(100)]).labels_) == 100
    assert len(ThemeModel().fit([f"vārds{chr(97 + number)}" for number in range(26)]).labels_) == 26


def test_the_model_is_a_scikit_learn_estimator() -> None:
    copy = clone(ThemeModel(n_themes=7, question="Kāpēc?"))
    assert copy.get_params()["n_themes"] == 7 and copy.question == "Kāpēc?" and not hasattr(copy, "labels_")
    same = ThemeModel(n_themes=4, question="Kāpēc?").fit(ANSWERS)
    assert list(copy.set_params(n_themes=4).fit_predict(ANSWERS)) == list(same.labels_)


def test_texts_without_words_give_no_themes() -> None:
    for texts in (["LV-1007"] * 60, [f"LV-{1000 + n}" for n in range(60)], ["un arī tas", "tā jau ir", "kas to teica"] * 20):
        found = ThemeModel().fit(texts)
        assert not found.enough_ and found.themes_ == [] and found.stability_ is None and not found.weak_
        assert set(found.labels_) <= {OTHER, NON_ANSWER}
        assert set(found.predict(["autobuss", "LV-1007"])) == {OTHER}
    stops = [
        f"{one} {other} {third}"
        for one in ("un", "arī", "tas")
        for other in ("ir", "jau", "kas")
        for third in ("to", "tā", "vai")
    ]
    assert not ThemeModel(language="lv").fit(stops).enough_
    assert not ThemeModel().fit(ANSWERS[:19] + stops).enough_


def test_a_few_texts_without_words_change_no_theme(model: ThemeModel) -> None:
    found = ThemeModel(n_themes=4).fit(ANSWERS + [f"LV-{1000 + n}" for n in range(10)])
    assert found.enough_ and adjusted_rand_score(TRUTH, found.labels_[:60]) > 0.6


def test_weak_themes_are_told(model: ThemeModel) -> None:
    assert not model.weak_
    mixed = [" ".join(line.split()[::2]) for line in ANSWERS]  # half of the words, too many themes
    shaky = ThemeModel(n_themes=14).fit(mixed)
    assert shaky.stability_ is not None and shaky.weak_ == (shaky.stability_ < 0.5)
    shaky.stability_ = 0.49
    assert shaky.weak_
    lopsided = ThemeModel(n_themes=3).fit(ANSWERS)
    lopsided.stability_ = 0.9
    assert lopsided.weak_ == any(2 * theme.size > 60 for theme in lopsided.themes_)
    lopsided.labels_ = np.array([0] * 25)
    assert lopsided.weak_  # the largest theme has more than half of 25
    lopsided.n_themes = 2
    assert not lopsided.weak_
    assert not ThemeModel().fit([]).weak_


ENGLISH = (
    "Waiting lists for speech therapy are too long",
    "The bus to the day centre is expensive",
    "Care at home is too expensive",
)


def test_a_small_foreign_group_is_named_in_its_own_words() -> None:
    found = ThemeModel(n_themes=5, other_max=0).fit(ANSWERS + list(ENGLISH) * 15)
    typed = {word.lower().strip(",.") for line in ENGLISH for word in line.split()}
    named = [
        theme for number, theme in enumerate(found.themes_) if set(np.flatnonzero(found.labels_ == number)) & set(range(60, 105))
    ]
    foreign = [theme for theme in named if min(theme.representatives) >= 60]
    assert foreign
    for theme in foreign:
        assert theme.label and set(theme.label.lower().replace(",", "").split()) <= typed - {
            "is",
            "are",
            "the",
            "to",
            "at",
            "for",
        }


def test_titles_have_no_words_that_nobody_could_have_meant() -> None:
    access = [
        f"Telpas nav pieejamas {who}" for who in ("cilvēkiem ratiņkrēslā", "vecākiem", "pensionāriem", "skolēniem", "visiem")
    ]
    signed = [
        f"Pieteicos {what} kursos un negaidu" for what in ("valodas", "krievu valodas", "angļu valodas", "latviešu valodas")
    ]
    found = ThemeModel(n_themes=5).fit(ANSWERS + access + signed)
    words = " ".join(f"{theme.label} {' '.join(theme.keywords)}" for theme in found.themes_).lower().split()
    assert not {"pieiet", "ārste", "svērt"} & set(words)
    assert not any(verb in theme.label.lower() for theme in found.themes_ for verb in ("pieteicos", "nekursē", "jāgaida"))


def test_bare_spellings_in_titles_give_way_to_accented_ones_from_elsewhere() -> None:
    bare = [f"Berniem vajag {what}, berni {where}" for what in ("skolu", "logopedu", "asistentu", "nometni", "psihologu")
            for where in ("gaida", "slimo", "sez majas")]  # fmt: skip
    found = ThemeModel(n_themes=5, background=["Mūsu bērni aug", "Bērni un vecāki"]).fit(ANSWERS + bare)
    words = " ".join(f"{theme.label} {' '.join(theme.keywords)}" for theme in found.themes_).lower()
    assert "bērn" in words and "bern" not in words


def test_a_chain_of_small_changes_is_not_one_group() -> None:
    words = [f"vārds{chr(97 + n)}{chr(97 + n)}{chr(97 + n)}" for n in range(26)]
    chain = [" ".join(words[start : start + 10]) for start in range(16)]
    groups = fold_near_identical(chain, 0.8)
    assert groups[0] == groups[1] or groups[1] == groups[2]
    assert len(set(groups)) >= 4


def test_groups_do_not_depend_on_the_order_of_the_texts() -> None:
    texts = [f"{line} {end}" for line in ANSWERS for end in ("", "!", "lūdzu", "lūdzu lūdzu", "jau sen")]
    order = list(range(len(texts)))
    random.Random(3).shuffle(order)
    straight, shuffled = fold_near_identical(texts), fold_near_identical([texts[place] for place in order])
    assert adjusted_rand_score(straight[order], shuffled) == 1.0
    assert len(set(straight)) >= 55
