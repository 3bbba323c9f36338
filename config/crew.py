"""Several programs that run together, each started again when it ends by itself."""

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from config.refusal import CannotStartError
from config.supervision import Program, start, stop

STOP_LIMIT = 8.0
ENDS_ALLOWED = 5
WITHIN = 60.0


@dataclass
class Member:
    """One program, its present process, and when earlier ones ended."""

    program: Program
    process: subprocess.Popen[bytes]
    ends: list[float] = field(default_factory=list)


class Crew:
    """Use as a context manager; call `tend` often."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self.programs = programs
        self.members: list[Member] = []

    def __enter__(self) -> Self:
        for program in self.programs:
            self.members.append(Member(program, start(program)))
        return self

    def __exit__(self, *_reason: object) -> None:
        for member in self.members:
            if member.process.poll() is None:
                member.process.send_signal(member.program.ends_with)
        for member in self.members:
            stop(member.process, member.program, limit=STOP_LIMIT)

    def tend(self) -> None:
        """Start again what has ended; give up on a program that ends again and again.

        Raises
        ------
        CannotStartError
            When one ended more than `ENDS_ALLOWED` times within `WITHIN` seconds.
        """
        for member in self.members:
            if member.process.poll() is not None:
                self._start_again(member)

    def _start_again(self, member: Member) -> None:
        now = time.monotonic()
        member.ends = [*(end for end in member.ends if end > now - WITHIN), now]
        if len(member.ends) > ENDS_ALLOWED:
            raise CannotStartError(f"{member.program.name} keeps ending. Its log is {member.program.log}.")
        stop(member.process, member.program, limit=0)
        member.process = start(member.program)
