"""Versions of the packages that are used most, each such that it fits the framework it is for.

A line is a name and a range; or a name, the package it has to fit, and a range for each major of that one.
The ranges start at versions that were current for a long time, so that none of them asks for the newest.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_ANY = """
axios ^1.6.0
lodash ^4.17.21
lodash-es ^4.17.21
lodash.debounce ^4.0.8
moment ^2.29.4
moment-timezone ^0.5.43
dayjs ^1.11.10
date-fns ^2.30.0
luxon ^3.4.4
uuid ^9.0.1
nanoid ^3.3.7
classnames ^2.3.2
clsx ^2.0.0
tailwind-merge ^2.0.0
class-variance-authority ^0.7.0
lucide-react ^0.300.0
prop-types ^15.8.1
express ^4.18.2
cors ^2.8.5
helmet ^7.1.0
morgan ^1.10.0
body-parser ^1.20.2
cookie-parser ^1.4.6
compression ^1.7.4
express-session ^1.17.3
express-rate-limit ^7.1.5
express-validator ^7.0.1
express-async-handler ^1.2.0
multer ^1.4.4
passport ^0.7.0
passport-jwt ^4.0.1
passport-local ^1.0.0
passport-google-oauth20 ^2.0.0
jsonwebtoken ^9.0.2
bcrypt ^5.1.1
bcryptjs ^2.4.3
dotenv ^16.3.1
dotenv-cli ^7.3.0
mongoose ^7.6.3
mongodb ^6.3.0
pg ^8.11.3
mysql ^2.18.1
mysql2 ^3.6.5
sqlite3 ^5.1.6
better-sqlite3 ^9.2.2
sequelize ^6.35.2
sequelize-cli ^6.6.2
knex ^3.1.0
typeorm ^0.3.17
redis ^4.6.11
ioredis ^5.3.2
bull ^4.12.0
bullmq ^5.0.0
socket.io ^4.7.2
socket.io-client ^4.7.2
ws ^8.14.2
nodemailer ^6.9.7
node-fetch ^2.7.0
cross-fetch ^4.0.0
form-data ^4.0.0
node-cron ^3.0.3
winston ^3.11.0
pino ^8.16.2
pino-pretty ^10.2.3
debug ^4.3.4
chalk ^4.1.2
commander ^11.1.0
yargs ^17.7.2
inquirer ^8.2.6
ora ^5.4.1
glob ^10.3.10
rimraf ^5.0.5
fs-extra ^11.2.0
mkdirp ^3.0.1
joi ^17.11.0
zod ^3.22.4
yup ^1.3.2
ajv ^8.12.0
validator ^13.11.0
class-validator ^0.14.0
class-transformer ^0.5.1
reflect-metadata ^0.1.13
rxjs ^7.8.1
tslib ^2.6.2
immer ^10.0.3
zustand ^4.4.7
jotai ^2.6.0
redux ^4.2.1
redux-thunk ^2.4.2
redux-saga ^1.2.3
reselect ^4.1.8
mobx ^6.12.0
@reduxjs/toolkit ^1.9.7
@tanstack/react-query ^5.8.4
@tanstack/react-table ^8.10.7
react-query ^3.39.3
swr ^2.2.4
graphql ^16.8.1
graphql-tag ^2.12.6
@apollo/client ^3.8.8
react-hook-form ^7.48.2
@hookform/resolvers ^3.3.2
formik ^2.4.5
react-icons ^4.12.0
react-toastify ^9.1.3
react-hot-toast ^2.4.1
sonner ^1.2.4
react-select ^5.8.0
react-datepicker ^4.24.0
react-modal ^3.16.1
react-dropzone ^14.2.3
react-helmet ^6.1.0
react-helmet-async ^1.3.0
react-i18next ^13.5.0
i18next ^23.7.6
i18next-browser-languagedetector ^7.2.0
react-markdown ^8.0.7
remark-gfm ^3.0.1
react-slick ^0.29.0
slick-carousel ^1.8.1
swiper ^11.0.5
framer-motion ^10.16.16
react-transition-group ^4.4.5
styled-components ^6.1.1
@emotion/react ^11.11.1
@emotion/styled ^11.11.0
@mui/material ^5.14.20
@mui/icons-material ^5.14.19
antd ^5.11.5
@ant-design/icons ^5.2.6
bootstrap ^5.3.2
react-bootstrap ^2.9.1
jquery ^3.7.1
sweetalert2 ^11.10.1
recharts ^2.10.3
chart.js ^4.4.1
d3 ^7.8.5
leaflet ^1.9.4
three ^0.159.0
firebase ^10.7.1
@supabase/supabase-js ^2.39.0
@prisma/client ^5.7.0
prisma ^5.7.0
stripe ^14.8.0
@stripe/stripe-js ^2.2.2
@stripe/react-stripe-js ^2.4.0
jwt-decode ^4.0.0
js-cookie ^3.0.5
qs ^6.11.2
query-string ^7.1.3
file-saver ^2.0.5
papaparse ^5.4.1
xlsx ^0.18.5
marked ^11.0.0
dompurify ^3.0.6
highlight.js ^11.9.0
sharp ^0.33.0
web-vitals ^2.1.4
next-themes ^0.2.1
http-proxy-middleware ^2.0.6
cross-env ^7.0.3
concurrently ^8.2.2
nodemon ^3.0.2
npm-run-all ^4.1.5
wait-on ^7.2.0
husky ^8.0.3
lint-staged ^15.2.0
prettier ^3.1.0
typescript ^5.3.3
ts-node ^10.9.2
tsx ^4.6.2
tsup ^8.0.1
tsconfig-paths ^4.2.0
tsc-alias ^1.8.8
esbuild ^0.19.8
rollup ^4.6.1
vite ^5.0.0
vite-tsconfig-paths ^4.2.1
webpack ^5.89.0
webpack-cli ^5.1.4
webpack-dev-server ^4.15.1
html-webpack-plugin ^5.5.4
css-loader ^6.8.1
style-loader ^3.3.3
sass-loader ^13.3.2
ts-loader ^9.5.1
babel-loader ^9.1.3
mini-css-extract-plugin ^2.7.6
copy-webpack-plugin ^11.0.0
terser ^5.24.0
postcss ^8.4.32
postcss-import ^15.1.0
autoprefixer ^10.4.16
tailwindcss ^3.3.6
@tailwindcss/forms ^0.5.7
@tailwindcss/typography ^0.5.10
tailwindcss-animate ^1.0.7
sass ^1.69.5
less ^4.2.0
stylus ^0.62.0
serve ^14.2.1
http-server ^14.1.1
json-server ^0.17.4
env-cmd ^10.1.0
copyfiles ^2.4.1
patch-package ^8.0.0
mocha ^10.2.0
chai ^4.3.10
sinon ^17.0.1
supertest ^6.3.3
nyc ^15.1.0
c8 ^8.0.1
jest ^29.7.0
ts-jest ^29.1.1
babel-jest ^29.7.0
jest-environment-jsdom ^29.7.0
jsdom ^23.0.1
msw ^2.0.11
cypress ^13.6.1
@playwright/test ^1.40.1
@testing-library/jest-dom ^6.1.5
@testing-library/user-event ^14.5.1
@testing-library/dom ^9.3.3
@faker-js/faker ^8.3.1
@babel/core ^7.23.5
@babel/cli ^7.23.4
@babel/preset-env ^7.23.5
@babel/preset-react ^7.23.3
@babel/preset-typescript ^7.23.3
@babel/plugin-proposal-private-property-in-object ^7.21.11
eslint ^8.55.0
eslint-config-prettier ^9.1.0
eslint-plugin-prettier ^5.0.1
eslint-plugin-import ^2.29.0
eslint-plugin-react ^7.33.2
eslint-plugin-react-hooks ^4.6.0
eslint-plugin-react-refresh ^0.4.5
eslint-plugin-jsx-a11y ^6.8.0
eslint-config-airbnb ^19.0.4
@nestjs/mapped-types ^2.0.4
swagger-ui-express ^5.0.0
swagger-jsdoc ^6.2.8
web3 ^4.3.0
ethers ^5.7.2
openai ^4.20.1
@radix-ui/react-slot ^1.0.2
@radix-ui/react-dialog ^1.0.5
@radix-ui/react-alert-dialog ^1.0.5
@radix-ui/react-dropdown-menu ^2.0.6
@radix-ui/react-label ^2.0.2
@radix-ui/react-select ^2.0.0
@radix-ui/react-tabs ^1.0.4
@radix-ui/react-toast ^1.1.5
@radix-ui/react-tooltip ^1.0.7
@radix-ui/react-popover ^1.0.7
@radix-ui/react-avatar ^1.0.4
@radix-ui/react-checkbox ^1.0.4
@radix-ui/react-switch ^1.0.3
@radix-ui/react-separator ^1.0.3
@radix-ui/react-scroll-area ^1.0.5
@radix-ui/react-accordion ^1.1.2
@radix-ui/react-progress ^1.0.3
@headlessui/react ^1.7.17
@heroicons/react ^2.0.18
next-auth ^4.24.5
react-syntax-highlighter ^15.5.0
@fortawesome/react-fontawesome ^0.2.0
@fortawesome/free-solid-svg-icons ^6.5.1
@fortawesome/fontawesome-svg-core ^6.5.1
cloudinary ^1.41.0
element-plus ^2.4.4
fastify ^4.25.0
koa ^2.14.2
koa-router ^12.0.1
@koa/router ^12.0.1
@koa/cors ^4.0.0
koa-bodyparser ^4.4.1
ejs ^3.1.9
pug ^3.0.2
method-override ^3.0.0
connect-mongo ^5.1.0
connect-flash ^0.1.1
slugify ^1.6.6
crypto-js ^4.2.0
@types/crypto-js ^4.2.1
@aws-sdk/client-s3 ^3.400.0
@sendgrid/mail ^8.1.0
twilio ^4.19.0
react-scroll ^1.9.0
react-spinners ^0.13.8
react-paginate ^8.2.0
react-quill ^2.0.0
react-calendar ^4.7.0
react-big-calendar ^1.8.5
@types/node ^20.10.4
@types/express ^4.17.21
@types/cors ^2.8.17
@types/morgan ^1.9.9
@types/compression ^1.7.5
@types/cookie-parser ^1.4.6
@types/body-parser ^1.19.5
@types/express-session ^1.17.10
@types/multer ^1.4.11
@types/passport ^1.0.16
@types/passport-jwt ^3.0.13
@types/jsonwebtoken ^9.0.5
@types/bcrypt ^5.0.2
@types/bcryptjs ^2.4.6
@types/nodemailer ^6.4.14
@types/node-cron ^3.0.11
@types/node-fetch ^2.6.9
@types/pg ^8.10.9
@types/lodash ^4.14.202
@types/lodash-es ^4.17.12
@types/uuid ^9.0.7
@types/ws ^8.5.10
@types/validator ^13.11.7
@types/js-cookie ^3.0.6
@types/qs ^6.9.10
@types/file-saver ^2.0.7
@types/papaparse ^5.3.14
@types/jquery ^3.5.29
@types/leaflet ^1.9.8
@types/d3 ^7.4.3
@types/three ^0.159.0
@types/debug ^4.1.12
@types/fs-extra ^11.0.4
@types/yargs ^17.0.32
@types/swagger-ui-express ^4.1.6
@types/swagger-jsdoc ^6.0.4
@types/supertest ^2.0.16
@types/sinon ^17.0.2
@types/mocha ^10.0.6
@types/chai ^4.3.11
@types/jest ^29.5.11
@types/react-helmet ^6.1.11
@types/react-slick ^0.23.12
@types/react-datepicker ^4.19.4
@types/react-modal ^3.16.3
@types/react-transition-group ^4.4.10
@types/react-beautiful-dnd ^13.1.7
@types/react-syntax-highlighter ^15.5.11
@types/styled-components ^5.1.34
@types/prop-types ^15.7.11
"""
_FITTING = """
react-dom react 16:^16.14.0 17:^17.0.2 18:^18.2.0 19:^19.0.0
react-test-renderer react 16:^16.14.0 17:^17.0.2 18:^18.2.0 19:^19.0.0
react-is react 16:^16.13.1 17:^17.0.2 18:^18.2.0 19:^19.0.0
@types/react react 16:^16.14.0 17:^17.0.0 18:^18.2.0 19:^19.0.0
@types/react-dom react 16:^16.9.0 17:^17.0.0 18:^18.2.0 19:^19.0.0
@testing-library/react react 16:^12.1.5 17:^12.1.5 18:^14.1.2 19:^16.1.0
@testing-library/react-hooks react 16:^8.0.1 17:^8.0.1
react-redux react 16:^7.2.9 17:^7.2.9 18:^8.1.3 19:^9.2.0
react-router-dom react 16:^5.3.4 17:^6.20.1 18:^6.20.1 19:^6.28.0
react-router react 16:^5.3.4 17:^6.20.1 18:^6.20.1 19:^6.28.0
@types/react-router-dom react-router-dom 5:^5.3.3
react-chartjs-2 chart.js 2:^2.11.2 3:^4.3.1 4:^5.2.0
react-leaflet react 17:^3.2.5 18:^4.2.1 19:^5.0.0
react-beautiful-dnd react 16:^13.1.1 17:^13.1.1 18:^13.1.1
@react-three/fiber react 18:^8.15.12 19:^9.0.0
mobx-react-lite react 16:^3.4.3 17:^3.4.3 18:^4.0.5 19:^4.1.0
vue-router vue 2:^3.6.5 3:^4.2.5
vuex vue 2:^3.6.2 3:^4.1.0
pinia vue 2:^2.1.7 3:^2.1.7
vue-i18n vue 2:^8.28.2 3:^9.8.0
@vitejs/plugin-vue vite 2:^2.3.4 3:^3.2.0 4:^4.5.0 5:^5.0.0 6:^5.2.1
@vitejs/plugin-react vite 2:^1.3.2 3:^2.2.0 4:^4.2.0 5:^4.2.0 6:^4.3.4 7:^4.7.0
@vitejs/plugin-react-swc vite 4:^3.5.0 5:^3.5.0 6:^3.7.2 7:^3.11.0
vitest vite 4:^0.34.6 5:^1.0.0 6:^3.0.0
@vitest/coverage-v8 vitest 0:^0.34.6 1:^1.0.0 2:^2.0.0 3:^3.0.0
eslint-config-next next 11:^11.1.4 12:^12.3.4 13:^13.5.6 14:^14.0.4 15:^15.0.0
@typescript-eslint/eslint-plugin eslint 7:^5.62.0 8:^6.13.2 9:^8.18.0
@typescript-eslint/parser eslint 7:^5.62.0 8:^6.13.2 9:^8.18.0
typescript-eslint eslint 8:^8.18.0 9:^8.18.0
@eslint/js eslint 8:^8.55.0 9:^9.17.0
globals eslint 8:^13.23.0 9:^15.13.0
@nestjs/common @nestjs/core 8:^8.4.7 9:^9.4.3 10:^10.0.0 11:^11.0.0
@nestjs/testing @nestjs/core 8:^8.4.7 9:^9.4.3 10:^10.0.0 11:^11.0.0
@nestjs/cli @nestjs/core 8:^8.2.8 9:^9.5.0 10:^10.0.0 11:^11.0.0
@nestjs/platform-express @nestjs/core 8:^8.4.7 9:^9.4.3 10:^10.0.0 11:^11.0.0
@nestjs/config @nestjs/core 8:^2.3.4 9:^2.3.4 10:^3.1.1 11:^4.0.0
@nestjs/jwt @nestjs/core 8:^8.0.1 9:^10.0.3 10:^10.2.0 11:^11.0.0
@nestjs/passport @nestjs/core 8:^8.2.2 9:^9.0.3 10:^10.0.2 11:^11.0.0
@nestjs/swagger @nestjs/core 8:^5.2.1 9:^6.3.0 10:^7.1.16 11:^11.0.0
@nestjs/typeorm @nestjs/core 8:^8.1.4 9:^9.0.1 10:^10.0.1 11:^11.0.0
@nestjs/mongoose @nestjs/core 9:^9.2.2 10:^10.0.2 11:^11.0.0
@fastify/cors fastify 4:^8.4.2 5:^10.0.0
@types/express express 4:^4.17.21 5:^5.0.0
@types/jest jest 27:^27.5.2 28:^28.1.8 29:^29.5.11
ts-jest jest 26:^26.5.6 27:^27.1.5 28:^28.0.8 29:^29.1.1
eslint-plugin-react-hooks eslint 7:^4.6.0 8:^4.6.0 9:^5.1.0
webpack-cli webpack 4:^4.10.0 5:^5.1.4
webpack-dev-server webpack 4:^3.11.3 5:^4.15.1
html-webpack-plugin webpack 4:^4.5.2 5:^5.5.4
css-loader webpack 4:^5.2.7 5:^6.8.1
style-loader webpack 4:^2.0.0 5:^3.3.3
sass-loader webpack 4:^10.4.1 5:^13.3.2
babel-loader webpack 4:^8.3.0 5:^9.1.3
ts-loader webpack 4:^8.4.0 5:^9.5.1
mini-css-extract-plugin webpack 4:^1.6.2 5:^2.7.6
copy-webpack-plugin webpack 4:^6.4.1 5:^11.0.0
"""
# These are published together with another package; the one's range is the other's.
_TOGETHER = """
react-dom react
react-test-renderer react
@prisma/client prisma
prisma @prisma/client
eslint-config-next next
@next/mdx next
@next/bundle-analyzer next
vue-template-compiler vue
socket.io-client socket.io
socket.io socket.io-client
react-router-dom react-router
react-router react-router-dom
@vue/cli-plugin-babel @vue/cli-service
@vue/cli-plugin-eslint @vue/cli-service
@vue/cli-service @vue/cli-plugin-babel
@typescript-eslint/parser @typescript-eslint/eslint-plugin
@typescript-eslint/eslint-plugin @typescript-eslint/parser
@vitest/coverage-v8 vitest
@vitest/ui vitest
babel-jest jest
jest-environment-jsdom jest
@mui/icons-material @mui/material
@tailwindcss/postcss tailwindcss
@tailwindcss/vite tailwindcss
@angular/animations @angular/core
@angular/forms @angular/core
@angular/router @angular/core
@angular/common @angular/core
@angular/platform-browser @angular/core
@nestjs/common @nestjs/core
@nestjs/platform-express @nestjs/core
@nestjs/platform-socket.io @nestjs/core
@nestjs/websockets @nestjs/core
@nestjs/microservices @nestjs/core
@nestjs/testing @nestjs/core
"""
_DEV_PREFIXES = (
    "@types/ eslint @eslint/ @typescript-eslint/ prettier vitest @vitest/ jest ts-jest babel-jest @testing-library/ "
    "@vitejs/ typescript vite webpack rollup esbuild @babel/ postcss autoprefixer tailwindcss @tailwindcss/ sass less "
    "stylus husky lint-staged nodemon ts-node tsx tsup concurrently cypress @playwright/ storybook @storybook/ mocha "
    "chai supertest sinon nyc c8 msw jsdom html-webpack-plugin mini-css-extract-plugin copy-webpack-plugin rimraf "
    "copyfiles npm-run-all wait-on @faker-js/ @nestjs/cli @nestjs/testing @vue/cli- globals"
).split()


@cache
def plain_versions() -> Mapping[str, str]:
    """The range of every package that fits any framework."""
    return dict(line.split() for line in _ANY.strip().split("\n"))


@cache
def fitting_versions() -> Mapping[str, tuple[str, Mapping[int, str]]]:
    """For each package that depends on a framework's major: the framework, and the range for each major."""
    found: dict[str, tuple[str, Mapping[int, str]]] = {}
    for line in _FITTING.strip().split("\n"):
        name, framework, *ranges = line.split()
        found[name] = (framework, {int(major): wanted for major, _, wanted in (r.partition(":") for r in ranges)})
    return found


@cache
def published_together() -> Mapping[str, str]:
    """The package whose range another one shares."""
    return dict(line.split() for line in _TOGETHER.strip().split("\n"))


def is_known(name: str) -> bool:
    """Whether the tables hold the package."""
    return name in plain_versions() or name in fitting_versions() or name in published_together()


def is_tool(name: str) -> bool:
    """Whether a package serves the development alone, by its name."""
    return name.startswith(tuple(_DEV_PREFIXES)) or name.endswith(("-loader", "-webpack-plugin"))
