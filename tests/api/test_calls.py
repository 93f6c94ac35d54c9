"""What a fix asked models, over the API: figures in the list, the text by itself, and who may read it."""

from __future__ import annotations

from typing import Any

from autofix.core.tenancy import tenant_scope
from autofix.llm.models import Call
from autofix.llm.transcripts import drop_old_texts


def test_the_list_has_figures_and_the_sum_of_them(call: Any, token: str, make_fix: Any, make_call: Any) -> None:
    fix = make_fix()
    first = make_call(fix, month="2026-09", persona="per_1", persona_version=2, endpoint="lep_1")
    second = make_call(fix, round=2, state="failed", fault="slow", reason="it was silent", micro_usd=None)
    make_call("fix_another", micro_usd=10**6)

    told = call("GET", f"/api/v1/fixes/{fix}/calls", token=token).data
    assert [row["call_id"] for row in told["items"]] == [second, first]
    assert told["next"] is None
    newest, oldest = told["items"]
    assert (oldest["micro_usd"], oldest["usd"], oldest["input_tokens"], oldest["output_tokens"]) == (
        1_500,
        0.0015,
        10,
        5,
    )
    assert (oldest["fix_id"], oldest["persona_id"], oldest["persona_version"]) == (fix, "per_1", 2)
    assert (oldest["endpoint_id"], oldest["round"], newest["round"]) == ("lep_1", 1, 2)
    assert (newest["usd"], newest["fault"], newest["reason"]) == (None, "slow", "it was silent")
    assert not {"messages", "answer", "data", "digest"} & oldest.keys()
    assert told["cost"] == {
        "calls": 2, "tokens": 30, "micro_usd": 1_500, "usd": 0.0015, "reserved_micro_usd": 0, "lost_calls": 0,
        "unpriced_calls": 1,
    }  # fmt: skip


def test_the_list_comes_in_pages(call: Any, token: str, make_fix: Any, make_call: Any) -> None:
    fix = make_fix()
    made = [make_call(fix) for _ in range(3)]
    first = call("GET", f"/api/v1/fixes/{fix}/calls?limit=2", token=token).data
    second = call("GET", f"/api/v1/fixes/{fix}/calls?limit=2&cursor={first['next']}", token=token).data

    assert [row["call_id"] for row in first["items"] + second["items"]] == made[::-1]
    assert second["next"] is None
    assert first["cost"] == second["cost"] and first["cost"]["calls"] == 3


def test_one_call_has_what_was_asked_and_answered(call: Any, token: str, make_fix: Any, model_call: str) -> None:
    path = f"/api/v1/fixes/{make_fix()}/calls"
    told = call("GET", f"{path}/{model_call}", token=token).data

    assert told.pop("messages") == [{"role": "user", "content": "why?"}]
    assert told.pop("answer") == "because"
    assert told == call("GET", path, token=token).data["items"][0]


def test_once_the_text_is_dropped_the_figures_are_told(
    call: Any, token: str, tenant: str, make_fix: Any, model_call: str
) -> None:
    path = f"/api/v1/fixes/{make_fix()}/calls"
    before = call("GET", path, token=token).data
    with tenant_scope(tenant):
        Call.objects.update(created_at="2026-01-01T00:00:00Z")
    assert drop_old_texts() == 1

    told = call("GET", f"{path}/{model_call}", token=token).data
    assert (told["messages"], told["answer"]) == ([], "")
    assert told["text_dropped_at"] is not None
    assert call("GET", path, token=token).data["cost"] == before["cost"]


def test_a_call_is_reached_through_its_own_fix(call: Any, token: str, make_fix: Any, make_call: Any) -> None:
    fix, others = make_fix(), make_call("fix_another")

    assert call("GET", f"/api/v1/fixes/{fix}/calls/{others}", token=token).status == 404
    assert call("GET", f"/api/v1/fixes/{fix}/calls", token=token).data["items"] == []


def test_who_may_read_the_fix_may_read_its_calls(
    call: Any, tenant: str, project: str, second_project: str, make_token: Any, make_fix: Any, model_call: str
) -> None:
    path = f"/api/v1/fixes/{make_fix()}/calls"
    for end in ("", f"/{model_call}"):
        assert call("GET", path + end, token=make_token(tenant, project)).status == 200
        assert call("GET", path + end, token=make_token(tenant, scopes=frozenset({"fixes:read"}))).status == 200
        assert call("GET", path + end, token=make_token(tenant, scopes=frozenset({"projects:read"}))).status == 403
        assert call("GET", path + end, token=make_token(tenant, second_project)).status == 403
        assert call("GET", path + end).status == 401
