"""Why the system refused something, in words of the language that is spoken."""

import errno

import pytest

from consult import i18n
from consult.formats import survey_yaml
from consult.system_faults import reason


@pytest.mark.parametrize(("language", "told"), [("en", "there is no such file or folder"), ("lv", "tādas datnes vai mapes nav")])
def test_a_missing_file_is_told_in_the_language_of_the_reader(language, told, tmp_path):
    with i18n.using(language), pytest.raises(OSError) as missing:
        open(tmp_path / "none")
    with i18n.using(language):
        assert reason(missing.value) == told


def test_a_reason_of_our_own_or_an_unknown_one_stays_as_it_is():
    assert reason(OSError(errno.EINVAL, "it is a pipe")) == "it is a pipe"
    assert reason(OSError("odd")) == "odd"


def test_a_survey_that_is_a_folder_is_refused_in_latvian(tmp_path):
    with i18n.using("lv"), pytest.raises(Exception, match="tā ir mape"):
        survey_yaml.read_file(tmp_path)
