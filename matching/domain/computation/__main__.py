"""The process of a computation: tied to the life of its worker first, then slow to import."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with(worker: int) -> None:
    """Have the kernel end this process when the one that started it is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != worker:
        sys.exit("the worker ended before its computation began")


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    from matching.domain.computation.service import serve

    serve()
