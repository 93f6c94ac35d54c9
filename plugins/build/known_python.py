"""Which distribution brings which module, where the two are not called alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_DISTRIBUTIONS = """
PIL Pillow
cv2 opencv-python
yaml PyYAML
ruamel ruamel.yaml
bs4 beautifulsoup4
dotenv python-dotenv
jwt PyJWT
jose python-jose
MySQLdb mysqlclient
psycopg2 psycopg2-binary
psycopg psycopg
pymysql PyMySQL
mysql mysql-connector-python
pymongo pymongo
bson pymongo
flask_pymongo Flask-PyMongo
rest_framework djangorestframework
rest_framework_simplejwt djangorestframework-simplejwt
rest_framework_swagger django-rest-swagger
rest_framework_nested drf-nested-routers
knox django-rest-knox
rest_auth django-rest-auth
dj_rest_auth dj-rest-auth
allauth django-allauth
corsheaders django-cors-headers
environ django-environ
decouple python-decouple
django_filters django-filter
drf_yasg drf-yasg
drf_spectacular drf-spectacular
django_extensions django-extensions
debug_toolbar django-debug-toolbar
crispy_forms django-crispy-forms
crispy_bootstrap4 crispy-bootstrap4
crispy_bootstrap5 crispy-bootstrap5
widget_tweaks django-widget-tweaks
import_export django-import-export
storages django-storages
dj_database_url dj-database-url
django_heroku django-heroku
whitenoise whitenoise
channels channels
channels_redis channels-redis
django_celery_beat django-celery-beat
django_celery_results django-celery-results
django_redis django-redis
ckeditor django-ckeditor
tinymce django-tinymce
mptt django-mptt
taggit django-taggit
phonenumber_field django-phonenumber-field
django_countries django-countries
compressor django-compressor
imagekit django-imagekit
easy_thumbnails easy-thumbnails
simple_history django-simple-history
guardian django-guardian
oauth2_provider django-oauth-toolkit
social_django social-auth-app-django
social_core social-auth-core
bootstrap4 django-bootstrap4
bootstrap5 django-bootstrap-v5
jazzmin django-jazzmin
django_htmx django-htmx
model_utils django-model-utils
polymorphic django-polymorphic
silk django-silk
axes django-axes
anymail django-anymail
waffle django-waffle
hijack django-hijack
ninja django-ninja
strawberry strawberry-graphql
graphene_django graphene-django
django_tables2 django-tables2
colorfield django-colorfield
cloudinary_storage django-cloudinary-storage
flask Flask
flask_cors Flask-Cors
flask_sqlalchemy Flask-SQLAlchemy
flask_migrate Flask-Migrate
flask_login Flask-Login
flask_wtf Flask-WTF
flask_mail Flask-Mail
flask_bcrypt Flask-Bcrypt
flask_jwt_extended Flask-JWT-Extended
flask_restful Flask-RESTful
flask_restx flask-restx
flask_marshmallow flask-marshmallow
flask_socketio Flask-SocketIO
flask_limiter Flask-Limiter
flask_caching Flask-Caching
flask_session Flask-Session
flask_admin Flask-Admin
flask_script Flask-Script
flask_smorest flask-smorest
flask_httpauth Flask-HTTPAuth
flask_babel Flask-Babel
flask_moment Flask-Moment
flask_talisman flask-talisman
flasgger flasgger
marshmallow_sqlalchemy marshmallow-sqlalchemy
sqlalchemy SQLAlchemy
sqlalchemy_utils SQLAlchemy-Utils
wtforms WTForms
email_validator email-validator
markdown Markdown
markupsafe MarkupSafe
jinja2 Jinja2
werkzeug Werkzeug
itsdangerous itsdangerous
multipart python-multipart
pydantic_settings pydantic-settings
slowapi slowapi
passlib passlib
bcrypt bcrypt
starlette starlette
socketio python-socketio
engineio python-engineio
sklearn scikit-learn
skimage scikit-image
dateutil python-dateutil
slugify python-slugify
magic python-magic
docx python-docx
pptx python-pptx
fitz PyMuPDF
PyPDF2 PyPDF2
telegram python-telegram-bot
telebot pyTelegramBotAPI
discord discord.py
github PyGithub
gitlab python-gitlab
git GitPython
ldap python-ldap
serial pyserial
usb pyusb
OpenSSL pyOpenSSL
Crypto pycryptodome
nacl PyNaCl
zmq pyzmq
attr attrs
pkg_resources setuptools
lxml lxml
Levenshtein python-Levenshtein
fuzzywuzzy fuzzywuzzy
wx wxPython
gi PyGObject
qrcode qrcode
barcode python-barcode
speech_recognition SpeechRecognition
pyaudio PyAudio
sentry_sdk sentry-sdk
prometheus_client prometheus-client
google.cloud.storage google-cloud-storage
google.generativeai google-generativeai
googleapiclient google-api-python-client
google_auth_oauthlib google-auth-oauthlib
firebase_admin firebase-admin
elasticsearch_dsl elasticsearch-dsl
sendgrid sendgrid
stripe stripe
webdriver_manager webdriver-manager
async_timeout async-timeout
typing_extensions typing-extensions
charset_normalizer charset-normalizer
factory factory-boy
faker Faker
freezegun freezegun
pytest_django pytest-django
pytest_mock pytest-mock
pytest_asyncio pytest-asyncio
responses responses
model_bakery model-bakery
dns dnspython
xlsxwriter XlsxWriter
tabulate tabulate
unidecode Unidecode
pythonjsonlogger python-json-logger
apscheduler APScheduler
flask_apscheduler Flask-APScheduler
huggingface_hub huggingface-hub
sentence_transformers sentence-transformers
langchain_openai langchain-openai
langchain_community langchain-community
langchain_core langchain-core
"""
# Called as they are imported.
_ALIKE = """
requests numpy pandas scipy matplotlib seaborn plotly redis celery gunicorn uvicorn fastapi django aiohttp httpx
pydantic alembic asyncpg aiosqlite aiomysql aiofiles boto3 botocore cloudinary cryptography tqdm rich click typer
loguru openai anthropic tiktoken transformers torch torchvision tensorflow keras nltk spacy gensim xgboost lightgbm
joblib openpyxl xlrd reportlab weasyprint xhtml2pdf tweepy selenium playwright pytest markdown2 bleach pytz tzdata
arrow pendulum humanize peewee tortoise mongoengine motor beanie sqlmodel marshmallow cerberus jsonschema orjson
ujson simplejson toml tomli environs dynaconf structlog psutil paramiko fabric docker kombu flower dramatiq rq
schedule croniter twilio streamlit gradio dash nicegui eventlet gevent websockets websocket tornado sanic cachetools
tenacity phonenumbers user_agents geopy shapely geopandas folium networkx sympy statsmodels imageio moviepy pydub
librosa mutagen feedparser lxml chardet pyperclip pyautogui pygame flask_compress authlib oauthlib requests_oauthlib
graphene ariadne hypothesis langchain chromadb pinecone qdrant_client supabase mypy black isort flake8 pyotp
""".split()
# Modules that left the standard library, with what stands in for them.
REMOVED = {"distutils": "setuptools"}


@cache
def distributions() -> Mapping[str, str]:
    """The distribution for a module's name."""
    different = dict(line.split() for line in _DISTRIBUTIONS.strip().split("\n"))
    return {**{name: name.replace("_", "-") for name in _ALIKE}, "django": "Django", **different}


