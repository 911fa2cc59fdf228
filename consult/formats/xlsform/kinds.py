"""The column `type` of an XLSForm: what a row asks, in one spelling for the many that are in use."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SELECT = re.compile(
    r"(?:add )?(?:q )?(?P<kind>select[ _]?one|select1|select[ _]multiple|select all that apply|select|rank)"
    r"(?P<source>[ _]from[ _]file|[ _]external)?(?: prompt)?(?: using| from)?(?: (?P<list>.+?))?"
    r"(?P<other>,? or[ _](?:specify[ _])?other)?",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(r"(?P<edge>begin|end)[ _]+(?P<what>.+)", re.IGNORECASE)
_MULTI = ("select multiple", "select all that apply", "select")
_SPELLINGS = {
    "text": ("text", "string", "barcode", "email", "url", "tel", "phone number", "phone"),
    "integer": ("integer", "int", "whole number", "number of days in last month", "number of days in last six months",
                "number of days in last year"),
    "decimal": ("decimal", "number", "float"),
    "range": ("range",),
    "percentage": ("percentage", "percent"),
    "date": ("date",),
    "datetime": ("datetime", "date time"),
    "time": ("time",),
    "place": ("geopoint", "geotrace", "geoshape", "gps", "location", "osm"),
    "file": ("file", "image", "photo", "picture", "audio", "video"),
    "note": ("note",),
    "calculate": ("calculate", "calculation"),
    "hidden": ("hidden",),
    "acknowledge": ("acknowledge", "trigger"),
    "meta": ("start", "end", "today", "start time", "end time", "deviceid", "device id", "subscriberid", "subscriber id",
             "simserial", "sim id", "phonenumber", "username", "imei", "audit", "start geopoint", "background audio",
             "background geopoint", "meta", "uri:deviceid", "uri:phonenumber", "uri:username", "uri:email", "uri:simserial",
             "uri:subscriberid"),
    "row": ("score row",),
    "level": ("rank level",),
    "table": ("xml external", "csv external", "include"),
}  # fmt: skip
_WORDS = {spelling: word for word, spellings in _SPELLINGS.items() for spelling in spellings}
_REPEATS = ("repeat", "lgroup", "looped group", "loop")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a row is: `word` is one of text, integer, …, one, multi, rank, begin group, end repeat, or empty where unknown."""

    word: str
    list: str = ""
    """The name of the list of choices, or of the file that holds them."""
    source: str = ""
    """„file” or „external” where the choices are not on the sheet of choices."""
    other: bool = False
    spelling: str = ""
    """The type in small letters, for kinds of which several are in use."""


def kind_of(cell: str) -> Kind:
    """The kind that a cell of the column `type` names."""
    text = " ".join(cell.split())
    edge = _STRUCTURE.fullmatch(text)
    if edge and edge["what"].lower() not in ("time",):
        what = edge["what"].lower().replace("_", " ").split(" over ")[0]
        group = "repeat" if what in _REPEATS or what.startswith("loop") else "group"
        return Kind(f"{edge['edge'].lower()} {group}", spelling=what)
    select = _SELECT.fullmatch(text)
    if select:
        return _select(select)
    plain = re.sub(r"[ _-]+", " ", text.lower()).strip()
    plain = re.sub(r"^(add|get|q) ", "", plain).removesuffix(" prompt")
    word = _WORDS.get(plain) or _WORDS.get(plain.split(" ")[0] if plain.startswith(("osm", "csv external")) else "")
    return Kind(word or "", spelling=plain)


def _select(found: re.Match[str]) -> Kind:
    kind = re.sub(r"[ _]+", " ", found["kind"].lower())
    word = "rank" if kind == "rank" else "multi" if kind in _MULTI else "one"
    source = (found["source"] or "").lower().replace("_", " ").strip()
    name = (found["list"] or "").strip()
    return Kind(word, name, {"from file": "file", "external": "external"}.get(source, ""), bool(found["other"]), kind)
