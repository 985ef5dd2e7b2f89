import { wordSet } from './word-set.ts';

/**
 * Import names of well-known distributions whose name is another one. From the distributions' own `top_level.txt`.
 */
const DIFFERENT: Readonly<Record<string, readonly string[]>> = {
  attrs: ['attr', 'attrs'],
  beautifulsoup4: ['bs4'],
  biopython: ['Bio'],
  'confluent-kafka': ['confluent_kafka'],
  'discord-py': ['discord'],
  'django-cors-headers': ['corsheaders'],
  'django-debug-toolbar': ['debug_toolbar'],
  'django-environ': ['environ'],
  'django-extensions': ['django_extensions'],
  'django-filter': ['django_filters'],
  'django-storages': ['storages'],
  djangorestframework: ['rest_framework'],
  dnspython: ['dns'],
  'docker-py': ['docker'],
  'email-validator': ['email_validator'],
  'faiss-cpu': ['faiss'],
  'faiss-gpu': ['faiss'],
  'ffmpeg-python': ['ffmpeg'],
  'flask-cors': ['flask_cors'],
  'flask-login': ['flask_login'],
  'flask-migrate': ['flask_migrate'],
  'flask-sqlalchemy': ['flask_sqlalchemy'],
  'flask-wtf': ['flask_wtf'],
  gitpython: ['git', 'gitdb'],
  'google-api-python-client': ['googleapiclient', 'apiclient'],
  grpcio: ['grpc'],
  'grpcio-tools': ['grpc_tools'],
  'huggingface-hub': ['huggingface_hub'],
  'importlib-metadata': ['importlib_metadata'],
  ipython: ['IPython'],
  'kafka-python': ['kafka'],
  levenshtein: ['Levenshtein'],
  'markdown-it-py': ['markdown_it'],
  'msgpack-python': ['msgpack'],
  'mysql-connector-python': ['mysql'],
  mysqlclient: ['MySQLdb'],
  'opencv-contrib-python': ['cv2'],
  'opencv-python': ['cv2'],
  'opencv-python-headless': ['cv2'],
  'paho-mqtt': ['paho'],
  pillow: ['PIL'],
  'prometheus-client': ['prometheus_client'],
  protobuf: ['google'],
  'psycopg2-binary': ['psycopg2'],
  'py-cpuinfo': ['cpuinfo'],
  pycairo: ['cairo'],
  pycrypto: ['Crypto'],
  pycryptodome: ['Crypto'],
  pycryptodomex: ['Cryptodome'],
  'pydantic-settings': ['pydantic_settings'],
  pygithub: ['github'],
  pygobject: ['gi'],
  pyjwt: ['jwt'],
  pymupdf: ['fitz', 'pymupdf'],
  pynacl: ['nacl'],
  pyopenssl: ['OpenSSL'],
  pyserial: ['serial'],
  pysocks: ['socks', 'sockshandler'],
  'python-dateutil': ['dateutil'],
  'python-docx': ['docx'],
  'python-dotenv': ['dotenv'],
  'python-gitlab': ['gitlab'],
  'python-jose': ['jose'],
  'python-json-logger': ['pythonjsonlogger'],
  'python-ldap': ['ldap'],
  'python-levenshtein': ['Levenshtein'],
  'python-magic': ['magic'],
  'python-multipart': ['multipart', 'python_multipart'],
  'python-pptx': ['pptx'],
  'python-slugify': ['slugify'],
  'python-socketio': ['socketio'],
  'python-telegram-bot': ['telegram'],
  pywin32: [
    'win32api',
    'win32con',
    'win32gui',
    'pythoncom',
    'win32com',
    'pywintypes',
    'win32file',
    'win32pipe',
    'win32event',
    'win32process',
    'win32security',
    'win32service',
    'win32serviceutil',
  ],
  pyyaml: ['yaml', '_yaml'],
  pyzmq: ['zmq'],
  'qdrant-client': ['qdrant_client'],
  'ruamel-yaml': ['ruamel'],
  'scikit-image': ['skimage'],
  'scikit-learn': ['sklearn'],
  'sentry-sdk': ['sentry_sdk'],
  setuptools: ['setuptools', 'pkg_resources', '_distutils_hack'],
  'strawberry-graphql': ['strawberry'],
  'tree-sitter': ['tree_sitter'],
  'typing-extensions': ['typing_extensions'],
  'websocket-client': ['websocket'],
  'youtube-dl': ['youtube_dl'],
  'absl-py': ['absl'],
  'argon2-cffi': ['argon2'],
  'azure-storage-blob': ['azure'],
  'charset-normalizer': ['charset_normalizer'],
  'more-itertools': ['more_itertools'],
  'pytorch-lightning': ['pytorch_lightning'],
  py: ['py'],
  pexpect: ['pexpect'],
  pyqt5: ['PyQt5'],
  pyqt6: ['PyQt6'],
  pyside6: ['PySide6'],
  sqlalchemy: ['sqlalchemy'],
  jinja2: ['jinja2'],
  markupsafe: ['markupsafe'],
  werkzeug: ['werkzeug'],
  pygments: ['pygments'],
  cython: ['Cython', 'pyximport', 'cython'],
  mako: ['mako'],
  babel: ['babel'],
  'pyasn1-modules': ['pyasn1_modules'],
  'zope-interface': ['zope'],
};

