"""Packages whose version depends on another's.

``FITTING``: a name, the package it has to fit, and a range for each major of that one. ``TOGETHER``: a name, and the
package that is published with it under the same range.
"""

from __future__ import annotations

FITTING = """
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
TOGETHER = """
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
