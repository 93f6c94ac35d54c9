"""Which distribution brings which module: the tables.

Sources: the projects' own documentation, which says what to install and what to import.
"""

from __future__ import annotations

# module distribution, where the two are not called alike.
DISTRIBUTIONS = """
PIL Pillow | cv2 opencv-python | yaml PyYAML | ruamel ruamel.yaml | bs4 beautifulsoup4 | dotenv python-dotenv
jwt PyJWT | jose python-jose | MySQLdb mysqlclient | psycopg2 psycopg2-binary | pymysql PyMySQL
mysql mysql-connector-python | bson pymongo | flask_pymongo Flask-PyMongo | rest_framework djangorestframework
rest_framework_simplejwt djangorestframework-simplejwt | rest_framework_swagger django-rest-swagger
rest_framework_nested drf-nested-routers | knox django-rest-knox | rest_auth django-rest-auth
allauth django-allauth | corsheaders django-cors-headers | environ django-environ | decouple python-decouple
django_filters django-filter | debug_toolbar django-debug-toolbar | crispy_forms django-crispy-forms
widget_tweaks django-widget-tweaks | import_export django-import-export | storages django-storages
ckeditor django-ckeditor | tinymce django-tinymce | mptt django-mptt | taggit django-taggit
phonenumber_field django-phonenumber-field | compressor django-compressor | imagekit django-imagekit
simple_history django-simple-history | guardian django-guardian | oauth2_provider django-oauth-toolkit
social_django social-auth-app-django | social_core social-auth-core | bootstrap4 django-bootstrap4
bootstrap5 django-bootstrap-v5 | jazzmin django-jazzmin | model_utils django-model-utils
polymorphic django-polymorphic | silk django-silk | axes django-axes | anymail django-anymail | waffle django-waffle
hijack django-hijack | ninja django-ninja | strawberry strawberry-graphql | colorfield django-colorfield
cloudinary_storage django-cloudinary-storage | flask Flask | flask_cors Flask-Cors
flask_sqlalchemy Flask-SQLAlchemy | flask_migrate Flask-Migrate | flask_login Flask-Login | flask_wtf Flask-WTF
flask_mail Flask-Mail | flask_bcrypt Flask-Bcrypt | flask_jwt_extended Flask-JWT-Extended
flask_restful Flask-RESTful | flask_socketio Flask-SocketIO | flask_limiter Flask-Limiter
flask_caching Flask-Caching | flask_session Flask-Session | flask_admin Flask-Admin | flask_script Flask-Script
flask_httpauth Flask-HTTPAuth | flask_babel Flask-Babel | flask_moment Flask-Moment | sqlalchemy SQLAlchemy
sqlalchemy_utils SQLAlchemy-Utils | wtforms WTForms | markdown Markdown | markupsafe MarkupSafe | jinja2 Jinja2
werkzeug Werkzeug | multipart python-multipart | socketio python-socketio | engineio python-engineio
sklearn scikit-learn | skimage scikit-image | dateutil python-dateutil | slugify python-slugify | magic python-magic
docx python-docx | pptx python-pptx | fitz PyMuPDF | telegram python-telegram-bot | telebot pyTelegramBotAPI
discord discord.py | github PyGithub | gitlab python-gitlab | git GitPython | ldap python-ldap | serial pyserial
usb pyusb | OpenSSL pyOpenSSL | Crypto pycryptodome | nacl PyNaCl | zmq pyzmq | attr attrs
pkg_resources setuptools | Levenshtein python-Levenshtein | wx wxPython | gi PyGObject | barcode python-barcode
speech_recognition SpeechRecognition | pyaudio PyAudio | google.cloud.storage google-cloud-storage
google.generativeai google-generativeai | googleapiclient google-api-python-client | factory factory-boy
faker Faker | dns dnspython | xlsxwriter XlsxWriter | unidecode Unidecode | pythonjsonlogger python-json-logger
apscheduler APScheduler | flask_apscheduler Flask-APScheduler | markdown_it markdown-it-py | argon2 argon2-cffi
pymupdf PyMuPDF | google.oauth2 google-auth | google.auth google-auth | google.genai google-genai
google.cloud.firestore google-cloud-firestore | google.cloud.bigquery google-cloud-bigquery
google.cloud.vision google-cloud-vision | google.cloud.speech google-cloud-speech
google.cloud.translate google-cloud-translate | autoslug django-autoslug | templated_email django-templated-email
rest_framework_jwt djangorestframework-jwt | rest_framework_tracking drf-tracking
rest_framework_api_key djangorestframework-api-key | rest_framework_extensions drf-extensions
rest_framework_gis djangorestframework-gis | rest_framework_xml djangorestframework-xml
rest_framework_csv djangorestframework-csv | url_filter django-url-filter | rangefilter django-admin-rangefilter
ckeditor_uploader django-ckeditor | froala_editor django-froala-editor | markdownx django-markdownx
mdeditor django-mdeditor | sorl sorl-thumbnail | versatileimagefield django-versatileimagefield
ratelimit django-ratelimit | two_factor django-two-factor-auth | captcha django-simple-captcha
snowpenguin django-recaptcha2 | treebeard django-treebeard | modelcluster django-modelcluster
reversion django-reversion | auditlog django-auditlog | constance django-constance | solo django-solo
adminsortable2 django-admin-sortable2 | grappelli django-grappelli | admin_interface django-admin-interface
baton django-baton | unfold django-unfold | haystack django-haystack | watson django-watson
localflavor django-localflavor | location_field django-location-field | mapwidgets django-map-widgets
leaflet django-leaflet | multiselectfield django-multiselectfield | dal django-autocomplete-light
formtools django-formtools | floppyforms django-floppyforms | crequest django-crequest | robots django-robots
meta django-meta | hitcount django-hitcount | star_ratings django-star-ratings | paypal django-paypal
notifications django-notifications-hq | push_notifications django-push-notifications
graphql_jwt django-graphql-jwt | graphql_auth django-graphql-auth | health_check django-health-check
maintenance_mode django-maintenance-mode | sslserver django-sslserver | dbbackup django-dbbackup
cacheops django-cacheops | livereload django-livereload-server | tailwind django-tailwind
webpack_loader django-webpack-loader | defender django-defender | csp django-csp
permissions_policy django-permissions-policy | viewflow django-viewflow | cms django-cms | oscar django-oscar
fastapi_cache fastapi-cache2 | fastapi_sqlalchemy FastAPI-SQLAlchemy | flask_security Flask-Security
flask_dance Flask-Dance | flask_oauthlib Flask-OAuthlib | flask_uploads Flask-Uploads
flask_principal Flask-Principal | flask_assets Flask-Assets | flask_debugtoolbar Flask-DebugToolbar
flask_mysqldb Flask-MySQLdb | flask_mysql Flask-MySQL | flask_seasurf Flask-SeaSurf | flask_sockets Flask-Sockets
flask_sse Flask-SSE | flask_injector Flask-Injector | flask_graphql Flask-GraphQL | flask_sslify Flask-SSLify
flask_bootstrap Flask-Bootstrap | bootstrap_flask Bootstrap-Flask | flask_ckeditor Flask-CKEditor
flask_gravatar Flask-Gravatar | flask_pydantic Flask-Pydantic | flask_testing Flask-Testing | flask_jwt Flask-JWT
flask_basicauth Flask-BasicAuth | flask_autoindex Flask-AutoIndex | flask_fontawesome Font-Awesome-Flask
sqlalchemy_serializer SQLAlchemy-serializer | sqlalchemy_continuum SQLAlchemy-Continuum
sqlalchemy_searchable SQLAlchemy-Searchable | geoalchemy2 GeoAlchemy2 | cassandra cassandra-driver
snowflake snowflake-connector-python | kafka kafka-python | nats nats-py | stomp stomp.py | paho paho-mqtt
azure.storage.blob azure-storage-blob | azure.identity azure-identity | camelot camelot-py | tabula tabula-py
odf odfpy | ebooklib EbookLib | gtts gTTS | cairosvg CairoSVG | babel Babel | plaid plaid-python
binance python-binance | pyrebase Pyrebase4 | whoosh Whoosh | opensearchpy opensearch-py | umap umap-learn
imblearn imbalanced-learn | faiss faiss-cpu | curl_cffi curl_cffi | scrapy Scrapy | readability readability-lxml
newspaper newspaper3k | consul python-consul | opentelemetry opentelemetry-api | logtail logtail-python
"""
# Called as they are imported, but for "_" and "-".
ALIKE = """
requests numpy pandas scipy matplotlib seaborn plotly redis celery gunicorn uvicorn fastapi django aiohttp httpx
pydantic alembic asyncpg aiosqlite aiomysql aiofiles boto3 botocore cloudinary cryptography tqdm rich click typer
loguru openai anthropic tiktoken transformers torch torchvision tensorflow keras nltk spacy gensim xgboost lightgbm
joblib openpyxl xlrd reportlab weasyprint xhtml2pdf tweepy selenium playwright pytest markdown2 bleach pytz tzdata
arrow pendulum humanize peewee tortoise mongoengine motor beanie sqlmodel marshmallow cerberus jsonschema orjson
ujson simplejson toml tomli environs dynaconf structlog psutil paramiko fabric docker kombu flower dramatiq rq
schedule croniter twilio streamlit gradio dash nicegui eventlet gevent websockets websocket tornado sanic cachetools
tenacity phonenumbers user_agents geopy shapely geopandas folium networkx sympy statsmodels imageio moviepy pydub
librosa mutagen feedparser lxml chardet pyperclip pyautogui pygame flask_compress authlib oauthlib requests_oauthlib
graphene ariadne hypothesis greenlet regex langchain passlib uvloop httptools blinker pycparser cffi rsa ecdsa
pyasn1 mako email_validator aioredis aioboto3 tablib pydash more_itertools toolz attrs cattrs msgpack lz4 zstandard
brotli lxml_html_clean nh3 uwsgi waitress hypercorn daphne granian honcho watchdog watchfiles soundfile sounddevice
qrcode segno pyarrow fastparquet polars duckdb dask chromadb pinecone qdrant_client supabase mypy black isort flake8
pyotp psycopg pymongo dj_rest_auth drf_yasg drf_spectacular django_extensions crispy_bootstrap4 crispy_bootstrap5
dj_database_url django_heroku whitenoise channels channels_redis django_celery_beat django_celery_results
django_redis django_countries easy_thumbnails django_htmx graphene_django django_tables2 flask_restx
flask_marshmallow flask_smorest flask_talisman flasgger marshmallow_sqlalchemy itsdangerous pydantic_settings
slowapi bcrypt starlette PyPDF2 fuzzywuzzy sentry_sdk prometheus_client google_auth_oauthlib firebase_admin
elasticsearch_dsl sendgrid stripe webdriver_manager async_timeout typing_extensions charset_normalizer freezegun
pytest_django pytest_mock pytest_asyncio responses model_bakery tabulate huggingface_hub sentence_transformers
langchain_openai langchain_community langchain_core PyPDF4 google_auth_httplib2 djoser django_ses
django_render_block drf_writable_nested drf_extra_fields django_q django_rq django_cron django_crontab
django_apscheduler django_summernote django_ckeditor_5 django_cleanup django_resized django_user_agents
django_ratelimit django_otp django_recaptcha elasticsearch_django django_elasticsearch_dsl django_json_widget
jsonfield django_select2 razorpay django_social_share fcm_django graphene_file_upload graphene_sqlalchemy
django_prometheus django_hosts django_tenants django_mysql djongo django_mongodb_backend django_browser_reload
django_vite rules django_fsm wagtail fastapi_mail fastapi_pagination fastapi_users fastapi_users_db_sqlalchemy
fastapi_limiter fastapi_utils fastapi_jwt_auth fastapi_filter fastapi_socketio fastapi_login
fastapi_another_jwt_auth fastapi_csrf_protect starlette_admin sqladmin sse_starlette
prometheus_fastapi_instrumentator pydantic_extra_types flask_swagger_ui flask_paginate flask_mongoengine flask_sock
flask_apispec flask_openapi3 flask_redis flask_heroku pytest_flask flask_simplelogin webargs apispec
dependency_injector pgvector clickhouse_driver neo4j ibm_db oracledb cx_Oracle pyodbc pymssql psycopg_pool
influxdb_client aiokafka confluent_kafka pika aio_pika minio ftfy pdfkit pdfplumber pypdf pdf2image pytesseract
easyocr docx2txt docxtpl xlwt wordcloud textblob langdetect googletrans deep_translator pyttsx3 yt_dlp pytube
youtube_transcript_api pytrends praw spotipy instaloader svglib colorama termcolor prettytable inflection inflect
parsedatetime dateparser holidays isodate pycountry iso3166 validators email_reply_parser premailer mjml
mailchimp_marketing mailjet_rest resend postmarker sib_api_v3_sdk pusher onesignal_sdk africastalking mercadopago
paypalrestsdk braintree ccxt yfinance alpaca_trade_api ta backtrader web3 eth_account solana postgrest gotrue
algoliasearch meilisearch elasticsearch haversine geoip2 pyproj rasterio osmnx keplergl dash_bootstrap_components
streamlit_option_menu altair bokeh plotnine pyvis hdbscan category_encoders catboost optuna shap lime mlxtend
prophet pmdarima ultralytics mediapipe face_recognition dlib deepface tflite_runtime onnxruntime diffusers
accelerate peft datasets evaluate llama_index langchain_anthropic langchain_google_genai langchain_groq
langchain_ollama langchain_chroma langchain_huggingface langchain_text_splitters langchain_experimental
langchain_pinecone langgraph langsmith ollama groq cohere mistralai replicate litellm instructor fake_useragent
cloudscraper requests_html requests_toolbelt undetected_chromedriver parsel html2text trafilatura fakeredis moto
respx requests_mock pytest_cov pytest_httpx testcontainers time_machine behave locust mixer mimesis polyfactory
graphviz pydot jinja2_time coreapi coreschema hvac etcd3 kubernetes rollbar bugsnag newrelic ddtrace scout_apm
"""
