"""Where a name that Python code uses usually comes from, library by library.

Sources: the public interfaces of the libraries, as their own documentation imports them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

# distribution, module, its names; a name that stands in several rows is taken where the file shows which is meant.
_HOMES = """
flask flask Flask Blueprint jsonify render_template redirect url_for flash session abort make_response send_file
flask flask send_from_directory current_app g request
flask-cors flask_cors CORS cross_origin
flask-sqlalchemy flask_sqlalchemy SQLAlchemy
flask-migrate flask_migrate Migrate
flask-login flask_login LoginManager login_required current_user login_user logout_user UserMixin
flask-jwt-extended flask_jwt_extended JWTManager jwt_required create_access_token create_refresh_token
flask-jwt-extended flask_jwt_extended get_jwt_identity get_jwt verify_jwt_in_request
flask-wtf flask_wtf FlaskForm
flask-restful flask_restful Resource Api reqparse
flask werkzeug.security generate_password_hash check_password_hash
flask werkzeug.utils secure_filename
flask werkzeug.exceptions HTTPException BadRequest NotFound Unauthorized Forbidden
wtforms wtforms StringField PasswordField SubmitField BooleanField IntegerField TextAreaField SelectField
wtforms wtforms.validators DataRequired Email EqualTo Length
fastapi fastapi FastAPI APIRouter Depends HTTPException Request Response status Query Path Body Header Cookie Form
fastapi fastapi File UploadFile BackgroundTasks WebSocket WebSocketDisconnect Security
fastapi fastapi.responses JSONResponse StreamingResponse FileResponse HTMLResponse RedirectResponse PlainTextResponse
fastapi fastapi.middleware.cors CORSMiddleware
fastapi fastapi.security OAuth2PasswordBearer OAuth2PasswordRequestForm HTTPBearer HTTPAuthorizationCredentials
fastapi fastapi.testclient TestClient
fastapi fastapi.staticfiles StaticFiles
fastapi fastapi.encoders jsonable_encoder
fastapi fastapi.exceptions RequestValidationError
pydantic pydantic BaseModel Field EmailStr field_validator model_validator ConfigDict validator ValidationError HttpUrl
pydantic-settings pydantic_settings BaseSettings SettingsConfigDict
sqlalchemy sqlalchemy select func or_ and_ not_ desc asc text Column Integer String Boolean DateTime ForeignKey Text
sqlalchemy sqlalchemy Float Numeric Date Table UniqueConstraint Index BigInteger LargeBinary create_engine insert update
sqlalchemy sqlalchemy delete case exists distinct CheckConstraint MetaData SmallInteger
sqlalchemy sqlalchemy.orm Session relationship sessionmaker joinedload selectinload Mapped mapped_column DeclarativeBase
sqlalchemy sqlalchemy.orm declarative_base backref contains_eager aliased subqueryload load_only
sqlalchemy sqlalchemy.ext.asyncio AsyncSession create_async_engine async_sessionmaker AsyncEngine
sqlalchemy sqlalchemy.exc IntegrityError SQLAlchemyError NoResultFound OperationalError
django django.shortcuts render redirect get_object_or_404 get_list_or_404
django django.http HttpResponse JsonResponse Http404 HttpResponseRedirect HttpRequest HttpResponseForbidden
django django.http HttpResponseBadRequest StreamingHttpResponse FileResponse HttpResponseNotFound
django django.urls path include re_path reverse reverse_lazy resolve
django django.conf settings
django django.contrib.auth get_user_model authenticate login logout
django django.contrib.auth.decorators login_required permission_required user_passes_test
django django.contrib.auth.mixins LoginRequiredMixin UserPassesTestMixin PermissionRequiredMixin
django django.contrib messages admin
django django.db models transaction connection migrations
django django.db.models Q F Count Sum Avg Max Min Prefetch Exists OuterRef Subquery Case When Value
django django.db.models.signals post_save pre_save post_delete pre_delete m2m_changed
django django.dispatch receiver
django django.db IntegrityError
django django.utils timezone
django django.utils.decorators method_decorator
django django.utils.text slugify
django django.utils.translation gettext_lazy gettext
django django.core.exceptions ValidationError ObjectDoesNotExist PermissionDenied ImproperlyConfigured
django django.core.mail send_mail EmailMessage EmailMultiAlternatives
django django.core.paginator Paginator EmptyPage PageNotAnInteger
django django.core.cache cache
django django.core.management.base BaseCommand CommandError
django django.core.validators MinValueValidator MaxValueValidator RegexValidator FileExtensionValidator
django django.template.loader render_to_string get_template
django django.views View
django django.views.generic ListView DetailView CreateView UpdateView DeleteView TemplateView FormView
django django.views.decorators.csrf csrf_exempt ensure_csrf_cookie
django django.views.decorators.http require_POST require_GET require_http_methods
django django.test TestCase Client
django django forms
django django.conf.urls.static static
djangorestframework rest_framework serializers viewsets generics permissions status filters mixins
djangorestframework rest_framework.response Response
djangorestframework rest_framework.views APIView
djangorestframework rest_framework.decorators api_view permission_classes action authentication_classes parser_classes
djangorestframework rest_framework.permissions IsAuthenticated AllowAny IsAdminUser IsAuthenticatedOrReadOnly
djangorestframework rest_framework.permissions BasePermission SAFE_METHODS
djangorestframework rest_framework.pagination PageNumberPagination LimitOffsetPagination
djangorestframework rest_framework.authtoken.models Token
djangorestframework rest_framework.routers DefaultRouter SimpleRouter
djangorestframework rest_framework.exceptions ValidationError NotFound PermissionDenied AuthenticationFailed ParseError
djangorestframework rest_framework.parsers MultiPartParser FormParser JSONParser FileUploadParser
djangorestframework rest_framework.test APITestCase APIClient
djangorestframework-simplejwt rest_framework_simplejwt.tokens RefreshToken AccessToken
djangorestframework-simplejwt rest_framework_simplejwt.views TokenObtainPairView TokenRefreshView
django-filter django_filters.rest_framework DjangoFilterBackend
python-dotenv dotenv load_dotenv find_dotenv dotenv_values
passlib passlib.context CryptContext
python-jose jose jwt JWTError
python-decouple decouple config Csv
celery celery shared_task Celery
bs4 bs4 BeautifulSoup
beautifulsoup4 bs4 BeautifulSoup
pillow PIL Image ImageDraw ImageFont
apscheduler apscheduler.schedulers.background BackgroundScheduler
tqdm tqdm tqdm
"""
_MODULES = """
requests requests
numpy numpy
pandas pandas
torch torch
psycopg2-binary psycopg2
psycopg2 psycopg2
pyjwt jwt
bcrypt bcrypt
jwt jwt
boto3 boto3
stripe stripe
openai openai
redis redis
httpx httpx
aiohttp aiohttp
pymysql pymysql
sqlalchemy sqlalchemy
uvicorn uvicorn
pytest pytest
pyyaml yaml
cloudinary cloudinary
pytz pytz
jsonschema jsonschema
"""
# A word that code uses for much else: it counts only where it is called or stands before a dot as the library's does.
_COMMON = {
    "text": r"\btext\(\s*f?[rb]?[\"']",
    "select": r"\bselect\(\s*\w",
    "request": r"\brequest\.(?:json|form|args|method|files|get_json|headers|values|cookies|data)\b",
    "session": r"\bsession(?:\[|\.get\(|\.pop\()",
    "g": r"\bg\.\w",
    "settings": r"\bsettings\.[A-Z]",
    "status": r"\bstatus\.HTTP_\d",
    "config": r"\bconfig\(\s*[\"'][A-Z]",
    "models": r"\bmodels\.(?:Model|\w+Field|ForeignKey|CASCADE|Q)\b",
    "forms": r"\bforms\.(?:Form|ModelForm|\w+Field)\b",
    "filters": r"\bfilters\.(?:SearchFilter|OrderingFilter)\b",
    "path": r"\bpath\(\s*r?[\"']",
    "static": r"\bstatic\(\s*settings\.",
    "case": r"\bcase\(",
    "update": r"\bupdate\(\s*[A-Z]",
    "delete": r"\bdelete\(\s*[A-Z]",
    "insert": r"\binsert\(\s*[A-Z]",
    "cache": r"\bcache\.(?:get|set|delete)\(",
    "action": r"@action\(",
    "messages": r"\bmessages\.(?:success|error|info|warning|debug|add_message)\(",
    "admin": r"\badmin\.(?:site|ModelAdmin|register|\w+Inline|display|action)\b",
    "login": r"\blogin\(\s*(?:self\.)?request\b",
    "logout": r"\blogout\(\s*(?:self\.)?request\b",
    "mixins": r"\bmixins\.\w+ModelMixin\b",
    "connection": r"\bconnection\.cursor\(",
    "permissions": r"\bpermissions\.(?:Is\w+|AllowAny|BasePermission|SAFE_METHODS)\b",
    "timezone": r"\btimezone\.(?:now|localtime|make_aware|is_aware)\b",
    "Path": r"(?!)",
    "Image": r"\bImage\.(?:open|new|fromarray)\(",
    "Response": r"\bResponse\(",
    "jwt": r"\bjwt\.(?:encode|decode)\(",
}


@cache
def homes() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """For a name the distributions with the module of each that it is imported from."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in _HOMES.strip().split("\n"):
        distribution, module, *names = line.split()
        for name in names:
            found.setdefault(name, []).append((distribution, module))
    return {name: tuple(pairs) for name, pairs in found.items()}


@cache
def library_modules() -> Mapping[str, tuple[str, ...]]:
    """The distributions that bring a module which code uses by its name."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _MODULES.strip().split("\n"):
        distribution, module = line.split()
        found[module] = (*found.get(module, ()), distribution)
    return found


def is_used_as_known(text: str, name: str) -> bool:
    """Whether the code uses a common word as the library's; other names are as good as their own sign."""
    pattern = _COMMON.get(name)
    return pattern is None or re.search(pattern, text) is not None
