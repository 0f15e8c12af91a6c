# Stand-ins for what Java is built with and run on: Debian's OpenJDK where Temurin has it, and Debian's Maven with Debian's own
# packages of plugins as the only repository, since Maven Central is not within reach.
FROM debian:trixie-slim AS maven
ENV JAVA_HOME=/opt/java/openjdk MAVEN_HOME=/usr/share/maven LANG=C.UTF-8 PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN <<SH
set -eu
apt-get update -q
DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends openjdk-25-jdk-headless maven libmaven-compiler-plugin-java \
  libmaven-resources-plugin-java libmaven-jar-plugin-java libsurefire-java libmaven-dependency-plugin-java libmaven-shade-plugin-java
apt-get clean
rm -rf /var/lib/apt/lists/*
mkdir -p /opt/java
ln -s /usr/lib/jvm/java-25-openjdk-amd64 /opt/java/openjdk
# A repository has a checksum beside each file.
cp -rL /usr/share/maven-repo /opt/repository
cd /opt/repository
# Debian has one version of each plugin: it answers to the versions that the examples name.
stand_for() { # PLUGIN DEBIAN'S ASKED
  cd "/opt/repository/org/apache/maven/plugins/$1"
  cp -r "$2" "$3"
  cd "$3"
  for file in "$1-$2".*; do mv "$file" "$1-$3.${file##*.}"; done
  jar --extract --file "$1-$3.jar" META-INF/maven/plugin.xml
  sed -i "s|<version>$2</version>|<version>$3</version>|" ./*.pom META-INF/maven/plugin.xml
  jar --update --file "$1-$3.jar" META-INF/maven/plugin.xml
  rm -r META-INF
}
stand_for maven-compiler-plugin 3.13.0 3.14.1
stand_for maven-surefire-plugin 2.22.3 3.5.4
stand_for maven-jar-plugin 3.3.0 3.4.2
stand_for maven-shade-plugin 3.6.0 3.6.1
cd /opt/repository
find . -type f ! -name '*.xml' | while read -r file; do sha1sum "$file" | cut -d' ' -f1 >"$file.sha1"; done
cat >/usr/share/maven/conf/settings.xml <<'XML'
<settings>
  <mirrors>
    <mirror><id>debian</id><mirrorOf>*</mirrorOf><url>file:///opt/repository</url></mirror>
  </mirrors>
</settings>
XML
mvn --version
SH
CMD ["mvn"]

FROM debian:trixie-slim AS jre
ENV JAVA_HOME=/opt/java/openjdk LANG=en_US.UTF-8 PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends openjdk-25-jre-headless && apt-get clean && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /opt/java && ln -s /usr/lib/jvm/java-25-openjdk-amd64 /opt/java/openjdk && java -version

FROM debian:trixie-slim AS debs
WORKDIR /debs
RUN apt-get update -q
COPY --chmod=755 unpack /usr/local/bin/
RUN unpack openjdk-25-jre-headless libpcre2-8-0 libgraphite2-3 libharfbuzz0b libglib2.0-0t64 libfreetype6 libfontconfig1 libpng16-16t64 libbrotli1 libexpat1 libuuid1 liblcms2-2 libjpeg62-turbo
RUN mkdir -p /image/usr /image/etc/ssl/certs/java && cp -a /out/usr/lib /image/usr/ && cp -a /out/etc/java-25-openjdk /image/etc/ \
 && mkdir -p /image/usr/bin && ln -s ../lib/jvm/java-25-openjdk-amd64/bin/java /image/usr/bin/java

FROM gcr.io/distroless/cc-debian13:nonroot AS java
COPY --from=debs /image/ /
ENV JAVA_VERSION=25 LANG=C.UTF-8 JAVA_HOME=/usr/lib/jvm/java-25-openjdk-amd64
RUN ["/usr/bin/java", "-version"]
ENTRYPOINT ["/usr/bin/java", "-jar"]
