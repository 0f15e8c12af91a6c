FROM ruby:3.4-alpine3.24
RUN apk --no-cache add build-base tzdata postgresql-dev
RUN gem install bundler jekyll rubocop
ADD site /site
WORKDIR /site
EXPOSE 4000
CMD ["jekyll", "serve", "--host", "0.0.0.0"]
