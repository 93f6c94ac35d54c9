"""Types of packages that bring none. A name and its range, parted by semicolons."""

from __future__ import annotations

TABLE = """
@types/amqplib ^0.10.0; @types/aos ^3.0.0; @types/archiver ^6.0.0; @types/bcrypt ^5.0.2;
@types/bcryptjs ^2.4.6; @types/body-parser ^1.19.5; @types/canvas-confetti ^1.0.0; @types/chai ^4.3.11;
@types/compression ^1.7.5; @types/config ^3.0.0; @types/cookie ^0.6.0; @types/cookie-parser ^1.4.6;
@types/cookie-session ^2.0.0; @types/cors ^2.8.17; @types/crypto-js ^4.2.1; @types/d3 ^7.4.3;
@types/debug ^4.1.12; @types/dompurify ^3.0.0; @types/express ^4.17.21; @types/express-fileupload ^1.0.0;
@types/express-serve-static-core ^4.0.0; @types/express-session ^1.17.10; @types/file-saver ^2.0.7;
@types/fs-extra ^11.0.4; @types/google.maps ^3.0.0; @types/gtag.js ^0.0.18; @types/hpp ^0.2.0;
@types/http-errors ^2.0.0; @types/inquirer ^8.0.0; @types/jest ^29.5.11; @types/jquery ^3.5.29;
@types/js-cookie ^3.0.6; @types/js-yaml ^4.0.0; @types/jsonwebtoken ^9.0.5; @types/koa ^2.0.0;
@types/koa-bodyparser ^4.0.0; @types/koa-router ^7.0.0; @types/leaflet ^1.9.8; @types/lodash ^4.14.202;
@types/lodash-es ^4.17.12; @types/luxon ^3.0.0; @types/markdown-it ^13.0.0; @types/marked ^6.0.0;
@types/mime-types ^2.0.0; @types/mocha ^10.0.6; @types/morgan ^1.9.9; @types/multer ^1.4.11;
@types/mustache ^4.0.0; @types/node ^20.10.4; @types/node-cron ^3.0.11; @types/node-fetch ^2.6.9;
@types/nodemailer ^6.4.14; @types/on-finished ^2.0.0; @types/papaparse ^5.3.14; @types/passport ^1.0.16;
@types/passport-google-oauth20 ^2.0.0; @types/passport-jwt ^3.0.13; @types/passport-local ^1.0.0;
@types/pdfkit ^0.13.0; @types/pg ^8.10.9; @types/prop-types ^15.7.11; @types/qrcode ^1.0.0; @types/qs ^6.9.10;
@types/react-beautiful-dnd ^13.1.7; @types/react-big-calendar ^1.0.0; @types/react-datepicker ^4.19.4;
@types/react-helmet ^6.1.11; @types/react-modal ^3.16.3; @types/react-slick ^0.23.12;
@types/react-syntax-highlighter ^15.5.11; @types/react-transition-group ^4.4.10; @types/sanitize-html ^2.0.0;
@types/semver ^7.0.0; @types/sinon ^17.0.2; @types/speakeasy ^2.0.0; @types/styled-components ^5.1.34;
@types/supertest ^2.0.16; @types/swagger-jsdoc ^6.0.4; @types/swagger-ui-express ^4.1.6;
@types/testing-library__jest-dom ^5.0.0; @types/three ^0.159.0; @types/uuid ^9.0.7; @types/validator ^13.11.7;
@types/webpack-env ^1.0.0; @types/ws ^8.5.10; @types/yargs ^17.0.32
"""
