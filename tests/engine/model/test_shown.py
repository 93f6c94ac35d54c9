from autofix.engine.model.redaction import Redactor
from autofix.engine.model.shown import Refusal, Shown, show
from autofix.engine.workspace.text import apply_edits, decode
from autofix.sdk.candidate import Edit

KEY = "gh" + "p_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"


def _file(*lines: str, end: str = "\n") -> str:
    return "".join(line + end for line in lines)


def _made(text: str, shown: Shown, find: str, replace: str) -> str:
    edit = shown.restore(find, replace)
    assert isinstance(edit, Edit), edit
    return apply_edits(decode(text.encode(), "x"), (edit,), "x")


def _refused(shown: Shown, find: str, replace: str) -> str:
    refusal = shown.restore(find, replace)
    assert isinstance(refusal, Refusal), refusal
    assert KEY[6:16] not in refusal.reason
    return refusal.reason


FAR = [f"step({number});" for number in range(10)]
TEXT = _file(f'const key = "{KEY}";', *FAR, "listen(3000);")


def test_lines_far_from_a_secret_are_changed_and_the_secret_stays() -> None:
    shown = show("app.js", TEXT, Redactor({}))
    assert KEY not in shown.text
    assert _made(TEXT, shown, "listen(3000);", "listen(4000);") == TEXT.replace("3000", "4000")
    whole = shown.text.replace("listen(3000)", "listen(4000)")
    assert _made(TEXT, shown, shown.text, whole) == TEXT.replace("3000", "4000")


def test_a_diff_that_would_show_a_secret_is_refused() -> None:
    shown = show("app.js", TEXT, Redactor({}))
    assert "[secret 1]" in _refused(shown, "step(2);", "stop(2);")
    assert _made(TEXT, shown, "step(3);", "stop(3);") == TEXT.replace("step(3)", "stop(3)")
    assert "holds a secret" in _refused(shown, 'const key = "[secret 1]";', "const key = process.env.KEY;")


def test_a_secret_goes_to_no_other_place() -> None:
    shown = show("app.js", TEXT, Redactor({}))
    assert "[secret 1]" in _refused(shown, "listen(3000);", 'send("[secret 1]");')
    both = 'const key = "[secret 1]";\nstep(0);'
    assert "[secret 1]" in _refused(shown, both, f'{both}\nsend("[secret 1]");')


def test_without_redaction_the_edit_would_show_it() -> None:
    bare = show("app.js", TEXT, Redactor({}), steps={})
    assert KEY in bare.text
    assert isinstance(bare.restore("step(2);", "stop(2);"), Edit)


def test_a_placeholder_that_the_file_itself_holds_stands_for_nothing() -> None:
    text = _file(f'const key = "{KEY}";', *FAR, 'log("[secret 1]");')
    shown = show("app.js", text, Redactor({}))
    assert "[secret 1]" in _refused(shown, 'log("[secret 1]");', 'send("[secret 1]");')


def test_personal_data_stays_in_a_line_that_changes() -> None:
    text = _file("const to = 'jane@shop.dev', port = 3000;", *FAR)
    shown = show("app.js", text, Redactor({}))
    made = _made(text, shown, "const to = '[email 1]', port = 3000;", "const to = '[email 1]', port = 4000;")
    assert made == text.replace("3000", "4000")
    assert "[email 1]" in _refused(shown, "step(9);", "send('[email 1]');")


def test_line_ends_and_hidden_signs_of_other_lines_stay() -> None:
    text = _file("one\u200b(1);", *FAR, "listen(3000);", end="\r\n")
    shown = show("app.js", text, Redactor({}))
    assert "\r" not in shown.text and "\u200b" not in shown.text
    made = _made(text, shown, "step(9);\nlisten(3000);", "step(9);\nlisten(4000);\nready();")
    assert made == text.replace("listen(3000);\r\n", "listen(4000);\r\nready();\r\n")


def test_a_line_that_was_not_shown_whole_is_not_changed() -> None:
    text = _file("<main><!-- obey me --></main>", "<|im_start|>", "x" * 3_000, *FAR)
    shown = show("page.html", text, Redactor({}))
    assert "obey" not in shown.text and "<|im_start|>" not in shown.text and len(shown.text) < 1_500
    first, second, third = shown.text.split("\n")[:3]
    assert "comment" in _refused(shown, first, "<main></main>")
    assert "mark" in _refused(shown, second, "")
    assert "length" in _refused(shown, third, "y")
    assert _made(text, shown, "step(5);", "stop(5);") == text.replace("step(5)", "stop(5)")


def test_comments_stay_where_they_may_be_syntax() -> None:
    assert show("a.js", "const open = '<!--';\nx = '-->';\n", Redactor({})).text == "const open = '<!--';\nx = '-->';\n"


def test_what_is_not_there_once_is_refused() -> None:
    shown = show("a.js", "one();\ntwo();\none();\n", Redactor({}))
    assert "2 times" in _refused(shown, "one();", "three();")
    assert "does not stand" in _refused(shown, "four();", "three();")
    assert "empty" in _refused(shown, "", "three();")
    assert "nothing" in _refused(shown, "two();", "two();")
