"""``autofix diagnose``: family, cause and place only."""

REPORT = (
    "Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:5173' has been blocked by "
    "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
)


def test_for_people(autofix, sample):
    ran = autofix("diagnose", "-", "--path", str(sample()), report=REPORT)

    assert ran.status == 0
    assert ran.out.splitlines() == [
        "family   cors_error",
        "cause    http://localhost:5173 is not in the allow-list at api/src/app.js:5.",
        "place    api/src/app.js:5",
    ]


def test_for_programs(autofix, sample):
    answer = autofix("diagnose", "-", "--path", str(sample("flask-static")), "--json", report=REPORT).json()

    assert (answer["family"], answer["verdict"]) == ("cors_error", "code_fix")
    assert answer["located"] == [{"file": "app.py", "line": 7}]
    assert answer["facts"]["cause"] == "origin_not_listed"


def test_no_fault_of_the_code(autofix, sample):
    ran = autofix("diagnose", "-", "--path", str(sample()), report=REPORT.replace("/api/items", "/api/itmes"))

    assert ran.status == 3
    assert "the nearest is /api/items" in ran.out


def test_an_unknown_report(autofix, sample):
    ran = autofix("diagnose", "-", "--path", str(sample()), "--json", report="no idea")

    assert (ran.status, ran.json()["family"]) == (3, None)
