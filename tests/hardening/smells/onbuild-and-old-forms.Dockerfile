FROM ubuntu:24.04
MAINTAINER somebody@example.com
RUN apt update
RUN apt install -y wget nano cron
ADD . /opt/app
ADD ./conf /etc/app
ENV AWS_SECRET_ACCESS_KEY wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY
RUN apt-get -qq update && apt-get -yq install locales
EXPOSE 9000
CMD /opt/app/run.sh
