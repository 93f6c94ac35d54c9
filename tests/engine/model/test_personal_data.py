import pytest

from autofix.engine.model.redaction import Redactor


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mail jane.doe+x@shop.dev now", "mail [email 1] now"),
        ("?to=jane%40shop.dev&x", "?to=[email 1]&x"),
        ("call +49 30 1234 5678", "call [phone 1]"),
        ("from 93.184.216.34 port", "from [ip 1] port"),
        ("via 2a00:1450:4001:0830:0000:0000:0000:200e", "via [ip 1]"),
        ("paid with 4012 8888 8888 1881", "paid with [card 1]"),
        ("to DE89 3704 0044 0532 0130 00.", "to [iban 1]."),
        ('File "/home/jdoe/shop/app.py", line 3', 'File "/home/[user 1]/shop/app.py", line 3'),
        ("at C:\\Users\\jdoe\\shop\\x.js", "at C:\\Users\\[user 1]\\shop\\x.js"),
        ('{"sub": "jane", "iat": 1}', '{"sub": "[user 1]", "iat": 1}'),
    ],
)
def test_it_is_replaced(text: str, redacted: str) -> None:
    assert Redactor({}).redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "git@github.com:shop/shop.git",
        "user@example.com",
        "import x from '@vitejs/plugin-react'; // react@18.3.1",
        "icon@2x.png",
        "http://127.0.0.1:3000 192.168.1.20 203.0.113.9 ::1",
        "Chrome/120.0.6099.109 version 1.2.3.4",
        "/home/node/app/index.js /home/dashboard /Users/Shared/x",
        "const t = 1718700000000; // 20260301100000",
        "sha 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        '"integrity": "sha512-' + "k9Xw2LmZ7rTkWb4cVn8Hs3JdQ5yP" * 3 + '=="',
        "GET /orders/3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "color: #ff8800cc; from autofix.engine.model.redaction import Redactor",
        "const password = process.env.DB_PASSWORD; password: string; token = tokens[0]",
        "Access-Control-Allow-Headers: Authorization, X-Api-Key",
        "API_KEY: ${{ secrets.API_KEY }} password=${DB_PASSWORD}",
        'label: "Enter your password", type: "password"',
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    assert Redactor({}).redact(text) == text
