"""One paper form while a clerk types it in: what stands in its fields, what does not fit, what is sent."""

from __future__ import annotations

from collections.abc import Mapping

from consult.errors import Problem
from consult.i18n import _
from consult.model import clerk_keys
from consult.model.clerk_keys import SEVERAL, More, NoFit, Offer, Value
from consult.model.question import OTHER, QuestionType
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.model.typed_values import told
from consult.tui.clerk_fields import Field, Standing, Stored, Unread
from consult.tui.clerk_places import ClerkPlaces


class ClerkForm(ClerkPlaces):
    """What is typed into the fields of one paper form, and what does not fit there."""

    def __init__(self, survey: Survey, raw: Raw | None = None, unclear: Mapping[str, str] | None = None):
        super().__init__(survey, raw)
        self.unclear = {name: note for name, note in (unclear or {}).items() if name in self.named}
        self.found: dict[str, Problem] = {}
        """What the service finds wrong, by field."""
        self.doubts: dict[str, Problem] = {}
        """What is worth a second look, by field."""
        self.left: set[str] = set()
        """The fields that the clerk has been at."""
        self._offers: dict[tuple[int, str], Offer] = {}
        self._before: Stored = ""
        self._take_unread(raw or {})

    def _take_unread(self, raw: Raw) -> None:
        """What stands in a draft and is no choice was refused when it was typed."""
        for name, value in raw.items():
            field = self.named.get(name)
            if field and field.chooses and isinstance(value, str) and value and not self.sheet.codes(name):
                typed = value.strip()
                self.unread[name] = Unread(
                    typed, Problem(name, _("{answer} is not one of the choices").format(answer=told(typed)))
                )

    def stand(self, name: str) -> None:
        """Goes to the field `name`; what was left empty on the way is blank."""
        if self.at:
            self.left.add(self.at)
        self.at, self.came_from = name, ""
        value = self.sheet.raw.get(name, "")
        self._before = value if isinstance(value, str) else [*value]

    def begin(self, pinned: Mapping[str, Stored] | None = None) -> None:
        """Puts what stays the same in the whole batch, and stands at the first field that is still empty."""
        for name, value in (pinned or {}).items():
            if name in self.named and not self.filled(name):
                self.sheet.put({name: value})
        self.stand(next((one for one in self._stops(pinned or {}) if not self._seen(one)), ""))

    def _seen(self, name: str) -> bool:
        return name in self.sheet.raw or name in self.unclear or name in self.unread

    # What is typed

    def offer(self, field: Field, language: str) -> Offer:
        """The choices of `field` as they are printed."""
        key = id(field.asks), language
        if key not in self._offers:
            self._offers[key] = clerk_keys.offer_of(field.asks, language, _("Other"))
        return self._offers[key]

    def read(self, typed: str, language: str, *, ended: bool = False) -> Value | More | NoFit:
        """What `typed` means where the clerk stands."""
        field = self.field
        assert field is not None
        if field.is_text:
            return Value(typed.strip()) if ended else More(typed)
        before = self._before if isinstance(self._before, list) else []
        return clerk_keys.read(field.asks, typed, self.offer(field, language), before, ended=ended)

    def type(self, typed: str, language: str, *, ended: bool = False) -> Value | More | NoFit:
        """Puts what `typed` means on the sheet. What does not fit is remembered and told, and never lost."""
        field = self.field
        assert field is not None
        outcome = self.read(typed, language, ended=ended)
        self.unread.pop(self.at, None)
        if typed:
            self.unclear.pop(self.at, None)
        match outcome:
            case NoFit(fault, way_out):
                self.unread[self.at] = Unread(typed, Problem(self.at, fault, way_out))
                if field.asks.type not in SEVERAL or field.own_words:
                    self.sheet.put({self.at: "" if field.chooses else typed})
            case Value(value):
                self.sheet.put({self.at: value})
            case More(value) if typed:
                partly = field.chooses and field.asks.type not in SEVERAL
                self.sheet.put({self.at: self._before if partly else value})
            case More():
                self.sheet.put({self.at: self._empty(field) if field.is_text else self._before})
        self.found.pop(self.at, None)
        self.doubts.pop(self.at, None)
        return outcome

    @staticmethod
    def _empty(field: Field) -> Stored:
        return [] if field.asks.type in SEVERAL and not field.own_words else ""

    def put(self, name: str, value: Stored) -> None:
        """Sets a field; forgets what did not fit there."""
        self.unread.pop(name, None)
        self.found.pop(name, None)
        self.doubts.pop(name, None)
        if value:
            self.unclear.pop(name, None)
        self.sheet.put({name: value})
        self._before = value

    def standing(self, name: str) -> Standing:
        """What stands in the field, to be put back later."""
        return Standing(name, self.value(name), self.unclear.get(name, ""), self.unread.get(name))

    def put_back(self, before: Standing) -> None:
        """Makes the field what it was."""
        self.put(before.name, before.value)
        if before.note:
            self.unclear[before.name] = before.note
        else:
            self.unclear.pop(before.name, None)
        if before.unread:
            self.unread[before.name] = before.unread

    def blank(self) -> None:
        """Empties the field where the clerk stands."""
        field = self.field
        if field is not None:
            self.put(field.name, self._empty(field))
            self.unclear.pop(field.name, None)

    def erase(self, shown: str, language: str) -> str:
        """Takes the last choice out of the field, or the last letter of a figure or date that stands there as `shown`.

        Gives back what is typed on behind. What fits no choice goes as a whole.
        """
        field = self.field
        assert field is not None
        value = self.value(field.name)
        if not field.chooses:
            if shown[:-1].strip():
                self.type(shown[:-1], language)
                return shown[:-1]
            self.blank()
        elif field.name in self.unread:
            self.put(field.name, value)
        elif isinstance(value, list) and value[:-1]:
            self.put(field.name, value[:-1])
            keys = self.offer(field, language).keys
            return "".join(keys.get(code, "") for code in value[:-1]) if field.asks.type is QuestionType.RANKING else ""
        else:
            self.blank()
        return ""

    def pass_by(self) -> None:
        """Enter alone: what stands in the field stays, an empty field is blank from now on."""
        field = self.field
        if field is not None and field.name not in self.sheet.raw:
            self.sheet.put({field.name: self._empty(field)})

    def mark(self, note: str) -> None:
        """Says that the field cannot be read, and why; without a note takes that back. Its value is blank then."""
        self.blank()
        if self.field is not None and note.strip():
            self.unclear[self.at] = note.strip()

    def value(self, name: str) -> Stored:
        """What stands in the field, as a form takes it."""
        return self.sheet.raw.get(name, "")

    # What goes out

    @property
    def kept(self) -> dict[str, Stored]:
        """All that was typed, for the draft. A space before what is no choice keeps it from being read as the code of one."""
        unread = {name: f" {one.typed}" if self.named[name].chooses else one.typed for name, one in self.unread.items()}
        return {**self.sheet.raw, **unread}

    @property
    def sent(self) -> dict[str, Stored]:
        """The form as it is sent: what is asked and empty is blank; what was typed though not asked is there as well."""
        asked = self.asked
        sent = {name: value for name, value in self.sheet.raw.items() if value and name not in self.named}  # such as files
        for field in self.fields:
            if field.own_words and OTHER not in self.sheet.codes(field.cell.name):
                continue
            value = self.value(field.name)
            if value:
                sent[field.name] = value
            elif field.name in asked or field.name in self.unclear:
                sent[field.name] = self._empty(field)
        return sent

    def is_untouched(self, pinned: Mapping[str, Stored]) -> bool:
        """Whether nothing was typed: all that stands there is `pinned` for the whole batch."""
        typed = (field.name for field in self.all if self.filled(field.name) or field.name in self.unclear)
        return all(name in pinned and self.value(name) == pinned[name] for name in typed)

    @property
    def answered(self) -> int:
        """How many fields have something in them."""
        return sum(self.filled(field.name) for field in self.fields)

    def problem(self, name: str) -> Problem | None:
        """What is wrong in the field."""
        unread = self.unread.get(name)
        return unread.problem if unread else self.found.get(name)

    @property
    def faulty(self) -> list[str]:
        """The fields with something wrong, in order."""
        return [field.name for field in self.all if self.problem(field.name)]
