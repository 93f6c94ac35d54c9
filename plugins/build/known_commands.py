"""Which package brings a command, and which command a script of a usual name runs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

# Commands that are called like their package are left to the look-up itself.
_NPM = """
tsc typescript
tsserver typescript
react-scripts react-scripts
webpack webpack-cli
webpack-cli webpack-cli
nest @nestjs/cli
ng @angular/cli
vue-cli-service @vue/cli-service
craco @craco/craco
babel @babel/cli
babel-node @babel/node
playwright @playwright/test
run-s npm-run-all
run-p npm-run-all
cross-env-shell cross-env
dotenv dotenv-cli
sequelize sequelize-cli
tailwind tailwindcss
postcss postcss-cli
ts-node-dev ts-node-dev
tsnd ts-node-dev
http-server http-server
nodemon nodemon
vite vite
next next
nuxt nuxt
nuxi nuxi
vitest vitest
jest jest
mocha mocha
eslint eslint
prettier prettier
rimraf rimraf
cross-env cross-env
concurrently concurrently
ts-node ts-node
tsx tsx
tsup tsup
esbuild esbuild
rollup rollup
webpack-dev-server webpack-dev-server
sass sass
prisma prisma
husky husky
lint-staged lint-staged
serve serve
json-server json-server
env-cmd env-cmd
copyfiles copyfiles
patch-package patch-package
wait-on wait-on
nyc nyc
c8 c8
cypress cypress
npm-run-all npm-run-all
knex knex
typeorm typeorm
tsc-alias tsc-alias
vue-tsc vue-tsc
turbo turbo
astro astro
"""
_PYTHON = """
gunicorn gunicorn
uvicorn uvicorn
hypercorn hypercorn
daphne daphne
celery celery
flask Flask
alembic alembic
pytest pytest
black black
flake8 flake8
ruff ruff
mypy mypy
waitress-serve waitress
streamlit streamlit
"""
# script, the package that has the command, the command; the first that is declared is taken.
_SCRIPTS = """
build react-scripts react-scripts build
build @vue/cli-service vue-cli-service build
build next next build
build nuxt nuxt build
build @nestjs/cli nest build
build astro astro build
build vite vite build
build tsup tsup
dev next next dev
dev nuxt nuxt dev
dev astro astro dev
dev vite vite
serve @vue/cli-service vue-cli-service serve
start react-scripts react-scripts start
start next next start
start @nestjs/cli nest start
start:dev @nestjs/cli nest start --watch
start:prod @nestjs/cli node dist/main
preview vite vite preview
test react-scripts react-scripts test
test vitest vitest run
test jest jest
typecheck typescript tsc --noEmit
type-check typescript tsc --noEmit
lint eslint eslint .
"""


@cache
def npm_commands() -> Mapping[str, str]:
    """The package of npm that brings a command."""
    return dict(line.split() for line in _NPM.strip().split("\n"))


@cache
def python_commands() -> Mapping[str, str]:
    """The distribution that brings a command."""
    return dict(line.split() for line in _PYTHON.strip().split("\n"))


def usual_commands(script: str) -> tuple[tuple[str, str], ...]:
    """The packages whose users call a script so, each with the command it runs."""
    rows = (line.split(None, 2) for line in _SCRIPTS.strip().split("\n"))
    return tuple((package, command) for name, package, command in rows if name == script)
