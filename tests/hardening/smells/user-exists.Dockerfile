FROM node:24-bookworm-slim
RUN apt-get update && apt-get install -y dumb-init tini && rm -rf /var/lib/apt/lists/*
RUN groupadd -r app && useradd -r -g app app
WORKDIR /home/app
ADD --chown=app:app dist ./dist
RUN npm install --global http-server @angular/cli
EXPOSE 8080
ENTRYPOINT ["dumb-init", "--"]
CMD ["http-server", "dist"]
