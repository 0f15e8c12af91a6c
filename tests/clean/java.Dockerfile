FROM maven:3.9.16-eclipse-temurin-25@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS build
WORKDIR /src
COPY pom.xml ./
RUN --mount=type=cache,target=/root/.m2 mvn -B dependency:go-offline
COPY src ./src
RUN --mount=type=cache,target=/root/.m2 mvn -B -o package -DskipTests \
    && java -Djarmode=tools -jar target/shop.jar extract --layers --destination /out

FROM eclipse-temurin:25-jre-noble@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN groupadd --gid 10001 app && useradd --uid 10001 --gid 10001 --no-log-init --no-create-home app
WORKDIR /app
COPY --from=build --chown=10001:10001 --chmod=a=rX /out/dependencies/ ./
COPY --from=build --chown=10001:10001 --chmod=a=rX /out/application/ ./
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75"
USER 10001:10001
EXPOSE 8080
HEALTHCHECK CMD ["java", "-cp", "shop.jar", "com.example.Health"]
ENTRYPOINT ["java", "-jar", "shop.jar"]