/** Libraries that are imported under their own name and used in no other way than by importing them. */
const SAME = wordSet(`
  aiofiles aiohttp altair anyio appdirs arrow asyncpg beautifulsoup4 blinker boto3 botocore bottle
  cachetools celery certifi cffi chardet click colorama cryptography dash dask dataclasses decorator
  deepdiff dill django docker docopt docutils elasticsearch falcon faker fastapi feedparser filelock
  flask folium fsspec gensim geopandas graphene gspread h5py html5lib httpx humanize hypothesis idna
  isodate itsdangerous jmespath joblib jsonpatch jsonschema kombu langchain loguru lxml markdown
  marshmallow matplotlib minio mpmath msgpack multidict mutagen mypy-extensions natsort networkx nltk
  numpy oauthlib openai openpyxl orjson packaging pandas paramiko passlib peewee pendulum pexpect
  plotly polars prettytable prompt-toolkit psutil psycopg pyarrow pycountry pydantic pygame pymongo
  pymysql pyparsing pyperclip pytz pyvis questionary redis regex requests responses rich rsa s3fs
  scipy scrapy seaborn selenium sh shapely shortuuid simplejson six sniffio sortedcontainers spacy
  sqlalchemy sqlmodel sqlparse starlette statsmodels stripe structlog sympy tabulate tenacity
  tensorflow termcolor tiktoken toml tomli tomlkit toolz torch torchvision tornado tqdm transformers
  trio twisted typer tzlocal ujson unidecode urllib3 validators websockets werkzeug wrapt xlrd
  xlsxwriter xmltodict yarl zipp
`);

const byModule = new Map<string, string[]>();
for (const [distribution, modules] of Object.entries(DIFFERENT))
  for (const module of modules) byModule.set(module, [...(byModule.get(module) ?? []), distribution]);

/** The modules that a distribution (normalised name) brings; undefined where that is not known for certain. */
export function modulesOfDistribution(distribution: string): readonly string[] | undefined {
  const known = DIFFERENT[distribution];
  if (known !== undefined) return known;
  return SAME.has(distribution) ? [distribution.replaceAll('-', '_')] : undefined;
}

/** Normalised names of the distributions that may bring a module, the likeliest first. */
export function distributionsOfModule(module: string): readonly string[] {
  const same = module.toLowerCase().replace(/[-_.]+/g, '-');
  return [...(byModule.get(module) ?? []), same];
}

/** Whether it is certain which distribution brings a module. */
export function isKnownModule(module: string): boolean {
  return byModule.has(module) || SAME.has(module.toLowerCase().replaceAll('_', '-'));
}
