FROM php:8.4-apache
RUN apt-get update
RUN apt-get install -y libzip-dev libpng-dev git
RUN docker-php-ext-install zip gd pdo_mysql
ADD src/ /var/www/html/
ENV MYSQL_ROOT_PASSWORD=hunter2hunter2
EXPOSE 8080
