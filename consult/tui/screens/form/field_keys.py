"""What the keys do in the fields of a form, for its help."""

from __future__ import annotations

from consult.i18n import N_

FIELD_KEYS = (
    ("1 2 3 …", N_("take an answer; in a table also go to the next row")),
    (N_("Space"), N_("take or tick the answer with the arrow")),
    (N_("letters"), N_("search in a long list")),
    ("↑ ↓", N_("move; at the end go to the next question")),
    ("← →", N_("move the point in a table; in a sheet of figures go across")),
    ("Backspace", N_("take an answer back")),
    ("?", N_("not known, not applicable, refused: in place of a figure")),
    ("Alt+↑ Alt+↓", N_("move a choice up or down in a ranking")),
    ("F2 =", N_("edit a figure; give it all that is left")),
    ("Ctrl+Z", N_("in a sheet of figures: what stood there before the last paste; again, what was pasted")),
    ("F8", N_("remove one of several")),
    ("Enter", N_("next question")),
)
