"""How a value may be written down so that a search for it fails, and what of it then stands in the text."""

from __future__ import annotations

import base64
import html
import random
from collections.abc import Callable
from urllib.parse import quote

Disguise = Callable[[str, random.Random], tuple[str, list[str]]]


def _pieces(value: str, count: int) -> list[str]:
    size = -(-len(value) // count)
    return [value[at : at + size] for at in range(0, len(value), size)]


def _plus(value: str, _: random.Random) -> tuple[str, list[str]]:
    parts = _pieces(value, 3)
    return "const key = " + " + ".join(f'"{part}"' for part in parts) + ";\n", parts


def _lines(value: str, _: random.Random) -> tuple[str, list[str]]:
    parts = _pieces(value, 4)
    return "KEY = (\n" + "".join(f'    "{part}"\n' for part in parts) + ")\n", parts


def _signs(value: str, _: random.Random) -> tuple[str, list[str]]:
    return "const k = [" + ", ".join(f"'{sign}'" for sign in value) + "].join('')\n", ["', '".join(value)]


def _variables(value: str, _: random.Random) -> tuple[str, list[str]]:
    parts = _pieces(value, 3)
    return "".join(f'part{number} = "{part}"\n' for number, part in enumerate(parts)), parts


def _wrapped(value: str, _: random.Random) -> tuple[str, list[str]]:
    parts = _pieces(value, 2)
    return f"the worker printed {parts[0]}\n    {parts[1]}\nand ended\n", parts


def _encoded(write: Callable[[str], str]) -> Disguise:
    return lambda value, _: (f"payload: {(form := write(value))}\n", [form])


def _base64(before: str) -> Disguise:
    def disguise(value: str, _: random.Random) -> tuple[str, list[str]]:
        form = base64.b64encode(f"{before}{value}, more of it".encode()).decode()
        core = base64.b64encode(("\0" * (len(before) % 3) + value).encode()).decode()
        return f"blob={form}\n", [core[4:-4]]

    return disguise


def _front(value: str, _: random.Random) -> tuple[str, list[str]]:
    return f"the log ends here: {value[:14]}\n", [value[:14]]


def _back(value: str, _: random.Random) -> tuple[str, list[str]]:
    return f"...{value[-14:]} was refused\n", [value[-14:]]


def _middle(value: str, _: random.Random) -> tuple[str, list[str]]:
    return f"saw {value[3:-3]} here\n", [value[3:-3]]


DISGUISES: dict[str, Disguise] = {
    "plain": lambda value, _: (f"it was {value} then\n", [value]),
    "in an address": lambda value, _: (f"https://api.shop.dev/{value}/items\n", [value]),
    "added up": _plus,
    "over lines": _lines,
    "sign by sign": _signs,
    "in variables": _variables,
    "wrapped": _wrapped,
    "base64": _base64(""),
    "base64, offset 1": _base64("x"),
    "base64, offset 2": _base64("key: "[:5]),
    "base64url": _encoded(lambda v: base64.urlsafe_b64encode(v.encode()).decode().rstrip("=")),
    "base64 twice": _encoded(lambda v: base64.b64encode(base64.b64encode(v.encode())).decode()),
    "base32": _encoded(lambda v: base64.b32encode(v.encode()).decode()),
    "hexadecimal": _encoded(lambda v: v.encode().hex()),
    "hexadecimal, large": _encoded(lambda v: v.encode().hex(" ").upper()),
    "numbers": _encoded(lambda v: ", ".join(str(byte) for byte in v.encode())),
    "percent": _encoded(lambda v: "".join(f"%{byte:02X}" for byte in v.encode())),
    "percent, some": _encoded(lambda v: "".join(f"%{ord(s):02x}" if at % 3 else s for at, s in enumerate(v))),
    "percent twice": _encoded(lambda v: quote("".join(f"%{byte:02X}" for byte in v.encode()))),
    "entities": _encoded(lambda v: "".join(f"&#{ord(sign)};" for sign in v)),
    "entities, some": _encoded(
        lambda v: "".join(f"&#x{ord(s):x};" if at % 2 else html.escape(s) for at, s in enumerate(v))
    ),
    "unicode escapes": _encoded(lambda v: "".join(f"\\u{ord(sign):04x}" for sign in v)),
    "string escapes": _encoded(lambda v: "".join(f"\\x{ord(sign):02x}" for sign in v)),
    "octal escapes": _encoded(lambda v: "".join(f"\\{ord(sign):03o}" for sign in v)),
    "in reverse": _encoded(lambda v: v[::-1]),
    "in capitals": _encoded(str.upper),
    "in small letters": _encoded(str.lower),
    "wide letters": _encoded(lambda v: "".join(chr(ord(s) + 0xFEE0) if "!" <= s <= "~" else s for s in v)),
    "invisible signs": _encoded("\u200b".join),
    "front": _front,
    "back": _back,
    "middle": _middle,
}
