"""Whatever is typed and whatever is done: texts read back as they were typed, files stay readable, every step can be undone."""

import os

import pytest
from building_texts import FLOW, HARD, SMALL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.errors import ConsultError, NotFoundError
from consult.formats import survey_yaml
from consult.formats.survey_editing import pieces
from consult.formats.survey_editing.located import compose
from consult.model.consultation import Settings
from consult.service.building import open_building, types
from consult.service.consultation import create


@pytest.fixture
def folder(tmp_path):
    with create(tmp_path / "town", Settings(title={"lv": "Pilsēta"})) as consultation:
        yield consultation


@pytest.fixture
def small(folder):
    (folder.folder / "surveys" / "small.yaml").write_text(SMALL, "utf-8")
    return open_building(folder, "small")


@pytest.mark.parametrize("text", HARD, ids=[f"{n}" for n in range(len(HARD))])
def test_any_text_can_be_a_label_and_reads_back_as_it_was_typed(small, text):
    text = text.strip()
    expected = text.replace("\ud800", "\N{REPLACEMENT CHARACTER}")
    for change in (
        lambda: small.set_choice("group", "resident", "label", text),
        lambda: small.set_choice("group", "provider", "label", text, "en"),
        lambda: small.set("page:what", "title", text),
        lambda: small.set("", "title", text, "en"),
        lambda: small.set("need", "hint", text),
        lambda: small.set("need", "no_opinion", text),
    ):
        change()
    assert small.problems == ()
    survey = small.preview()
    group, need = survey.question("group"), survey.question("need")
    assert group.choice("resident").label["lv"] == group.choice("provider").label["en"] == need.hint["lv"] == expected
    assert need.choices[-1].label["lv"] == expected
    small.save(over=True)
    assert open_building(small.consultation, "small").text == small.text
    while small.undo():
        pass
    assert small.text == SMALL


MANY = int(os.environ.get("CONSULT_FUZZ", "25"))
TEXTS = st.one_of(st.sampled_from([text.strip() for text in HARD]), st.text(max_size=30))


class Hands:
    """Somebody who does things to a survey at random, as hypothesis draws them."""

    def __init__(self, building, data):
        self.building, self.data = building, data

    def one_of(self, found):
        found = list(found)
        if not found:
            raise NotFoundError("there is none")
        return self.data.draw(st.sampled_from(found))

    def place(self, *kinds):
        lines = [line for line in self.building.outline() if line.kind in kinds]
        return self.one_of(lines).place if lines else ""

    def act(self):
        getattr(self, self.one_of([name for name in dir(self) if name.startswith("do_")]))()

    def do_set(self):
        place = self.place("survey", "page", "question", "part")
        found = self.one_of([one for one in self.building.values(place) if one.kind in VALUES])
        self.building.set(place, found.key, self.data.draw(VALUES[found.kind]))

    def do_type(self):
        self.building.set_type(self.place("question"), self.one_of(line.type for line in types()))

    def do_add(self):
        self.building.add_question(
            self.one_of(line.type for line in types()), self.place("page", "question"), ask=self.data.draw(TEXTS)
        )

    def do_add_page(self):
        self.building.add_page(self.place("page", "question"), self.data.draw(TEXTS))

    def do_part(self):
        self.building.add_part(self.place("question"), "number", self.data.draw(TEXTS))

    def do_delete(self):
        self.building.delete(self.place("question", "part", "list", "page"))

    def do_duplicate(self):
        self.building.duplicate(self.place("question", "page", "part"))

    def do_move(self):
        self.building.move(self.place("question", "page", "part"), self.data.draw(st.integers(-3, 3)))

    def do_paste(self):
        self.building.paste_choices(
            self.place("question", "list"), self.data.draw(TEXTS), self.one_of(["choices", "rows", "sides"])
        )

    def do_choice(self):
        place = self.place("question", "part", "list")
        of = self.one_of(["choices", "rows"])
        code = self.one_of(line.code for line in self.building.choices(place, of))
        deed = self.one_of(["label", "code", "apart", "closed", "move", "delete"])
        if deed == "move":
            self.building.move_choice(place, code, self.data.draw(st.integers(-2, 2)), of)
        elif deed == "delete":
            self.building.delete_choice(place, code, of)
        else:
            self.building.set_choice(place, code, deed, self.data.draw(TEXTS), of=of)

    def do_list(self):
        self.building.share_choices(self.place("question"), self.one_of(["one", "two"]), self.one_of(["choices", "rows"]))

    def do_use_list(self):
        names = [line.name for line in self.building.lists()]
        self.building.use_list(self.place("question"), self.one_of(names), self.one_of(["choices", "rows"]))

    def do_own(self):
        self.building.own_choices(self.place("question"), self.one_of(["choices", "rows"]))

    def do_rename(self):
        self.building.rename_code(self.place("question", "page", "part"), self.one_of(["a", "b", "clients", "c_1"]))

    def do_recode(self):
        place = self.place("question")
        of = self.one_of(["choices", "rows"])
        code = self.one_of(line.code for line in self.building.choices(place, of))
        self.building.set_choice(place, code, "code", self.one_of(["u", "v", "home", "provider"]), of=of)

    def do_check(self):
        place = self.place("question", "part")
        self.building.add_check(place, self.data.draw(TEXTS), self.data.draw(TEXTS))
        self.building.set_check(place, 0, self.one_of(["must", "say"]), self.data.draw(TEXTS))
        self.one_of([self.building.delete_check, lambda *_: None])(place, 0)

    def do_translate(self):
        self.building.translate(self.one_of(self.building.translations("en").lines), self.data.draw(TEXTS), "en")


