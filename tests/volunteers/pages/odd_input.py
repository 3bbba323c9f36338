"""What people write, and what programs do: names, addresses and numbers out of the ordinary."""

# ruff: noqa: RUF001 - letters of other scripts and curly quotes are what this is about

FIRST = (
    "Noor", "Zoë", "Anne-Fleur", "Jean-Luc", "D'Arcy", "D’Arcy", "O‘Neil", "Ngọc Ánh", "Nguyễn",
    "Łukasz", "Świętosława", "محمد", "عبد الرحمن", "Мар'яна", "Олена", "ሰላም", "Ayşegül", "İbrahim",
    "Çağla", "王芳", "さくら", "อรุณ", "J.P.", "A. B.", "Marie-José", "Ömer", "Tŷ", "Siân", "Þóra", "Ma´ruf",
    "Ødegård",
)  # fmt: skip
INFIX = ("", "van", "van de", "van der", "van 't", "in 't", "in ’t", "'s", "de la", "el", "ten", "von und zu")
LAST = (
    "", "Ven", "Özdemir", "Żółć", "O'Brien", "Nguyễn Thị", "Abdi-Hassan", "العربي", "Kovač",
    "Smit-de Wit", "Ñandú",
)  # fmt: skip
GOOD_NAMES = tuple(
    (first, INFIX[number % len(INFIX)], LAST[(number + part) % len(LAST)])
    for part in range(6)
    for number, first in enumerate(FIRST)
)
BAD_NAMES = (
    "", " ", "\u00a0", "12", "Noor2", "Noor 😀", "👩‍👧", "<b>Noor</b>", "<script>alert(1)</script>",
    "Noor\u202eroon", "No\u200bor", "\u200f", "Noor;", "Noor@home", "=SUM(A1)", "x" * 101, "-", "'",
    "...", "N\u0000or", "{{ 7 }}", "%s%s", "Noor\\", "☃",
)  # fmt: skip
GOOD_EMAILS = (
    "wim@example.org", "Wim@Example.ORG", " wim@example.org ", "wim+lezen@example.org",
    "wim.van.de.ven@mail.example.org", "w@x.nl", "o'brien@example.org", "wim@bücher.example",
    "wim_1@example.museum", "a" * 60 + "@" + ("b" * 60 + ".") * 3 + "nl",
)  # fmt: skip
BAD_EMAILS = (
    "", "wim", "wim@", "@example.org", "wim@example", "wim example@example.org", "wim@@example.org",
    "wim@exa mple.org", "wim@example..org", "wim,jan@example.org", "<wim@example.org>",
    "wim@example.org\nBcc: x@y.nl", "x" * 250 + "@a.nl",
)  # fmt: skip
GOOD_PHONES = (
    "0612345678", "06 12345678", "06-12 34 56 78", "(06) 12345678", "+31612345678",
    "+31 (0)6 12345678", "0031612345678", "073 1234567", "073-6123456", "+32 470 12 34 56",
    "06.12.34.56.78", "06–12345678", "\u202a+31 6 12345678\u202c",
)  # fmt: skip
BAD_PHONES = ("", "12", "0612345", "061234567890123", "mijn nummer", "06x2345678", "112", "+", "06 1234567😀")
GOOD_POSTCODES = ("5211AB", "5211 AB", "5211ab", " 5211  ab ", "5211aB", "5211\u00a0ab")
BAD_POSTCODES = (
    "",
    "0000 AA",
    "521 AB",
    "5211 SS",
    "52111 AB",
    "AB 5211",
    "5211 A",
    "5211 ABC",
    "9999 ZZ",
    "NL-5211",
)
GOOD_NUMBERS = ("14", "14a", "14 A", "14-2", "14 bis", "14/3", "1", "99999")
BAD_NUMBERS = ("", "0", "a", "-1", "100000", "veertien", "14 " + "x" * 11)
GOOD_LINES = ("Burgemeester Löwenhof", "Laan 1940 - '45", "2e Dwarsstraat", "Sint-Jan’s plein", "bis/A.")
BAD_LINES = ("Boek\u202elaan", "Boeken\u200blaan", "Boek\u0007laan", "Boekenlaan 😀", "\u2603")
