"""What tests share: a language, a consultation, the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from click.testing import CliRunner, Result

from consult import i18n
from consult.model.consultation import Settings
from consult.service import consultation as consultations
from consult.service import defining
from consult.service.consultation import Consultation

hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")

NEEDS = """\
consult: 1
survey: needs
languages: [lv, en]
title: {lv: "Vajadzības", en: "Needs"}
pages:
  - page: all
    questions:
      - code: area
        type: single
        role: area
        ask: {lv: "Pašvaldība", en: "Municipality"}
        choices: [{code: "0010000", lv: Rīga}, {code: "0004000", lv: Jūrmala}]
      - code: services
        type: multi
        other: yes
        ask: {lv: "Pakalpojumi", en: "Services"}
        choices:
          - {code: home, lv: "Aprūpe mājās", en: "Home care"}
          - {code: day, lv: "Dienas centrs", en: "Day centre"}
      - code: need
        type: matrix
        ask: {lv: "Vajadzība", en: "Need"}
        rows:
          - {code: here, lv: "Jūsu pašvaldībā", en: "In your municipality"}
          - {code: region, lv: "Reģionā", en: "In the region"}
        choices:
          - {code: "1", lv: "Nav", en: "None"}
          - {code: "2", lv: "Liela", en: "Great"}
          - {code: "0", lv: "Nav viedokļa", en: "No opinion", apart: yes}
      - {code: clients, type: number, integer: yes, min: 0, ask: {lv: "Klienti", en: "Clients"}}
      - {code: since, type: date, ask: {lv: "Kopš", en: "Since"}}
      - {code: proposal, type: text, ask: {lv: "Priekšlikums", en: "Proposal"}}
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages are in English, whatever the machine speaks and the test did."""
    for name in ("CONSULT_LANG", "CONSULT_DIR", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with i18n.using("en"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a consultation with one published survey, `needs`."""
    with consultations.create(tmp_path / "talks", Settings(title={"lv": "Programma", "en": "Programme"})) as made:
        (made.folder / "surveys" / "needs.yaml").write_text(NEEDS, "utf-8")
        defining.publish(made, defining.read_file(made.folder / "surveys" / "needs.yaml"))
    return tmp_path / "talks"


@pytest.fixture
def consultation(folder: Path) -> Iterator[Consultation]:
    """That consultation, open."""
    with consultations.open_consultation(folder) as opened:
        yield opened


@pytest.fixture
def whole(consultation: Consultation) -> Consultation:
    """The consultation with a published survey that has every type of question."""
    from whole_survey import WHOLE

    path = consultation.folder / "surveys" / "whole.yaml"
    path.write_text(WHOLE, "utf-8")
    defining.publish(consultation, defining.read_file(path))
    return consultation


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a consultation with a register and a survey of each identity, made once."""
    from invitations import IDENTITIES, REGISTER, publish

    from consult.service.register import registering

    table = tmp_path_factory.mktemp("register") / "people.csv"
    table.write_text(REGISTER, "utf-8")
    with consultations.create(tmp_path_factory.mktemp("prepared") / "talks", Settings(title={"en": "Programme"})) as made:
        registering.import_people(made, table)
        for name in IDENTITIES:
            publish(made, name, name)
    return made.folder


@pytest.fixture
def invited(prepared: Path, tmp_path: Path) -> Iterator[Consultation]:
    """A copy of it for one test, open."""
    with consultations.open_consultation(Path(shutil.copytree(prepared, tmp_path / "talks"))) as opened:
        yield opened


@pytest.fixture
def consult(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command line: `consult("status", "--json", at=folder)`."""
    from consult.cli.commands import consult as command

    def run(*arguments: object, at: Path | None = None) -> Result:
        if at:
            monkeypatch.chdir(at)
        return CliRunner().invoke(command, [str(argument) for argument in arguments], prog_name="consult")

    return run


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Writes a table: `table("Pašvaldība;Klienti\\nRīga;5\\n")`."""

    def write(text: str, name: str = "answers.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write
