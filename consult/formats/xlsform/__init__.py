"""XLSForms, the questionnaires of ODK and KoboToolbox: read to surveys and written from them."""

from __future__ import annotations

from consult.formats.xlsform.reading import XlsForm, read
from consult.formats.xlsform.writing import Written, write

__all__ = ["Written", "XlsForm", "read", "write"]
