"""Why the system refused a file or folder, in the language that is spoken."""

from __future__ import annotations

import errno

from consult.i18n import N_, _

_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("you may not do that here"),
    errno.EPERM: N_("you may not do that here"),
    errno.EEXIST: N_("it is there already"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EROFS: N_("the disk can only be read"),
    errno.EIO: N_("the disk reported an error"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("its links lead round in a circle"),
    errno.EMFILE: N_("too many files are open"),
}


def reason(error: BaseException) -> str:
    """What stood in the way; the system's own words where there are none of ours."""
    number = getattr(error, "errno", None)
    known = _REASONS.get(number) if number is not None else None
    return _(known) if known else str(getattr(error, "strerror", None) or error)