def distribution_of(module: str) -> str | None:
    """The distribution that brings ``module``, the longest part of its name that is known first."""
    parts = module.split(".")
    for end in range(min(len(parts), 3), 0, -1):
        found = distributions().get(".".join(parts[:end]))
        if found:
            return found
    return None


@cache
def pinned_versions() -> Mapping[str, str]:
    """A version for those that a project which pins everything lacks most."""
    return dict(line.split() for line in _PINS.strip().split("\n"))


_PINS = """
pillow 10.4.0
pyyaml 6.0.2
beautifulsoup4 4.12.3
python-dotenv 1.0.1
pyjwt 2.9.0
python-jose 3.3.0
psycopg2-binary 2.9.9
pymysql 1.1.1
mysqlclient 2.2.4
django-cors-headers 4.4.0
django-environ 0.11.2
python-decouple 3.8
django-filter 24.3
djangorestframework-simplejwt 5.3.1
whitenoise 6.7.0
gunicorn 22.0.0
uvicorn 0.30.6
dj-database-url 2.2.0
django-extensions 3.2.3
flask-cors 4.0.1
flask-migrate 4.0.7
flask-login 0.6.3
flask-jwt-extended 4.6.0
flask-wtf 1.2.1
requests 2.32.3
httpx 0.27.2
python-multipart 0.0.9
email-validator 2.2.0
passlib 1.7.4
bcrypt 4.2.0
redis 5.0.8
celery 5.4.0
alembic 1.13.2
aiofiles 24.1.0
python-dateutil 2.9.0
pytz 2024.1
openpyxl 3.1.5
markdown 3.7
boto3 1.35.0
stripe 10.8.0
tqdm 4.66.5
pydantic-settings 2.4.0
itsdangerous 2.2.0
psutil 6.0.0
"""
