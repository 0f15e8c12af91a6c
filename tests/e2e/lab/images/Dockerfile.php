# Stand-ins for php:8.4-apache and composer: Debian's PHP, Apache and Composer, laid out as in the official images. In those PHP is
# compiled, and so are further extensions; here docker-php-ext-install turns on Debian's.
FROM debian:trixie-slim AS php
ENV PHP_INI_DIR=/usr/local/etc/php
# Lab only: Debian's PHP has its folder of settings elsewhere.
ENV PHP_INI_SCAN_DIR=/usr/local/etc/php/conf.d
RUN <<SH
set -eu
apt-get update -q
DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends apache2 libapache2-mod-php8.4 php8.4-cli \
  php8.4-mbstring php8.4-xml php8.4-curl php8.4-sqlite3 php8.4-bcmath php8.4-opcache
apt-get clean
rm -rf /var/lib/apt/lists/*
ln -s /usr/bin/php8.4 /usr/local/bin/php
ln -s libphp8.4.so /usr/lib/apache2/modules/libphp.so
mkdir -p /usr/local/etc/php/conf.d /usr/local/lib/php/extensions # in the real image compiled extensions are there
for settings in /etc/php/8.4/cli/conf.d/*.ini; do
  case $settings in *-bcmath.ini | *-opcache.ini) ;; *) cp -L "$settings" /usr/local/etc/php/conf.d/ ;; esac
done
cp /usr/lib/php/8.4/php.ini-production /usr/lib/php/8.4/php.ini-development /usr/local/etc/php/
chmod 1777 /var/www/html
php --version
SH
COPY --chmod=755 docker-php-ext-install /usr/local/bin/
STOPSIGNAL SIGWINCH
EXPOSE 80
WORKDIR /var/www/html
CMD ["apache2", "-D", "FOREGROUND"]

# Debian's Composer and the libraries that it has as packages of their own, in the one file that the real image has.
FROM php:8.4-apache AS phar
RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends composer
COPY composer-phar.php /
RUN php -d phar.readonly=0 /composer-phar.php && mv /tmp/composer.phar / && chmod 755 /composer.phar && mv /usr/share/php /gone && /composer.phar --version

FROM debian:trixie-slim AS composer
COPY --from=phar /composer.phar /usr/bin/composer
CMD ["composer"]
