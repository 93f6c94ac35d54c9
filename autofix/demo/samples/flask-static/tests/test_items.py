from app import app


def test_lists_the_items():
    answer = app.test_client().get("/api/items")
    assert answer.status_code == 200
    assert len(answer.get_json()) == 2


def test_an_item_that_does_not_exist_is_not_found():
    assert app.test_client().get("/api/items/99").status_code == 404
