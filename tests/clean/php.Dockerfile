FROM composer:2.10@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS vendor
WORKDIR /app
COPY composer.json composer.lock ./
RUN --mount=type=cache,target=/tmp/cache \
    --mount=type=secret,id=composer_auth,target=/root/.composer/auth.json \
    composer install --no-dev --no-scripts --no-interaction --prefer-dist --optimize-autoloader

FROM php:8.4-fpm-alpine3.24@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN set -eux; \
    apk add --no-cache --virtual .build-deps $PHPIZE_DEPS icu-dev; \
    docker-php-ext-install -j"$(nproc)" intl opcache; \
    # what the extensions need at run time is kept, what built them is not
    runDeps="$(scanelf --needed --nobanner --format '%n#p' --recursive /usr/local/lib/php/extensions)"; \
    apk add --no-cache icu-libs; \
    apk del .build-deps; \
    echo "$runDeps"
COPY php.ini /usr/local/etc/php/conf.d/app.ini
COPY --from=vendor /app/vendor /srv/app/vendor
COPY public /srv/app/public
COPY src /srv/app/src
COPY --chown=www-data:www-data storage /srv/app/storage
WORKDIR /srv/app
USER 82:82
EXPOSE 9000
STOPSIGNAL SIGQUIT
HEALTHCHECK CMD ["php-fpm-healthcheck"]
CMD ["php-fpm"]
