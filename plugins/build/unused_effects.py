"""Whether an expression can be left out without anything being missed."""

from __future__ import annotations

from autofix.sdk import Edit, Node
from plugins.build.names_source import Source, span, whole_line

PLAIN = frozenset(
    (
        "string",
        "number",
        "true",
        "false",
        "null",
        "undefined",
        "regex",
        "identifier",
        "this",
        "arrow_function",
        "function_expression",
        "function",
        "template_string",
        "property_identifier",
        "shorthand_property_identifier",
        "type_identifier",
        "predefined_type",
        "generator_function",
        "optional_chain",
    )
)
PARTS = frozenset(
    (
        "object",
        "array",
        "pair",
        "binary_expression",
        "unary_expression",
        "ternary_expression",
        "parenthesized_expression",
        "member_expression",
        "subscript_expression",
        "template_substitution",
        "spread_element",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "computed_property_name",
    )
)
# Hooks that give something out and do nothing else.
GIVING = frozenset(
    "useState useRef useMemo useCallback useContext useReducer useNavigate useRouter useRoute useTheme "
    "useDispatch useLocation useParams useTranslation useSelector useStore useHistory usePathname useSearchParams "
    "useMediaQuery useId useTransition useIntl useI18n useAppDispatch useAppSelector useQueryClient "
    "useColorScheme createRef ref computed reactive toRefs toRef storeToRefs makeStyles require useSession "
    "useAuth useUser useToast".split()
)
# Methods of values that everything has, and that only read it.
_READING = frozenset(
    "toString trim toLowerCase toUpperCase slice split includes indexOf startsWith endsWith padStart toFixed "
    "toISOString toLocaleString toLocaleDateString getTime".split()
)
_CONVERTING = frozenset(("String", "Number", "Boolean", "parseInt", "parseFloat"))
_MADE = frozenset(("Date", "Map", "Set", "WeakMap", "Array", "Object", "URLSearchParams", "FormData"))


def is_pure(node: Node) -> bool:
    """Whether nothing happens when the expression is worked out."""
    kind = node.kind()
    if kind in ("arrow_function", "function_expression", "function", "generator_function"):
        return True
    if kind == "template_string":
        return all(is_pure(child) for child in node.children() if child.kind() == "template_substitution")
    if kind in PLAIN:
        return True
    if kind == "call_expression":
        called = node.field("function")
        return called is not None and (called.text() in GIVING or _is_reading(node, called))
    if kind == "new_expression":
        made = node.field("constructor")
        return made is not None and made.text() in _MADE
    if kind == "unary_expression" and node.text().startswith("delete"):
        return False
    return kind in PARTS and all(
        is_pure(child) for child in node.children() if child.is_named() and child.kind() != "comment"
    )


def _is_reading(call: Node, called: Node) -> bool:
    """Whether the call only makes another value of what it is given."""
    arguments = call.field("arguments")
    given = [child for child in arguments.children() if child.is_named()] if arguments is not None else []
    if arguments is None or arguments.kind() != "arguments" or not all(is_pure(child) for child in given):
        return False
    held, method = called.field("object"), called.field("property")
    if called.kind() == "member_expression" and held is not None and method is not None:
        return method.text() in _READING and is_pure(held)
    return called.text() in _CONVERTING


def statement_of(declarator: Node) -> Node | None:
    """The statement that declares this one variable and no other."""
    statement = declarator.parent()
    if statement is None or statement.kind() not in ("lexical_declaration", "variable_declaration"):
        return None
    others = [child for child in statement.children() if child.kind() == "variable_declarator"]
    return statement if len(others) == 1 else None


def whole_edit(source: Source, statement: Node) -> Edit | None:
    """Take the declaration of one variable out, but not what it calls; None where that is not to be told apart."""
    declarators = [child for child in statement.children() if child.kind() == "variable_declarator"]
    value = declarators[0].field("value") if len(declarators) == 1 else None
    if value is None:
        return None
    if is_pure(value):
        return whole_line(source, *span(statement))
    is_called = value.kind() in ("call_expression", "await_expression")
    return Edit(span(statement)[0], span(value)[0], "") if is_called else None
