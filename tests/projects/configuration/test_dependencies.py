"""The services' dependencies make sense together."""

import pytest

from autofix.projects.configuration import load_configuration


def services(**needs: str) -> str:
    lines = ["services:"]
    for name, wanted in needs.items():
        listed = ", ".join(f"{{service: {one}}}" for one in wanted.split())
        lines.append(f"  - {{name: {name}, depends_on: [{listed}]}}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("needs", "circle"),
    [
        ({"a": "a"}, "a -> a"),
        ({"a": "b", "b": "a"}, "a -> b -> a"),
        ({"x": "a", "a": "b", "b": "c", "c": "a"}, "a -> b -> c -> a"),
        ({"a": "b c", "b": "", "c": "d", "d": "c"}, "c -> d -> c"),
    ],
)
def test_a_circle_is_refused_with_its_services(needs, circle, problems_of):
    (problem,) = problems_of(services(**needs))

    assert problem.message == f"the services need one another in a circle: {circle}"


def test_every_circle_is_told(problems_of):
    problems = problems_of(services(a="b", b="a", c="d", d="c"))

    assert [problem.message.partition(": ")[2] for problem in problems] == ["a -> b -> a", "c -> d -> c"]


def test_what_meets_again_is_no_circle():
    assert len(load_configuration(services(a="b c", b="d", c="d", d=""), ()).services) == 4


def test_an_optional_dependency_makes_a_circle_too(problems_of):
    (problem,) = problems_of(services(a="b", b="a").replace("service: b", "service: b, kind: optional"))

    assert "a -> b -> a" in problem.message


def test_a_service_that_nobody_names_is_told(problems_of):
    (problem,) = problems_of(services(api="databse", database=""))

    assert problem.message == "services[0].depends_on[0].service is 'databse', which is no service of this file"
    assert problem.suggestion == "did you mean database?"


def test_a_name_is_given_once(problems_of):
    (problem,) = problems_of("services: [{name: a}, {name: b}, {name: a}]")

    assert (problem.path, problem.message) == ("services[2].name", "services[2].name is 'a', as services[0].name is")


def test_a_dependency_is_named_once(problems_of):
    (problem,) = problems_of(services(a="b b", b=""))

    assert "is 'b' again" in problem.message


def test_wrong_shapes_are_told_beside_circles(problems_of):
    problems = problems_of(services(a="a") + "\n  - 7\n  - {name: [x], depends_on: {}}\n")

    assert len(problems) == 4
