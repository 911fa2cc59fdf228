"""Small surveys of LimeSurvey in both of its file formats, written out for tests."""

from __future__ import annotations

from xml.sax.saxutils import escape

from consult.formats.limesurvey.reading import LimeSurvey, read_content

COLUMNS = ("class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other", "default")


def row(kind: str, name: str = "", text: str = "", type: str = "", language: str = "en", **more: str) -> dict[str, str]:
    return {"class": kind, "type/scale": type, "name": name, "text": text, "language": language, **more}


def tsv(*rows: dict[str, str]) -> bytes:
    """The rows as the file that LimeSurvey exports, with a language, a title and a group before them."""
    before = (
        row("S", "language", "en", language=""),
        row("SL", "surveyls_title", "Needs"),
        row("G", "All", "", "G0"),
    )
    every = [*before, *rows]
    columns = [*COLUMNS, *dict.fromkeys(name for one in every for name in one if name not in COLUMNS)]
    lines = ["\t".join(columns)]
    lines += ["\t".join('"' + one.get(name, "").replace('"', '""') + '"' for name in columns) for one in every]
    return "\n".join(lines).encode()


def read(*rows: dict[str, str]) -> LimeSurvey:
    return read_content(tsv(*rows), "needs.txt")


def question(code: str, type: str, **more: str) -> dict[str, str]:
    return row("Q", code, more.pop("text", f"{code}?"), type, **more)


def rows(*codes: str, scale: str = "0", **more: str) -> list[dict[str, str]]:
    return [row("SQ", code, f"{code} text", scale, **more) for code in codes]


def answers(*codes: str, scale: str = "0", **more: str) -> list[dict[str, str]]:
    return [row("A", code, f"{code} text", scale, **more) for code in codes]


def lss(version: int, **sections: list[dict[str, str]]) -> bytes:
    """The sections as XML."""
    found = [f'<?xml version="1.0" encoding="UTF-8"?>\n<document>\n <LimeSurveyDocType>Survey</LimeSurveyDocType>\n'
             f" <DBVersion>{version}</DBVersion>\n <languages>\n  <language>en</language>\n </languages>\n"]  # fmt: skip
    for section, content in sections.items():
        cells = "".join(
            "   <row>\n" + "".join(f"    <{name}><![CDATA[{text}]]></{name}>\n" for name, text in one.items()) + "   </row>\n"
            for one in content
        )
        fields = "".join(
            f"   <fieldname>{escape(name)}</fieldname>\n" for name in dict.fromkeys(n for one in content for n in one)
        )
        found.append(f" <{section}>\n  <fields>\n{fields}  </fields>\n  <rows>\n{cells}  </rows>\n </{section}>\n")
    return "".join([*found, "</document>\n"]).encode()
