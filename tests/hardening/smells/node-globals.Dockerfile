FROM node:24
ARG NPM_TOKEN
RUN npm install -g typescript @nestjs/cli pm2@latest && npm i --global serve
WORKDIR /app
ADD package.json package-lock.json ./
RUN npm ci
ADD src/ ./src/
EXPOSE 3000
CMD ["pm2-runtime", "dist/main.js"]
