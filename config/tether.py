"""Become another program that ends when its parent does, if asked as another user.

`supervision.start` runs this file by its path, with nothing but the standard
library. A program of its own, and not a function between fork and exec, because
the kernel forgets the tie at a change of user, and because the parent may have
threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def leave_session() -> None:
    """Ctrl-C in a terminal reaches the foreground group; servers must outlive their clients."""
    os.setsid()


def become(uid: int, gid: int) -> None:
    """Drop every right of the present user for good."""
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def tie(parent: int, ends_with: int) -> None:
    """Have the kernel send `ends_with` when the parent is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, ends_with, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the parent ended before its child began")


def main(parent: str, ends_with: str, session: str, user: str, *command: str) -> None:
    """Prepare this process, then become `command`."""
    if session == "own":
        leave_session()
    if user:
        uid, gid = user.split(":")
        become(int(uid), int(gid))
    tie(int(parent), int(ends_with))
    # Python ignores these two, and what is ignored stays so in the next program.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    try:
        os.execvp(command[0], command)  # noqa: S606 - becoming the command is what this file is for
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


if __name__ == "__main__":
    main(*sys.argv[1:])
