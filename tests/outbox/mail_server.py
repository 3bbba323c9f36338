"""A small mail server on this machine that keeps what it gets and refuses whom it is told to refuse."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message, message_from_bytes


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail for all but `refused`; hangs up after the mail of `cut_off`, without an answer."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails: list[message.Message] = []
        self.refused: set[str] = set()
        self.cut_off: set[str] = set()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Conversation(socketserver.StreamRequestHandler):
    """One connection: as much of SMTP (RFC 5321) as a mail programme needs."""

    server: MailServer

    def handle(self) -> None:
        self.recipient = ""
        self.say("220 ready")
        for line in self.rfile:
            command = line.decode().strip()
            if not self.answer(command):
                return

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def answer(self, command: str) -> bool:
        verb = command[:4].upper()
        if verb == "RCPT":
            self.recipient = command.partition("<")[2].rstrip(">")
            self.say("550 unknown" if self.recipient in self.server.refused else "250 fine")
        elif verb == "DATA":
            return self.take()
        else:
            self.say("221 bye" if verb == "QUIT" else "250 fine")
        return verb != "QUIT"

    def take(self) -> bool:
        self.say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        self.server.mails.append(message_from_bytes(b"".join(lines)))
        if self.recipient in self.server.cut_off:
            return False
        self.say("250 taken")
        return True


@contextmanager
def serving() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
