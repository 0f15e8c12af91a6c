FROM node:24-alpine3.24
RUN apk update && apk add git openssh-client python3 make g++
RUN apk add --no-cache --virtual .build-deps gcc musl-dev \
 && npm install -g node-gyp nodemon \
 && apk del .build-deps
WORKDIR /app
COPY . .
ENV API_KEY=sk_live_51H8xQeKz2v
EXPOSE 8080
CMD ["nodemon", "server.js"]
