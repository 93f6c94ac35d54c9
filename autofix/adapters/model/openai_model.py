"""``Model`` over an OpenAI-compatible endpoint, with the ``openai`` package.

One question is one exchange over a connection of its own, with bounds of its own. The package retries nothing here,
reads nothing from the environment that would leave the machine, and what it raises is turned into ``ModelError``.
"""

from __future__ import annotations

import json
import ssl
import time

import httpx2
import openai

from autofix.adapters.http.addresses import AddressRefused, Resolver, check_url, resolve
from autofix.adapters.http.client import open_client
from autofix.adapters.http.connections import TooMuch
from autofix.adapters.model.answers import NoAnswer, read_answer
from autofix.adapters.model.dialect import MOST_LESSONS, REMEMBERED, Dialect, Dialects, learn
from autofix.adapters.model.faults import fault_of, may_have_worked, read_refusal, retry_after, words_of
from autofix.adapters.model.reply import Reply
from autofix.adapters.model.request import idempotency_key, request_body
from autofix.adapters.model.server import ModelServer
from autofix.sdk.model import MICRO, Answer, Fault, Listener, ModelError, Question, Usage, upper_bound

# Whatever else the package or its environment adds stays here.
_SENT_HEADERS = frozenset({"host", "content-type", "content-length", "accept", "accept-encoding", "idempotency-key"})
# Ways of a connection to fail before the question was sent.
_BEFORE_SENDING = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)


