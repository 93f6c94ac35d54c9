"""Names that everyone imports from the same package."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autofix.sdk import Workspace

_REACT = (
    "useState useEffect useContext useReducer useCallback useMemo useRef useLayoutEffect useImperativeHandle useId "
    "useTransition useDeferredValue createContext forwardRef memo lazy Suspense Fragment StrictMode Component "
    "PureComponent createRef startTransition"
)
_VUE = (
    "ref reactive computed watch watchEffect onMounted onUnmounted onBeforeMount onBeforeUnmount onUpdated "
    "nextTick toRef toRefs shallowRef inject provide defineComponent defineAsyncComponent createApp readonly unref"
)
_ROUTER = (
    "BrowserRouter Routes Route Navigate Outlet NavLink useNavigate useParams useLocation useSearchParams "
    "RouterProvider createBrowserRouter"
)
_ROUTER_OLD = "BrowserRouter Switch Route Redirect NavLink useHistory useParams useLocation useRouteMatch withRouter"
_REDUX = "useDispatch useSelector useStore connect"
# Modules of Node that are called what they are imported by.
_NODE = frozenset("fs path os http https crypto url util zlib stream".split())
_NEXT = {
    "Link": "next/link",
    "Image": "next/image",
    "Head": "next/head",
    "dynamic": "next/dynamic",
    "Script": "next/script",
}
_NEXT_NAVIGATION = frozenset(
    ("usePathname", "useSearchParams", "redirect", "notFound", "useParams", "useSelectedLayoutSegment")
)
_OTHERS = {
    "axios": ("axios", "default"),
    "express": ("express", "default"),
    "mongoose": ("mongoose", "default"),
    "dayjs": ("dayjs", "default"),
    "moment": ("moment", "default"),
    "PropTypes": ("prop-types", "default"),
    "ReactDOM": ("react-dom", "default"),
    "createRoot": ("react-dom/client", "createRoot"),
    "clsx": ("clsx", "default"),
    "z": ("zod", "z"),
    "toast": ("react-toastify", "toast"),
    "useQuery": ("@tanstack/react-query", "useQuery"),
    "useMutation": ("@tanstack/react-query", "useMutation"),
    "useQueryClient": ("@tanstack/react-query", "useQueryClient"),
    "useTranslation": ("react-i18next", "useTranslation"),
    "useForm": ("react-hook-form", "useForm"),
    "defineStore": ("pinia", "defineStore"),
    "storeToRefs": ("pinia", "storeToRefs"),
    "createPinia": ("pinia", "createPinia"),
    "defineConfig": ("vite", "defineConfig"),
    "Injectable": ("@nestjs/common", "Injectable"),
    "Controller": ("@nestjs/common", "Controller"),
    "Module": ("@nestjs/common", "Module"),
}


def well_known(workspace: Workspace, file: str, name: str) -> tuple[str, str] | None:
    """The package that gives ``name`` out, and the name it has there, if the file's manifest declares the package."""
    found = [pair for pair in _places(workspace, file, name) if pair]
    return found[0] if len({pair[0] for pair in found}) == 1 else None


def _places(workspace: Workspace, file: str, name: str) -> list[tuple[str, str]]:
    declared = _declared(workspace, file)
    found: list[tuple[str, str]] = []
    if name == "JSX" and _has_jsx(declared):
        found.append(("react", name))
    if "react" in declared and not file.endswith(".vue"):
        found += [("react", "default")] if name == "React" else [("react", name)] if name in _REACT.split() else []
    if "vue" in declared and name in _VUE.split() and "react" not in declared:
        found.append(("vue", name))
    router = (
        "react-router-dom" if "react-router-dom" in declared else "react-router" if "react-router" in declared else ""
    )
    old = declared.get(router, "").lstrip("^~>=v")[:1] in ("4", "5")
    if router and name in (_ROUTER_OLD if old else _ROUTER).split():
        found.append((router, name))
    if router and "next" not in declared and name == "Link":
        found.append((router, name))
    if "vue-router" in declared and name in ("useRouter", "useRoute", "createRouter", "createWebHistory"):
        found.append(("vue-router", name))
    if "react-redux" in declared and name in _REDUX.split():
        found.append(("react-redux", name))
    if "next" in declared:
        found += _next(file, name)
    if name in _NODE and not declared.keys() & {"react", "vue", "next"}:
        found.append((name, "default" if file.endswith((".mjs", ".js", ".cjs")) else "*"))
    known = _OTHERS.get(name)
    if known and "/".join(known[0].split("/")[: 2 if known[0].startswith("@") else 1]) in declared:
        found.append(known)
    return found


def _has_jsx(declared: Mapping[str, str]) -> bool:
    """Whether React's types hold the namespace themselves; those of 19 have no other."""
    wanted = declared.get("@types/react", declared.get("react", ""))
    major = re.match(r"[\^~>=v]*(\d+)", wanted)
    return "react" in declared and major is not None and int(major[1]) >= 19


def _next(file: str, name: str) -> list[tuple[str, str]]:
    if name in _NEXT:
        return [(_NEXT[name], "default")]
    is_app = "/app/" in f"/{file}"
    if name == "useRouter":
        return [("next/navigation" if is_app else "next/router", name)]
    if name in _NEXT_NAVIGATION:
        return [("next/navigation", name)]
    return []


def _declared(workspace: Workspace, file: str) -> dict[str, str]:
    package = workspace.package_of(file)
    top = [one for one in workspace.packages() if one.ecosystem == "npm" and not one.root]
    return {name: wanted for one in (*top, *([package] if package else ())) for name, wanted, _ in one.dependencies}
