"""YAML that was read once is read from its tree, and means the same."""

import sqlite3
import time
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult import resources
from consult.formats import survey_yaml, yaml_trees
from consult.formats.yaml_text import Reading
from consult.model.consultation import Settings
from consult.service import defining, survey_list
from consult.service.composed_texts import composed
from consult.service.consultation import create, open_consultation
from consult.store import composed_texts, surveys

READY = sorted(resources.surveys().glob("*/survey.yaml"))
WORDS = st.text("abcā ž:#'\"\\-{}[],&*!|>%@`\n0123", max_size=12)
TREES = st.recursive(
    WORDS, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(WORDS, inside, max_size=3), max_leaves=12
)


@pytest.fixture
def consultation(tmp_path):
    with create(tmp_path / "talks", Settings(title={"lv": "Sarunas"}, languages=("lv", "en"))) as made:
        yield made


def yaml_of(tree):
    """YAML in flow style, as JSON is written."""
    import json

    return json.dumps(tree, ensure_ascii=False)


@given(TREES)
def test_a_tree_comes_back_as_it_was(tree):
    text = yaml_of(tree)
    kept = yaml_trees.written(text)
    if kept:
        assert Reading("x").tree(yaml_trees.with_tree(text, kept)) == Reading("x").tree(text)


@pytest.mark.parametrize("path", READY, ids=lambda path: path.parent.name)
def test_a_ready_survey_reads_the_same_from_its_tree(path):
    assert survey_yaml.read_file(path, lambda text: yaml_trees.with_tree(text, yaml_trees.written(text))) == (
        survey_yaml.read_file(path)
    )


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2", "\ta: 1", "- " * 100 + "x", "a: &b 1"])
def test_a_text_with_faults_is_not_kept(consultation, text):
    assert yaml_trees.written(text) == ""
    assert composed(consultation.database, text) is text
    assert composed_texts.find(consultation.database, text) == ""


def test_what_was_published_is_read_without_its_yaml(consultation):
    path = defining.take_ready_survey(consultation, "seminar-evaluation")
    published = defining.publish(consultation, defining.read_file(path))
    kept = surveys.latest(consultation.database, published.id)
    assert kept is not None and kept.tree == composed_texts.find(consultation.database, kept.definition) != ""
    assert defining.current(consultation, published.id) == published


def test_a_file_that_was_changed_is_read_anew(consultation):
    path = defining.take_ready_survey(consultation, "seminar-evaluation")
    before = survey_list.listing(consultation)[0].title
    path.write_text(path.read_text("utf-8").replace(before, "Cits nosaukums"), "utf-8")
    assert survey_list.listing(consultation)[0].title == "Cits nosaukums" != before


def test_settings_are_kept_too_and_faults_are_told_every_time(consultation):
    settings = consultation.folder / "consultation.yaml"
    for _time in range(2):
        with open_consultation(consultation.folder) as again:
            assert again.settings == consultation.settings
            assert composed_texts.find(again.database, settings.read_text("utf-8"))
    settings.write_text("consult: 1\ntitle: {lv: Sarunas}\nsurprise: 1\n", "utf-8")
    for _time in range(2):
        with pytest.raises(Exception, match="surprise"):
            open_consultation(consultation.folder)


def test_another_writer_is_not_waited_for(consultation):
    with closing(sqlite3.connect(consultation.database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.perf_counter()
        assert composed(consultation.database, "a: 1") == "a: 1"
        assert time.perf_counter() - began < 2  # five seconds would be waited for
        other.execute("ROLLBACK")
    assert composed_texts.find(consultation.database, "a: 1") == ""
    assert consultation.database.one("PRAGMA busy_timeout") == (5000,)


def test_only_the_newest_are_kept(consultation):
    for n in range(230):
        composed(consultation.database, f"n: {n}")
    assert consultation.database.one("SELECT count(*) FROM composed_text") == (200,)
    assert composed_texts.find(consultation.database, "n: 229") and not composed_texts.find(consultation.database, "n: 1")
