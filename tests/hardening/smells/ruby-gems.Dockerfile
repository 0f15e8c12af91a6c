FROM ruby:3.4-slim
RUN apt-get update -qq && apt-get install -y build-essential libpq-dev nodejs
RUN gem install bundler rake foreman
RUN gem install --no-document rails puma
WORKDIR /app
ADD Gemfile Gemfile.lock ./
RUN bundle install
ADD . .
ARG RAILS_MASTER_KEY
EXPOSE 3000
CMD ["foreman", "start"]
