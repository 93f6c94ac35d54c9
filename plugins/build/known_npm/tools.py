"""Packages that build, check, test and run. A name and its range, parted by semicolons."""

from __future__ import annotations

TABLE = """
@babel/cli ^7.23.4; @babel/core ^7.23.5; @babel/eslint-parser ^7.0.0; @babel/node ^7.0.0;
@babel/plugin-proposal-class-properties ^7.0.0; @babel/plugin-proposal-private-property-in-object ^7.21.11;
@babel/plugin-transform-runtime ^7.0.0; @babel/preset-env ^7.23.5; @babel/preset-react ^7.23.3;
@babel/preset-typescript ^7.23.3; @babel/register ^7.0.0; @babel/runtime ^7.0.0; @commitlint/cli ^18.0.0;
@commitlint/config-conventional ^18.0.0; @craco/craco ^7.0.0; @faker-js/faker ^8.3.1;
@graphql-codegen/cli ^5.0.0; @next/eslint-plugin-next ^14.0.0; @playwright/test ^1.40.1;
@rollup/plugin-commonjs ^25.0.0; @rollup/plugin-node-resolve ^15.0.0; @rollup/plugin-typescript ^11.0.0;
@rushstack/eslint-patch ^1.0.0; @svgr/webpack ^8.0.0; @swc/cli ^0.1.0; @swc/core ^1.0.0; @swc/jest ^0.2.0;
@tailwindcss/forms ^0.5.7; @tailwindcss/typography ^0.5.10; @testing-library/dom ^9.3.3;
@testing-library/jest-dom ^6.1.5; @testing-library/user-event ^14.5.1; @tsconfig/node18 ^18.0.0;
@tsconfig/node20 ^20.0.0; @vue/eslint-config-prettier ^8.0.0; @vue/eslint-config-typescript ^12.0.0;
@vue/tsconfig ^0.5.0; autoprefixer ^10.4.16; babel-jest ^29.7.0; babel-loader ^9.1.3;
babel-plugin-import ^1.0.0; babel-plugin-module-resolver ^5.0.0; c8 ^8.0.1; chai ^4.3.10; chai-http ^4.0.0;
clean-webpack-plugin ^4.0.0; commitizen ^4.0.0; concurrently ^8.2.2; copy-webpack-plugin ^11.0.0;
copyfiles ^2.4.1; cross-env ^7.0.3; css-loader ^6.8.1; css-minimizer-webpack-plugin ^5.0.0; cssnano ^6.0.0;
customize-cra ^1.0.0; cypress ^13.6.1; cypress-file-upload ^5.0.0; cz-conventional-changelog ^3.0.0;
del-cli ^5.0.0; dotenv-cli ^7.3.0; dotenv-expand ^10.0.0; dotenv-webpack ^8.0.0; env-cmd ^10.1.0;
esbuild ^0.19.8; eslint ^8.55.0; eslint-config-airbnb ^19.0.4; eslint-config-airbnb-base ^15.0.0;
eslint-config-airbnb-typescript ^17.0.0; eslint-config-google ^0.14.0; eslint-config-prettier ^9.1.0;
eslint-config-react-app ^7.0.0; eslint-config-standard ^17.0.0; eslint-import-resolver-alias ^1.0.0;
eslint-import-resolver-typescript ^3.0.0; eslint-plugin-cypress ^2.0.0; eslint-plugin-import ^2.29.0;
eslint-plugin-jest ^27.0.0; eslint-plugin-jsx-a11y ^6.8.0; eslint-plugin-n ^16.0.0; eslint-plugin-node ^11.0.0;
eslint-plugin-prettier ^5.0.1; eslint-plugin-promise ^6.0.0; eslint-plugin-react ^7.33.2;
eslint-plugin-react-hooks ^4.6.0; eslint-plugin-react-refresh ^0.4.5; eslint-plugin-simple-import-sort ^10.0.0;
eslint-plugin-storybook ^0.6.0; eslint-plugin-tailwindcss ^3.0.0; eslint-plugin-testing-library ^6.0.0;
eslint-plugin-unused-imports ^3.0.0; eslint-plugin-vue ^9.0.0; file-loader ^6.0.0;
fork-ts-checker-webpack-plugin ^9.0.0; gh-pages ^6.0.0; happy-dom ^12.0.0; html-webpack-plugin ^5.5.4;
http-server ^14.1.1; husky ^8.0.3; i18next-parser ^8.0.0; identity-obj-proxy ^3.0.0; jest ^29.7.0;
jest-environment-jsdom ^29.7.0; jest-fetch-mock ^3.0.0; jest-mock-extended ^3.0.0; jsdom ^23.0.1;
json-server ^0.17.4; lerna ^8.0.0; less ^4.2.0; lint-staged ^15.2.0; mini-css-extract-plugin ^2.7.6;
mocha ^10.2.0; msw ^2.0.11; nock ^13.0.0; node-mocks-http ^1.0.0; nodemon ^3.0.2; npm-run-all ^4.1.5;
nx ^17.0.0; nyc ^15.1.0; openapi-typescript ^6.0.0; patch-package ^8.0.0; pm2 ^5.0.0; postcss ^8.4.32;
postcss-flexbugs-fixes ^5.0.0; postcss-import ^15.1.0; postcss-loader ^7.0.0; postcss-nesting ^12.0.0;
postcss-preset-env ^9.0.0; prettier ^3.1.0; prettier-plugin-tailwindcss ^0.5.0; prompt-sync ^4.0.0;
proxyquire ^2.0.0; purgecss ^5.0.0; raw-loader ^4.0.0; react-app-rewired ^2.0.0; rimraf ^5.0.5; rollup ^4.6.1;
rollup-plugin-visualizer ^5.0.0; sass ^1.69.5; sass-embedded ^1.0.0; sass-loader ^13.3.2; sequelize-cli ^6.6.2;
serve ^14.2.1; sinon ^17.0.1; sinon-chai ^3.0.0; source-map-explorer ^2.0.0; standard-version ^9.0.0;
start-server-and-test ^2.0.0; style-loader ^3.3.3; stylus ^0.62.0; supertest ^6.3.3; svg-url-loader ^8.0.0;
tailwindcss ^3.3.6; tailwindcss-animate ^1.0.7; terser ^5.24.0; terser-webpack-plugin ^5.0.0; ts-jest ^29.1.1;
ts-loader ^9.5.1; ts-node ^10.9.2; ts-node-dev ^2.0.0; tsc-alias ^1.8.8; tsconfig-paths ^4.2.0;
tsconfig-paths-webpack-plugin ^4.0.0; tsup ^8.0.1; tsx ^4.6.2; turbo ^1.0.0; typescript ^5.3.3;
typescript-transform-paths ^3.0.0; unplugin-auto-import ^0.17.0; unplugin-vue-components ^0.26.0;
url-loader ^4.0.0; vite ^5.0.0; vite-plugin-checker ^0.6.0; vite-plugin-compression ^0.5.0;
vite-plugin-dts ^3.0.0; vite-plugin-environment ^1.0.0; vite-plugin-eslint ^1.0.0;
vite-plugin-node-polyfills ^0.17.0; vite-plugin-pwa ^0.17.0; vite-plugin-svgr ^4.0.0;
vite-plugin-vue-devtools ^7.0.0; vite-tsconfig-paths ^4.2.1; vitest-fetch-mock ^0.2.0; vue-tsc ^1.0.0;
wait-on ^7.2.0; webpack ^5.89.0; webpack-bundle-analyzer ^4.0.0; webpack-cli ^5.1.4;
webpack-dev-server ^4.15.1; webpack-merge ^5.0.0; webpack-node-externals ^3.0.0
"""