class OpenAIModel:
    """One model of one endpoint. Safe across threads."""

    def __init__(
        self,
        server: ModelServer,
        *,
        resolver: Resolver = resolve,
        trusted: ssl.SSLContext | None = None,
        dialects: Dialects = REMEMBERED,
    ) -> None:
        self._server, self._resolver, self._trusted, self._dialects = server, resolver, trusted, dialects

    def __repr__(self) -> str:
        return f"OpenAIModel({self._server.model!r} at {self._server.base_url!r})"

    @property
    def name(self) -> str:
        """What the endpoint calls the model."""
        return self._server.model

    def ask(self, question: Question, heard: Listener | None = None) -> Answer:
        """One answer; raises ``ModelError``. Whatever ``heard`` raises ends the call and is passed on."""
        began = time.monotonic()
        reply = self._reply(question, heard)
        usage = reply.usage(question)
        data = self._read(question, reply, usage)
        seconds = time.monotonic() - began
        return Answer(self.name, reply.text, data, usage, seconds, self._usd(usage))

    def _reply(self, question: Question, heard: Listener | None) -> Reply:
        server = self._server
        try:
            check_url(server.base_url, server.allowed)
            with (
                open_client(server.allowed, server.bounds, resolver=self._resolver, trusted=self._trusted) as http,
                self._client(http) as client,
            ):
                return self._exchange(client, question, heard)
        except AddressRefused as error:
            raise ModelError(Fault.FORBIDDEN, f"{self._where}: {error}") from None
        except TooMuch as error:
            raise self._failed(Fault.MALFORMED, f"the answer is too long: {error}", upper_bound(question)) from None
        except openai.APIStatusError as error:
            raise self._refused(error, question) from None
        except openai.APIConnectionError as error:
            raise self._broken(error, question) from None
        except openai.APIError as error:
            # The endpoint sent an error where the next piece of the answer should be.
            fault, said = fault_of(read_refusal(500, json.dumps(error.body)))
            raise self._failed(fault, f"{said}, in mid-answer", upper_bound(question)) from None
        except httpx2.DecodingError as error:
            raise self._failed(Fault.MALFORMED, str(error), upper_bound(question)) from None
        except httpx2.TimeoutException:
            raise self._failed(Fault.SLOW, self._too_slow, upper_bound(question)) from None
        except httpx2.TransportError as error:
            said = f"the connection broke ({type(error).__name__})"
            raise self._failed(Fault.UNREACHABLE, said, upper_bound(question)) from None

    def _client(self, http: httpx2.Client) -> openai.OpenAI:
        """The package's client, over ``http``; only our own headers go out."""
        server = self._server
        ours = {**server.headers, "authorization": f"Bearer {server.key}", "user-agent": "autofix"}

        def keep_ours(request: httpx2.Request) -> None:
            kept = {name: value for name, value in request.headers.items() if name.lower() in _SENT_HEADERS}
            request.headers = httpx2.Headers({**kept, **ours})

        http.event_hooks = {"request": [keep_ours]}
        return openai.OpenAI(
            api_key=server.key, base_url=server.base_url, http_client=http, timeout=http.timeout, max_retries=0
        )

    def _exchange(self, client: openai.OpenAI, question: Question, heard: Listener | None) -> Reply:
        """Ask in the dialect that is known, and in less where the endpoint says what it does not take."""
        server = self._server
        dialect = self._dialects.of(server.base_url, server.model)
        for _ in range(MOST_LESSONS):
            try:
                events = self._post(client, question, dialect)
            except openai.APIStatusError as error:
                taught = None
                if error.status_code in (400, 422):
                    refusal = read_refusal(error.status_code, error.response.text)
                    taught = learn(dialect, refusal.param, refusal.message)
                if taught is None:
                    raise
                dialect = taught
            else:
                self._dialects.keep(server.base_url, server.model, dialect)
                with events:
                    return self._listen(events, question, heard)
        raise ModelError(Fault.REJECTED, f"{self._where}: it refuses whatever it is asked in")

    def _post(self, client: openai.OpenAI, question: Question, dialect: Dialect) -> openai.Stream[object]:
        body = request_body(question, self._server.model, dialect)
        headers = {"Idempotency-Key": idempotency_key(question, body)}
        # ``object`` hands the events over as they came: the package's own classes would be filled in unchecked.
        return client.post(
            "/chat/completions",
            cast_to=object,
            body=body,
            options={"headers": headers},
            stream=True,
            stream_cls=openai.Stream[object],
        )

    def _listen(self, events: openai.Stream[object], question: Question, heard: Listener | None) -> Reply:
        reply, response = Reply(), events.response
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if "html" in kind:
            said = "it answers with a web page; check the base URL, which often ends with /v1"
            raise self._failed(Fault.MALFORMED, said, upper_bound(question))
        try:
            if kind == "application/json":
                response.read()
                reply.add(response.json())
                reply.finish = reply.finish or "stop"
            else:
                for event in events:
                    reply.add(event)
                    if heard is not None:
                        heard(reply.size)
        except (ValueError, RecursionError):
            said = "what it sent is no JSON"
            raise self._failed(Fault.MALFORMED, said, upper_bound(question), text=reply.text) from None
        if heard is not None and kind == "application/json":
            heard(reply.size)
        return reply

    def _read(self, question: Question, reply: Reply, usage: Usage) -> dict[str, object]:
        """The object that was asked for, or why there is none."""
        if reply.refusal or reply.finish == "content_filter":
            said = (
                "the model refuses to answer" if reply.refusal else "the endpoint's content filter cut the answer off"
            )
            raise self._failed(Fault.REFUSED, said, usage, text=reply.refusal or reply.text)
        try:
            return read_answer(reply.text, question.schema)
        except NoAnswer as error:
            problem = str(error)
        if reply.finish == "length":
            said = f"the answer is longer than the {question.max_tokens} tokens it may have"
            raise self._failed(Fault.TRUNCATED, said, usage, text=reply.text)
        if not reply.finish:
            raise self._failed(Fault.UNREACHABLE, "the answer broke off", usage, text=reply.text)
        raise self._failed(Fault.MALFORMED, f"the answer cannot be used: {problem}", usage, text=reply.text)

    def _refused(self, error: openai.APIStatusError, question: Question) -> ModelError:
        refusal = read_refusal(error.status_code, error.response.text)
        fault, said = fault_of(refusal)
        words = words_of(refusal, self._server.key)
        usage = upper_bound(question) if may_have_worked(refusal.status) else None
        wait = retry_after(error.response.headers)
        return self._failed(fault, f"{said}: {words}" if words else said, usage, wait=wait)

    def _broken(self, error: openai.APIConnectionError, question: Question) -> ModelError:
        cause = error.__cause__
        if isinstance(cause, _BEFORE_SENDING):
            return self._failed(Fault.UNREACHABLE, f"it cannot be reached ({cause or type(cause).__name__})", None)
        if isinstance(cause, httpx2.DecodingError):
            return self._failed(Fault.MALFORMED, str(cause), upper_bound(question))
        if isinstance(error, openai.APITimeoutError):
            return self._failed(Fault.SLOW, self._too_slow, upper_bound(question))
        said = f"the connection broke ({type(cause).__name__})"
        return self._failed(Fault.UNREACHABLE, said, upper_bound(question))

    def _failed(
        self, fault: Fault, said: str, usage: Usage | None, *, wait: float | None = None, text: str = ""
    ) -> ModelError:
        usd = None if usage is None else self._usd(usage)
        return ModelError(fault, f"{self._where}: {said}", usage=usage, usd=usd, retry_after=wait, text=text)

    def _usd(self, usage: Usage) -> float | None:
        return self._server.prices.cost(usage) / MICRO if self._server.prices else None

    @property
    def _where(self) -> str:
        return (
            f"{self._server.model} at {self._server.base_url.partition('://')[2].partition('/')[0].rpartition('@')[2]}"
        )

    @property
    def _too_slow(self) -> str:
        bounds = self._server.bounds
        return f"it was silent for {bounds.quiet_seconds:g} s, or took {bounds.seconds:g} s in all"
