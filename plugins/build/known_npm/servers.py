"""Packages of servers and of both sides. A name and its range, parted by semicolons."""

from __future__ import annotations

TABLE = """
@anthropic-ai/sdk ^0.20.0; @aws-sdk/client-dynamodb ^3.0.0; @aws-sdk/client-s3 ^3.400.0;
@aws-sdk/client-ses ^3.0.0; @aws-sdk/lib-dynamodb ^3.0.0; @aws-sdk/s3-request-presigner ^3.0.0;
@clerk/clerk-sdk-node ^4.0.0; @fastify/jwt ^7.0.0; @fastify/static ^6.0.0; @google-cloud/storage ^7.0.0;
@google/generative-ai ^0.11.0; @koa/cors ^4.0.0; @koa/router ^12.0.1; @neondatabase/serverless ^0.9.0;
@nestjs/mapped-types ^2.0.4; @prisma/client ^5.7.0; @sendgrid/mail ^8.1.0; @sendinblue/client ^3.0.0;
@socket.io/redis-adapter ^8.0.0; @trpc/server ^10.0.0; @upstash/redis ^1.0.0; @vercel/blob ^0.23.0;
@vercel/postgres ^0.8.0; agenda ^5.0.0; ajv-formats ^2.0.0; amqplib ^0.10.0; archiver ^6.0.0; argon2 ^0.31.0;
async ^3.0.0; aws-sdk ^2.0.0; babel-polyfill ^6.0.0; bcrypt ^5.1.1; bcryptjs ^2.4.3; better-sqlite3 ^9.2.2;
bignumber.js ^9.0.0; body-parser ^1.20.2; buffer ^6.0.0; bull ^4.12.0; bullmq ^5.0.0; chalk ^4.1.2;
cheerio ^1.0.0-rc.12; class-transformer ^0.5.1; class-validator ^0.14.0; cloudinary ^1.41.0; colors ^1.0.0;
commander ^11.1.0; compression ^1.7.4; config ^3.0.0; connect-flash ^0.1.1; connect-mongo ^5.1.0;
convict ^6.0.0; cookie ^0.6.0; cookie-parser ^1.4.6; cookie-session ^2.0.0; core-js ^3.0.0; cors ^2.8.5;
crypto-browserify ^3.0.0; csurf ^1.0.0; csv-parser ^3.0.0; debug ^4.3.4; decimal.js ^10.0.0; dotenv ^16.3.1;
drizzle-orm ^0.29.0; ejs ^3.1.9; envalid ^8.0.0; escape-html ^1.0.0; ethers ^5.7.2; eventemitter3 ^5.0.0;
events ^3.0.0; exceljs ^4.0.0; express ^4.18.2; express-async-errors ^3.0.0; express-async-handler ^1.2.0;
express-basic-auth ^1.0.0; express-ejs-layouts ^2.0.0; express-fileupload ^1.0.0; express-flash ^0.0.2;
express-handlebars ^7.0.0; express-jwt ^8.0.0; express-mongo-sanitize ^2.0.0; express-rate-limit ^7.1.5;
express-session ^1.17.3; express-validator ^7.0.1; fast-csv ^4.0.0; fastify ^4.25.0; form-data ^4.0.0;
google-auth-library ^9.0.0; got ^11.0.0; graphql ^16.8.1; handlebars ^4.0.0; helmet ^7.1.0; hono ^4.0.0;
hpp ^0.2.0; http-proxy-middleware ^2.0.6; inversify ^6.0.0; ioredis ^5.3.2; joi ^17.11.0; jose ^5.0.0;
js-yaml ^4.0.0; jsonwebtoken ^9.0.2; jwks-rsa ^3.0.0; kafkajs ^2.0.0; knex ^3.1.0; koa ^2.14.2;
koa-body ^6.0.0; koa-bodyparser ^4.4.1; koa-helmet ^7.0.0; koa-jwt ^4.0.0; koa-logger ^3.0.0;
koa-router ^12.0.1; koa-static ^5.0.0; langchain ^0.1.0; lru-cache ^10.0.0; mailgun.js ^9.0.0; mathjs ^12.0.0;
method-override ^3.0.0; mime ^3.0.0; mime-types ^2.0.0; minimatch ^9.0.0; mjml ^4.0.0; module-alias ^2.0.0;
mongodb ^6.3.0; mongodb-memory-server ^9.0.0; mongoose ^7.6.3; mongoose-paginate-v2 ^1.0.0;
mongoose-unique-validator ^4.0.0; morgan ^1.10.0; morgan-body ^2.0.0; mqtt ^5.0.0; ms ^2.0.0; multer ^1.4.4;
multer-s3 ^3.0.0; multer-storage-cloudinary ^4.0.0; mustache ^4.0.0; mysql ^2.18.1; mysql2 ^3.6.5;
node-cache ^5.0.0; node-cron ^3.0.3; node-fetch ^2.7.0; node-schedule ^2.0.0; nodemailer ^6.9.7;
nunjucks ^3.0.0; on-finished ^2.0.0; openai ^4.20.1; otp-generator ^4.0.0; p-limit ^3.0.0; passport ^0.7.0;
passport-facebook ^3.0.0; passport-github2 ^0.1.0; passport-google-oauth ^2.0.0;
passport-google-oauth20 ^2.0.0; passport-jwt ^4.0.1; passport-local ^1.0.0; passport-local-mongoose ^8.0.0;
path-browserify ^1.0.0; paypal-rest-sdk ^1.0.0; pdfkit ^0.14.0; pg ^8.11.3; pg-hstore ^2.0.0;
pg-promise ^11.0.0; pino ^8.16.2; pino-pretty ^10.2.3; prisma ^5.7.0; process ^0.11.0; prompts ^2.0.0;
pug ^3.0.2; puppeteer ^21.0.0; qrcode ^1.0.0; randomstring ^1.0.0; rate-limiter-flexible ^4.0.0;
razorpay ^2.0.0; redis ^4.6.11; reflect-metadata ^0.1.13; regenerator-runtime ^0.14.0; request ^2.0.0;
resend ^2.0.0; rotating-file-stream ^3.0.0; rxjs ^7.8.1; sanitize-html ^2.0.0; semver ^7.0.0;
sequelize ^6.35.2; serve-favicon ^2.0.0; serve-static ^1.0.0; sharp ^0.33.0; shortid ^2.0.0; slugify ^1.6.6;
socket.io ^4.7.2; speakeasy ^2.0.0; sqlite3 ^5.1.6; stream-browserify ^3.0.0; streamifier ^0.1.0;
stripe ^14.8.0; superagent ^8.0.0; swagger-autogen ^2.0.0; swagger-jsdoc ^6.2.8; swagger-ui-express ^5.0.0;
tedious ^16.0.0; tsyringe ^4.0.0; twilio ^4.19.0; typeorm ^0.3.17; undici ^6.0.0; url ^0.11.0; util ^0.12.0;
validator ^13.11.0; web3 ^4.3.0; winston ^3.11.0; winston-daily-rotate-file ^4.0.0; ws ^8.14.2; xss ^1.0.0;
yaml ^2.0.0; yamljs ^0.3.0; yargs ^17.7.2
"""