VALUES = {
    "texts": TEXTS, "yes_no": st.booleans(), "number": st.sampled_from(["", "3", "2,5"]),
    "day": st.sampled_from(["", "5.3.2026"]),
    "expression": st.one_of(TEXTS, st.just("clients > 3")),
    "one_of": st.sampled_from(["group", "token", "note", "multi", ""]),
    "several": st.sampled_from([(), ("rows",), ("refused", "not_known"), ("lv", "en", "de")]),
}  # fmt: skip


@pytest.mark.parametrize("text", [SMALL, FLOW, SMALL.replace("\n", "\r\n")], ids=["lines", "brackets", "windows"])
@settings(max_examples=MANY, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_done_can_be_undone_and_done_again(tmp_path_factory, text, data):
    with create(tmp_path_factory.mktemp("town") / "x", Settings(title={"lv": "Pilsēta"})) as folder:
        (folder.folder / "surveys" / "small.yaml").write_bytes(text.encode())
        building = open_building(folder, "small")
        hands = Hands(building, data)
        for _n in range(data.draw(st.integers(1, 12))):
            before = building.text
            try:
                hands.act()
            except ConsultError:
                assert building.text == before
            assert building.readable
            assert pieces.located(building.text) == compose(building.text)
            building.preview()
        last = building.text
        if not building.problems:
            building.save()
            assert survey_yaml.read_file(building.path) == building.survey
        for step in (building.undo, building.redo, building.undo):
            while step():
                pass
            assert building.text == (last if step == building.redo else text)


@settings(max_examples=MANY, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_lines_that_an_edit_of_a_published_survey_adds_are_such_as_publishing_takes(tmp_path_factory, data):
    """Other changes of meaning may still be refused; but no line may speak of what was never there, or still is."""
    with create(tmp_path_factory.mktemp("town") / "x", Settings(title={"lv": "Pilsēta"})) as folder:
        (folder.folder / "surveys" / "small.yaml").write_text(SMALL.replace("show_if", "hint").replace("{clients}", "n"), "utf-8")
        building = open_building(folder, "small")
        building.replace_text(building.text.replace("    hint: clients > 5\n", ""))
        building.publish()
        hands = Hands(building, data)
        for _n in range(data.draw(st.integers(1, 8))):
            try:
                getattr(hands, hands.one_of(["do_rename", "do_delete", "do_recode", "do_move"]))()
            except ConsultError:
                pass
        if not building.problems:
            assert [str(one) for one in building.plan().problems if "migrations" in one.place] == []


def test_an_earlier_draft_that_nobody_looked_at_outlives_saving(small):
    small.set("group", "hint", "Pirms avārijas")
    small.keep_draft()
    later = open_building(small.consultation, "small")
    later.set("", "title", "Cits")
    later.save()
    again = open_building(small.consultation, "small")
    assert again.draft_found and "Pirms avārijas" in again.draft_found.text
    again.restore()
    again.save()
    assert open_building(small.consultation, "small").draft_found is None
