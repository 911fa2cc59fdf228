"""A register of people, surveys of each identity, and invitations that are handed out and used."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from conftest import NEEDS

from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import Consultation
from consult.service.register import redeeming
from consult.service.register.inviting import Invited

REGISTER = """\
code,organisation,name,group,area,email
riga,Rīgas dome,Anna O'Brien,pašvaldība,Rīga,anna@riga.example
jurmala,Jūrmalas dome,,pašvaldība,Jūrmala,
nvo,"=cmd|'<b>x</b>'",,NVO,Rīga,
"""
IDENTITIES = ("anonymous", "token", "named")


def publish(consultation: Consultation, name: str, identity: str) -> Survey:
    """Publishes the survey `needs` by another name, with the identity that it promises."""
    path = consultation.folder / "surveys" / f"{name}.yaml"
    path.write_text(NEEDS.replace("survey: needs", f"survey: {name}\nidentity: {identity}"), "utf-8")
    return defining.publish(consultation, defining.read_file(path))


def tokens(done: Invited) -> dict[str, str]:
    """Code → token, as the table hands them out."""
    file = next(file for file in done.files if file.suffix == ".csv")
    return {row["code"]: row["token"] for row in csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))}


def send(consultation: Consultation, survey: str, token: str, raw: Mapping[str, str] | None = None) -> str:
    """Answers as the web page would, from the token to the receipt."""
    return redeeming.open_session_by_token(consultation, survey, token).submit(raw or {"clients": "5"})
