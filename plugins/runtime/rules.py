"""What frameworks and drivers print when something fails at run time: the family, the cause, and what a person does."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One message. ``cause`` and ``advice`` may name the groups of ``pattern``.

    ``near`` are words of the code that the message is about, for a report without a stack.
    """

    name: str
    family: str
    pattern: re.Pattern[str]
    cause: str
    advice: str
    near: tuple[str, ...] = ()
    is_outside: bool = False


def _rule(name: str, family: str, pattern: str, cause: str, advice: str, *near: str, outside: bool = False) -> Rule:
    return Rule(name, family, re.compile(pattern), cause, advice, near, outside)


_STORES = (
    *("mongoose.connect", "MongoClient(", "createPool(", "new Pool(", "new Sequelize(", "createConnection("),
    *("createClient(", "new Redis(", "create_engine(", "DATABASES", "SQLALCHEMY_DATABASE_URI", "psycopg"),
)

COMPONENTS = (
    _rule(
        "object_as_child",
        "component_error",
        r"Objects are not valid as a React child(?: \(found: (?P<found>[^)\n]{1,200})\))?",
        "A component puts an object where React wants text or an element.",
        "Render one of its fields, or map over it, at the place named.",
    ),
    _rule(
        "element_type",
        "component_error",
        r"Element type is invalid: expected a string[^\n]{0,200}?but got: (?P<got>\w{1,40})",
        "A component that is used is {got}: it is imported by a name that its file does not export.",
        "Compare the import with the file's exports: a default export has no braces.",
    ),
    _rule(
        "hooks",
        "component_error",
        r"Invalid hook call|Rendered (?:more|fewer) hooks than|React has detected a change in the order of Hooks",
        "Hooks are called outside a component, or not in the same order at every rendering.",
        "Call them at the top of the component, before any return; see also that React is installed once.",
    ),
    _rule(
        "rendering_loop",
        "component_error",
        r"Too many re-renders|Maximum update depth exceeded|Maximum recursive updates exceeded",
        "A component sets its state while it is rendered, or an effect sets what it depends on.",
        "Set the state in an event or an effect, and list what the effect depends on.",
    ),
    _rule(
        "unknown_component",
        "component_error",
        r"\[Vue warn\]: Failed to resolve component: (?P<name>[\w-]{1,80})",
        "The component {name} is used and not registered.",
        "Import it in the component that uses it, or register it.",
        "<{name}",
    ),
    _rule(
        "unknown_property",
        "component_error",
        r"\[Vue warn\]: Property [\"'](?P<name>\w{1,80})[\"'] was accessed during render but is not defined",
        "The template uses {name}, which its component does not define.",
        "Define it in the component, or correct its name in the template.",
        "{name}",
    ),
    _rule(
        "outside_router",
        "router_error",
        r"(?P<name>use\w{1,40}\(\)|<\w{1,40}>|You should not use <\w{1,40}>) ?(?:may be used only|outside)"
        r"[^\n]{0,60}<Router>",
        "A part of the router is used outside of it.",
        "Put the component inside the router, as its entry file wraps the application.",
        "<Link",
        "useNavigate",
    ),
    _rule(
        "no_route",
        "router_error",
        r"(?:No routes matched location|No match found for location with path:?) [\"'](?P<path>[^\"'\n]{1,200})[\"']",
        "No route of the front end fits {path}.",
        "Add the route, or correct the link that leads there.",
        "<Route",
        "createRouter(",
    ),
)
SERVERS = (
    _rule(
        "not_rendered_alike",
        "ssr_error",
        r"Hydration failed because|Text content does(?: not|n't) match server-rendered HTML|Hydration "
        r"(?:node|children|text|completed)[^\n]{0,40} mismatch|didn't match the client properties",
        "The page that the server renders differs from what the browser renders first.",
        "Look for dates, random numbers, window and localStorage in the component, and read these in an effect.",
        "typeof window",
        "localStorage",
    ),
    _rule(
        "browser_only",
        "ssr_error",
        r"ReferenceError: (?P<name>window|document|localStorage|sessionStorage|navigator) is not defined",
        "{name} is used while the page is rendered on the server, where there is none.",
        "Use it in an effect or an event, or load the component in the browser alone.",
        "{name}.",
    ),
    _rule(
        "unanswered",
        "api_route_error",
        r"API resolved without sending a response for (?P<path>/\S{1,200})",
        "The handler of {path} ends without an answer.",
        "Await what it does, and answer on every way out.",
    ),
    _rule(
        "no_method_exported",
        "api_route_error",
        r"No HTTP methods exported in '(?P<file>[^'\n]{1,300})'|Detected default export in '(?P<file2>[^'\n]{1,300})'",
        "A route handler exports no method by its name.",
        "Export functions called GET, POST and so on instead of a default one.",
    ),
    _rule(
        "no_middleware",
        "middleware_error",
        r"(?:app|Router)\.use\(\) requires a middleware function(?: but got an? (?P<got>\w{1,40}))?",
        "What is handed to use() is no function.",
        "Compare the import with what the file exports; a factory has to be called.",
    ),
    _rule(
        "answered_twice",
        "middleware_error",
        r"ERR_HTTP_HEADERS_SENT|Cannot set headers after they are sent to the client",
        "A request is answered twice.",
        "Return after the first answer, at the place named.",
    ),
    _rule(
        "body_too_large",
        "middleware_error",
        r"PayloadTooLargeError|request entity too large|413 \(?Request Entity Too Large",
        "The body is larger than the server takes.",
        "Raise the limit of the body parser, or send less; a proxy ahead may have its own limit.",
        "express.json(",
        "bodyParser.json(",
    ),
    _rule(
        "no_handler",
        "route_error",
        r"Route\.(?P<method>\w{1,10})\(\) requires a callback function(?:s)? but got an? \[object (?P<got>\w{1,20})\]|"
        r"argument handler (?:must be a function|is required)",
        "A route is given a handler that is not there.",
        "Compare the import with what the controller's file exports.",
    ),
    _rule(
        "bad_path",
        "route_error",
        r"TypeError: (?:Missing parameter name|Unexpected \S{1,20}) at (?:index )?\d+[^\n]{0,80}|PathError",
        "A route's path is written for an older version of the router.",
        "Give every wildcard a name: '*' becomes '/{*path}' with Express 5.",
        "'*'",
        "'/*'",
    ),
    _rule(
        "endpoint_twice",
        "route_error",
        r"View function mapping is overwriting an existing endpoint function: (?P<name>[\w.]{1,80})",
        "Two routes of Flask have the endpoint {name}.",
        "Rename one of the functions, or use functools.wraps in the decorator around them.",
        "def {name}",
    ),
    _rule(
        "no_reverse",
        "route_error",
        r"NoReverseMatch: Reverse for '(?P<name>[^'\n]{1,80})'",
        "No route of Django is called {name} with these arguments.",
        "Compare the name with those in urls.py, and with the namespace that includes it.",
        "{name}",
    ),
)
DATABASES = (
    _rule(
        "unreachable",
        "database_connection",
        r"(?:ECONNREFUSED|ETIMEDOUT|ENOTFOUND) (?P<where>[\w.:-]{1,100}(?:5432|3306|27017|6379|1433))|"
        r"Mongo(?:ose)?ServerSelectionError|ServerSelectionTimeoutError|MongoNetworkError|"
        r"SequelizeConnection\w*Error|ConnectionRefusedError: "
        r"\[Errno \d+\] [^\n]{0,80}(?:5432|3306|6379)|redis\.exceptions\.ConnectionError|"
        r"OperationalError[^\n]{0,40}(?:could not (?:connect|translate)|connection [^\n]{0,80}failed|Can't connect)",
        "The database does not answer.",
        "Start it, or correct its address where the application is configured; the code is not at fault.",
        *_STORES,
        outside=True,
    ),
    _rule(
        "refused",
        "database_connection",
        r"password authentication failed for user|Access denied for user|bad auth : |Authentication failed\.|"
        r"database \"(?P<name>[^\"\n]{1,80})\" does not exist|WRONGPASS",
        "The database refuses the application's login.",
        "Correct user, password and name of the database in the application's environment.",
        *_STORES,
        outside=True,
    ),
    _rule(
        "no_table",
        "database_error",
        r"relation [\"']?(?P<name>[\w.]{1,120})[\"']? does not exist|no such table:? (?P<name2>[\w.]{1,120})|"
        r"[Tt]able [`\"'](?P<name3>[\w.]{1,120})[`\"'] (?:does not|doesn't) exist|\bP2021\b",
        "The database has no table {name}.",
        "Run the migrations against this database; if none makes the table, make one from the model.",
    ),
    _rule(
        "no_column",
        "database_error",
        r"no such column:? (?P<name>[\w.]{1,120})|column [\"']?(?P<name2>[\w.]{1,120})[\"']?(?: of relation \S{1,80})? "
        r"does not exist|Unknown column '(?P<name3>[^'\n]{1,80})'|\bP2022\b",
        "The database has no column {name}.",
        "Run the migrations against this database; if none makes the column, make one from the model.",
    ),
    _rule(
        "constraint",
        "database_error",
        r"(?:UNIQUE|NOT NULL|FOREIGN KEY|CHECK) constraint failed|violates (?:unique|not-null|foreign key|check) "
        r"constraint|E11000 duplicate key|Duplicate entry '[^'\n]{0,80}'|SequelizeUniqueConstraintError|P2002",
        "The database refuses a row that breaks one of its rules.",
        "Check the value before it is stored, and answer the request with what is wrong about it.",
    ),
    _rule(
        "invalid_document",
        "database_error",
        r"ValidationError: (?P<name>\w{1,60}) validation failed: (?P<why>[^\n]{1,200})",
        "A document of {name} does not fit its schema: {why}",
        "Send the fields that the schema wants, or make them optional there.",
    ),
)
BUILDS = (
    _rule(
        "large_chunks",
        "build_optimization",
        r"Some chunks are larger than \d+ ?k[iB]{1,2}|asset size limit: The following asset|entrypoint size limit",
        "The built pages load more at once than is good for them; the build itself passes.",
        "Load rarely used pages by import(), and large libraries where they are needed.",
    ),
)
RULES = (*COMPONENTS, *SERVERS, *DATABASES, *BUILDS)
